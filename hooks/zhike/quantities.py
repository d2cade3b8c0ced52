"""Numbers and units in running text, read from digits or from words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .languages import Language, language

# one unit of a kind measures the others, so that 30 minutes equal half an hour
MEASURES = {
    "second": (1, "second"),
    "minute": (60, "second"),
    "hour": (3600, "second"),
    "day": (86400, "second"),
    "week": (604800, "second"),
    "month": (1, "month"),
    "year": (12, "month"),
}
SCALES = {"万": 10_000, "亿": 100_000_000, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written at an offset; `unit` is a neutral name ("" when there is none)."""

    offset: int
    written: str
    value: float
    unit: str
    in_digits: bool

    @property
    def measure(self) -> tuple[float, str]:
        """Value and unit, in the smallest unit of its kind."""
        factor, unit = MEASURES.get(self.unit, (1, self.unit))
        return self.value * factor, unit


def quantities(text: str, locale: str) -> Iterator[Quantity]:
    """Yield the numbers in a text of one language, in order."""
    reader = _reader(locale)
    for match in reader.pattern.finditer(text):
        if match["digits"]:
            value = float(match["digits"].replace(",", "")) * SCALES.get((match["scale"] or "").lower(), 1)
        else:
            known = reader.value_of(match["word"])
            if known is None:
                continue
            value = known
        unit = reader.unit_of.get((match["unit"] or match["half"] or match["before"] or "").lower(), "")
        if match["half"]:
            value += 0.5
        if match["percent"]:
            unit = "percent"
        if match["ordinal"]:
            unit = ""
        yield Quantity(match.start(), match.group().strip(), value, unit, bool(match["digits"]))


class _Reader:
    """One language's numerals and units, made into a pattern."""

    def __init__(self, known: Language) -> None:
        numbers, units = known.numbers, known.units
        self.is_han = known.is_han
        self.digits = _values(numbers.get("digits"))
        self.scales = _values(numbers.get("scales"))
        self.special = _values(numbers.get("special"))
        halves = _names(units.get("extra_half"))
        lists = {name: words for name, words in units.items() if isinstance(words, list)}
        before = [word for name, words in lists.items() if name.endswith("_before") for word in words]
        after = [word for name, words in lists.items() if not name.endswith("_before") for word in words]
        self.unit_of = {word.lower(): name.removesuffix("_before") for name, words in lists.items() for word in words}
        self.unit_of |= halves
        number = (
            rf"(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:[ ]?(?P<scale>{_longest(SCALES)}))?|(?P<word>{self._word()})"
        )
        self.pattern = re.compile(
            rf"(?P<percent>{_longest(_strings(numbers.get('percent_before')))})?"
            rf"(?P<ordinal>{_longest(_strings(numbers.get('ordinal_before')))})?"
            rf"(?:(?P<before>{_longest(before)})[ ]?)?(?:{number})"
            rf"(?:(?P<half>{_longest(halves)})|[ -]?(?P<unit>{_longest(after)}){'' if self.is_han else '(?![a-z])'})?",
            re.I,
        )

    def _word(self) -> str:
        words, special = _longest([*self.digits, *self.scales]), _longest(self.special)
        if self.is_han:
            return f"(?:{words})+|{special}"
        return rf"\b(?:{special}|(?:{words})(?:[ -](?:and[ ])?(?:{words}))*)\b"

    def value_of(self, word: str) -> float | None:
        """Return the value of a number in words, or None when the words make no number."""
        word = word.lower()
        if word in self.special:
            return self.special[word]
        total = section = current = 0.0
        for part in word if self.is_han else re.split(r"[ -]", word):
            if part in self.digits:
                if self.is_han and current:
                    return None
                current += self.digits[part]
            elif part in self.scales:
                scale = self.scales[part]
                if scale >= (10_000 if self.is_han else 1000):
                    total += (section + current or 1) * scale
                    section = 0
                else:
                    section += (current or 1) * scale
                current = 0
        return total + section + current


def _values(table: object) -> dict[str, float]:
    return {str(word).lower(): float(value) for word, value in table.items()} if isinstance(table, Mapping) else {}


def _names(table: object) -> dict[str, str]:
    return {str(word): str(name) for word, name in table.items()} if isinstance(table, Mapping) else {}


def _strings(value: object) -> list[str]:
    return [value] if isinstance(value, str) and value else []


def _longest(words: Iterable[str]) -> str:
    """Return an alternation that prefers longer words; one that never matches when there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


@cache
def _reader(locale: str) -> _Reader:
    return _Reader(language(locale))
