"""Makes of tables of phrases something to use: what is said says its language, and can be shown to a guest or copied.

Such a table is known by the names of its columns, which stand in the file of its language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape

from ..languages import Language, language
from ..model import Page, Site

# tables.py has made these of all tables of three columns and more
OPENING = '<table class="zk-table'
TABLE = re.compile(rf"{OPENING}.*?</table>", re.S)
HEADER = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.S)
CELL = re.compile(r"<td\b")
TAG = re.compile(r"<[^>]+>")
SAY, AVOID, OTHER = "say", "avoid", "other"
# room for the buttons that the script makes
TOOLS = '<td role="cell" class="zk-phrase__tools"></td>'


def marked(html: str, page: Page, site: Site) -> str:
    """Return a page's HTML with its tables of phrases ready to use."""
    known = language(page.locale)
    others = [locale for locale in site.settings.locales if locale != page.locale]
    return TABLE.sub(lambda match: _table(match[0], known, others), html)


def _table(table: str, known: Language, others: Sequence[str]) -> str:
    names = [unescape(TAG.sub("", name)).strip() for name in HEADER.findall(table)]
    columns = [_column(name, known, others) for name in names]
    kinds = {kind for kind, _ in columns}
    if OTHER not in kinds or not kinds & {SAY, AVOID}:
        return table
    tools = TOOLS if SAY in kinds else ""
    table = ROW.sub(lambda match: _row(match[0], columns, tools, known), table)
    return table.replace(OPENING, f"{OPENING} zk-phrases", 1)


Column = tuple[str, str]
"""What a column holds, and in which language if that is another."""


def _column(name: str, known: Language, others: Sequence[str]) -> Column:
    for locale in others:
        if name in known.phrases.get(OTHER, {}).get(locale, ()):
            return OTHER, language(locale).tag
    return next((kind for kind in (SAY, AVOID) if name in known.phrases.get(kind, ())), ""), ""


def _row(row: str, columns: Sequence[Column], tools: str, known: Language) -> str:
    if "<td" not in row:
        use = f'<th role="columnheader" class="zk-phrase__tools">{known.words["phrase_use"]}</th>'
        return row.replace("</tr>", f"{use}</tr>") if tools else row
    row = CELL.sub(_cells(columns), row)
    return row.replace("</tr>", f"{tools}</tr>")


def _cells(columns: Sequence[Column]) -> Callable[[re.Match[str]], str]:
    rest = iter(columns)

    def cell(_: re.Match[str]) -> str:
        kind, tag = next(rest, ("", ""))
        said = f' class="zk-phrase__{kind}"' if kind else ""
        return f"<td{said}" + (f' lang="{tag}"' if tag else "")

    return cell
