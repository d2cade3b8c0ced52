"""Phrases: what both languages show side by side is the same, and what one forbids the other does not ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import fuzz, process

from ..alignment import aligned, cell_texts, opposite
from ..languages import language
from ..model import Block, Page, Position, Site
from ..tongues import EMPHASIS, FEW, QUOTED, Tongue, cell_words
from .base import Finding, Severity, found, pairs_on, rule

MANY_CELLS = 40
BEFORE = " .;:,!，。；：！、\ufffc*"


@rule(Severity.ERROR)
def phrase_differs(site: Site) -> Iterator[Finding]:
    """A phrase that a table shows in both languages has the same words on the pages of both.

    Bad:  | 对不起 | I am sorry. | … | I apologise. | 对不起 |
    Good: | 对不起 | I am sorry. | … | I am sorry. | 对不起 |
    """
    for source, translation in site.pairs():
        for a, b in aligned(site, source, translation):
            if a.kind == "row" and not a.label and a.columns == b.columns <= MANY_CELLS:
                yield from _quoted(source, a, translation, b)
                yield from _quoted(translation, b, source, a)


def _quoted(page: Page, row: Block, other: Page, partner: Block) -> Iterator[Finding]:
    """Yield the cells in the other page's language that do not stand there so."""
    tongue, back = Tongue.of(page, other), Tongue.of(other, page)
    if not tongue.can_tell or not tongue.other.letter.search(page.prose[row.at.line - 1]):
        return
    words, texts = cell_words(page, row), cell_texts(other, partner)
    known = [_plain(text) for text in texts]
    if not any(_is_phrase(text, back) for text in cell_words(other, partner)):
        return
    for index, text in enumerate(words):
        if _is_phrase(text, tongue) and (written := _plain(cell_texts(page, row)[index])) not in known:
            best = process.extractOne(written, known, scorer=fuzz.ratio, score_cutoff=50)
            if best:
                at = page.at(row.at.line, row.cells[index][0] + 1)
                named = {"there": other.at(partner.at.line), "text": texts[best[2]]}
                yield found(at, "at {there} this reads '{text}'", "use the same words", **named)


def _is_phrase(text: str, tongue: Tongue) -> bool:
    return tongue.is_foreign(text, FEW) and "{{" not in text


def _plain(text: str) -> str:
    return EMPHASIS.sub("", text).strip()


@rule(Severity.WARNING)
def negation_lost(site: Site) -> Iterator[Finding]:
    """What one language tells staff not to do, the other does not tell them to do.

    Bad:  不要和客人争论。 … Argue with the guest.
    Good: 不要和客人争论。 … Do not argue with the guest.
    """
    for source, translation in site.pairs():
        ours, theirs = _orders(source), _orders(translation)
        for a, b in pairs_on(site, source, translation, ours, theirs):
            if a.kind not in ("code", "html", "admonition"):
                yield from _denied(ours, a, translation, b)
                yield from _denied(theirs, b, source, a)


Order = tuple[str, Position]


def _orders(page: Page) -> dict[int, Order]:
    """Return the orders not to do something by line, those between quotes apart."""
    forbids = _pattern(page.locale, "forbids")
    found_orders: dict[int, Order] = {}
    if not forbids:
        return found_orders
    sign = _pattern(page.locale, "sign") or forbids
    for line in {page.line(match.start()): None for match in sign.finditer(page.running)}:
        if not forbids.search(page.prose[line - 1]):
            continue
        said = QUOTED.sub(lambda quoted: " " * len(quoted[0]), page.prose[line - 1])
        if match := forbids.search(said):
            word = match[0].lstrip(BEFORE)
            found_orders[line] = (word, page.at(line, match.end() - len(word) + 1))
    return found_orders


def _denied(orders: dict[int, Order], block: Block, other: Page, partner: Block) -> Iterator[Finding]:
    """Yield an order not to do something whose other language says no in no way."""
    denies = _pattern(other.locale, "denies")
    for index, line in enumerate(block.lines):
        if line in orders and denies:
            are_paired = len(block.lines) == len(partner.lines)
            said = [partner.lines[index]] if are_paired else list(partner.lines)
            if not any(denies.search(other.prose[there - 1]) for there in said):
                word, there = orders[line]
                at = opposite(block, line, other, partner)
                message = "'{word}' at {there} has no counterpart here"
                yield found(at, message, "say it here too", word=word, there=there)


@cache
def _pattern(locale: str, name: str) -> re.Pattern[str] | None:
    pattern = language(locale).negation.get(name)
    return re.compile(pattern, re.I | re.M) if pattern else None
