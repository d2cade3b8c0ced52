"""The typed schemas of front matter and data files, and their errors in an editor's words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr, ValidationError, create_model
from rapidfuzz import fuzz, process

from .model import Data, Edit, Key, Position, Problem

Text = Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]
Texts = Annotated[list[Text], Field(strict=True)]
OF_NAMES = "of names"  # marks a list no entry of which holds a comma
Names = Annotated[list[Text], Field(strict=True), OF_NAMES]
BUILDING = frozenset(
    {"template", "hide", "search", "status", "icon", "social", "edit_url", "comments", "render_macros"}
)
WIDE_COLON = re.compile(r"[A-Za-z_-]+：")
A_DAY = "write the day as year-month-day, in four, two and two digits"
A_LIST = "write [a, b], or one entry a line after '- '"
HINTS = {
    "literal_error": "write one of {expected}",
    "string_pattern_mismatch": "use a–z, 0–9 and -",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "int_parsing": "write a number",
    "int_from_float": "write a number",
}
READ_AS: dict[type, str] = {
    bool: "'{key}' must be text; '{value}' is read as yes or no",
    int: "'{key}' must be text; '{value}' is read as a number",
    float: "'{key}' must be text; '{value}' is read as a number",
    datetime.date: "'{key}' must be text; '{value}' is read as a date",
}
OptionalTexts = Annotated[list[Text], Field(strict=True, default_factory=list)]
OptionalNames = Annotated[list[Text], Field(strict=True, default_factory=list), OF_NAMES]
OptionalRecords = Annotated[list[object], Field(strict=True, default_factory=list)]
Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A record in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")


class FrontMatter(Strict):
    """What a page says of itself."""

    title: Text
    type: Text
    summary: Text
    roles: Names = []
    sources: Names = []
    asks: Texts = []
    related: Names = []
    reviewed: Annotated[datetime.date, Field(strict=True)]
    untranslated: Text | None = None


class WordingRecord(Strict):
    """A concept's words in one language."""

    preferred: Text
    admitted: Names = []
    forbidden: Names = []
    definition: Text
    reading: Text | None = None
    hant: Text | None = None


class Term(Strict):
    """A concept, without its languages."""

    id: Text
    related: Names = []
    sources: Names = []
    not_when: dict[str, Texts] = {}
    check: Literal["on", "off"] = "on"
    common: bool = False


class Source(Strict):
    """A record of the ledger, without its titles."""

    id: Text
    kind: Text
    documents: Names
    roles: Names
    facts: Texts
    points: int | None = None
    gaps: Text | None = None
    see: Names = []


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
    pages: Names


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


def read(model: type[Model], data: Data, key: Key = ()) -> tuple[Model | None, tuple[Problem, ...]]:
    """Return the record at `key` as a typed value (None when it is wrong), and what is wrong, each at its key."""
    value: Any = data.value
    for part in key:
        value = value[part]
    try:
        return model.model_validate(value), tuple(_joined_names(model, data, key))
    except ValidationError as error:
        return None, tuple(_wide_colons(value, data, key)) or tuple(_problems(error, model, data, key))


def _joined_names(model: type[BaseModel], data: Data, key: Key) -> Iterator[Problem]:
    """Yield the full-width commas between names of a list, which make one entry of two."""
    for place, at in data.wide_commas.items():
        *outer, name, _ = place[len(key) :] if place[: len(key)] == key else ("", "")
        field = _inside(model, outer).model_fields.get(str(name))
        if field and OF_NAMES in field.metadata:
            message = "a full-width comma stands here: both words are read as one"
            fix = Edit(at, replace(at, column=at.column + 1), ", ")
            yield Problem(at, "wrong_value", message, "write ', '", fix=(fix,))


def _wide_colons(value: object, data: Data, key: Key) -> Iterator[Problem]:
    """Yield the keys of a record that hold their value too, for a full-width colon stands between the two."""
    for name in value if isinstance(value, dict) else ():
        if WIDE_COLON.match(name):
            message = "a full-width colon stands behind this key"
            yield Problem(data.at(*key, name), "unreadable_data", message, "write ': '")


def _problems(error: ValidationError, model: type[BaseModel], data: Data, key: Key) -> Iterator[Problem]:
    told: set[Position] = set()
    for fault in error.errors(include_url=False):
        place = fault["loc"]
        name, at = str(place[-1]) if place else "", data.at(*key, *place)
        if fault["type"] == "missing":
            yield Problem(at, "missing_key", "'{key}' is missing", "add '{key}:'", {"key": name})
        elif fault["type"] == "extra_forbidden":
            yield _unknown(name, at, _inside(model, place[:-1]))
        elif at not in told:  # each of several types that a value may have finds its own fault
            told.add(at)
            while place and (*key, *place) not in data.places:
                place = place[:-1]
            label = ".".join(str(part) for part in place if not isinstance(part, int)) or "this"
            yield _misfit(label, at, fault, _inside(model, fault["loc"]))


def _unknown(name: str, at: Position, record: type[BaseModel]) -> Problem:
    """Return the problem of a key that a record does not have."""
    if record is FrontMatter and name in BUILDING:
        message, hint = "'{key}' would change how this page is built", "remove it"
        return Problem(at, "unknown_key", message, hint, {"key": name})
    keys = list(record.model_fields)
    best = process.extractOne(name, keys, scorer=fuzz.ratio, score_cutoff=70)
    hint = "did you mean '{guess}'?" if best else "allowed are {allowed}"
    values = {"key": name, "guess": best[0] if best else "", "allowed": ", ".join(keys)}
    return Problem(at, "unknown_key", "unknown key '{key}'", hint, values)


def _misfit(label: str, at: Position, fault: Mapping[str, Any], record: type[BaseModel]) -> Problem:
    """Return the problem of a value that is not what its key takes; `record` is what stands there or around it."""
    last, written = (fault["loc"] or ("",))[-1], fault["input"]
    message, hint = _wrong(fault["type"], written, in_list=isinstance(last, int))
    values = {"key": label, "value": _shown(written), "expected": fault.get("ctx", {}).get("expected", "")}
    if fault["type"] == "model_type":
        required = (name for name, field in record.model_fields.items() if field.is_required())
        values["needed"] = ", ".join(f"{name}: …" for name in required)
    elif fault["type"] == "dict_type":
        values["needed"] = "zh: […]" if last == "not_when" else "key: …"
    return Problem(at, "wrong_value", message, hint, values)


def _inside(model: type[BaseModel], place: Iterable[int | str]) -> type[BaseModel]:
    """Return the record that stands at a place of another, or the nearest one around it."""
    for part in place:
        field = model.model_fields.get(str(part))
        if field and isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            model = field.annotation
    return model


def _is_date(text: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _wrong(kind: str, written: object, *, in_list: bool = False) -> tuple[str, str]:
    """Return message and hint for a pydantic error type."""
    if written is None or (isinstance(written, str) and not written.strip()):
        return _empty(kind, in_list=in_list)
    if kind.startswith("date") and isinstance(written, str) and _is_date(written):
        return "'{key}' is text; it must be a date", "take off the quotation marks: {value}"
    if kind.startswith("date"):
        return "'{key}': '{value}' is not a date", A_DAY
    if kind == "list_type":
        return "'{key}' must be a list", A_LIST
    if kind in ("model_type", "dict_type"):
        return "'{key}' must be a group of keys", "write below it, indented: {needed}"
    if kind == "string_type" and isinstance(written, (bool, int, float, datetime.date)):
        return READ_AS[type(written)], "put it between double quotes"
    if kind == "string_type" and in_list:
        return "an entry of '{key}' is not read as text", "put the whole entry between double quotes"
    if kind == "string_type":
        return "'{key}' must be one text", "write one text behind the colon, no list and no keys"
    if kind == "literal_error" and isinstance(written, bool):
        return "'{key}' is read as {value}", "put the word between double quotes"
    return "'{key}' cannot be '{value}'", HINTS.get(kind, "write a number or a text")


def _empty(kind: str, *, in_list: bool) -> tuple[str, str]:
    """Return message and hint for a value that was left out."""
    if in_list:
        return "an entry of '{key}' is empty", "write it, or remove the line"
    if kind.startswith("date"):
        return "'{key}' is empty", A_DAY
    if kind == "list_type":
        return "'{key}' must be a list", A_LIST
    if kind in ("model_type", "dict_type"):
        return "'{key}' is empty", "write below it, indented: {needed}"
    return "'{key}' is empty", "write some text"


def _shown(value: object) -> str:
    words = {"True": "true", "False": "false", "None": "nothing"}
    return words.get(str(value), str(value))[:60]
