"""The lists of the index: filed under keys that sound alike, and packed into files that queries ask for one by one."""

from __future__ import annotations

from bisect import bisect_left as bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from .postings import Posting
from .scripts import digest, script
from .words import Readings, is_han

LARGEST = 2000
SECTIONS = "PQRSTUVWXYZ!#$%&'()*+,-./:;<=>?@[]^_{|}~"
MOST_SECTIONS = 2
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FIRST_LEVEL = ord("A") - 1
NO_READING = "_"
ALPHABET = "".join(sorted({*DIGITS, NO_READING}))

Lines = dict[str, list[str]]
Found = list[tuple[int, Posting]]


def encoded(found: Iterable[tuple[int, Posting]]) -> str:
    """Return a list of topics as text: for each the step from the last one, its level, its foremost sections.

    >>> encoded([(0, Posting(6.0)), (1, Posting(0.1)), (40, Posting(60.0))])
    'DA13O'
    """
    parts: list[str] = []
    last = -1
    for number, posting in found:
        step = number - last
        parts.append("" if step == 1 else _digits(step))
        parts.append(chr(FIRST_LEVEL + posting.level))
        if posting.sections:
            parts.append(_foremost(posting.sections))
        last = number
    return "".join(parts)


def _foremost(sections: Mapping[int, int]) -> str:
    """Return the letters of the sections that have most."""
    foremost: Iterable[int] = sections
    if len(sections) > MOST_SECTIONS:
        foremost = sorted(sections, key=lambda section: (-sections[section], section))[:MOST_SECTIONS]
    return "".join(sorted(SECTIONS[min(section, len(SECTIONS)) - 1] for section in foremost))


def _digits(number: int) -> str:
    return (_digits(number // 36) if number > 35 else "") + DIGITS[number % 36]


def filed(lists: Mapping[str, str], words: Iterable[tuple[str, str]], readings: Readings) -> Lines:
    """Return the lines of the index by the key under which they are looked for: terms with lists, words as they are."""
    lines: Lines = defaultdict(list)
    for term in sorted(lists):
        lines[key(term, readings)].append(f"{term}\t{lists[term]}")
        for other, reading in _read_otherwise(term, readings):
            lines[other].append(f"{term}~{reading}\t{lists[term]}")
    for word, line in words:
        lines[key(word, readings)].append(line)
    return lines


def key(term: str, readings: Readings) -> str:
    """Return under what a term is filed.

    Chinese by the initials of its first two characters, a single character by the first three letters of its reading,
    Latin by its first three letters.
    """
    if not is_han(term):
        return "e" + "".join(takewhile(DIGITS.__contains__, term[:3])).ljust(3, NO_READING)
    first, *second = (readings.of(character) or NO_READING for character in term[:2])
    after = second[0][0] if second else NO_READING
    rest = "" if second else first[1:3]
    return f"z{first[0]}{after}" + (rest.ljust(2, NO_READING) if after == NO_READING else "")


def _read_otherwise(term: str, readings: Readings) -> Iterator[tuple[str, str]]:
    """Yield the key and the reading of a pair that is read unlike its characters by themselves."""
    if len(term) == 2 and is_han(term):
        together = readings.together(term)
        apart = " ".join(map(readings.of, term))
        if together != apart and together.count(" ") == 1:
            first, second = together.split(" ")
            yield f"z{first[:1]}{second[:1]}", together


def shards(lines: Lines) -> Iterator[tuple[str, str]]:
    """Yield the first key of each shard with the shard's name and text, both without more when nothing is in it.

    A range of keys is halved until it is small enough, whatever stands in other ranges, so that what changes in one
    shard moves nothing into another.
    """
    sizes: dict[str, int] = defaultdict(int)
    for name, listed in lines.items():
        size = sum(len(line.encode()) + 1 for line in listed)
        for length in range(1, len(name) + 1):
            sizes[name[:length]] += size
    keys = sorted(lines)
    for first, last in _halved("", "ez", sizes):
        inside = keys[bisect(keys, first) : bisect(keys, last)]
        text = "\n".join(line for name in inside for line in (f"#{name}", *lines[name]))
        yield (f"{first}-{digest(text)}", script(first, text)) if text else (first, "")


def _halved(prefix: str, letters: str, sizes: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the first key of each range with what comes after its last one."""
    size = sum(sizes.get(prefix + letter, 0) for letter in letters)
    is_whole = len(letters) == 1 and len(prefix) + 1 == _length(prefix + letters)
    if size <= LARGEST or is_whole:
        yield prefix + letters[0], prefix + chr(ord(letters[-1]) + 1)
    elif len(letters) > 1:
        middle = len(letters) // 2
        yield from _halved(prefix, letters[:middle], sizes)
        yield from _halved(prefix, letters[middle:], sizes)
    else:
        yield from _halved(prefix + letters, ALPHABET, sizes)


def _length(beginning: str) -> int:
    """Return how long the keys are that begin like this."""
    if beginning.startswith("e"):
        return 4
    return 5 if beginning[2:3] == NO_READING else 3
