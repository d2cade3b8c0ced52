"""What a site is made of: frozen values, each knowing its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import cast

# what runs, loads or embeds: a drawing that holds any of it stays an image, which cannot run
UNSAFE_DRAWING = re.compile(
    r"<\s*(?:script|foreignObject|iframe|style|image|use|animate|set)\b|\bon\w+\s*=|\bstyle\s*=|javascript:|<!(?:DOCTYPE|ENTITY)"
    r"|(?:href|src)\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)",
    re.I,
)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: path from the project's root, line and column counted from 1 in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is the anchor it gets, `explicit` says whether the editor wrote it."""

    at: Position
    level: int
    text: str
    id: str
    explicit: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its target as written; `target` is None when a reference has no definition."""

    at: Position
    text: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Image:
    """An image with its source as written; `alt` is None when a raw tag has no such attribute."""

    at: Position
    alt: str | None
    target: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A raw HTML tag; `attributes` is its text between name and bracket."""

    at: Position
    name: str
    attributes: str


@dataclass(frozen=True, slots=True)
class Comment:
    """The text of an HTML or YAML comment, and the line it speaks of: its own, or the next when it stands alone."""

    at: Position
    text: str
    speaks_of: int


@dataclass(frozen=True, slots=True)
class Variable:
    """A house value named in running text: `{{ key }}`."""

    at: Position
    key: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text.

    `kind` is heading, paragraph, item, task, row, code, admonition, quote, html or rule; `label` an
    admonition's type; `section` the id of the heading above ("" before the first H2); `depth` counts the
    containers around it; `end` is its last line.
    """

    at: Position
    kind: str
    end: int
    section: str
    depth: int
    label: str = ""
    columns: int = 0
    ordered: bool = False

    @property
    def lines(self) -> range:
        return range(self.at.line, self.end + 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stopped a reader of files: where, which rule it belongs to, what and how to mend it."""

    at: Position
    rule: str
    message: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """A YAML document: plain values, and the place of every key and item by its path (`("zh", "admitted", 0)`)."""

    value: object
    places: Mapping[Key, Position]
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()

    def at(self, *key: str | int) -> Position:
        """Return the place of a key, or of its nearest ancestor that has one."""
        while key not in self.places:
            key = key[:-1]
        return self.places[key]


@dataclass(frozen=True)
class Page:
    """One Markdown file.

    `slug` is its path inside docs without locale and ending, the same in every language; `prose` are its lines
    with everything that is not running text replaced by FILLER, column for column.
    """

    path: str
    slug: str
    locale: str
    text: str
    meta: Data
    body: int = 1
    prose: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    tags: tuple[Tag, ...] = ()
    attributes: tuple[Tag, ...] = ()
    variables: tuple[Variable, ...] = ()
    comments: tuple[Comment, ...] = ()
    blocks: tuple[Block, ...] = ()
    anchors: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    generated: bool = False

    FILLER = "\ufffc"

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @cached_property
    def front_matter(self) -> Mapping[str, object]:
        return self.meta.value if isinstance(self.meta.value, dict) else {}

    @property
    def title(self) -> str:
        return str(self.front_matter.get("title") or self.slug)

    def names(self, key: str) -> tuple[str, ...]:
        """Return the strings that a front matter list holds, and nothing that is not a string."""
        value = self.front_matter.get(key)
        return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()

    def at(self, line: int = 1, column: int = 1) -> Position:
        return Position(self.path, line, column)

    @cached_property
    def sections(self) -> Mapping[str, list[Block]]:
        """The blocks under each H2–H6, in order, headings apart; "" stands for those before the first.

        An admonition ends with its first line here, as the blocks in it are blocks of their own.
        """
        found: dict[str, list[Block]] = {"": []}
        for block in self.blocks:
            blocks = found.setdefault(block.section, [])
            if block.kind != "heading":
                blocks.append(replace(block, end=block.at.line) if block.kind == "admonition" else block)
        return found

    @cached_property
    def running(self) -> str:
        """The running text of the whole page, line by line."""
        return "\n".join(self.prose)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.prose)]

    def start(self, line: int) -> int:
        """Return the offset in `running` at which a line begins."""
        return self._starts[line - 1]

    def line(self, offset: int) -> int:
        """Return the line in which an offset in `running` stands."""
        return bisect_right(self._starts, offset)

    def place(self, offset: int) -> Position:
        """Return where an offset in `running` stands."""
        line = self.line(offset)
        return self.at(line, offset - self._starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language names a concept."""

    preferred: str
    admitted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    definition: str = ""
    reading: str = ""
    hant: str = ""

    @property
    def accepted(self) -> tuple[str, ...]:
        return (self.preferred, *self.admitted)


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the termbase with its words in every language (as in TBX, ISO 30042).

    A common word is neither compared between the languages nor explained to readers.
    """

    at: Position
    id: str
    words: Mapping[str, Wording]
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    not_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_compared: bool = True
    is_common: bool = False
    data: Data | None = None
    index: int = 0

    def place(self, *key: str | int) -> Position:
        """Return where a part of the record stands in its file."""
        return self.data.at(self.index, *key) if self.data else self.at


@dataclass(frozen=True, slots=True)
class Source:
    """A record of the ledger: what our source documents say about one idea."""

    at: Position
    id: str
    kind: str
    titles: Mapping[str, str]
    roles: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseValue:
    """A number that a hotel sets once, ready to print in every language."""

    at: Position
    key: str
    label: Mapping[str, str]
    shown: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Role:
    """A post, with its name in every language."""

    at: Position
    id: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An entry of the menu: the file it names, where it is named."""

    at: Position
    target: str


@dataclass(frozen=True, slots=True)
class PageType:
    """What pages of one type must have: front matter keys, section ids of its anatomy; how they weigh in a search."""

    requires: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Settings:
    """How this site is laid out, read from [tool.zhike]."""

    docs: str = "docs"
    data: str = "_data"
    source: str = "zh"
    translations: tuple[str, ...] = ("en",)
    types: Mapping[str, PageType] = field(default_factory=dict)
    allowed_tags: frozenset[str] = frozenset()
    asset_endings: frozenset[str] = frozenset({".svg", ".png", ".jpg", ".webp", ".css", ".js"})
    max_page_kilobytes: int = 512
    max_asset_kilobytes: int = 500
    glossary: str = "glossary"
    origins: str = "origins"
    drawings: str = "assets/drawings"
    problems: tuple[Problem, ...] = ()

    @property
    def locales(self) -> tuple[str, ...]:
        return (self.source, *self.translations)

    def split(self, path: str) -> tuple[str, str]:
        """Return slug and locale of a path inside docs: `a/b.en.md` is ("a/b", "en")."""
        stem = path.removesuffix(".md")
        name, dot, locale = stem.rpartition(".")
        return (name, locale) if dot and locale in self.translations else (stem, self.source)

    def path(self, slug: str, locale: str) -> str:
        """Return the path from the project's root of a page's file in a language."""
        ending = ".md" if locale == self.source else f".{locale}.md"
        return f"{self.docs}/{slug}{ending}"


@dataclass(frozen=True)
class Target:
    """Where a link inside the site leads: a page or a file, and an anchor ("" for the top)."""

    page: Page | None
    file: str
    anchor: str


@dataclass(frozen=True)
class Site:
    """Everything in docs/ and what belongs to it; rules and enrichments ask it questions.

    `files` are sizes in bytes and `drawings` the text of SVG files, both by path inside docs.
    `memo` keeps what they work out from it, so that nobody works it out twice.
    """

    root: Path
    settings: Settings
    pages: Mapping[str, Page]
    files: Mapping[str, int] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    house: tuple[HouseValue, ...] = ()
    roles: tuple[Role, ...] = ()
    nav: tuple[NavEntry, ...] | None = None
    drawings: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Data] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    memo: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    def page(self, slug: str, locale: str) -> Page | None:
        return self.pages.get(self.settings.path(slug, locale))

    def written(self) -> Iterator[Page]:
        """Yield the pages that editors wrote, in the order of their paths."""
        return (page for page in self.pages.values() if not page.generated)

    def pairs(self) -> Iterator[tuple[Page, Page]]:
        """Yield every written page of the source language with each of its translations."""
        for page in self.written():
            for locale in self.settings.translations if page.locale == self.settings.source else ():
                translation = self.page(page.slug, locale)
                if translation is not None:
                    yield page, translation

    @cached_property
    def slugs(self) -> frozenset[str]:
        return frozenset(page.slug for page in self.pages.values())

    @cached_property
    def term_by_id(self) -> Mapping[str, Term]:
        return {term.id: term for term in reversed(self.terms)}

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in reversed(self.sources)}

    @cached_property
    def house_by_key(self) -> Mapping[str, HouseValue]:
        return {value.key: value for value in reversed(self.house)}

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
        key = ("target", page.path, target)
        if key not in self.memo:
            self.memo[key] = self._target(page, target)
        return cast("Target | None", self.memo[key])

    def _target(self, page: Page, target: str) -> Target | None:
        path, _, anchor = target.partition("#")
        if not path:
            return Target(page, "", anchor)
        file = self.resolve(page, path)
        if file is None:
            return None
        if file.endswith(".md"):
            slug = file.removesuffix(".md")
            found = self.page(slug, page.locale) or self.page(slug, self.settings.source)
            return Target(found, file, anchor) if found else None
        return Target(None, file, anchor) if file in self.files else None

    def with_pages(self, pages: Iterable[Page]) -> Site:
        """Return this site with pages added or replaced."""
        return replace(self, pages=self.pages | {page.path: page for page in pages}, memo={})  # type: ignore[operator]
