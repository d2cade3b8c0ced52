"""Marks without a partner, which readers see as they are typed."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Block, Page, Position, Site
from .base import Finding, Severity, found, regex, rule

TICKS = regex(r"\\.|`+")
STARS = regex(r"\\.|\*+")
FENCE = regex(r"[ >]*`{3}")
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
        has_any = "*" in page.running.replace("**", "") or "\\*" in page.running
        if not has_any or "\n\\*" in page.text:
            continue
        for block in _texts(page):
            if at := _lonely_star(page, block):
                yield found(at, "this star has no partner", "add one, delete it, or write \\* for a star")


def _odd_stars(page: Page, block: Block) -> Position | None:
    """Return the place of three stars in a paragraph with an odd number of stars beside words."""
    runs = [
        (number, match)
        for number in block.lines
        for match in STARS.finditer(page.prose[number - 1])
        if match.group()[0] == "*"
    ]
    lines = {number: page.prose[number - 1] for number, _ in runs}
    beside = [lines[n][m.start() - 1 : m.start()].strip() + lines[n][m.end() : m.end() + 1].strip() for n, m in runs]
    is_plain = all(beside) and all(len(match.group()) <= 3 for _, match in runs)
    total = sum(len(match.group()) for _, match in runs)
    first = next((page.at(number, match.start() + 1) for number, match in runs if len(match.group()) == 3), None)
    return first if is_plain and total % 2 and len(runs) % 2 == 0 else None


def _lonely_star(page: Page, block: Block) -> Position | None:
    """Return the last of an odd number of stars that may begin or end italics, none where they may belong to bold."""
    count, last = 0, (0, 0)
    for number in block.lines:
        line = page.prose[number - 1]
        for match in STARS.finditer(line) if "*" in line else ():
            if match.group().startswith("***"):
                return _odd_stars(page, block)
            beside = line[match.start() - 1 : match.start()] + line[match.end() : match.end() + 1]
            if match.group() == "*" and beside.strip() and not beside.isdigit():
                count, last = count + 1, (number, match.start() + 1)
    return page.at(*last) if count % 2 else None
