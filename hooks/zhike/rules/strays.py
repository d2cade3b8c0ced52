"""Marks without a partner, which readers see as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Block, Page, Position, Site
from .base import Finding, Severity, found, rule

TICKS = re.compile(r"\\.|`+")
STARS = re.compile(r"\\.|\*+")
FENCE = re.compile(r"[ >]*`{3}")
TEXT = frozenset({"paragraph", "item", "task", "row", "heading"})


@rule(Severity.ERROR)
def unclosed_code(site: Site) -> Iterator[Finding]:
    """Code in a sentence begins and ends with the same number of backticks.

    Bad:  Run `make check.
    Good: Run `make check`.

    A backtick without a partner is shown, and code that follows begins in the wrong place.
    """
    for page in site.written():
        if "`" not in page.running:
            continue
        for block in _texts(page):
            if at := _first_tick(page, block):
                yield found(at, "this backtick has no partner", "add one where the code ends, or delete it")


def _texts(page: Page) -> Iterator[Block]:
    return (block for block in page.blocks if block.kind in TEXT)


def _first_tick(page: Page, block: Block) -> Position | None:
    """Return the place of the first backtick that makes no code; lines that look like fences are no matter of ours."""
    for number in block.lines:
        line = page.prose[number - 1]
        for match in TICKS.finditer(line) if "`" in line and not FENCE.match(line) else ():
            if match.group()[0] == "`":
                return page.at(number, match.start() + 1)
    return None


@rule(Severity.WARNING)
def unclosed_italics(site: Site) -> Iterator[Finding]:
    r"""Words in italics begin and end with `*` in the same paragraph.

    Bad:  Say *sorry first.
    Good: Say *sorry* first.

    A star without a partner is shown; write `\*` for a star that readers are to see.
    """
    for page in site.written():
        # a line that begins with a star of its own explains one behind a word
        if "*" not in page.running or "\n\\*" in page.text:
            continue
        for block in _texts(page):
            stars = _single_stars(page, block)
            if len(stars) % 2:
                yield found(stars[-1], "this star has no partner", "add one, delete it, or write \\* for a star")


def _single_stars(page: Page, block: Block) -> list[Position]:
    """Return the stars of a block that may begin or end italics, none where they stand with those of bold words."""
    stars: list[Position] = []
    for number in block.lines:
        line = page.prose[number - 1]
        for match in STARS.finditer(line) if "*" in line else ():
            if match.group().startswith("***"):
                return []
            beside = line[match.start() - 1 : match.start()] + line[match.end() : match.end() + 1]
            if match.group() == "*" and beside.strip() and not beside.isdigit():
                stars.append(page.at(number, match.start() + 1))
    return stars
