"""Checklists: boxes that can be ticked, and parts that say the same of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..alignment import cell_texts
from ..model import Block, Page, Position, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import beginning

BOX = regex(
    r"^(?P<box>\[(?:x |\s x| x|xx|  +|[vV√✓✔yY]|)\](?![(\[:])|\[[ xX]\](?=[^\s(\[:])|【[ 　xX√✓]?】|［[ 　xX√✓]?］"
    r"|\([ xX]\)(?= )|（[ 　]）|[□☐☑✅✔] ?)(?P<blank> *)"
)
MARKER = regex(r"^(?:[-*+]|\d{1,9}\.) +")
NO_BLANK = regex(r"^ {0,3}[-*+]\[[ xX]?\]")
BARE_BOX = regex(r"^\[[ xX]\] +(?=\S)(?!.*\[[ xX]\])")
FAILING = "if-it-fails"
NUMBER = regex(r"^[-*+] +\[[ xX]\] +(\d{1,3})[.．、]")
NAMED = regex(r"(?:(\d{1,3})[.．]\s*\D|\d{1,3}(?:[、,，] ?\d{1,3})*$)")


@rule(Severity.WARNING)
def remedy_without_item(site: Site) -> Iterator[Finding]:
    """A row of the table "if it fails" names items that the checklist has.

    Bad:  | 6. Dirty tables | … in a checklist of five items
    Good: | 5. Dirty tables | …

    The row is folded under its items; without one nobody sees it there.
    """
    for page in site.written():
        rows = [block for block in page.sections.get(FAILING, ()) if block.kind == "row" and not block.label]
        known = _numbers(page) if rows else frozenset()
        for row in rows if known else ():
            for number in _named(page, row):
                if number not in known:
                    at = page.at(row.at.line, row.cells[0][0] + 1)
                    hint = "write the number of an item; the last is {last}"
                    yield found(at, "this checklist has no item {number}", hint, number=number, last=max(known))


def _numbers(page: Page) -> frozenset[int]:
    """Return the numbers of all items, none when some item has no number."""
    tasks = [block for block in page.blocks if block.kind == "task" and not block.depth]
    numbers = [NUMBER.match(page.lines[task.at.line - 1]) for task in tasks]
    return frozenset(int(match[1]) for match in numbers if match) if all(numbers) else frozenset()


def _named(page: Page, row: Block) -> list[int]:
    text = next(iter(cell_texts(page, row)), "").strip()
    match = NAMED.match(text)
    if not match:
        return []
    return [int(match[1])] if match[1] else [int(number) for number in re.findall(r"\d+", text)]


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
                hint = "put a blank behind '{mark}': '{mark} {mended}'"
                values = {"box": box, "mark": line.lstrip()[0], "mended": mended}
                finding = found(at, "'{box}' makes no box to tick", hint, **values)
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
    wholes: dict[int, bool] = {}
    for number, (match, line, block) in boxes.items():
        box, is_near = match.group().strip(), block.kind == "task" or {number - 1, number + 1} & boxes.keys()
        if box == "[ ]" or is_near:
            at = page.at(number, len(line) - len(line.lstrip(" >")) + 1)
            finding = found(at, "'{box}' makes no box to tick", "write '{mended}'", box=box, mended=f"- {box}")
            if block.at.line not in wholes:
                wholes[block.at.line] = block.kind == "task" or all(inside in boxes for inside in block.lines)
            yield finding.mended(replacing(at, box, f"- {box}")) if wholes[block.at.line] else finding


def _box(at: Position, match: re.Match[str]) -> Finding:
    mended = "[x]" if re.search(r"[xXvV√✓✔☑✅yY]", match["box"]) else "[ ]"
    hint = "put a blank behind ]" if match["box"].lower() == mended else "write '{mended}'"
    finding = found(at, "'{box}' makes no box to tick", hint, box=match["box"].strip(), mended=mended)
    return finding.mended(replacing(at, match.group(), f"{mended} "))
