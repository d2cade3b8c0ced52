"""Tells readers which sections of a translation are older than their source."""

from __future__ import annotations

import re

from ..languages import language
from ..lock import states
from ..model import Page, Site

HEADING = re.compile(r"<h([1-6])\b[^>]*>.*?</h\1>", re.S)
ID = re.compile(r"<h[1-6]\b[^>]*?\bid=\"([^\"]*)\"")


def marked(html: str, page: Page, site: Site) -> str:
    """Return a translation's HTML with a note below the heading of each stale section.

    A note on what comes before the first section stands below the title.
    """
    sections = _stale(page, site)
    if not sections:
        return html
    note = f'\n<p class="zk-stale">{_words(page.locale, site.settings.source)}</p>'

    def noted(match: re.Match[str]) -> str:
        found = ID.match(match.group())
        name = "" if match[1] == "1" else found[1] if found else None
        is_first = name in sections
        sections.discard(name)
        return match.group() + note * is_first

    return HEADING.sub(noted, html)


def _stale(page: Page, site: Site) -> set[str | None]:
    source = site.page(page.slug, site.settings.source) if page.locale != site.settings.source and site.lock else None
    found = states(site, source) if source else []
    return {state.section for state in found if state.locale == page.locale and state.kind == "stale"}


def _words(locale: str, source: str) -> str:
    known = language(locale)
    return known.words["stale"].format(source=known.named(source))
