"""Slips of the pen: words that are wrong whatever they mean, as the data of their language lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..languages import language
from ..lexicon import ACCEPTED, matches
from ..model import Page, Site
from .base import Finding, Severity, found, replacing, rule


@rule(Severity.WARNING)
def misspelt_word(site: Site) -> Iterator[Finding]:
    """A word is spelt as its language spells it; English is British.

    Bad:  the color, 登陆系统
    Good: the colour, 登录系统
    """
    for page in site.written():
        words = language(page.locale)
        if not (words.any_slip and words.any_slip.search(page.running)):
            continue
        told = _told(site, page)
        for match, right in ((match, right) for wrong, right in words.slips for match in wrong.finditer(page.running)):
            if told.isdisjoint(range(*match.span())):
                yield _misspelt(page, match, right)


def _told(site: Site, page: Page) -> frozenset[int]:
    """Return the places in running text that the termbase says something about."""
    told = (match for match in matches(site, page) if match.status != ACCEPTED)
    return frozenset(place for match in told for place in range(match.start, match.end))


def _misspelt(page: Page, match: re.Match[str], right: str) -> Finding:
    start, end = match.span("wrong")
    word, better = match.group(), match.group()[: start - match.start()] + right + match.group()[end - match.start() :]
    finding = found(page.place(match.start()), "'{word}' is misspelt", "write '{better}'", word=word, better=better)
    return finding.mended(replacing(page.place(start), match["wrong"], right))
