"""Counts a tab as one character in places, though Markdown reads it as blanks up to the next fourth column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..model import Block, Page, Position


def restored(page: Page) -> Page:
    """Return a page that was read with its tabs written out, its places and prose as in the file."""
    columns = {
        number: _columns(line) for number, line in enumerate(page.lines, 1) if "\t" in line and number >= page.body
    }

    def place(at: Position) -> Position:
        return replace(at, column=columns[at.line][at.column - 1] + 1)

    def moved(items: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(replace(item, at=place(item.at)) if item.at.line in columns else item for item in items)

    prose = (
        _squeezed(line, columns[number]) if number in columns else line for number, line in enumerate(page.prose, 1)
    )
    placed = (
        "headings",
        "links",
        "definitions",
        "addresses",
        "images",
        "tags",
        "attributes",
        "variables",
        "comments",
        "blocks",
    )
    changed: dict[str, Any] = {name: moved(getattr(page, name)) for name in placed}
    changed["blocks"] = tuple(_with_cells(block, columns) for block in changed["blocks"])
    return replace(page, prose=tuple(prose), **changed)


def _with_cells(block: Block, columns: dict[int, list[int]]) -> Block:
    """Return a block whose cells stand where they do in the file."""
    if not block.cells or block.at.line not in columns:
        return block
    known = columns[block.at.line]
    return replace(block, cells=tuple((known[start], known[end]) for start, end in block.cells))


def _columns(line: str) -> list[int]:
    """Return the offset in a line of every column that it has with its tabs written out, and of its end."""
    found: list[int] = []
    for offset, character in enumerate(line):
        found += [offset] * (4 - len(found) % 4 if character == "\t" else 1)
    return [*found, len(line)]


def _squeezed(prose: str, columns: list[int]) -> str:
    return "".join(prose[index] for index in range(len(prose)) if not index or columns[index] != columns[index - 1])
