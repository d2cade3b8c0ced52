"""Writes house values into running text: `{{ report-back }}` becomes 20 分钟 or 20 minutes."""

from __future__ import annotations

import re

from .model import Page, Site
from .source.inert import inert
from .source.inline import VARIABLE

HAN_END = re.compile(r"[\u3400-\u9fff]$")


def filled(page: Page, site: Site) -> str:
    """Return a page's text with every house value in the page's language; code stays as it is."""
    lines = list(page.lines)
    for variable in sorted(page.variables, key=lambda variable: variable.at, reverse=True):
        value = site.house_by_key.get(variable.key)
        line, start = lines[variable.at.line - 1], variable.at.column - 1
        match = VARIABLE.match(line, start)
        if value and match and page.locale in value.shown:
            shown = _spaced(line[:start], inert(value.shown[page.locale]))
            lines[variable.at.line - 1] = line[:start] + shown + line[match.end() :]
    return "\n".join(lines)


def _spaced(before: str, shown: str) -> str:
    """Return a value with the blank that Chinese text has before digits and Latin letters."""
    return f" {shown}" if HAN_END.search(before) and shown[:1].isascii() else shown
