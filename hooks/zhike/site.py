"""Reads a folder into a Site: the only module that reads docs/."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import schema, settings, source
from .model import (
    Data,
    HouseValue,
    NavEntry,
    Page,
    Position,
    Problem,
    Role,
    Settings,
    Site,
    Source,
    Term,
    Wording,
)
from .source import yaml

CONFIGURATION = "mkdocs.yml"


def load(root: Path, configured: Settings | None = None) -> Site:
    """Read the site in a folder; whatever is wrong in it becomes a problem of the Site, never an exception."""
    configured = configured or settings.read(root)
    docs = root / configured.docs
    sizes, problems = _walk(docs, configured)
    contents = {file: size for file, size in sizes.items() if not file.startswith(f"{configured.data}/")}
    pages = [_page(docs, file, size, configured) for file, size in contents.items() if file.endswith(".md")]
    data_files = [file for file in sizes if file.startswith(f"{configured.data}/") and file.endswith((".yml", ".yaml"))]
    drawings = [file for file in contents if file.startswith(f"{configured.drawings}/") and file.endswith(".svg")]
    texts = {file: _text(docs / file, f"{configured.docs}/{file}") for file in data_files}
    nav, nav_problems = _text(root / CONFIGURATION, CONFIGURATION) if (root / CONFIGURATION).is_file() else (None, ())
    return build(
        root,
        configured,
        pages,
        {f"{configured.docs}/{file}": text for file, (text, _) in texts.items()},
        files=contents,
        nav=nav,
        drawings={file: _text(docs / file, f"{configured.docs}/{file}")[0] for file in drawings},
        problems=(*configured.problems, *problems, *nav_problems, *(p for _, found in texts.values() for p in found)),
    )


def build(
    root: Path,
    configured: Settings,
    pages: list[Page],
    data_texts: Mapping[str, str],
    *,
    files: Mapping[str, int] | None = None,
    nav: str | None = None,
    drawings: Mapping[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
) -> Site:
    """Put a Site together from parts that are in memory already."""
    data = {path: yaml.read(text, path) for path, text in sorted(data_texts.items())}
    found: list[Problem] = [*problems, *(problem for document in data.values() for problem in document.problems)]
    folder = f"{configured.docs}/{configured.data}"
    terms = [
        term
        for path, document in data.items()
        if path.startswith(f"{folder}/terms/")
        for term in _terms(document, configured, found)
    ]
    entries = None
    if nav is not None:
        document = yaml.read(nav, CONFIGURATION, inert_tags=True)
        data[CONFIGURATION] = document
        found += document.problems
        value = document.value if isinstance(document.value, dict) else {}
        entries = tuple(_nav(value["nav"], document, ("nav",))) if "nav" in value else None
    empty = Data(None, {(): Position(folder)})
    return Site(
        root=root,
        settings=configured,
        pages={page.path: _with_schema(page, configured) for page in sorted(pages, key=lambda page: page.path)},
        files=files or {},
        terms=tuple(terms),
        sources=tuple(_sources(data.get(f"{folder}/sources.yml", empty), configured, found)),
        house=tuple(_house(data.get(f"{folder}/house.yml", empty), configured, found)),
        roles=tuple(_roles(data.get(f"{folder}/roles.yml", empty), configured, found)),
        nav=entries,
        drawings=drawings or {},
        data=data,
        problems=tuple(found),
    )


def _walk(docs: Path, configured: Settings) -> tuple[dict[str, int], list[Problem]]:
    """Return the size in bytes of every file inside docs, and what must not be followed there."""
    sizes: dict[str, int] = {}
    problems: list[Problem] = []
    folders = [docs]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            problems.append(Problem(Position(configured.docs), "unreadable_file", "this folder cannot be read"))
            continue
        for entry in entries:
            path = Path(entry.path).relative_to(docs).as_posix()
            at = Position(f"{configured.docs}/{path}")
            if entry.is_symlink():
                hint = "copy the file itself to this place"
                problems.append(Problem(at, "symbolic_link", "a symbolic link, which may lead outside", hint))
            elif entry.is_dir():
                folders.append(Path(entry.path))
            elif not entry.name.startswith("."):
                sizes[path] = entry.stat().st_size
    return dict(sorted(sizes.items())), problems


def _text(file: Path, path: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = {"reason": error.strerror or "unknown"}
        return "", (Problem(Position(path), "unreadable_file", "this file cannot be opened: {reason}", "", reason),)
    return source.decode(content, path)


def _page(docs: Path, file: str, size: int, configured: Settings) -> Page:
    path = f"{configured.docs}/{file}"
    slug, locale = configured.split(file)
    if size > configured.max_page_kilobytes * 1024:
        values = {"size": size // 1024, "limit": configured.max_page_kilobytes}
        message = "this page has {size} kB, more than {limit} kB"
        problem = Problem(Position(path), "huge_page", message, "divide it into several pages", values)
        return Page(path, slug, locale, "", Data({}, {(): Position(path)}), problems=(problem,))
    text, problems = _text(docs / file, path)
    return source.parse(text, path=path, slug=slug, locale=locale, problems=problems)


def _with_schema(page: Page, configured: Settings) -> Page:
    """Return a page with the faults of its front matter among its problems."""
    if page.generated or any(problem.rule in ("huge_page", "unreadable_data") for problem in page.problems):
        return page
    if page.body == 1:
        if not page.text.strip():
            return page
        problem = Problem(page.at(), "missing_front_matter", "this page has no front matter", "begin it with ---")
        return replace(page, problems=(*page.problems, problem))
    _, problems = schema.read(schema.FrontMatter, page.meta)
    known = configured.types.get(str(page.front_matter.get("type")))
    missing = [key for key in (known.requires if known else ()) if not page.front_matter.get(key)]
    needed = tuple(
        Problem(page.meta.at(key), "missing_key", "'{key}' is missing", "add '{key}:'", {"key": key}) for key in missing
    )
    return replace(page, problems=(*page.problems, *problems, *needed))


def _records(data: Data, model: type[schema.Model], problems: list[Problem]) -> Iterator[tuple[int, schema.Model]]:
    """Yield the well-formed records of a list file with their index; the others become problems."""
    if not isinstance(data.value, list):
        if data.value is not None:
            problems.append(
                Problem(data.at(), "wrong_value", "this file must be a list", "begin each record with '- '")
            )
        return
    for index in range(len(data.value)):
        record, found = schema.read(model, data, (index,))
        problems.extend(found)
        if record is not None:
            yield index, record


def _terms(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Term]:
    model = schema.with_languages(schema.Term, schema.WordingRecord, configured.locales)
    for index, record in _records(data, model, problems):
        value = record.model_dump()
        words = {locale: Wording(**_frozen(value[locale])) for locale in configured.locales}
        phrases = {locale: tuple(listed) for locale, listed in value["not_when"].items()}
        related, sources = tuple(value["related"]), tuple(value["sources"])
        at = data.at(index, "id")
        is_compared = value["check"] == "on" and not value["common"]
        yield Term(at, value["id"], words, related, sources, phrases, is_compared, value["common"], data, index)


def _frozen(value: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values with tuples for lists, and nothing where nothing was written."""
    return {key: tuple(item) if isinstance(item, list) else item or "" for key, item in value.items()}


def _sources(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Source]:
    for index, record in _records(data, schema.SourceRecord, problems):
        titles = {"zh": record.zh, "en": record.en}
        yield Source(data.at(index, "id"), record.id, record.kind, titles, tuple(record.roles), tuple(record.documents))


def _roles(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[Role]:
    model = schema.with_languages(schema.Role, schema.RoleName, configured.locales)
    for index, record in _records(data, model, problems):
        value = record.model_dump()
        yield Role(data.at(index, "id"), value["id"], {locale: value[locale]["name"] for locale in configured.locales})


def _house(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[HouseValue]:
    file, found = schema.read(schema.HouseFile, data) if data.value is not None else (None, ())
    problems.extend(found)
    units: dict[str, dict[str, schema.UnitForms]] = {}
    for unit, locales in file.units.items() if file else ():
        for locale in locales:
            form, found = schema.read(schema.UnitForms, data, ("units", unit, locale))
            problems.extend(found)
            if form:
                units.setdefault(unit, {})[locale] = form
    model = schema.with_languages(schema.House, schema.Text, configured.locales)
    for key in file.values if file else ():
        place = data.at("values", key)
        record, found = schema.read(model, data, ("values", key))
        problems.extend(found)
        value: dict[str, Any] = record.model_dump() if record else {"value": None, "unit": ""}
        if file and record and value["unit"] not in file.units:
            message, hint = "there is no unit '{unit}'", "add it under 'units:'"
            at = data.at("values", key, "unit")
            problems.append(Problem(at, "wrong_value", message, hint, {"unit": value["unit"]}))
            continue
        label = {locale: value[locale] for locale in configured.locales if locale in value}
        # a record that is wrong keeps its key, so that pages which name it are not blamed
        forms = units.get(value["unit"], {})
        shown = {locale: _shown(form, value["value"]) for locale, form in forms.items()}
        yield HouseValue(place, key, label, shown if record else dict.fromkeys(configured.locales, "?"))


def _shown(form: schema.UnitForms, value: float | str | None) -> str:
    if value is None:
        return form.unset
    return (form.one if value == 1 and form.one else form.other).replace("{}", _number(value))


def _number(value: float | str) -> str:
    return f"{value:,}" if isinstance(value, int) and value >= 10000 else str(value)


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
