"""Tables: what an editor means as a table is one, and every row has the cells of its header."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Block, Edit, Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import characters, holds, text_lines

RULER = regex(r"^[-－—–:：|｜+ >]+$")
WIDE_RULER = regex(r"^[ >]*+\|(?:[ ]*+[—–－-]++[ ]*+\|)++[ ]*$")
SEPARATOR = regex(r"^[ >]*+\|?[ ]*+:?-++:?[ ]*+(?:\|[ ]*+:?-++:?[ ]*+)*+(?:\|[ ]*)?$")
WIDE_BAR = regex(r"(?:^[ >]*(?=｜)|(?=｜[ ]*$))(?P<bar>｜)")
LISTED = regex(r"[ ]*(?P<mark>[-*+•]) +(?=[^\W\d_])")
LIST_MARKS = ("- ", "* ", "+ ", "• ")
PIPE = regex(r"(?<!\\)[|｜]")


@rule(Severity.ERROR)
def table_cells(site: Site) -> Iterator[Finding]:
    """Every row of a table has as many cells as its header, and something in them.

    Bad:  | 情况 | 说法 | / | --- | --- | / | 等得太久 |
    Good: | 情况 | 说法 | / | --- | --- | / | 等得太久 | 让您久等了 |

    Cells that are too many are lost, text right below a table becomes a row of it.
    """
    for page in site.written():
        header: Block | None = None
        for block in page.blocks:
            line = page.prose[block.at.line - 1]
            if block.kind == "row" and (wide := WIDE_BAR.search(line) if "｜" in line else None):
                at = page.at(block.at.line, wide.start("bar") + 1)
                yield found(at, "'｜' makes no table", "type the half-width '|'").mended(replacing(at, "｜", "|"))
                header = None
            elif block.kind != "row" or block.label:
                header = block if block.kind == "row" else None
            elif header and block.columns != header.columns:
                yield _uneven(page, block, header)
        yield from _empty_rows(page)
        for block in page.blocks:
            line = page.lines[block.at.line - 1]
            for start, end in block.cells if block.cells and holds(line, LIST_MARKS) else ():
                if mark := LISTED.match(line[start:end]):
                    at = page.at(block.at.line, start + mark.start("mark") + 1)
                    yield found(at, "'{mark}' makes no list in a table", "delete it", mark=mark["mark"])


def _empty_rows(page: Page) -> Iterator[Finding]:
    """Yield the only row of a table that says nothing; several of them are lines to fill in."""
    for table in _tables(page):
        empty = [row for row in table if _is_empty(page, row)]
        if len(empty) == 1 < len(table):
            yield found(empty[0].at, "nothing stands in this row", "fill it in, or delete the line")


def _is_empty(page: Page, row: Block) -> bool:
    line = page.lines[row.at.line - 1]
    return not any(line[start:end].strip() for start, end in row.cells)


def _tables(page: Page) -> Iterator[list[Block]]:
    """Yield the rows of every table, without its header."""
    rows: list[Block] = []
    for block in page.blocks:
        if block.kind != "row" or block.label:
            yield rows
            rows = []
        else:
            rows.append(block)
    yield rows


def _uneven(page: Page, row: Block, header: Block) -> Finding:
    line = page.lines[row.at.line - 1]
    if not PIPE.search(line):
        return found(row.at, "this text becomes a row of the table above", "leave a blank line between them")
    values = {"count": row.columns, "wanted": header.columns}
    if row.columns > header.columns:
        hint = "take cells out; write | inside a cell as \\|"
        return found(row.at, "this row has {count} cells, the header has {wanted}", hint, **values)
    return found(row.at, "this row has {count} cells, the header has {wanted}", "add the missing cells", **values)


@rule(Severity.ERROR)
def broken_table(site: Site) -> Iterator[Finding]:
    """A table is a header, a line of hyphens with as many cells, and rows without a blank line between.

    Bad:  | 情况 | 说法 | / | 等得太久 | 让您久等了 |
    Good: | 情况 | 说法 | / | --- | --- | / | 等得太久 | 让您久等了 |

    Otherwise its bars are shown as text.
    """
    for page in site.written():
        if characters(site, page).isdisjoint("|｜"):
            continue
        lines = text_lines(site, page)
        told: Block | None = None
        for index, (number, line, block) in enumerate(lines):
            if ("|" not in line and "｜" not in line) or block.kind not in ("paragraph", "item", "task"):
                continue
            following = lines[index + 1][1] if index + 1 < len(lines) and lines[index + 1][2] is block else ""
            if block is not told and _is_row(line, following):
                told = block
                yield _broken(page, number, block, following)


def _is_row(line: str, following: str) -> bool:
    """Say whether a line is meant as a row: it has bars at both ends, or a line of hyphens below it."""
    text = line.strip(" \t>")
    is_framed = len(text) > 2 and text[0] in "|｜" and text[-1] in "|｜"
    return is_framed or (bool(PIPE.search(line)) and _is_ruler(following))


def _is_ruler(line: str) -> bool:
    """Say whether a line is meant as the one between header and rows."""
    return bool(RULER.match(line)) and bool(PIPE.search(line) or "+" in line) and line.count("-") + line.count("－") > 2


def _broken(page: Page, number: int, block: Block, following: str) -> Finding:
    line = page.lines[number - 1]
    at = page.at(number, len(line) - len(line.lstrip(" >")) + 1)
    is_ruler = _is_ruler(following)
    if "｜" in line + following:
        return found(at, "'｜' makes no table", "type the half-width '|'")
    if is_ruler and not SEPARATOR.match(following):
        return found(page.at(number + 1), "this line makes no table", "write --- in each of its cells")
    if WIDE_RULER.match(following) and not SEPARATOR.match(following):
        return found(page.at(number + 1), "a table takes hyphens here, no dashes", "write --- in each of its cells")
    values = {"count": _cells(following), "wanted": _cells(line)}
    if is_ruler and values["count"] != values["wanted"]:
        at = page.at(number + 1)
        return found(at, "this line has {count} cells, the header has {wanted}", "write --- once a cell", **values)
    if is_ruler and number > block.at.line:
        finding = found(at, "no blank line before this table: it shows as text", "leave a blank line above it")
        is_plain = block.kind == "paragraph" and block.depth == 0
        return finding.mended(Edit(page.at(number), page.at(number), "\n")) if is_plain else finding
    return found(
        at, "these bars are shown as text", "put a line | --- | --- | below the header, no blank line in the table"
    )


def _cells(line: str) -> int:
    text = line.strip(" \t>").removeprefix("|").removesuffix("|")
    return len(PIPE.findall(text)) + 1
