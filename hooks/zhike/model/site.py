"""A whole site, ready to be asked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, cast

from .data import Data
from .items import Problem
from .navigator import Navigator
from .page import Outline, Page
from .records import Asks, Change, HouseValue, NavEntry, NearWords, Role, Source, Term
from .settings import Settings

Made = TypeVar("Made")


@dataclass(frozen=True)
class Target:
    """Where a link inside the site leads: a page or a file, and an anchor ("" for the top)."""

    page: Outline | None
    file: str
    anchor: str


class Pages(Mapping[str, Page]):
    """Pages by path, in the order of their paths, each read when it is first asked for."""

    def __init__(self, readers: Mapping[str, Callable[[], Page]]) -> None:
        self._readers = dict(sorted(readers.items()))
        self._pages: dict[str, Page] = {}

    def __getitem__(self, path: str) -> Page:
        if path not in self._pages:
            self._pages[path] = self._readers[path]()
        return self._pages[path]

    def __contains__(self, path: object) -> bool:
        return path in self._readers

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)


@dataclass(frozen=True)
class Site:
    """Everything in docs/ and what belongs to it; rules and enrichments ask it questions.

    `files` are sizes in bytes, `heads` the first bytes of files, `vectors` the text of SVG files and `drawings` that
    of those which are put into pages, all by path inside docs; `made` are the pages that come from data, by path.
    `frame` are the templates, styles and scripts around the pages, by path.
    With a `focus`, the site asks about the pages of one slug alone ("" for none of them): `written` and `pairs` yield
    these, other pages are known by their `outlines`, `asked` collects whose, and `problems` are those of no page.
    `gathered` is what was noted of every page, such as the terms it uses.
    `memo` keeps what they work out from it, so that nobody works it out twice.
    """

    root: Path
    settings: Settings
    pages: Mapping[str, Page]
    made: Mapping[str, Page] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    house: tuple[HouseValue, ...] = ()
    roles: tuple[Role, ...] = ()
    near: tuple[NearWords, ...] = ()
    asks: tuple[Asks, ...] = ()
    navigator: Navigator = field(default_factory=Navigator)
    changes: tuple[Change, ...] = ()
    nav: tuple[NavEntry, ...] | None = None
    drawings: Mapping[str, str] = field(default_factory=dict)
    vectors: Mapping[str, str] = field(default_factory=dict)
    frame: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, bytes] = field(default_factory=dict)
    today: datetime.date = field(default_factory=datetime.date.today)
    data: Mapping[str, Data] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    focus: str | None = None
    asked: set[str] = field(default_factory=set, repr=False, compare=False)
    lock: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gathered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    memo: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    def is_unread(self, name: str) -> bool:
        """Say whether a data file, or one in a folder of them, does not tell which records it holds."""
        start = f"{self.settings.docs}/{self.settings.data}/{name}"
        files = (data for path, data in self.data.items() if path.startswith(start))
        return self.once(("unread", name), lambda: not all(map(_tells_records, files)))

    def page(self, slug: str, locale: str) -> Page | None:
        if self.focus not in (None, slug):
            raise LookupError(f"{slug} is not in focus; ask for its outline")
        return self._page(self.settings.path(slug, locale))

    def _page(self, path: str) -> Page | None:
        return self.pages[path] if path in self.pages else self.made.get(path)

    def has(self, slug: str, locale: str) -> bool:
        """Say whether a page exists in a language, without reading it."""
        path = self.settings.path(slug, locale)
        return path in self.pages or path in self.made

    def outline(self, slug: str, locale: str) -> Outline | None:
        """Return what other pages may know of a page."""
        self.asked.add(slug)
        return self.outline_at(self.settings.path(slug, locale))

    def outline_at(self, path: str) -> Outline | None:
        """Return the outline of the page with a path from the root."""
        if path in self.outlines:
            return self.outlines[path]
        page = self._page(path)
        return page.outline if page else None

    def focused(self, slug: str) -> Site:
        """Return this site asking about the pages of one slug, or about none of them and all the rest."""
        return replace(self, focus=slug, asked=set(), problems=() if slug else self.problems)

    def written(self) -> Iterator[Page]:
        """Yield the pages that editors wrote, in the order of their paths."""
        if self.focus is None:
            return iter(self.pages.values())
        return iter(self.once(("written", self.focus), self._focused))

    def _focused(self) -> list[Page]:
        paths = (self.settings.path(self.focus, locale) for locale in self.settings.locales if self.focus)
        return [self.pages[path] for path in paths if path in self.pages]

    def pairs(self) -> Iterator[tuple[Page, Page]]:
        """Yield every written page of the source language with each of its translations, those left unread apart."""
        for page in self.written():
            for locale in self.settings.translations if page.locale == self.settings.source else ():
                path = self.settings.path(page.slug, locale)
                if path in self.pages and page.is_read and self.pages[path].is_read:
                    yield page, self.pages[path]

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """Return what is worked out the first time it is asked for."""
        if key not in self.memo:
            self.memo[key] = make()
        return cast("Made", self.memo[key])

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs of all pages, those that are made from data too."""
        return self.once("slugs", lambda: frozenset(map(self.settings.slug, (*self.pages, *self.made))))

    @property
    def term_by_id(self) -> Mapping[str, Term]:
        return self.once("terms", lambda: {term.id: term for term in reversed(self.terms)})

    @property
    def source_by_id(self) -> Mapping[str, Source]:
        return self.once("sources", lambda: {source.id: source for source in reversed(self.sources)})

    @property
    def house_by_key(self) -> Mapping[str, HouseValue]:
        return self.once("house", lambda: {value.key: value for value in reversed(self.house)})

    @property
    def role_by_id(self) -> Mapping[str, Role]:
        return self.once("roles", lambda: {role.id: role for role in reversed(self.roles)})

    def resolve(self, page: Page, target: str) -> str | None:
        """Return the path inside docs that a relative target names, or None when it leaves docs."""
        parts = page.slug.split("/")[:-1]
        for part in target.split("/"):
            if part == "..":
                if not parts:
                    return None
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        return "/".join(parts)

    def target(self, page: Page, target: str) -> Target | None:
        """Return where a relative target leads as a reader of this page's language, or None when nowhere."""
        return self.once(("target", page.path, target), lambda: self._target(page, target))

    def _target(self, page: Page, target: str) -> Target | None:
        path, _, anchor = target.partition("#")
        if not path:
            return Target(page.outline, "", anchor)
        file = self.resolve(page, path)
        if file is None:
            return None
        if file.endswith(".md"):
            slug = file.removesuffix(".md")
            found = self.outline(slug, page.locale) or self.outline(slug, self.settings.source)
            return Target(found, file, anchor) if found else None
        return Target(None, file, anchor) if file in self.files else None


def _tells_records(data: Data) -> bool:
    """Say whether a data file has a group of values, or a list of records that all have a name."""
    if isinstance(data.value, dict):
        return isinstance(data.value.get("values"), dict)
    if not isinstance(data.value, list):
        return not data.problems
    return all(isinstance(record, dict) and isinstance(record.get("id"), str) for record in data.value)
