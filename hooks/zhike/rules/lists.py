"""Lists: what an editor means as a list is one when it is rendered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from ..model import Block, Edit, Page, Position, Site
from .base import Finding, Severity, found, replacing, rule
from .texts import HAN, beginning, text_lines

MARKED = re.compile(r"^ {0,3}(?:[-*+]|\d{1,9}\.) +\S")
BULLET = re.compile(r"^ {0,3}[-*+] +\S")
FIRST = re.compile(r"^ {0,3}1\. +\S")
NUMBER = re.compile(r"^[ >]*(\d{1,9})\.")
GLUED = re.compile(rf"^ *(?:[-+](?=[{HAN}“「（])|\*(?=[{HAN}“「（][^*]*$)|\d{{1,3}}\.(?=[{HAN}“「（]))")
FOREIGN = re.compile(
    r"^ *(?:(?P<dot>[·•●◦○■◆▪▶➢★☆－＊＋‣∙]) *|"
    r"(?P<wide>[０-９]+[．.、）)]|\d{1,3}[．、）)]|[（(]\d{1,3}[）)]|[①-⑳]|[a-z]\)) *|"
    r"(?P<dash>[–—]) +|(?P<letter>[A-Za-z]\.) +)(?=\S)"
)
PLAIN = re.compile(r"^(?:[-*+]|(?P<number>\d{1,3})\.) +\S")
QUOTE_ENDS = tuple('”’"」』')
BARE_BOX = re.compile(r"^\[[ xX]\] +(?=\S)(?!.*\[[ xX]\])")
STARTS = "·•●◦○■◆▪▶➢★☆－＊＋‣∙０１２３４５６７８９0123456789（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳–—abcdefghijABCDEFGHIJ"
SURE = frozenset("·•●－＊＋")
BOX = re.compile(
    r"^(?P<box>\[(?:x |\s x| x|xx|  +|[vV√✓✔yY]|)\](?![(\[:])|\[[ xX]\](?=[^\s(\[:])|【[ 　xX√✓]?】|［[ 　xX√✓]?］"
    r"|\([ xX]\)(?= )|（[ 　]）|[□☐☑✅✔] ?)(?P<blank> *)"
)
MARKER = re.compile(r"^(?:[-*+]|\d{1,9}\.) +")
TASK_NUMBER = re.compile(r"^[-*+] +\[[ xX]\] +(?P<number>\d{1,3})[.．、](?!\d)")
NO_BLANK = re.compile(r"^ {0,3}[-*+]\[[ xX]?\]")
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
            if previous and previous.depth == block.depth and _is_near(page, previous, block):
                gap = block.at.column - previous.at.column
                if gap in (2, 3):
                    yield _flattened(page, block, gap)
                    continue
            previous = block


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
        shown: dict[int, int] = {}
        written: dict[int, int] = {}
        for block in page.blocks:
            if block.kind == "heading":
                written.clear()
            if block.kind in ("item", "task") and block.ordered:
                number, previous = _number(page, block), written.get(block.depth, 0)
                count = shown.get(block.depth, 0) + 1
                shown = {depth: kept for depth, kept in shown.items() if depth < block.depth} | {block.depth: count}
                written[block.depth] = number
                is_lazy = count > 1 and number == previous == 1
                if number != count and not is_lazy and (count > 1 or number != previous + 1):
                    message, hint = "'{number}.' is shown as {count}.", "write '{count}.'"
                    finding = found(block.at, message, hint, number=number, count=count)
                    yield finding.mended(replacing(block.at, f"{number}.", f"{count}."))
            elif block.kind != "rule":
                shown = {depth: kept for depth, kept in shown.items() if depth < block.depth}
        yield from _numbered_tasks(page)


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


@rule(Severity.ERROR)
def foreign_list_mark(site: Site) -> Iterator[Finding]:
    """Items of a list begin with `- ` or `1. `.

    Bad:  · 听客人说完 / １．道歉 / 1、道歉
    Good: - 听客人说完 / 1. 道歉

    Other marks are shown as plain text, all items in one paragraph.
    """
    for page in site.written():
        lines = text_lines(site, page)
        marks = {
            index: match
            for index, number, line, block in beginning(site, page, STARTS)
            if _may_begin_item(line, number, block) and (match := FOREIGN.match(line.lstrip(" >")))
        }
        wholes: dict[int, bool] = {}
        for index, match in marks.items():
            if _is_list(lines, marks, index):
                number, line, block = lines[index]
                at = page.at(number, len(line) - len(line.lstrip(" >")) + 1)
                is_bullet = bool(match["dot"] or match["dash"])
                hint = "write '- '" if is_bullet else "write '1. '"
                finding = found(at, "'{mark}' makes no list", hint, mark=match.group().strip())
                mended = "- " if is_bullet else _number_of(match.group())
                if block.at.line not in wholes:
                    wholes[block.at.line] = _is_whole(lines, marks, index)
                whole = wholes[block.at.line]
                yield finding.mended(replacing(at, match.group(), mended)) if whole and mended else finding


def _may_begin_item(line: str, number: int, block: Block) -> bool:
    """Say whether a line stands where an item can begin: in a paragraph, or right below the mark of an item."""
    inside = block.kind in ("item", "task") and number > block.at.line and ">" not in line[: block.at.column]
    return block.kind == "paragraph" or (inside and len(line) - len(line.lstrip()) == block.at.column - 1)


def _number_of(mark: str) -> str:
    """Return the mark of Markdown for a number written otherwise, "" for a letter."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", mark))
    return f"{int(digits)}. " if digits else ""


def _is_whole(lines: list[tuple[int, str, Block]], marks: Mapping[int, re.Match[str]], index: int) -> bool:
    """Say whether every line of a paragraph has a mark, so that a list can begin with its first; items are lists."""
    block = lines[index][2]
    if block.kind != "paragraph":
        return not block.ordered
    return all(
        lines[other][2] is not block or other in marks or PLAIN.match(lines[other][1].lstrip(" >"))
        for other in range(index, min(index + len(block.lines), len(lines)))
    )


def _is_list(lines: list[tuple[int, str, Block]], marks: Mapping[int, re.Match[str]], index: int) -> bool:
    """Say whether a mark surely begins an item: it has no other use, or a neighbour has one too."""
    match = marks[index]
    if match["dot"] in SURE and lines[index][1].lstrip(" >")[1:2] != match["dot"]:
        return True
    if lines[index][2].kind != "paragraph":
        return match.lastgroup == "dash" and _is_between_items(lines, index)
    return any(
        _goes_with(match, marks[other]) if other in marks else _joins(lines, index, other, match)
        for other in (index - 1, index + 1)
        if 0 <= other < len(lines) and abs(lines[other][0] - lines[index][0]) < 3
    )


def _goes_with(match: re.Match[str], other: re.Match[str]) -> bool:
    """Say whether two neighbouring lines have marks of one list; of letters only those that follow each other."""
    is_next = match.lastgroup != "letter" or abs(ord(match["letter"][0]) - ord(other.group()[0])) == 1
    return match.lastgroup == other.lastgroup and is_next


def _joins(lines: list[tuple[int, str, Block]], index: int, other: int, match: re.Match[str]) -> bool:
    """Say whether the next line of a paragraph goes on with a list that a mark was meant to begin."""
    plain = PLAIN.match(lines[other][1].lstrip(" >")) if lines[other][2] is lines[index][2] else None
    if not plain:
        return False
    number = re.sub(r"\D", "", unicodedata.normalize("NFKC", match.group()))
    follows = bool(number and plain["number"]) and int(plain["number"]) - int(number) == other - index
    return follows or (match.lastgroup == "dash" and not plain["number"])


def _is_between_items(lines: list[tuple[int, str, Block]], index: int) -> bool:
    """Say whether a line stands below the only line of an item and above another: no name below a quotation."""
    number, _, block = lines[index]
    above, below = lines[index - 1], lines[index + 1] if index + 1 < len(lines) else None
    is_item = below is not None and below[0] == number + 1 and below[2] is not block and below[2].depth == block.depth
    return is_item and above[0] == block.at.line and not above[1].rstrip().endswith(QUOTE_ENDS) and not block.ordered


@rule(Severity.ERROR)
def list_mark_without_blank(site: Site) -> Iterator[Finding]:
    """A blank stands behind the mark of a list item.

    Bad:  -听客人说完 / 1.道歉
    Good: - 听客人说完 / 1. 道歉
    """
    for page in site.written():
        for _, number, line, block in beginning(site, page, "-+*0123456789"):
            text = line.lstrip(" >")
            if block.kind in ("paragraph", "item", "task") and (match := GLUED.match(text)):
                at = page.at(number, len(line) - len(text) + 1)
                mark = match.group().strip()
                finding = found(at, "no blank behind '{mark}': this is no list", "write '{mark} '", mark=mark)
                end = Position(at.path, at.line, at.column + match.end())
                is_first = number == block.at.line
                yield finding.mended(Edit(end, end, " ")) if is_first else finding


@rule(Severity.ERROR)
def task_box(site: Site) -> Iterator[Finding]:
    """A box to tick is written `- [ ]` or `- [x]`.

    Bad:  - [] 记下房号 / - [x ] 告诉经理 / - 【 】告诉经理
    Good: - [ ] 记下房号 / - [x] 告诉经理
    """
    for page in site.written():
        yield from _without_dash(site, page)
        for _, number, line, block in beginning(site, page, "-*+0123456789"):
            if block.kind == "item" and number == block.at.line:
                text = line[block.at.column - 1 :]
                start = MARKER.match(text)
                if start and (match := BOX.match(text[start.end() :])):
                    yield _box(page.at(number, block.at.column + start.end()), match)
            elif block.kind in ("paragraph", "item", "task") and (match := NO_BLANK.match(line)):
                box = line[line.index("[") : match.end()]
                at, mended = page.at(number, match.end() - len(box) + 1), "[x]" if "x" in box.lower() else "[ ]"
                finding = found(at, "'{box}' makes no box to tick", "write '{mended}'", box=box, mended=f" {mended}")
                yield finding.mended(replacing(at, box, f" {mended}"))


def _without_dash(site: Site, page: Page) -> Iterator[Finding]:
    """Yield the boxes that stand at the beginning of a line without the mark of an item."""
    lines = beginning(site, page, "[") if "[" in page.running else []
    boxes = {
        number: (match, line, block)
        for _, number, line, block in lines
        if number > block.at.line - (block.kind == "paragraph")
        and block.kind in ("paragraph", "item", "task")
        and (match := BARE_BOX.match(line.lstrip(" >")))
    }
    for number, (match, line, block) in boxes.items():
        box, is_near = match.group().strip(), block.kind == "task" or {number - 1, number + 1} & boxes.keys()
        if box == "[ ]" or is_near:
            at = page.at(number, len(line) - len(line.lstrip(" >")) + 1)
            finding = found(at, "'{box}' makes no box to tick", "write '{mended}'", box=box, mended=f"- {box}")
            whole = block.kind == "task" or all(inside in boxes for inside in block.lines)
            yield finding.mended(replacing(at, box, f"- {box}")) if whole else finding


def _box(at: Position, match: re.Match[str]) -> Finding:
    mended = "[x]" if re.search(r"[xXvV√✓✔☑✅yY]", match["box"]) else "[ ]"
    finding = found(at, "'{box}' makes no box to tick", "write '{mended}'", box=match["box"].strip(), mended=mended)
    return finding.mended(replacing(at, match.group(), f"{mended} "))
