"""What stands twice running: copied once too often, or left when a line was changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from operator import eq

from ..languages import language
from ..model import Block, Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import HAN_LETTER, pieces, text_lines

LETTER = regex(r"[^\W\d_]")
MARK = regex(r"^(?:[-*+]|\d{1,9}\.) +(?:\[[ xX]\] +)?(?:\d{1,3}[.、] *)?")
BEGIN, END = regex(r"\w+"), regex(r"(?<!\w)\w++\Z")
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
    around: list[Block] = []
    for block in page.blocks:
        before = None
        while around and around[-1].depth >= block.depth:
            before = around.pop()
        around.append(block)
        if before is None or before.depth != block.depth or not before.kind == block.kind in COMPARED:
            continue
        if _end_alike(page, before, block) and _is_next(page, before, block):
            text = _text(page, block)
            if text == _text(page, before) and _weight("".join(text)) >= ENOUGH:
                yield _again(page, block.at.line, block.at.column, before.at.line)


def _end_alike(page: Page, before: Block, block: Block) -> bool:
    """Say whether two blocks may have the same text, which most do not by their last characters."""
    shortest = ENOUGH // 2 if block.at.line == block.end else 1
    return page.lines[before.end - 1].rstrip()[-shortest:] == page.lines[block.end - 1].rstrip()[-shortest:]


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
        is_same = block is around and block.kind in ("paragraph", "item", "task")
        if is_same and before.rstrip().endswith(line.strip()):
            first = before[block.at.column - 1 :] if above == block.at.line else before
            if line.strip() == MARK.sub("", first.strip()) and _weight(line) >= ENOUGH:
                yield _again(page, number, len(line) - len(line.lstrip()) + 1, above)


def _again(page: Page, number: int, column: int, before: int) -> Finding:
    return found(
        page.at(number, column), "this says the same as line {line}", "delete it, or write what was meant", line=before
    )


def _may_stand_twice(site: Site, page: Page) -> bool:
    """Say whether a word follows itself, where blanks stand between words."""
    if not language(page.locale).is_spaced:
        return True
    between = pieces(site, page)
    begins: dict[str, str] = site.once("words that pieces begin with", dict)
    ends: dict[str, str] = site.once("words that pieces end with", dict)
    for piece in set(between).difference(begins):
        first, last = BEGIN.match(piece), END.search(piece)
        begins[piece], ends[piece] = first[0].casefold() if first else "", last[0].casefold() if last else " "
    return any(map(eq, map(ends.__getitem__, between), map(begins.__getitem__, islice(between, 1, None))))


@rule(Severity.WARNING)
def doubled_word(site: Site) -> Iterator[Finding]:
    """A word that never follows itself stands once.

    Bad:  face the the guest, 记下客人的的原话
    Good: face the guest, 记下客人的原话
    """
    for page in site.written():
        twice = language(page.locale).twice
        for match in twice.finditer(page.running) if twice and _may_stand_twice(site, page) else ():
            word = match["word"]
            second = match.group()[len(word) :].lstrip()
            if second == second.lower():
                at = page.place(match.start())
                finding = found(at, "'{word}' stands here twice", "write it once", word=word)
                yield finding.mended(replacing(at, match.group(), word))
