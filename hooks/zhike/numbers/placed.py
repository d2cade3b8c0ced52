"""The numbers of texts and of blocks that stand for each other, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from ..alignment import aligned, opposite
from ..counterparts import Text
from ..model import Block, Page, Position, Site
from .numerals import quantities
from .quantities import Quantity


@dataclass(frozen=True, slots=True)
class InText:
    """The numbers of a text that has one place."""

    numbers: list[Quantity]
    at: Position

    @classmethod
    def of(cls, told: Text) -> InText:
        text, locale, at = told
        return cls(list(quantities(text, locale)), at)

    def place(self, number: Quantity) -> Position:
        return self.at

    def opposite(self, number: Quantity, other: InText) -> Position:
        """Return the place in the other text that stands for the place of a number in this one."""
        return other.at


@dataclass(frozen=True, slots=True)
class InBlock:
    """The numbers of a block of a page, all of them and line by line; their offsets are those in its running text."""

    page: Page
    block: Block
    lines: list[list[Quantity]]
    numbers: list[Quantity]

    @classmethod
    def of(cls, page: Page, block: Block, by_line: Mapping[int, list[Quantity]]) -> InBlock:
        lines = [by_line.get(line, []) for line in block.lines]
        return cls(page, block, lines, [*chain.from_iterable(lines)])

    @property
    def at(self) -> Position:
        return self.block.at

    def place(self, number: Quantity) -> Position:
        return self.page.place(number.offset)

    def opposite(self, number: Quantity, other: InBlock) -> Position:
        """Return the place in the other block that stands for the place of a number in this one."""
        return opposite(self.block, self.page.line(number.offset), other.page, other.block)

    def parts(self) -> list[list[Quantity]]:
        """Return the numbers of each cell of a row, and of each line of another block."""
        if not self.block.cells:
            return self.lines
        starts = [start for start, _ in self.block.cells]
        cells: list[list[Quantity]] = [[] for _ in starts]
        for number in self.lines[0]:
            cells[max(bisect_right(starts, self.place(number).column - 1) - 1, 0)].append(number)
        return cells


def in_blocks(site: Site, source: Page, translation: Page) -> Iterator[tuple[InBlock, InBlock]]:
    """Yield the blocks that stand for each other, if there are numbers in them."""
    ours, theirs = _by_line(site, source), _by_line(site, translation)
    for a, b in aligned(site, source, translation) if ours or theirs else ():
        if not (ours.keys().isdisjoint(a.lines) and theirs.keys().isdisjoint(b.lines)):
            yield InBlock.of(source, a, ours), InBlock.of(translation, b, theirs)


def _by_line(site: Site, page: Page) -> Mapping[int, list[Quantity]]:
    return site.once(("numbers", page.path), lambda: _read(page))


def _read(page: Page) -> Mapping[int, list[Quantity]]:
    numbers: dict[int, list[Quantity]] = {}
    for number in quantities(page.running, page.locale):
        numbers.setdefault(page.line(number.offset), []).append(number)
    return numbers
