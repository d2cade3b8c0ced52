"""What stands twice running: copied once too often, or left when a line was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..languages import language
from ..model import Block, Page, Site
from .base import Finding, Severity, found, replacing, rule
from .texts import HAN, text_lines

HAN_LETTER = re.compile(f"[{HAN}]")
LETTER = re.compile(r"[^\W\d_]")
MARK = re.compile(r"^(?:[-*+]|\d{1,9}\.) +(?:\[[ xX]\] +)?(?:\d{1,3}[.、] *)?")
COMPARED = frozenset({"paragraph", "item", "task", "row"})
ENOUGH = 8
MOST_LINES = 40


@rule(Severity.WARNING)
def written_twice(site: Site) -> Iterator[Finding]:
    """A paragraph, an item, a row or a line does not stand twice running.

    Bad:  - 先道歉，再去办。 / - 先道歉，再去办。
    Good: - 先道歉，再去办。 / - 二十分钟内回话。
    """
    for page in site.written():
        yield from _blocks_twice(page)
        yield from _lines_twice(site, page)


def _blocks_twice(page: Page) -> Iterator[Finding]:
    last: dict[int, Block] = {}
    for block in page.blocks:
        before = last.get(block.depth)
        if before and before.kind == block.kind in COMPARED and _is_next(page, before, block):
            text = _text(page, block)
            if text == _text(page, before) and _weight("".join(text)) >= ENOUGH:
                yield _again(page, block.at.line, block.at.column, before.at.line)
        last = {depth: kept for depth, kept in last.items() if depth < block.depth} | {block.depth: block}


def _is_next(page: Page, before: Block, block: Block) -> bool:
    gap = range(before.end, block.at.line - 1)
    is_near = 0 <= len(gap) <= 2 and len(before.lines) == len(block.lines) <= MOST_LINES
    return is_near and not any(page.lines[number].strip() for number in gap)


def _text(page: Page, block: Block) -> list[str]:
    """Return the lines of a block without its mark."""
    first, *more = page.lines[block.at.line - 1 : block.end]
    return [MARK.sub("", first[block.at.column - 1 :].strip()), *(line.strip() for line in more)]


def _weight(text: str) -> int:
    """Return how many letters a text has, each Chinese character for two."""
    return len(LETTER.findall(text)) + len(HAN_LETTER.findall(text))


def _lines_twice(site: Site, page: Page) -> Iterator[Finding]:
    """Yield the lines of a block of text that are the line above once more."""
    lines = text_lines(site, page)
    for (above, before, around), (number, line, block) in pairwise(lines):
        if block is around and block.kind in ("paragraph", "item", "task"):
            first = before[block.at.column - 1 :] if above == block.at.line else before
            if line.strip() == MARK.sub("", first.strip()) and _weight(line) >= ENOUGH:
                yield _again(page, number, len(line) - len(line.lstrip()) + 1, above)


def _again(page: Page, number: int, column: int, before: int) -> Finding:
    return found(
        page.at(number, column), "this says the same as line {line}", "delete it, or write what was meant", line=before
    )


@rule(Severity.WARNING)
def doubled_word(site: Site) -> Iterator[Finding]:
    """A word that never follows itself stands once.

    Bad:  face the the guest, 记下客人的的原话
    Good: face the guest, 记下客人的原话
    """
    for page in site.written():
        twice = language(page.locale).twice
        for match in twice.finditer(page.running) if twice else ():
            word = match["word"]
            second = match.group()[len(word) :].lstrip()
            if second == second.lower():
                at = page.place(match.start())
                finding = found(at, "'{word}' stands here twice", "write it once", word=word)
                yield finding.mended(replacing(at, match.group(), word))
