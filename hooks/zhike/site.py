"""Turns what was read of a folder into a Site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from . import clock, housefile, lock, matter, navigator, schema, settings, snapshot, source
from .model import (
    Asks,
    Change,
    Data,
    NavEntry,
    NearWords,
    Page,
    Pages,
    Position,
    Problem,
    Role,
    Settings,
    Site,
    Source,
    Term,
    Wording,
)
from .snapshot import CONFIGURATION, HEAD, LOCK, Snapshot
from .source import yaml

RECORDS = ("asks/", "terms/")
DATA = frozenset(f"{name}.yml" for name in ("changes", "house", "navigator", "near", "origins", "roles", "sources"))


def load(root: Path, configured: Settings | None = None) -> Site:
    """Read the site in a folder; whatever is wrong in it becomes a problem of the Site, never an exception."""
    configured = configured or settings.read(root)
    return of(snapshot.read(root, configured), configured)


def of(read: Snapshot, configured: Settings) -> Site:
    """Put a Site together from what was read; its pages are parsed when they are first asked for."""
    docs = f"{configured.docs}/"
    folder = f"{docs}{configured.data}"
    found: list[Problem] = [*configured.problems, *read.problems]

    def text(path: str) -> str:
        decoded, problems = source.decode(read.contents[path], path)
        found.extend(problems)
        return decoded

    data = {
        path: _data(text(path), path)
        for path in read.contents
        if path.startswith(f"{folder}/") and path.endswith((".yml", ".yaml"))
    }
    data |= {path: yaml.read(text(path), path, inert_tags=True) for path in read.contents if path == CONFIGURATION}
    found += [problem for document in data.values() for problem in document.problems]
    found += _idle(read, folder)
    terms = [
        term
        for path, document in data.items()
        if path.startswith(f"{folder}/terms/")
        for term in _terms(document, configured, found)
    ]
    stamps, torn = lock.read(read.contents[LOCK]) if LOCK in read.contents else ({}, ())
    found += torn
    vectors = {path.removeprefix(docs): text(path) for path in read.contents if path.endswith(".svg")}
    empty = Data(None, {(): Position(folder)})
    files = {path.removeprefix(docs): size for path, size in read.sizes.items() if not path.startswith(f"{folder}/")}
    return Site(
        root=read.root,
        settings=configured,
        pages=Pages({docs + file: partial(_page, read, docs + file, configured) for file in files if _is_page(file)}),
        files=files,
        terms=tuple(terms),
        sources=tuple(_sources(data.get(f"{folder}/sources.yml", empty), configured, found)),
        house=tuple(housefile.read(data.get(f"{folder}/house.yml", empty), configured, found)),
        roles=tuple(_roles(data.get(f"{folder}/roles.yml", empty), configured, found)),
        near=tuple(_near(data.get(f"{folder}/near.yml", empty), configured, found)),
        asks=tuple(
            asks
            for path, document in data.items()
            if path.startswith(f"{folder}/asks/")
            for asks in _asks(document, configured, found)
        ),
        navigator=navigator.read(data.get(f"{folder}/navigator.yml", empty), configured, found),
        changes=tuple(_changes(data.get(f"{folder}/changes.yml", empty), configured, found)),
        nav=_menu(data.get(CONFIGURATION)),
        lock=stamps,
        drawings={path: svg for path, svg in vectors.items() if path.startswith(f"{configured.drawings}/")},
        vectors=vectors,
        frame={path: text(path) for path in read.contents if path.startswith(f"{configured.overrides}/")},
        heads={path.removeprefix(docs): read.contents[path][:HEAD] for path in read.sizes if path in read.contents},
        today=clock.today(),
        data=data,
        problems=tuple(found),
    )


def _data(text: str, path: str) -> Data:
    if text.strip():
        return yaml.read(text, path)
    at = Position(path)
    return Data(None, {(): at}, (), (Problem(at, "empty_page", "this file is empty", "write it, or delete the file"),))


def _idle(read: Snapshot, folder: str) -> Iterator[Problem]:
    """Yield the files of the data folder that nothing reads."""
    for path in read.sizes:
        name = path.removeprefix(f"{folder}/")
        is_record = name.startswith(RECORDS) and name.endswith((".yml", ".yaml"))
        if name != path and name not in DATA and not is_record and not name.startswith("README"):
            message, hint = "nothing reads this file", "here belong {allowed}"
            allowed = {"allowed": " ".join((*sorted(DATA), *(f"{each}*.yml" for each in RECORDS)))}
            yield Problem(Position(path), "forbidden_file", message, hint, allowed)


def _is_page(file: str) -> bool:
    return file.endswith(".md")


def _menu(document: Data | None) -> tuple[NavEntry, ...] | None:
    value = document.value if document and isinstance(document.value, dict) else {}
    return tuple(_nav(value["nav"], document, ("nav",))) if document and "nav" in value else None


def _page(read: Snapshot, path: str, configured: Settings) -> Page:
    slug, locale = configured.split(path.removeprefix(f"{configured.docs}/"))
    if path in read.contents:
        try:
            text, problems = source.decode(read.contents[path], path)
            page = source.parse(text, path=path, slug=slug, locale=locale, problems=problems)
            return replace(page, problems=(*page.problems, *matter.problems(page, configured)))
        except Exception as error:  # a fault of ours in reading one page leaves the others readable
            problem = _unreadable(path, error)
    else:
        problem = _unread(read.sizes[path], path, configured)
    return Page(path, slug, locale, "", Data({}, {(): Position(path)}), problems=(problem,) if problem else ())


def _unreadable(path: str, error: Exception) -> Problem | None:
    message, hint = "the checker fails on this page: {error}", "report it together with the page"
    return Problem(Position(path), "unreadable_file", message, hint, {"error": repr(error)[:200]})


def _unread(size: int, path: str, configured: Settings) -> Problem | None:
    """Return why a page was not read when it is its size; what else there is stands among the site's problems."""
    if size <= configured.max_page_kilobytes * 1024:
        return None
    values = {"size": -(-size // 1024), "limit": configured.max_page_kilobytes}
    message = "this page has {size} kB, more than {limit} kB"
    return Problem(Position(path), "huge_page", message, "divide it into several pages", values)


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


def _terms(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Term]:
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


def _sources(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Source]:
    model = schema.with_languages(schema.Source, schema.Text, configured.locales)
    for index, record in _records(data, model, problems):
        value: dict[str, Any] = record.model_dump() if record else {"kind": "", "roles": (), "documents": ()}
        titles = {locale: value[locale] for locale in configured.locales if locale in value}
        name = value.get("id") or _id(data, index)
        if name:
            at = data.at(index, "id")
            yield Source(at, name, value["kind"], titles, tuple(value["roles"]), tuple(value["documents"]))


def _near(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[NearWords]:
    model = schema.with_languages(schema.NearWords, schema.Names, configured.locales)
    for index, record in _records(data, model, problems):
        if record:
            value: dict[str, Any] = record.model_dump()
            words = (word for locale in configured.locales for word in value[locale])
            yield NearWords(data.at(index, "id"), value["id"], tuple(words))


def _asks(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Asks]:
    model = schema.with_languages(schema.Asks, schema.Texts, configured.locales)
    for index, record in _records(data, model, problems):
        if record:
            value: dict[str, Any] = record.model_dump()
            ways = {locale: tuple(value[locale]) for locale in configured.locales}
            yield Asks(data.at(index, "page"), value["page"], ways)


def _roles(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Role]:
    model = schema.with_languages(schema.Role, schema.RoleName, configured.locales)
    for index, record in _records(data, model, problems):
        value: dict[str, Any] = record.model_dump() if record else {}
        names = {locale: value[locale]["name"] for locale in configured.locales if locale in value}
        name = value.get("id") or _id(data, index)
        if name:
            yield Role(data.at(index, "id"), name, names, value.get("telephone") or "")


def _changes(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Change]:
    model = schema.with_languages(schema.Change, schema.Text, configured.locales)
    for index, record in _records(data, model, problems):
        if record:
            value = record.model_dump()
            told = {locale: value[locale] for locale in configured.locales}
            yield Change(data.at(index, "date"), value["date"], told, tuple(value["pages"]), data, index)


def _nav(value: object, data: Data, key: tuple[str | int, ...]) -> Iterator[NavEntry]:
    if isinstance(value, str):
        if value.endswith(".md") and "://" not in value:
            yield NavEntry(data.at(*key), value.removeprefix("./"))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _nav(item, data, (*key, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _nav(item, data, (*key, name))
