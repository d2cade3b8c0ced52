"""Pairs the blocks of a page with those of its translation, by section id and order."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Block, Page, Position


def shared_sections(source: Page, translation: Page) -> Iterator[tuple[str, list[Block], list[Block]]]:
    """Yield the blocks of each section that both pages have."""
    theirs = translation.sections
    for section, blocks in source.sections.items():
        if section in theirs:
            yield section, blocks, theirs[section]


def aligned(source: Page, translation: Page) -> Iterator[tuple[Block, Block]]:
    """Yield pairs of blocks from sections that have the same blocks in the same order, headings included."""
    titles = {block.section: block for block in translation.blocks if block.kind == "heading"}
    for block in source.blocks:
        if block.kind == "heading" and block.section in titles and block.label != "1":
            yield block, titles[block.section]
    for _, ours, theirs in shared_sections(source, translation):
        if [block.kind for block in ours] == [block.kind for block in theirs]:
            for a, b in zip(ours, theirs, strict=True):
                if a.kind != "quote":
                    yield a, b


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
