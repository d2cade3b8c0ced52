"""What stands in a file: frozen values, each knowing its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: path from the project's root, line and column counted from 1 in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of text: what stands from `start` up to `end` of a file becomes `text`.

    An edited file is written in UTF-8 with plain line ends, so an edit that changes nothing saves it so.
    """

    start: Position
    end: Position
    text: str


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
class Definition:
    """A line that says where a reference leads, `[label]: target`, and whether any reference on the page uses it."""

    at: Position
    label: str
    target: str
    is_used: bool = False


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
    containers around it; `end` is its last line; `cells` are where the cells of a row begin and end, as columns
    counted from 0; `done` says whether a task is ticked.
    """

    at: Position
    kind: str
    end: int
    section: str
    depth: int
    label: str = ""
    cells: tuple[tuple[int, int], ...] = ()
    ordered: bool = False
    done: bool = False

    @property
    def lines(self) -> range:
        return range(self.at.line, self.end + 1)

    @property
    def columns(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stopped a reader of files: where, which rule it belongs to, what and how to mend it."""

    at: Position
    rule: str
    message: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    fix: tuple[Edit, ...] = ()
