"""Weighs every term of every topic over the fields of its pages, and keeps it as a small number.

Each field gives up to its weight, more for what stands in it more often and less in a long one, as in BM25; what fields
give is added up, as in BM25F (Robertson and Zaragoza 2009). What a term weighs in the whole collection the engine works
out from the length of its list. What one topic says enters no other topic's numbers: the lengths that fields are
compared with are fixed, and not averages.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ..languages import language
from ..lexicon import Lexicon
from .topics import Topic, Version
from .words import all_pairs, is_han, joined, measures, pairs, pieces, stem


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a page.

    `weight` is what it gives at most, and it gives half of that for a term that it has `half` times; `usual` is how
    many terms it has by script, and `length` how much it counts to have more or fewer.
    """

    weight: float
    half: float
    usual: tuple[int, int]
    length: float = 0.3


TITLE = Field(10, 0.3, (8, 4))
ASKS = Field(7, 0.6, (60, 30), 0.0)
ORIGINS = Field(5, 0.5, (25, 12))
SUMMARY = Field(4, 0.5, (40, 15))
HEADINGS = Field(5, 0.6, (80, 40))
BODY = Field(6, 1.5, (1500, 700), 0.5)
ASKED = Field(5, 0.6, (60, 30), 0.0)
ABOVE = Field(2, 0.3, (4, 2), 0.0)
FIELDS = (TITLE, ASKS, ORIGINS, SUMMARY, HEADINGS, BODY, ASKED, ABOVE)
RUNNING = (ASKS, ASKED, SUMMARY, BODY)
MOST = sum(each.weight for each in FIELDS) * 0.8
LEVELS = 15
BEND = 0.8
# the amounts at which the levels from 2 on begin
STARTS = [MOST * ((level - 0.5) / LEVELS) ** (1 / BEND) for level in range(2, LEVELS + 1)]
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
    sections: dict[int, int] = field(default_factory=dict)

    @property
    def level(self) -> int:
        """The amount on a scale from 1 to LEVELS, finer at its low end."""
        return bisect(STARTS, self.amount) + 1


def postings(topic: Topic, vocabulary: Vocabulary) -> dict[str, Posting]:
    """Return what a topic has of each term and of each concept (`=id`), from all its languages.

    Each script is read in the language that writes it; a word of another script counts when it stands nowhere else.
    """
    numbers = section_numbers(topic)
    found: dict[str, Posting] = {}
    foreign: dict[str, Posting] = {}
    for locale, version in topic.versions.items():
        han = language(locale).is_han
        for term, posting in _of_version(version, locale, numbers, vocabulary).items():
            native = is_han(term) == han or term.startswith(CONCEPT) or len(topic.versions) == 1
            kept = found if native else foreign
            if term not in kept or kept[term].amount < posting.amount:
                kept[term] = posting
    return foreign | found


def section_numbers(topic: Topic) -> dict[str, int]:
    """Return the number of every section, the same in all languages; 0 is the page as a whole."""
    names = [section.id for version in topic.versions.values() for section in version.sections]
    return {name: number for number, name in enumerate(dict.fromkeys(["", *names]))}


def _of_version(
    version: Version, locale: str, numbers: Mapping[str, int], vocabulary: Vocabulary
) -> dict[str, Posting]:
    counted: dict[Field, Counter[str]] = {each: Counter() for each in FIELDS}
    inside: dict[int, list[str]] = defaultdict(list)
    for each, number, text in _parts(version, numbers):
        terms = _cut(text, locale, vocabulary, pairs if each in RUNNING else all_pairs)
        counted[each].update(terms)
        if number:
            inside[number] += terms
    amounts: dict[str, float] = defaultdict(float)
    for each, counts in counted.items():
        length = 1 - each.length + each.length * counts.total() / each.usual[0 if language(locale).is_han else 1]
        half, weight = each.half * length, each.weight
        for term, count in counts.items():
            amounts[term] += weight * count / (count + half)
    sections = _by_term(inside)
    return {term: Posting(amount, sections[term]) for term, amount in amounts.items()}


def _by_term(inside: Mapping[int, list[str]]) -> dict[str, dict[int, int]]:
    """Return how often each term stands in which sections."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for number, terms in inside.items():
        for term, count in Counter(terms).items():
            found[term][number] = count
    return found


def _parts(version: Version, numbers: Mapping[str, int]) -> Iterator[tuple[Field, int, str]]:
    """Yield the parts of a page: the field, the number of the section, the text."""
    yield TITLE, 0, version.title
    yield SUMMARY, 0, version.summary
    yield ABOVE, 0, version.above
    yield ASKS, 0, "\n".join(version.asks)
    for place, name in version.situations:
        yield ASKS, numbers.get(place, 0), name
    for place, ways in version.asked:
        yield ASKED, numbers.get(place, 0), ways
    yield ORIGINS, 0, "\n".join(version.origins)
    for section in version.sections:
        yield HEADINGS, numbers[section.id], section.heading
        yield BODY, numbers[section.id], section.text


def _cut(text: str, locale: str, vocabulary: Vocabulary, paired: Callable[[str], list[str]]) -> list[str]:
    """Return pairs, single characters, stems and concepts of a text."""
    found = paired(text)
    for piece in pieces(text):
        if is_han(piece):
            found += piece
        elif piece not in vocabulary.stop:
            found.append(stem(piece))
    found += map(stem, joined(text))
    found += measures(text)
    for match in vocabulary.lexicons[locale].matches(text):
        found.append(f"{CONCEPT}{match.term.id}")
        found += [f"{CONCEPT}{inner}" for inner in match.inside]
    return found
