"""The typed schemas of front matter and data files, and their errors in an editor's words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr, ValidationError, create_model
from rapidfuzz import fuzz, process

from .model import Data, Key, Problem

Text = Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]
Texts = Annotated[list[Text], Field(strict=True)]
BUILDING = frozenset(
    {"template", "hide", "search", "status", "icon", "social", "edit_url", "comments", "render_macros"}
)
OptionalTexts = Annotated[list[Text], Field(strict=True, default_factory=list)]
OptionalRecords = Annotated[list[object], Field(strict=True, default_factory=list)]


class Strict(BaseModel):
    """A record in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")


class FrontMatter(Strict):
    """What a page says of itself."""

    title: Text
    type: Text
    summary: Text
    roles: Texts = []
    sources: Texts = []
    asks: Texts = []
    related: Texts = []
    reviewed: Annotated[datetime.date, Field(strict=True)]
    untranslated: Text | None = None


class WordingRecord(Strict):
    """A concept's words in one language."""

    preferred: Text
    admitted: Texts = []
    forbidden: Texts = []
    definition: Text
    reading: Text | None = None
    hant: Text | None = None


class Term(Strict):
    """A concept, without its languages."""

    id: Text
    related: Texts = []
    sources: Texts = []
    not_when: dict[str, Texts] = {}
    check: Literal["on", "off"] = "on"
    common: bool = False


class Source(Strict):
    """A record of the ledger, without its titles."""

    id: Text
    kind: Text
    documents: Texts
    roles: Texts
    facts: Texts
    points: int | None = None
    gaps: Text | None = None
    see: Texts = []


class RoleName(Strict):
    """A post's name in one language."""

    name: Text


class Role(Strict):
    """A post, without its names; `telephone` names a house value."""

    id: Text
    telephone: Text | None = None


class Change(Strict):
    """What was new on a day, without its sentences."""

    date: Annotated[datetime.date, Field(strict=True)]
    pages: Texts


class NearWords(Strict):
    """A group of near words, without the words."""

    id: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9-]+$")]


class Asks(Strict):
    """More ways to ask for a page or a section, without the ways."""

    page: Text


class UnitForms(Strict):
    """How one language prints a number with its unit; `{}` stands for the number."""

    one: Text | None = None
    other: Text
    unset: Text


class House(Strict):
    """A house default, without its labels."""

    value: StrictInt | StrictFloat | StrictStr | None
    unit: Text


class HouseFile(Strict):
    """All house defaults with their units; units and values are read one by one."""

    units: dict[str, dict[str, object]]
    values: dict[str, object]


@cache
def with_languages(base: type[BaseModel], each: object, locales: tuple[str, ...]) -> type[BaseModel]:
    """Return a record that has a part for every language beside the keys of its base."""
    parts: dict[str, object] = dict.fromkeys(locales, (each, ...))
    return create_model(f"{base.__name__}Record", __base__=base, **parts)  # type: ignore[call-overload,no-any-return]


WIDE_COLON = re.compile(r"[A-Za-z_-]+：")
Model = TypeVar("Model", bound=BaseModel)


def read(model: type[Model], data: Data, key: Key = ()) -> tuple[Model | None, tuple[Problem, ...]]:
    """Return the record at `key` as a typed value (None when it is wrong), and what is wrong, each at its key."""
    value: Any = data.value
    for part in key:
        value = value[part]
    try:
        return model.model_validate(value), ()
    except ValidationError as error:
        return None, tuple(_wide_colons(value, data, key)) or tuple(_problems(error, model, data, key))


def _wide_colons(value: object, data: Data, key: Key) -> Iterator[Problem]:
    """Yield the keys of a record that hold their value too, for a full-width colon stands between the two."""
    for name in value if isinstance(value, dict) else ():
        if WIDE_COLON.match(name):
            message = "a full-width colon stands behind this key"
            yield Problem(data.at(*key, name), "unreadable_data", message, "write ': '")


def _problems(error: ValidationError, model: type[BaseModel], data: Data, key: Key) -> Iterator[Problem]:
    for fault in error.errors(include_url=False):
        place: Key = (*key, *fault["loc"])
        name, written = str(fault["loc"][-1]) if fault["loc"] else "", fault["input"]
        while len(place) > len(key) and place not in data.places:
            place = place[:-1]
        at = data.at(*place)
        kind = fault["type"]
        if kind == "missing":
            yield Problem(at, "missing_key", "'{key}' is missing", "add '{key}:'", {"key": name})
        elif kind == "extra_forbidden":
            if model is FrontMatter and name in BUILDING:
                message, hint = "'{key}' would change how this page is built", "remove it"
                yield Problem(at, "unknown_key", message, hint, {"key": name})
                continue
            top = len(fault["loc"]) == 1
            best = (
                process.extractOne(name, list(model.model_fields), scorer=fuzz.ratio, score_cutoff=70) if top else None
            )
            hint = "did you mean '{guess}'?" if best else "allowed are {allowed}" if top else "remove it"
            allowed = ", ".join(model.model_fields)
            values = {"key": name, "guess": best[0] if best else "", "allowed": allowed}
            yield Problem(at, "unknown_key", "unknown key '{key}'", hint, values)
        else:
            message, hint = _wrong(kind, written)
            label = ".".join(str(part) for part in place[len(key) :] if not isinstance(part, int)) or "this"
            values = {"key": label, "value": _shown(written), "expected": fault.get("ctx", {}).get("expected", "")}
            yield Problem(at, "wrong_value", message, hint, values)


def _is_date(text: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _wrong(kind: str, written: object) -> tuple[str, str]:
    """Return message and hint for a pydantic error type."""
    if kind.startswith("date") and isinstance(written, str) and _is_date(written):
        return "'{key}' is text; it must be a date", "take off the quotation marks, write 2026-03-01"
    if kind.startswith("date"):
        return "'{key}': '{value}' is not a date", "write it as 2026-03-01"
    if kind == "list_type":
        return "'{key}' must be a list", "write [a, b], or one entry a line after '- '"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "'{key}' must be a group of keys", "compare with another record"
    if kind == "string_type" and isinstance(written, (bool, int, float, datetime.date)):
        return "'{key}' must be text; '{value}' is read as another type", "put it between double quotes"
    if kind in ("string_too_short", "string_type", "string_pattern_mismatch"):
        return "'{key}' is empty or no text", "write some text"
    if kind == "literal_error" and isinstance(written, bool):
        return "'{key}' is read as {value}", "put the word between double quotes"
    if kind == "literal_error":
        return "'{key}' cannot be '{value}'", "write one of {expected}"
    return "'{key}' cannot be '{value}'", "compare with another record"


def _shown(value: object) -> str:
    words = {"True": "true", "False": "false", "None": "nothing"}
    return words.get(str(value), str(value))[:60]
