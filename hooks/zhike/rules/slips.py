"""Slips of the pen: words that are wrong whatever they mean, as the data of their language lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..languages import language
from ..lexicon import ACCEPTED, matches
from ..model import Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import pieces

LITERAL = regex(r"\(\?P<wrong>(\w+)\)")
BEYOND_A_WORD = (" ", r"\s", r"\W", r"\n", "(?=", "(?!", "(?<", "^", "$")


@rule(Severity.WARNING)
def misspelt_word(site: Site) -> Iterator[Finding]:
    """A word is spelt as its language spells it; English is British.

    Bad:  the color, 登陆系统
    Good: the colour, 登录系统
    """
    for page in site.written():
        if not _may_be_misspelt(site, page):
            continue
        told = _told(site, page)
        for wrong, right in language(page.locale).slips:
            for match in wrong.finditer(page.running) if _literal(wrong) in page.running else ():
                if told.isdisjoint(range(*match.span())):
                    yield _misspelt(page, match, right)


def _may_be_misspelt(site: Site, page: Page) -> bool:
    """Say whether a page can hold a slip; slips of single words are looked for once in every word of the site."""
    words = language(page.locale)
    if words.any_slip is None or not _is_of_single_words(page.locale):
        return words.any_slip is not None
    right: set[str] = site.once(("spelt right", page.locale), set)
    new = set(pieces(site, page)) - right
    if words.any_slip.search(" ".join(new)):
        return True
    right |= new
    return False


@cache
def _is_of_single_words(locale: str) -> bool:
    words = language(locale)
    return words.is_spaced and not any(sign in wrong.pattern for wrong, _ in words.slips for sign in BEYOND_A_WORD)


@cache
def _literal(wrong: re.Pattern[str]) -> str:
    """Return the letters that stand in every match of a pattern, "" when they are not the same in all."""
    literal = LITERAL.search(wrong.pattern)
    return literal[1] if literal else ""


def _told(site: Site, page: Page) -> frozenset[int]:
    """Return the places in running text that the termbase says something about."""
    told = (match for match in matches(site, page) if match.status != ACCEPTED)
    return frozenset(place for match in told for place in range(match.start, match.end))


def _misspelt(page: Page, match: re.Match[str], right: str) -> Finding:
    start, end = match.span("wrong")
    word, better = match.group(), match.group()[: start - match.start()] + right + match.group()[end - match.start() :]
    finding = found(page.place(match.start()), "'{word}' is misspelt", "write '{better}'", word=word, better=better)
    return finding.mended(replacing(page.place(start), match["wrong"], right))
