"""Weighs every term of every topic: BM25F over the fields of its pages, kept as a small number.

The scheme is BM25F (Robertson, Zaragoza and Taylor 2004) up to the weight of a term in the whole collection, which
the engine works out from the length of a list. What a topic says of itself enters no other topic's numbers, so the
lengths that pages are compared with are fixed and not averages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..languages import language
from ..lexicon import Lexicon
from .topics import Topic, Version
from .words import is_han, terms

TITLE, ASKS, ORIGINS, SUMMARY, HEADING, BODY = "title", "asks", "origins", "summary", "heading", "body"
ABOVE = "above"
WEIGHT: Mapping[str, float] = {TITLE: 8, ASKS: 6, ORIGINS: 5, SUMMARY: 4, HEADING: 3, BODY: 1, ABOVE: 2}
# how many terms a field usually has, by script; longer ones count for less
USUAL: Mapping[str, tuple[float, float]] = {
    TITLE: (6, 4),
    ASKS: (45, 30),
    ORIGINS: (20, 12),
    SUMMARY: (30, 15),
    HEADING: (60, 40),
    BODY: (1200, 600),
    ABOVE: (3, 2),
}
LENGTH_COUNTS = {TITLE: 0.3, ASKS: 0.2, ORIGINS: 0.4, SUMMARY: 0.3, HEADING: 0.4, BODY: 0.7, ABOVE: 0.0}
HALF = 6.0
LEVELS = 15
CONCEPT = "="


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What texts are cut by: the words that are left out, and each language's lexicon."""

    stop: frozenset[str]
    lexicons: Mapping[str, Lexicon]


@dataclass(slots=True)
class Posting:
    """What a topic has of a term: how much, and how often in which of its sections."""

    amount: float = 0.0
    sections: Counter[int] = field(default_factory=Counter)

    @property
    def level(self) -> int:
        """The amount on a scale from 1 to LEVELS, on which more and more of it counts for less and less."""
        return max(1, round(LEVELS * self.amount / (self.amount + HALF)))


def postings(topic: Topic, vocabulary: Vocabulary) -> dict[str, Posting]:
    """Return what a topic has of each term and of each concept (`=id`), from all its languages.

    Each script is read in the language that writes it; a word of another script counts when it stands nowhere else.
    """
    numbers = section_numbers(topic)
    found: dict[str, Posting] = {}
    foreign: dict[str, Posting] = {}
    for locale, version in topic.versions.items():
        for term, posting in _of_version(version, locale, numbers, vocabulary).items():
            native = is_han(term) == language(locale).is_han or len(topic.versions) == 1
            if term.startswith(CONCEPT):
                _larger(found, term, posting)
            else:
                _larger(found if native else foreign, term, posting)
    return foreign | found


def _larger(found: dict[str, Posting], term: str, posting: Posting) -> None:
    if term not in found or found[term].amount < posting.amount:
        found[term] = posting


def section_numbers(topic: Topic) -> dict[str, int]:
    """Return the number of every section, the same in all languages; 0 is the page as a whole."""
    names = [section.id for version in topic.versions.values() for section in version.sections]
    return {name: number for number, name in enumerate(dict.fromkeys(["", *names]))}


def _of_version(
    version: Version, locale: str, numbers: Mapping[str, int], vocabulary: Vocabulary
) -> dict[str, Posting]:
    han = language(locale).is_han
    found: dict[str, Posting] = defaultdict(Posting)
    fields: dict[str, list[tuple[int, Counter[str]]]] = defaultdict(list)
    for name, number, text in _fields(version, numbers):
        fields[name].append((number, Counter(_cut(text, locale, name, vocabulary))))
    for name, parts in fields.items():
        length = sum(counts.total() for _, counts in parts)
        usual = USUAL[name][0 if han else 1]
        share = LENGTH_COUNTS[name]
        each = WEIGHT[name] / (1 - share + share * length / usual)
        for number, counts in parts:
            for term, count in counts.items():
                posting = found[term]
                posting.amount += each * count
                posting.sections[number] += count
    return found


def _fields(version: Version, numbers: Mapping[str, int]) -> Iterator[tuple[str, int, str]]:
    """Yield the parts of a page: the field, the number of the section, the text."""
    yield TITLE, 0, version.title
    yield SUMMARY, 0, version.summary
    yield ABOVE, 0, version.above
    for ask in version.asks:
        yield ASKS, 0, ask
    for origin in version.origins:
        yield ORIGINS, 0, origin
    for section in version.sections:
        yield HEADING, numbers[section.id], section.heading
        yield BODY, numbers[section.id], section.text


def _cut(text: str, locale: str, name: str, vocabulary: Vocabulary) -> Iterator[str]:
    yield from terms(text, vocabulary.stop)
    yield from (character for character in text if is_han(character))
    for match in vocabulary.lexicons[locale].matches(text):
        yield f"{CONCEPT}{match.term.id}"
        yield from (f"{CONCEPT}{inner}" for inner in match.inside)
