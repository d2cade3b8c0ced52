"""The termbase's words as the search meets them: each leads to what a concept has, whatever the page calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..languages import language
from ..model import Term, Wording
from .words import is_han, pieces, stem


def words(terms: Iterable[Term], stop: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield every word of every concept: the concept's id, the word, and the language's preferred word.

    Chinese words are kept as they are, others as their stems; a word of several scripts is found by its parts.
    """
    seen: set[str] = set()
    for term in terms:
        for locale, wording in term.words.items():
            preferred = key_of(wording.preferred, locale, stop)
            for word in _all(wording):
                key = key_of(word, locale, stop)
                if key and key not in seen:
                    seen.add(key)
                    yield term.id, key, preferred


def _all(wording: Wording) -> Iterator[str]:
    yield from wording.accepted
    yield from wording.forbidden


def key_of(word: str, locale: str, stop: frozenset[str]) -> str:
    """Return a word as queries are compared with it, "" when it cannot be.

    >>> key_of("投诉处理", "zh", frozenset()), key_of("handling of complaints", "en", frozenset({"of"}))
    ('投诉处理', 'handl complaint')
    """
    parts = pieces(word)
    if language(locale).is_han:
        return parts[0] if len(parts) == 1 and is_han(parts[0]) and len(parts[0]) > 1 else ""
    if any(map(is_han, parts)):
        return ""
    return " ".join(stem(part) for part in parts if part not in stop)


def lines(
    found: Iterable[tuple[str, str, str]], lists: Mapping[str, str], known: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield each word with the line that the index keeps for it.

    The preferred word carries the list of its concept; the others name it.
    """
    carried: set[str] = set()
    for name, word, preferred in found:
        if name not in lists:
            continue
        if word == preferred or preferred not in known:
            carried.add(word)
            yield word, f"={word}\t{lists[name]}"
        else:
            yield word, f"={word}\t>{preferred}"
