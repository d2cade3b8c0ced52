"""Lists: what an editor means as a list is one when it is rendered."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Block, Edit, Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import beginning, text_lines

BULLET = regex(r"^ {0,3}[-*+] +\S")
SHALLOW = regex(r"\n {2,3}(?! )")
FIRST = regex(r"^ {0,3}1\. +\S")
NUMBER = regex(r"^[ >]*(\d{1,9})\.")
TASK_NUMBER = regex(r"^[-*+] +\[[ xX]\] +(?P<number>\d{1,3})[.．、](?!\d)")
BREAKS = frozenset({"paragraph", "code", "quote", "admonition", "row", "html"})


def items(page: Page) -> list[Block]:
    """Return the items of all lists of a page."""
    return [block for block in page.blocks if block.kind in ("item", "task")]


@rule(Severity.ERROR)
def list_without_blank_line(site: Site) -> Iterator[Finding]:
    """A blank line stands before a list.

    Bad:  请按顺序做： / - 听客人说完
    Good: 请按顺序做： / (blank line) / - 听客人说完

    Other programs show a list there, this site shows one long paragraph.
    """
    for page in site.written():
        lines = text_lines(site, page)
        for index, number, line, block in beginning(site, page, "-*+1"):
            above = lines[index - 1] if index else None
            same = above and above[2] is block and block.kind in ("paragraph", "item", "task")
            if same and above and _begins_list(line[_margin(block, line) :]) and not _is_marked(above):
                at = page.at(number, len(line) - len(line.lstrip()) + 1)
                finding = found(at, "no blank line before this list: it shows as text", "leave a blank line above it")
                start = page.at(number)
                is_plain = block.kind == "paragraph" and block.depth == 0
                yield finding.mended(Edit(start, start, "\n")) if is_plain else finding


def _is_marked(entry: tuple[int, str, Block]) -> bool:
    _, line, block = entry
    return _begins_list(line[_margin(block, line) :])


def _margin(block: Block, line: str) -> int:
    return min(block.at.column - 1, len(line) - len(line.lstrip(" >"))) if block.kind == "paragraph" else 0


def _begins_list(text: str) -> bool:
    return bool(BULLET.match(text) or FIRST.match(text))


@rule(Severity.ERROR)
def list_indentation(site: Site) -> Iterator[Finding]:
    """An item inside another item is indented by four blanks.

    Bad:  - 道歉 / (two blanks)- 看着客人
    Good: - 道歉 / (four blanks)- 看着客人

    With two or three blanks the item is shown on the level of the one above.
    """
    for page in site.written():
        previous: Block | None = None
        for block in items(page):
            gap = block.at.column - previous.at.column if previous else 0
            if previous and gap in (2, 3) and previous.depth == block.depth and _is_near(page, previous, block):
                yield _flattened(page, block, gap)
            else:
                previous = block
        front_matter = sum(len(line) + 1 for line in page.lines[: page.body - 1])
        yield from _fallen(page) if SHALLOW.search(page.text, max(front_matter - 1, 0)) else ()


def _fallen(page: Page) -> Iterator[Finding]:
    """Yield what is indented by two or three blanks below a bullet, so that it was meant to belong to it."""
    above: Block | None = None
    for block in page.blocks:
        is_below = above is not None and above.kind in ("item", "task") and not above.ordered and not above.depth
        line = page.lines[block.at.line - 1]
        gap = len(line) - len(line.lstrip(" "))
        is_meant = gap in (2, 3) and not block.depth and block.kind in ("paragraph", "row", "code")
        between = page.lines[above.end : block.at.line - 1] if above and is_below and is_meant else ("-",)
        if not any(line.strip() for line in between):
            yield found(block.at, "this stands outside of the item above", "indent it by 4 blanks")
        above = block


def _is_near(page: Page, above: Block, below: Block) -> bool:
    """Say whether nothing but blank lines and their own text stands between two items."""
    between = page.lines[above.end : below.at.line - 1]
    return below.at.line - above.end < 40 and all(not line.strip() or line.startswith("  ") for line in between)


def _flattened(page: Page, block: Block, gap: int) -> Finding:
    message, hint = "with {count} blanks this item is not inside the one above", "indent it by 4 blanks"
    finding = found(block.at, message, hint, count=gap)
    following = page.lines[block.end] if block.end < len(page.lines) else ""
    is_single = block.at.line == block.end and len(following) - len(following.lstrip()) < 4
    return finding.mended(Edit(block.at, block.at, " " * (4 - gap))) if is_single else finding


@rule(Severity.ERROR)
def broken_list(site: Site) -> Iterator[Finding]:
    """What belongs to a numbered step is indented by four blanks.

    Bad:  1. 道歉 / ![图](a.svg) / 2. 回话
    Good: 1. 道歉 / (four blanks)![图](a.svg) / 2. 回话

    A block at the margin ends the list, and the next step is number 1 again.
    """
    for page in site.written():
        blocks = [block for block in page.blocks if block.kind in BREAKS or block.kind in ("item", "task", "heading")]
        last: Block | None = None
        between: Block | None = None
        for block in blocks:
            if block.kind == "heading":
                last = between = None
            elif block.kind in BREAKS:
                if last and block.depth <= last.depth:
                    between = between or block
            elif not block.ordered:
                continue
            elif last and between and block.depth == last.depth and _number(page, block) == _number(page, last) + 1 > 1:
                number = _number(page, block)
                yield found(
                    between.at, "this ends the list: step {number} shows as 1", "indent it by 4 blanks", number=number
                )
                last, between = block, None
            else:
                last, between = (block, None) if not last or block.depth <= last.depth else (last, between)


def _number(page: Page, block: Block) -> int:
    match = NUMBER.match(page.lines[block.at.line - 1][block.at.column - 1 :])
    return int(match[1]) if match else 0


@rule(Severity.WARNING)
def list_number(site: Site) -> Iterator[Finding]:
    """The numbers of a list are the ones that readers see: 1, 2, 3.

    Bad:  1. 道歉 / 2. 处理 / 4. 回话
    Good: 1. 道歉 / 2. 处理 / 3. 回话
    """
    for page in site.written():
        yield from _misnumbered_lists(page)
        yield from _numbered_tasks(page)


def _misnumbered_lists(page: Page) -> Iterator[Finding]:
    """Yield one finding for all numbers of a list that are wrong by as much."""
    shifted: dict[int, tuple[int, Finding]] = {}
    for block, number, count in _misnumbered_items(page):
        finding = _misnumbered(page, block, number, count)
        offset, first = shifted.get(block.depth, (0, finding))
        if count > 1 and offset == number - count:
            shifted[block.depth] = (offset, first.mended(*first.fix, *finding.fix))
            continue
        if block.depth in shifted:
            yield first
        shifted[block.depth] = (number - count, finding)
    yield from (finding for _, finding in shifted.values())


def _misnumbered_items(page: Page) -> Iterator[tuple[Block, int, int]]:
    """Yield the items whose number as written is not the one that readers see, with both."""
    shown: dict[int, int] = {}
    written: dict[int, int] = {}
    for block in page.blocks:
        if block.kind == "heading":
            written.clear()
        is_numbered = block.kind in ("item", "task") and block.ordered
        count = shown.get(block.depth, 0) + 1
        if block.kind != "rule":
            shown = {depth: kept for depth, kept in shown.items() if depth < block.depth}
        if is_numbered:
            number, previous = _number(page, block), written.get(block.depth, 0)
            shown[block.depth], written[block.depth] = count, number
            is_lazy = count > 1 and number == previous == 1
            if number != count and not is_lazy and (count > 1 or number != previous + 1):
                yield block, number, count


def _misnumbered(page: Page, block: Block, number: int, count: int) -> Finding:
    """Return the finding about the first of the numbers that are wrong by as much."""
    before = page.lines[block.at.line - 1][: block.at.column - 1].strip(" >")
    message, hint = "'{number}.' is shown as {count}.", "write '{count}.', and count on from there"
    if before in ("-", "*", "+"):
        message, hint = (
            "'{number}.' behind '{mark}' begins a list of its own",
            "write '{mark} [ ] {number}.' for a box to tick",
        )
    finding = found(block.at, message, hint, number=number, count=count, mark=before)
    return finding if before else finding.mended(replacing(block.at, f"{number}.", f"{count}."))


def _numbered_tasks(page: Page) -> Iterator[Finding]:
    """Yield the first item of a checklist whose own number is no greater than the one before; some may be left out."""
    last: Block | None = None
    before, is_told = 0, False
    for block in page.blocks:
        if block.kind != "task" or block.depth:
            last = last if block.depth else None
            continue
        match = TASK_NUMBER.match(page.lines[block.at.line - 1])
        number = int(match["number"]) if match else 0
        is_told = is_told and last is not None
        if last and number and number <= before and not is_told:
            is_told = True
            hint = "number the items one after another"
            yield found(block.at, "item {number} follows item {before}", hint, number=number, before=before)
        last, before = block, number
