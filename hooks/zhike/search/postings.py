"""Weighs every term of every topic over the fields of its pages, and keeps it as a small number.

Each field gives up to its weight, more for what stands in it more often and less in a long one, as in BM25; what fields
give is added up, as in BM25F (Robertson and Zaragoza 2009). What a term weighs in the whole collection the engine works
out from the length of its list. What one topic says enters no other topic's numbers: the lengths that fields are
compared with are fixed, and not averages.
"""

from __future__ import annotations

from collections import Counter
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
ABOVE = Field(2, 0.3, (4, 2), 0.0)
FIELDS = (TITLE, ASKS, ORIGINS, SUMMARY, HEADINGS, BODY, ABOVE)
RUNNING = (ASKS, SUMMARY, BODY)
MOST = sum(each.weight for each in FIELDS) * 0.8
LEVELS = 15
BEND = 0.8
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
        share: float = (self.amount / MOST) ** BEND
        return min(LEVELS, max(1, round(LEVELS * share)))


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
    column = 0 if language(locale).is_han else 1
    found: dict[str, Posting] = {}
    counted: dict[Field, dict[str, int]] = {each: {} for each in FIELDS}
    for each, number, text in _parts(version, numbers):
        counts = counted[each]
        for term, count in Counter(_cut(text, locale, vocabulary, pairs if each in RUNNING else all_pairs)).items():
            counts[term] = counts.get(term, 0) + count
            if number:
                if term not in found:
                    found[term] = Posting()
                sections = found[term].sections
                sections[number] = sections.get(number, 0) + count
    for each, counts in counted.items():
        length = 1 - each.length + each.length * sum(counts.values()) / each.usual[column]
        half, weight = each.half * length, each.weight
        for term, count in counts.items():
            if term not in found:
                found[term] = Posting()
            found[term].amount += weight * count / (count + half)
    return found


def _parts(version: Version, numbers: Mapping[str, int]) -> Iterator[tuple[Field, int, str]]:
    """Yield the parts of a page: the field, the number of the section, the text."""
    yield TITLE, 0, version.title
    yield SUMMARY, 0, version.summary
    yield ABOVE, 0, version.above
    yield ASKS, 0, "\n".join(version.asks)
    for place, name in version.situations:
        yield ASKS, numbers.get(place, 0), name
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
