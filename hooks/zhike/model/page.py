"""One Markdown file, and what others may know of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from .data import Data
from .items import Block, Comment, Definition, Heading, Image, Link, Position, Problem, Tag, Variable


@dataclass(frozen=True, slots=True)
class Outline:
    """What other pages may know of a page."""

    path: str
    slug: str
    locale: str
    title: str
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One Markdown file.

    `slug` is its path inside docs without locale and ending, the same in every language; `prose` are its lines
    with everything that is not running text replaced by FILLER, column for column; `addresses` stand in running
    text and are no links.
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
    definitions: tuple[Definition, ...] = ()
    addresses: tuple[Link, ...] = ()
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

    @property
    def is_read(self) -> bool:
        """Whether this is all of the file: one that is too large is left unread."""
        return bool(self.text) or not any(problem.rule == "huge_page" for problem in self.problems)

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

    def relative(self, path: str) -> str:
        """Return a path inside docs as written from this page's folder."""
        here, there = self.slug.split("/")[:-1], path.split("/")
        while here and len(there) > 1 and here[0] == there[0]:
            here, there = here[1:], there[1:]
        return "../" * len(here) + "/".join(there)

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
    def outline(self) -> Outline:
        return Outline(self.path, self.slug, self.locale, self.title, self.anchors)

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
