"""Reads the data files that are lists of records; whatever is wrong in them becomes a problem with a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import schema
from .model import Asks, Change, Data, NearWords, Problem, Role, Settings, Source, Term, Wording


def terms(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Term]:
    """Yield the concepts of a file; of one that is wrong, what is right of it."""
    model = schema.with_languages(schema.Term, schema.WordingRecord, configured.locales)
    for index, record in _records(data, model, problems):
        if record is None:
            yield from _partial_term(data, index, configured)
            continue
        value = record.model_dump()
        for locale in configured.locales:
            written = value[locale]["preferred"]
            value[locale]["preferred"] = written.strip()
            if written != written.strip():
                at, message = data.at(index, locale, "preferred"), "blanks stand around '{word}'"
                problems.append(Problem(at, "wrong_value", message, "remove them", {"word": written.strip()}))
        words = {locale: Wording(**_frozen(value[locale])) for locale in configured.locales}
        phrases = {locale: tuple(listed) for locale, listed in value["not_when"].items()}
        related, sources = tuple(value["related"]), tuple(value["sources"])
        at = data.at(index, "id")
        is_compared = value["check"] == "on" and not value["common"]
        yield Term(at, value["id"], words, related, sources, phrases, is_compared, value["common"], data, index)


def sources(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Source]:
    """Yield the records of the ledger; of one that is wrong, what is right of it."""
    model = schema.with_languages(schema.Source, schema.Text, configured.locales)
    for index, record in _records(data, model, problems):
        value: dict[str, Any] = record.model_dump() if record else {"kind": "", "roles": (), "documents": ()}
        titles = {locale: value[locale] for locale in configured.locales if locale in value}
        name = value.get("id") or _id(data, index)
        if name:
            at = data.at(index, "id")
            yield Source(at, name, value["kind"], titles, tuple(value["roles"]), tuple(value["documents"]))


def near(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[NearWords]:
    """Yield the groups of near words that are right."""
    model = schema.with_languages(schema.NearWords, schema.Names, configured.locales)
    for index, record in _records(data, model, problems):
        if record:
            value: dict[str, Any] = record.model_dump()
            words = (word for locale in configured.locales for word in value[locale])
            yield NearWords(data.at(index, "id"), value["id"], tuple(words))


def asks(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Asks]:
    """Yield the further ways to ask that are right."""
    model = schema.with_languages(schema.Asks, schema.Texts, configured.locales)
    for index, record in _records(data, model, problems):
        if record:
            value: dict[str, Any] = record.model_dump()
            ways = {locale: tuple(value[locale]) for locale in configured.locales}
            yield Asks(data.at(index, "page"), value["page"], ways)


def roles(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Role]:
    """Yield the posts; of one that is wrong, what is right of it."""
    model = schema.with_languages(schema.Role, schema.RoleName, configured.locales)
    for index, record in _records(data, model, problems):
        value: dict[str, Any] = record.model_dump() if record else {}
        names = {locale: value[locale]["name"] for locale in configured.locales if locale in value}
        name = value.get("id") or _id(data, index)
        if name:
            yield Role(data.at(index, "id"), name, names, value.get("telephone") or "")


def changes(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Change]:
    """Yield what was new, day by day, as far as it is right."""
    model = schema.with_languages(schema.Change, schema.Text, configured.locales)
    for index, record in _records(data, model, problems):
        if record:
            value = record.model_dump()
            told = {locale: value[locale] for locale in configured.locales}
            yield Change(data.at(index, "date"), value["date"], told, tuple(value["pages"]), data, index)


def _records(
    data: Data, model: type[schema.Model], problems: list[Problem]
) -> Iterator[tuple[int, schema.Model | None]]:
    """Yield the records of a list file with their index, None for those that are wrong; what is wrong are problems."""
    if not isinstance(data.value, list):
        if data.value is not None:
            problems.append(
                Problem(data.at(), "wrong_value", "this file must be a list", "begin each record with '- '")
            )
        return
    for index in range(len(data.value)):
        record, found = schema.read(model, data, (index,))
        problems.extend(found)
        yield index, record


def _partial_term(data: Data, index: int, configured: Settings) -> Iterator[Term]:
    """Yield what is right of a wrong record, so that nobody blames the pages that name it."""
    name, words = _id(data, index), {}
    for locale in configured.locales if name else ():
        if wording := _partial_wording(_at(data, index, locale)):
            words[locale] = wording
    if name:
        yield Term(data.at(index, "id"), name, words, is_compared=False, data=data, index=index)


def _partial_wording(value: object) -> Wording | None:
    """Return what is right of a concept's words in one language, None without a preferred word."""
    if not isinstance(value, dict) or not _is_text(value.get("preferred")):
        return None
    known: dict[str, Any] = {
        key: value[key] for key in ("preferred", "definition", "reading", "hant") if _is_text(value.get(key))
    }
    for key in ("admitted", "forbidden"):
        known[key] = tuple(filter(_is_text, value[key])) if isinstance(value.get(key), list) else ()
    return Wording(**known)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _at(data: Data, index: int, key: str) -> object:
    record = data.value[index] if isinstance(data.value, list) else None
    return record.get(key) if isinstance(record, dict) else None


def _id(data: Data, index: int) -> str:
    name = _at(data, index, "id")
    return name if isinstance(name, str) else ""


def _frozen(value: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values with tuples for lists, and nothing where nothing was written."""
    return {key: tuple(item) if isinstance(item, list) else item or "" for key, item in value.items()}
