"""Writes house values into running text: `{{ report-back }}` becomes 20 分钟 or 20 minutes."""

from __future__ import annotations

import re

from .model import Page, Site

FENCE = re.compile(r"^\s*(```|~~~)", re.M)
VARIABLE = re.compile(r"\{\{ *([a-z0-9-]+) *\}\}")


def filled(markdown: str, page: Page, site: Site) -> str:
    """Return a page's Markdown with every known house value in the page's language; code stays as it is."""
    if "{{" not in markdown:
        return markdown
    places = {(variable.at.line, variable.key) for variable in page.variables}
    shown = {value.key: value.shown[page.locale] for value in site.house if page.locale in value.shown}
    keys = {key for _, key in places if key in shown}
    parts = FENCE.split(markdown)
    # parts alternate: text, mark, code, mark, text …
    for index in range(0, len(parts), 4):
        parts[index] = VARIABLE.sub(lambda m: shown[m[1]] if m[1] in keys else m[0], parts[index])
    return "".join(parts)
