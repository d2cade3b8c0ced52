"""Reads numbers and units in running text, from digits or from words, by what is known of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from ..languages import Language, in_small_letters, language
from .amounts import Amounts
from .forms import Dates, Eras, Fixed, FixedInDigits, Form, Fractions, Idioms, Splits, Weekdays
from .neighbours import together
from .patterns import LETTER, any_of, starts
from .quantities import Quantity
from .times import Times
from .words import Numerals

# how many characters of a word tell that a number may begin with it
LETTERS, SIGNS = 5, 2


def quantities(text: str, locale: str) -> Iterator[Quantity]:
    """Yield the numbers in a text of one language, in order."""
    last: Quantity | None = None
    for quantity in _reader(locale).read(text):
        if last:
            last, quantity = together(last, quantity, text)
            yield last
        last = quantity
    if last:
        yield last


class _Reader:
    """One language's ways of writing numbers, made into one pattern for text in small letters."""

    def __init__(self, known: Language) -> None:
        numerals = Numerals(known)
        self.forms = _forms(known, numerals)
        words = [*numerals.digits, *numerals.scales, *numerals.ordinals, *numerals.special, *numerals.rough]
        words += chain.from_iterable(form.begins for form in self.forms.values())
        forms = "|".join(f"(?P<{name}>{form.pattern})" for name, form in self.forms.items())
        begin = rf"(?<!{LETTER}){starts(words, 1)}" if known.is_spaced else starts(words, SIGNS)
        self.gate = re.compile(_gate_of_words(words) if known.is_spaced else _gate_of_signs(words))
        self.pattern = re.compile(rf"(?=\d|{begin})(?:{forms})")

    def read(self, text: str) -> Iterator[Quantity]:
        for match in self.matches(in_small_letters(text)):
            yield from self.forms[match.lastgroup or ""].read(match, text)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what the pattern finds.

        The gate, many times faster, tells where a number may begin: at the very beginning, where another one ends, at
        what its group holds, or right behind what it finds.
        """
        end = 0
        for start in chain((0,), map(_beginning, self.gate.finditer(text))):
            while start >= end and (match := self.pattern.match(text, start)):
                yield match
                start = end = match.end()


def _gate_of_words(words: list[str]) -> str:
    return rf"[^a-z](?:(?<=(\d))|(?={starts(words, LETTERS)}))"


def _gate_of_signs(words: list[str]) -> str:
    first, second = (any_of(word[place] for word in words if len(word) > place) for place in (0, 1))
    alone = any_of(word for word in words if len(word) == 1)
    return rf"([\d{first}])(?:(?<=[\d{alone}])|(?=[\d{second}]))"


def _beginning(seen: re.Match[str]) -> int:
    return seen.start() if seen[1] else seen.end()


def _forms(known: Language, numerals: Numerals) -> dict[str, Form]:
    """Return the ways of writing numbers by name; where two may be meant, the first is."""
    return {
        "idiom": Idioms(known),
        "fixed_in_digits": FixedInDigits(known),
        "era": Eras(known, numerals),
        "split": Splits(known, numerals),
        "date": Dates(),
        "weekday": Weekdays(known),
        "time": Times(known, numerals),
        "fixed": Fixed(known),
        "fraction": Fractions(known, numerals),
        "amount": Amounts(known, numerals),
    }


@cache
def _reader(locale: str) -> _Reader:
    return _Reader(language(locale))
