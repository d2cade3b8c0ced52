"""Near words: what people say for a thing in other words than pages do; one list of topics for a group of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt

from ..model import NearWords
from .postings import Posting
from .shards import Found, encoded
from .words import is_han, pieces, stem

# less than this in a topic says nothing about it
LEAST = 1.5


def key_of(word: str, stop: frozenset[str]) -> str:
    """Return a near word as queries are compared with it, "" when it cannot be.

    >>> key_of("等太久", frozenset()), key_of("out of order", frozenset({"of"})), key_of("WiFi 断了", frozenset())
    ('等太久', 'out order', '')
    """
    parts = pieces(word)
    if any(map(is_han, parts)):
        return parts[0] if len(parts) == 1 else ""
    return " ".join(stem(part) for part in parts if part not in stop)


def lines(groups: Iterable[NearWords], known: Mapping[str, Found], stop: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield each word with the line that names its groups, and each group with that of its topics."""
    named: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        members = [key for key in dict.fromkeys(key_of(word, stop) for word in group.words) if key]
        yield group.id, f"@{group.id}\t{encoded(_together(members, known))}"
        for member in members:
            named[member].append(group.id)
    for word, names in named.items():
        if not _is_character(word):
            yield word, f"+{word}\t{' '.join(names)}"


def characters(groups: Iterable[NearWords]) -> str:
    """Return the near words of one character, each followed by its groups; they are in no list of their own."""
    named: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for word in filter(_is_character, dict.fromkeys(group.words)):
            named[word].append(group.id)
    return " ".join(f"{word}{'+'.join(names)}" for word, names in named.items())


def _is_character(word: str) -> bool:
    return len(word) == 1 and is_han(word)


def _together(members: Iterable[str], known: Mapping[str, Found]) -> Iterator[tuple[int, Posting]]:
    """Yield the topics that have any of some words, and how much they have of them together."""
    amounts: dict[int, float] = defaultdict(float)
    sections: dict[int, dict[int, int]] = defaultdict(dict)
    for word in members:
        for number, posting in _having(_terms(word), known):
            amounts[number] += posting.amount**2
            for section, count in posting.sections.items():
                sections[number][section] = sections[number].get(section, 0) + count
    for number in sorted(amounts):
        if (amount := sqrt(amounts[number])) >= LEAST:
            yield number, Posting(amount, sections[number])


def _terms(word: str) -> list[str]:
    """Return the terms of the index that a word is made of; one character stands in too many other words."""
    return [word[at : at + 2] for at in range(len(word) - 1)] if is_han(word) else word.split()


def _having(terms: list[str], known: Mapping[str, Found]) -> Found:
    """Return the topics that have all of some terms, with what they have least."""
    if len(terms) < 2:
        return known.get(terms[0], []) if terms else []
    found = [dict(known.get(term, ())) for term in terms]
    both = set(found[0]).intersection(*found[1:])
    return [(number, min((each[number] for each in found), key=lambda posting: posting.amount)) for number in both]
