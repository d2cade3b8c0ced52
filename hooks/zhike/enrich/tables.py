"""Lets a table of three or more columns be read on a phone: every cell carries the name of its column."""

from __future__ import annotations

import re
from html import escape, unescape

TABLE = re.compile(r"<table>.*?</table>", re.S)
HEADER = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
ROW = re.compile(r"<tr>(.*?)</tr>", re.S)
TAG = re.compile(r"<[^>]+>")
CELL = re.compile(r"<td\b")
# a table whose cells are shown as blocks stays a table for screen readers only if its parts say what they are
ROLES = {
    "<table>": '<table class="zk-table" role="table">',
    "<thead>": '<thead role="rowgroup">',
    "<tbody>": '<tbody role="rowgroup">',
    "<tr>": '<tr role="row">',
    "<th>": '<th role="columnheader">',
}


def labelled(html: str) -> str:
    """Return a page's HTML with the column's name on each cell of its wider tables."""
    return TABLE.sub(lambda match: _labelled(match.group()), html) if "<table>" in html else html


def _labelled(table: str) -> str:
    names = [unescape(TAG.sub("", name)).strip() for name in HEADER.findall(table)]
    if len(names) < 3:
        return table

    def row(match: re.Match[str]) -> str:
        labels = iter(names)
        cells = CELL.sub(lambda _: f'<td role="cell" data-label="{escape(next(labels, ""))}"', match[1])
        return f"<tr>{cells}</tr>"

    table = ROW.sub(row, table)
    for plain, with_role in ROLES.items():
        table = table.replace(plain, with_role)
    return table
