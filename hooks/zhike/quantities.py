"""Numbers and units in running text, read from digits or from words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .languages import Language, in_small_letters, language

# one unit of a kind measures the others, so that 30 minutes equal half an hour
MEASURES = {
    "second": (1, "second"),
    "minute": (60, "second"),
    "hour": (3600, "second"),
    "day": (86400, "second"),
    "week": (604800, "second"),
    "month": (1, "month"),
    "year": (12, "month"),
    "percent": (0.01, "share"),
}
SCALES = {"千": 1000, "万": 10_000, "亿": 100_000_000, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written at an offset; `unit` is a neutral name ("" when there is none).

    A vague one (an idiom, "every", "a") can be the partner of a number, and needs none itself.
    """

    offset: int
    written: str
    value: float
    unit: str
    in_digits: bool
    is_vague: bool = False

    @property
    def measure(self) -> tuple[float, str]:
        """Value and unit, in the smallest unit of its kind."""
        factor, unit = MEASURES.get(self.unit, (1, self.unit))
        return round(self.value * factor, 6), unit


def quantities(text: str, locale: str) -> Iterator[Quantity]:
    """Yield the numbers in a text of one language, in order."""
    reader = _reader(locale)
    for match in reader.pattern.finditer(in_small_letters(text)):
        yield from reader.read(match, text)


class _Reader:
    """One language's numerals and units, made into a pattern for text in small letters."""

    def __init__(self, known: Language) -> None:
        numbers, units = known.numbers, known.units
        self.is_han = known.is_han
        self.digits = _values(numbers.get("digits"))
        self.scales = _values(numbers.get("scales"))
        self.special = _values(numbers.get("special"))
        self.vague = _values(numbers.get("vague"))
        self.clocks = _values(numbers.get("clocks"))
        self.whole = {
            word.lower(): (float(pair[0]), str(pair[1])) for word, pair in _entries(units.get("whole")).items()
        }
        lists = {name: words for name, words in units.items() if isinstance(words, list)}
        before = [word.lower() for name, words in lists.items() if name.endswith("_before") for word in words]
        after = [word.lower() for name, words in lists.items() if not name.endswith("_before") for word in words]
        self.unit_of = {word.lower(): name.removesuffix("_before") for name, words in lists.items() for word in words}
        number = (
            rf"(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:[ ]?(?P<scale>{_longest(SCALES)}))?|(?P<word>{self._word()})"
        )
        ordinal = _longest(_strings(numbers.get("ordinal_before")))
        half, edge = _longest(_strings(numbers.get("half_after"))), "" if self.is_han else "(?![a-z])"
        unit = rf"(?P<half>{half})?[ -]?(?P<unit>{_longest(after)}){edge}(?P<more>{half})?"
        fraction, idioms = numbers.get("fraction"), _strings(numbers.get("idioms"))
        # a look at the first character spares most places the long pattern; a fraction begins with a digit
        words = [*self.digits, *self.scales, *self.special, *self.vague, *self.whole, *before, *idioms]
        first = "".join(re.escape(word[0]) for word in (*words, *_strings(numbers.get("ordinal_before"))))
        self.pattern = re.compile(
            rf"(?=\d|{'' if self.is_han else '(?<![a-z])'}[\d{first}])"
            rf"(?:(?P<idiom>{'|'.join(idioms) or '(?!)'})|(?P<whole>{_longest(self.whole)})"
            rf"|(?P<fraction>{fraction or '(?!)'})"
            rf"|(?P<ordinal>{ordinal})?(?:(?P<before>{_longest(before)})[ ]?)?(?:{number})"
            rf"(?:[ ]?(?P<clock>{_longest(self.clocks)}){edge}|{unit})?)"
        )

    def _word(self) -> str:
        words, special = _longest([*self.digits, *self.scales]), _longest([*self.special, *self.vague])
        if self.is_han:
            return f"{special}|(?:{words})+"
        return rf"\b(?:{special}|(?:{words})(?:[ -](?:and[ ])?(?:{words}))*)\b"

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        """Yield the numbers that one match of the pattern holds."""
        start, written = match.start(), text[match.start() : match.end()].strip()
        if match["idiom"]:
            return
        if match["whole"]:
            value, unit = self.whole[written.lower()]
            yield Quantity(start, written, value, unit, False, True)
            return
        if match["fraction"]:
            below, above = (self.values_of(part) or [0.0] for part in written.split("分之"))
            if below[0]:
                value = round(above[0] / below[0] * 100, 6)
                yield Quantity(start, written, value, "percent", False, below[0] not in (100, 1000))
            return
        unit = "" if match["ordinal"] else self.unit_of.get((match["unit"] or match["before"] or ""), "")
        extra = 0.5 if match["half"] or match["more"] else 0.0
        if match["digits"]:
            values = [float(match["digits"].replace(",", "")) * SCALES.get(match["scale"] or "", 1)]
        else:
            values = self.values_of(match["word"])
        is_vague = match["word"] in self.vague
        if is_vague and not unit:
            return
        for value in values:
            if match["clock"] and value <= 12:
                value = value % 12 + self.clocks[match["clock"]]
            yield Quantity(start, written, value + extra, unit, bool(match["digits"]), is_vague)

    def values_of(self, word: str) -> list[float]:
        """Return the value of a number in words; two neighbouring digits, as in 两三 or 两三百, are two numbers."""
        if word in self.special or word in self.vague:
            return [self.special.get(word, self.vague.get(word, 0.0))]
        if word.replace(",", "").replace(".", "", 1).isdigit():
            return [float(word.replace(",", ""))]
        parts = list(word) if self.is_han else re.split(r"[ -]", word)
        if self.is_han and len(parts) > 1 and all(part in self.digits for part in parts):
            digits = [self.digits[part] for part in parts]
            return digits if len(parts) == 2 else [float("".join(str(int(digit)) for digit in digits))]
        if self.is_han and len(parts) > 2 and {parts[0], parts[1]} <= self.digits.keys():
            return [value for part in parts[:2] for value in self.values_of(part + word[2:])]
        if self.is_han and len(parts) > 2 and parts[-1] in self.digits and self.scales.get(parts[-2], 0) > 10:
            # 三千五 is short for 三千五百
            return [self.values_of(word[:-1])[0] + self.digits[parts[-1]] * self.scales[parts[-2]] / 10]
        total = section = current = 0.0
        for part in parts:
            if part in self.digits:
                current += self.digits[part]
            elif part in self.scales:
                scale = self.scales[part]
                if scale >= (10_000 if self.is_han else 1000):
                    total += (section + current or 1) * scale
                    section = 0
                else:
                    section += (current or 1) * scale
                current = 0
        return [total + section + current]


def _values(table: object) -> dict[str, float]:
    return {str(word).lower(): float(value) for word, value in _entries(table).items()}


def _entries(table: object) -> Mapping[str, Any]:
    return table if isinstance(table, Mapping) else {}


def _strings(value: object) -> list[str]:
    return [value] if isinstance(value, str) and value else value if isinstance(value, list) else []


def _longest(words: Iterable[str]) -> str:
    """Return an alternation that prefers longer words; one that never matches when there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


@cache
def _reader(locale: str) -> _Reader:
    return _Reader(language(locale))
