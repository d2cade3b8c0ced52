"""Marks the first use of each term in a section; a tap or a key opens a card with its meaning.

The cards are native popovers, so that they work without any script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from ..languages import language
from ..lexicon import ACCEPTED, Lexicon
from ..model import Term, Wording
from .reading import reading

PIECE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.S)
TAG = re.compile(r"</?([a-zA-Z0-9]+)")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CLOSED = HEADINGS | {"a", "button", "code", "kbd", "label", "pre", "script", "style", "summary", "svg", "th"}


def marked(html: str, locale: str, lexicon: Lexicon, glossary_url: str) -> str:
    """Return a page's HTML with its terms marked and their cards at its end."""
    used: dict[str, Term] = {}
    body = "".join(_pieces(html, locale, lexicon, used))
    if not used:
        return body
    cards = "".join(_card(term, locale, glossary_url) for term in used.values())
    return f'{body}<div class="zk-terms" data-search-exclude>{cards}</div>'


def _pieces(html: str, locale: str, lexicon: Lexicon, used: dict[str, Term]) -> Iterator[str]:
    closed = 0
    met: set[str] = set()
    for piece in PIECE.split(html):
        if piece.startswith("<"):
            tag = TAG.match(piece)
            name = tag[1].lower() if tag else ""
            if name == "h2" and not piece.startswith("</"):
                met.clear()
            if name in CLOSED and not piece.endswith("/>"):
                closed += -1 if piece.startswith("</") else 1
            yield piece
        elif closed or not piece.strip():
            yield piece
        else:
            yield _text(piece, locale, lexicon, used, met)


def _text(text: str, locale: str, lexicon: Lexicon, used: dict[str, Term], met: set[str]) -> str:
    parts, last = [], 0
    for match in lexicon.matches(text):
        term = match.term
        if match.status != ACCEPTED or term.is_common or term.id in met:
            continue
        met.add(term.id)
        used[term.id] = term
        word = text[match.start : match.end]
        parts += [
            text[last : match.start],
            f'<button type="button" class="zk-term" popovertarget="term-{term.id}">{word}</button>',
        ]
        last = match.end
    return "".join([*parts, text[last:]])


def _card(term: Term, locale: str, glossary_url: str) -> str:
    words, wording = language(locale).words, term.words[locale]
    names = [f"<strong>{escape(wording.preferred)}</strong>"]
    names += _reading(wording, locale)
    for other, theirs in term.words.items():
        if other != locale:
            names.append(f'<span lang="{language(other).tag}">{escape(theirs.preferred)}</span>')
            names += _reading(theirs, other)
    return (
        f'<div popover id="term-{term.id}" class="zk-card"><p class="zk-card__names">{" ".join(names)}</p>'
        f"<p>{escape(wording.definition)}</p>"
        f'<p><a href="{escape(glossary_url)}#{term.id}">{words["see_glossary"]}</a></p></div>'
    )


def _reading(wording: Wording, locale: str) -> list[str]:
    read = reading(wording, locale)
    return [f'<span lang="{language(locale).reading_tag}">{escape(read)}</span>'] if read else []
