"""Writes house values into running text: `{{ report-back }}` becomes 20 分钟 or 20 minutes."""

from __future__ import annotations

from .model import Page, Site
from .source.inline import VARIABLE


def filled(page: Page, site: Site) -> str:
    """Return a page's text with every house value in the page's language; code stays as it is."""
    lines = list(page.lines)
    for variable in sorted(page.variables, key=lambda variable: variable.at, reverse=True):
        value = site.house_by_key.get(variable.key)
        line, start = lines[variable.at.line - 1], variable.at.column - 1
        match = VARIABLE.match(line, start)
        if value and match and page.locale in value.shown:
            lines[variable.at.line - 1] = line[:start] + value.shown[page.locale] + line[match.end() :]
    return "\n".join(lines)
