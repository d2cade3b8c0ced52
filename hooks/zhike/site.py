"""Turns what was read of a folder into a Site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from . import clock, housefile, lock, matter, navigator, records, settings, snapshot, source
from .model import Data, NavEntry, Page, Pages, Position, Problem, Settings, Site
from .snapshot import CONFIGURATION, HEAD, LOCK, Snapshot
from .source import yaml

RECORDS = ("asks/", "terms/")
DATA = frozenset(f"{name}.yml" for name in ("changes", "house", "navigator", "near", "origins", "roles", "sources"))
Record = TypeVar("Record")


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

    def listed(each: Callable[[Data, Settings, list[Problem]], Iterator[Record]], name: str) -> tuple[Record, ...]:
        """Return the records of one data file, or of all in a folder."""
        chosen = (document for path, document in data.items() if path.startswith(f"{folder}/{name}"))
        return tuple(record for document in chosen for record in each(document, configured, found))

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
        terms=listed(records.terms, "terms/"),
        sources=listed(records.sources, "sources.yml"),
        house=tuple(housefile.read(data.get(f"{folder}/house.yml", empty), configured, found)),
        roles=listed(records.roles, "roles.yml"),
        near=listed(records.near, "near.yml"),
        asks=listed(records.asks, "asks/"),
        navigator=navigator.read(data.get(f"{folder}/navigator.yml", empty), configured, found),
        changes=listed(records.changes, "changes.yml"),
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
