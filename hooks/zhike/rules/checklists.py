"""Checklists: what their parts say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..alignment import cell_texts
from ..model import Block, Page, Site
from .base import Finding, Severity, found, rule

FAILING = "if-it-fails"
NUMBER = re.compile(r"^[-*+] +\[[ xX]\] +(\d{1,3})[.．、]")
NAMED = re.compile(r"(?:(\d{1,3})[.．]\s*\D|\d{1,3}(?:[、,，] ?\d{1,3})*$)")


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
