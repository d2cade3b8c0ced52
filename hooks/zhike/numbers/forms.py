"""Ways of writing numbers that are more than a number with its unit: dates, decades, fractions, fixed expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Protocol

from ..languages import Language, in_small_letters
from .patterns import EDGE, NEVER, beginnings, longest, strings
from .quantities import CALENDAR, CLOCK, ERA, WEEKDAY, Measure, Quantity, measure, told_as
from .words import Numerals, worth

# a date in digits alone; of two numbers nobody can say which is the month
DAY, MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
DATE = (
    rf"(?<![\d./-])(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>{MONTH})(?P=mark)(?P<day>{DAY})(?![\d/-])"
    rf"|(?<![\d./-])(?P<one>{DAY})/(?P<two>{DAY})(?![\d/-])"
)
BESIDE_DAY = re.compile(r"^\d[ ]|[ ]\d$")
NEAR = 20
"""How many characters before a decade may tell that it is one of somebody's life."""


class Form(Protocol):
    """A way of writing numbers: a pattern for text in small letters, and what it begins with if not with a numeral."""

    @property
    def pattern(self) -> str: ...

    @property
    def begins(self) -> Sequence[str]: ...

    def read(self, match: re.Match[str], text: str) -> Iterable[Quantity]:
        """Return the numbers that a match holds; `text` is the text as written."""


def written(match: re.Match[str], text: str) -> str:
    """Return what a pattern for small letters matched as it stands in the text."""
    return text[match.start() : match.end()].strip()


class Idioms:
    """Fixed phrases in which a number counts nothing."""

    def __init__(self, known: Language) -> None:
        idioms = strings(known.numbers.get("idioms"))
        self.pattern = "|".join(idioms) or NEVER
        self.begins = beginnings(idioms)

    def read(self, match: re.Match[str], text: str) -> Iterable[Quantity]:
        return ()


class Eras:
    """Decades, of a century or of somebody's life: 1990s, 九十年代, in his fifties."""

    def __init__(self, known: Language, numerals: Numerals) -> None:
        self.pattern = known.numbers.get("era", NEVER)
        self._worth = worth(known.numbers.get("eras", {}))
        self._age = re.compile(known.numbers.get("age_before", NEVER))
        self._numerals = numerals
        self.begins = list(self._worth)

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        parts = match.groupdict()
        decade = next(part for name in ("decade", "cohort", "ages") if (part := parts.get(name)))
        start = match.start()
        is_age = self._age.search(in_small_letters(text[max(start - NEAR, 0) : start]))
        value = self._worth[decade] if decade in self._worth else self._last_digits(decade)
        yield Quantity(start, written(match, text), value, "" if is_age else ERA, is_vague=True)

    def _last_digits(self, decade: str) -> float:
        """Return the last two digits of a decade: 1990, 九十 and 九零 are 90."""
        if decade.isdigit():
            return float(decade) % 100
        values = self._numerals.values(decade)
        return values[0] * 10 + values[1] if len(values) == 2 else values[0] % 100


class Splits:
    """A whole divided in two: 二八 is 2 to 8, 20 to 80, or 20% and 80%."""

    begins = ()

    def __init__(self, known: Language, numerals: Numerals) -> None:
        self.pattern = known.numbers.get("split", NEVER)
        self._digits = numerals.digits

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        for sign in match.group():
            part = self._digits[sign]
            also = ((part, ""), (part * 10, ""), *told_as(part * 10, "percent"))
            yield Quantity(match.start(), match.group(), part, "", is_vague=True, also=also)


class Dates:
    """Dates in digits alone: 2026-03-01, 1/3."""

    pattern = DATE
    begins = ()

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        if match["mark"]:
            for name, unit in (("year", ""), ("month", CALENDAR), ("day", "")):
                yield Quantity(match.start(name), match[name], float(match[name]), unit, in_digits=True)
            return
        one, two = float(match["one"]), float(match["two"])
        share = round(one / two, 8)
        fraction: tuple[Measure, ...] = ((round(share, 6), "share"), (share, "")) if two > one else ()
        for name, value in (("one", one), ("two", two)):
            also = ((value, ""), (value, CALENDAR), *fraction)
            yield Quantity(match.start(name), match[name], value, "", in_digits=True, also=also)


class Weekdays:
    """Days of the week; none on one side is no fault: 周一 may be the beginning of 每周一次."""

    def __init__(self, known: Language) -> None:
        pattern = known.numbers.get("weekday", NEVER)
        self.pattern = pattern + edge(known)
        self.begins = beginnings([pattern])
        self._worth = worth(known.numbers.get("weekdays", {}))

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        day = written(match, text)
        value = self._worth.get(day.lower().removesuffix("s")) or self._worth[day[-1]]
        yield Quantity(match.start(), day, value, WEEKDAY, is_vague=True)


class Fixed:
    """Expressions that are known as a whole: half a day, noon, March."""

    def __init__(self, known: Language) -> None:
        months = known.numbers.get("months")
        self._months = worth(months) if isinstance(months, Mapping) else {}
        self._times = worth(known.clock.get("whole", {}))
        self._measured = {
            word.lower(): [(float(value), str(unit)) for value, unit in zip(told[::2], told[1::2], strict=True)]
            for word, told in known.units.get("whole", {}).items()
        }
        self.begins = [*self._measured, *self._times, *self._months]
        self.pattern = f"(?:{longest(self.begins)}){edge(known)}"

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        start, word, known = match.start(), written(match, text), match.group()
        if known in self._times:
            value = self._times[known]
            yield Quantity(start, word, value, CLOCK, is_vague=True, also=((value % 24 * 60, CLOCK),))
        elif known in self._months:
            # a month by its name alone may be a verb: march, may
            is_date = word[0].isupper() and bool(BESIDE_DAY.search(text[max(start - 2, 0) : match.end() + 2]))
            yield Quantity(start, word, self._months[known], CALENDAR, is_date, not is_date)
        else:
            (value, unit), *others = self._measured[known]
            also = tuple(measure(*told) for told in self._measured[known]) if others else told_as(value, unit)
            yield Quantity(start, word, value, unit, is_vague=True, also=also)


class FixedInDigits(Fixed):
    """Fixed expressions that might be read as dates or times: 24/7, 12 noon."""

    def __init__(self, known: Language) -> None:
        super().__init__(known)
        self.pattern = rf"(?:{longest(word for word in self.begins if word[0].isdigit())})(?![\d/]){edge(known)}"


class Fractions:
    """Fractions in words: 四分之三, three quarters, a third of."""

    def __init__(self, known: Language, numerals: Numerals) -> None:
        self.pattern = known.numbers.get("fraction", NEVER)
        self._parts = worth(known.numbers.get("parts", {}))
        self._numerals = numerals
        self.begins = [f"{vague} {part}" for vague, part in product(numerals.vague, self._parts)]

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        parts = match.groupdict()
        below = self._value(parts["below"] or parts["below_of"])
        above = self._value(parts["above"]) if parts.get("above") else 1.0
        if below:
            share = round(above / below * 100, 6)
            is_vague = below not in (100, 1000) or share == 100
            yield Quantity(
                match.start(), written(match, text), share, "percent", False, is_vague, told_as(share, "percent")
            )

    def _value(self, word: str) -> float:
        return self._parts.get(word) or self._numerals.values(word)[0]


def edge(known: Language) -> str:
    """Return the pattern of what must stand behind a word."""
    return EDGE if known.is_spaced else ""
