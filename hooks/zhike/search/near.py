"""Near words: what people say for a thing in other words than pages do, one list of topics for a whole group of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt

from .postings import Posting
from .shards import Found
from .words import is_han, pieces, stem

# less than this in a topic says nothing about it
LEAST = 1.5
WORD, GROUP = "+", "@"


def key_of(word: str, stop: frozenset[str]) -> str:
    """Return a near word as queries are compared with it, "" when it cannot be.

    >>> key_of("等太久", frozenset()), key_of("out of order", frozenset({"of"})), key_of("WiFi 断了", frozenset())
    ('等太久', 'out order', '')
    """
    parts = pieces(word)
    if any(map(is_han, parts)):
        return parts[0] if len(parts) == 1 else ""
    return " ".join(stem(part) for part in parts if part not in stop)


def words(groups: Mapping[str, Iterable[str]], stop: frozenset[str]) -> dict[str, list[str]]:
    """Return the groups of each near word."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, members in groups.items():
        for word in dict.fromkeys(key_of(member, stop) for member in members):
            if word:
                found[word].append(name)
    return found


def lists(groups: Mapping[str, Iterable[str]], known: Mapping[str, Found], stop: frozenset[str]) -> dict[str, Found]:
    """Return the topics of each group: those that have any of its words, and how much they have of them together."""
    return {name: list(_together(members, known, stop)) for name, members in groups.items()}


def _together(
    members: Iterable[str], known: Mapping[str, Found], stop: frozenset[str]
) -> Iterator[tuple[int, Posting]]:
    amounts: dict[int, float] = defaultdict(float)
    sections: dict[int, dict[int, int]] = defaultdict(dict)
    for word in dict.fromkeys(key_of(member, stop) for member in members):
        for number, posting in _having(_terms(word), known):
            amounts[number] += posting.amount**2
            for section, count in posting.sections.items():
                sections[number][section] = sections[number].get(section, 0) + count
    for number in sorted(amounts):
        if (amount := sqrt(amounts[number])) >= LEAST:
            yield number, Posting(amount, sections[number])


def _terms(word: str) -> list[str]:
    """Return the terms of the index that a word is made of; a single character stands in too many other words."""
    if is_han(word):
        return [word[at : at + 2] for at in range(len(word) - 1)]
    return word.split()


def _having(terms: list[str], known: Mapping[str, Found]) -> Found:
    """Return the topics that have all of some terms, with what they have least."""
    if len(terms) < 2:
        return list(known.get(terms[0], ())) if terms else []
    found = [dict(known.get(term, ())) for term in terms]
    both = set(found[0]).intersection(*found[1:])
    return [(number, min((each[number] for each in found), key=lambda posting: posting.amount)) for number in both]
