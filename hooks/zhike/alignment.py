"""Pairs the blocks of a page with those of its translation, by section id and order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .model import Block, Page, Position, Site

# what both languages write alike: digits, names, addresses, code, and phrases that are shown in both
TOKEN = re.compile(r"[A-Za-z0-9./#_-]{2,}|\d|[\u3400-\u9fff]{2}")
MANY = 40_000


def shared_sections(source: Page, translation: Page) -> Iterator[tuple[str, list[Block], list[Block]]]:
    """Yield the blocks of each section that both pages have."""
    theirs = translation.sections
    for section, blocks in source.sections.items():
        if section in theirs:
            yield section, blocks, theirs[section]


def aligned(site: Site, source: Page, translation: Page) -> list[tuple[Block, Block]]:
    """Return pairs of blocks from sections that have the same blocks in the same order, headings included."""
    return site.once(("aligned", source.path, translation.path), lambda: list(_aligned(source, translation)))


def _aligned(source: Page, translation: Page) -> Iterator[tuple[Block, Block]]:
    titles = {block.section: block for block in translation.blocks if block.kind == "heading"}
    for block in source.blocks:
        if block.kind == "heading" and block.section in titles and block.label != "1":
            yield block, titles[block.section]
    for _, ours, theirs in shared_sections(source, translation):
        if [block.kind for block in ours] == [block.kind for block in theirs]:
            for a, b in zip(ours, theirs, strict=True):
                if a.kind != "quote":
                    yield a, b


@dataclass(frozen=True, slots=True)
class Gap:
    """A block that most likely has no partner: its index, and that of the block before which the partner is missing."""

    in_source: bool
    index: int
    place: int


Tokens = Callable[[Page, Block], set[object]]
"""What a block says that does not hang on its language."""


def gaps(
    source: Page, ours: Sequence[Block], translation: Page, theirs: Sequence[Block], tokens: Tokens
) -> Iterator[Gap]:
    """Yield the blocks of a section without a partner, none when there are too many blocks to compare."""
    if len(ours) * len(theirs) > MANY:
        return
    like = _Likeness(source, ours, translation, theirs, tokens)
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], like.of(i, j) + best[i + 1][j + 1])
    i = j = 0
    while i < len(ours) or j < len(theirs):
        if i < len(ours) and j < len(theirs) and best[i][j] == like.of(i, j) + best[i + 1][j + 1]:
            i, j = i + 1, j + 1
        elif j == len(theirs) or (i < len(ours) and best[i][j] == best[i + 1][j]):
            yield Gap(True, i, j)
            i += 1
        else:
            yield Gap(False, j, i)
            j += 1


class _Likeness:
    """How alike the blocks of two pages are: only those of one kind, by what they share and by their lengths."""

    def __init__(
        self, source: Page, ours: Sequence[Block], translation: Page, theirs: Sequence[Block], tokens: Tokens
    ) -> None:
        self.ours, self.theirs = ours, theirs
        texts = [
            ["\n".join(page.lines[line - 1] for line in block.lines) for block in blocks]
            for blocks, page in ((ours, source), (theirs, translation))
        ]
        self.tokens = [
            [tokens(page, block).union(TOKEN.findall(text)) for block, text in zip(blocks, side, strict=True)]
            for page, blocks, side in ((source, ours, texts[0]), (translation, theirs, texts[1]))
        ]
        totals = [sum(map(len, side)) or 1 for side in texts]
        self.lengths = [[len(text) / total for text in side] for side, total in zip(texts, totals, strict=True)]

    def of(self, i: int, j: int) -> float:
        ours, theirs = self.ours[i], self.theirs[j]
        if ours.kind != theirs.kind:
            return -1.0
        shared = len(self.tokens[0][i] & self.tokens[1][j])
        long, short = sorted((self.lengths[0][i], self.lengths[1][j]), reverse=True)
        return 1 + (ours.depth == theirs.depth) + shared + short / (long or 1)


def opposite(block: Block, line: int, page: Page, partner: Block) -> Position:
    """Return the place on another page that stands for a line of a block: the same line of its partner, if it can."""
    index = line - block.at.line
    if index == 0 or len(block.lines) != len(partner.lines):
        return partner.at
    text = page.prose[partner.lines[index] - 1]
    return page.at(partner.lines[index], 1 + len(text) - len(text.lstrip(" \ufffc")))


def cell_texts(page: Page, row: Block) -> list[str]:
    """Return the cells of a row as written."""
    line = page.lines[row.at.line - 1]
    return [line[start:end].strip() for start, end in row.cells]
