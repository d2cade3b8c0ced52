"""Names every item of a checklist, so that a tick finds it again: in both languages, wherever it stands in its list."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from .. import house
from ..model import Page, Site

DIGITS = 10
MARK = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[.\]\s+(?:\d+[.．、)]\s*)?")
# where a link leads, and what only sets the text, may change without changing what is to be done
UNREAD = re.compile(r"<!--.*?-->|\]\([^)]*\)|[\s*_`\[\]]+", re.S)

Place = tuple[str, int]


def keys(page: Page, site: Site) -> tuple[str, ...]:
    """Return the key of every item of a page, in order.

    A key is made from the page, the section and the item's text in the source language, without its number: an item
    that is moved or renumbered keeps its ticks, one whose text changes loses them.
    """
    source = site.page(page.slug, site.settings.source) or page
    theirs, met = dict(_texts(source, site)), Counter[tuple[str, str]]()
    found = []
    for place, own in _texts(page, site):
        section, text = place[0], theirs.get(place, own)
        met[section, text] += 1
        found.append(digest(page.slug, section, text, str(met[section, text])))
    return tuple(found)


def digest(*parts: str) -> str:
    """Return a short digest of some texts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]


def _texts(page: Page, site: Site) -> Iterator[tuple[Place, str]]:
    """Yield the text of every item with its section and its place there."""
    lines = house.filled(page, site).split("\n")
    places = Counter[str]()
    for block in page.blocks:
        if block.kind == "task":
            whole = "\n".join(lines[block.at.line - 1 : block.end])
            yield (block.section, places[block.section]), UNREAD.sub("", MARK.sub("", whole, count=1))
            places[block.section] += 1
