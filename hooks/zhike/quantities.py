"""Numbers with their units as values, and which of them say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, isinf, log10

# one unit of a kind measures the others, so that 30 minutes equal half an hour
MEASURES = {
    "second": (1, "time"),
    "minute": (60, "time"),
    "hour": (3600, "time"),
    "day": (86_400, "time"),
    "week": (604_800, "time"),
    "month": (1, "months"),
    "quarter_year": (3, "months"),
    "year": (12, "months"),
    "decade": (120, "months"),
    "century": (1200, "months"),
    "percent": (0.01, "share"),
    "permille": (0.001, "share"),
    "part": (1, "share"),
    "tenth": (0.1, "share"),
    "millimetre": (1, "length"),
    "centimetre": (10, "length"),
    "metre": (1000, "length"),
    "kilometre": (1_000_000, "length"),
    "inch": (25.4, "length"),
    "foot": (304.8, "length"),
    "mile": (1_609_344, "length"),
    "gram": (1, "mass"),
    "jin": (500, "mass"),
    "kilogram": (1000, "mass"),
    "millilitre": (1, "volume"),
    "litre": (1000, "volume"),
}
CLOCK, CALENDAR, PRICE, WEEKDAY = "clock", "calendar", "price", "weekday"
# tells a decade by its last two digits; a figure that is part of a name: A4, 5G; times as much as before
ERA, NAME, FOLD = "era", "name", "fold"
# what is left of a price, and what is taken off it, are shares too
OFF, LEFT = "off", "left"
SHARES = {"share": "share", LEFT: "share", OFF: "share"}
SPANS = 40
BOTH = re.compile(r"[ ]?(?:(?:and )?|零|又)")
JOIN = re.compile(r"[ ]?(?:to|or|and|[-–~～—至到或])[ ]?")
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written at an offset; `unit` is a neutral name ("" when there is none).

    A vague one (an idiom, "every", "a") can be the partner of a number, and needs none itself. `also` are the measures
    that it may stand for when it is no plain multiple of a unit: a time of day, a reduced price. A rough one (十几,
    hundreds) is any number from its value to below `most`.
    """

    offset: int
    written: str
    value: float
    unit: str
    in_digits: bool
    is_vague: bool = False
    also: tuple[tuple[float, str], ...] = ()
    most: float = 0.0

    @property
    def measure(self) -> tuple[float, str]:
        """Value and unit, in the smallest unit of its kind."""
        factor, unit = MEASURES.get(self.unit, (1, self.unit))
        return round(self.value * factor, 6), unit

    @property
    def measures(self) -> tuple[tuple[float, str], ...]:
        return self.also or (self.measure,)

    @property
    def kind(self) -> str:
        """What it measures: time, length, share …, or "" when it counts."""
        kind = self.measures[0][1]
        return SHARES.get(kind, kind)

    @property
    def span(self) -> tuple[float, float, str]:
        """The least and the most that it stands for, in the smallest unit of its kind."""
        factor, unit = MEASURES.get(self.unit, (1, self.unit))
        return self.value * factor, (self.most or self.value) * factor, unit

    @property
    def is_firm(self) -> bool:
        """Whether it must have a partner: digits must, and words that measure something, but not 0 and one unit."""
        if self.is_vague or self.value == 0 or (self.value == 1 and self.unit not in ("", CLOCK, CALENDAR)):
            return False
        return self.in_digits or bool(self.unit)

    @property
    def is_count(self) -> bool:
        """Whether it is a word that counts a few things: fewer are ways of speaking, and so are many."""
        return not (self.in_digits or self.is_vague or self.unit or self.also) and 3 <= self.value < 100

    @property
    def is_telling(self) -> bool:
        """Whether it stands against another of its kind: most words for one and half are ways of speaking."""
        return bool(self.unit) or self.value not in (0, 0.5, 1)

    def equals(self, other: Quantity) -> bool:
        """Say whether two say the same: the same measure, or the same value where one side names no unit."""
        if not set(self.measures).isdisjoint(other.measures) or self._overlaps(other):
            return True
        if (self.unit and other.unit) or CALENDAR in (self.unit, other.unit):
            return False
        return self.value == other.value or (
            "share" in (self.kind, other.kind) and self.measures[0][0] == other.measures[0][0]
        )

    def beside(self, second: Quantity, text: str) -> Quantity:
        """Return this number, which in 3–5 万 or 70 to 80% may have the scale and the unit of the one behind it."""
        end = self.offset + len(self.written)
        if second.is_rest_of(self, text):
            return replace(self, also=(self.measure, (self.measure[0] + second.measure[0], "time")))
        if self.unit or self.also or self.most or not self.value or not JOIN.fullmatch(text, end, second.offset):
            return self
        if isinf(second.value):
            return self
        scale = 10 ** max(ceil(log10(second.value / self.value)) - 1, 0) if second.value > self.value else 1
        if scale == 1 and not second.unit:
            return self
        value = self.value * scale
        whole = replace(self, value=value, unit=second.unit, also=told_as(value, second.unit))
        return replace(self, also=(self.measure, *whole.measures))

    def behind(self, first: Quantity, text: str) -> Quantity:
        """Return this number, which may be the minutes of a time whose hours stand before it."""
        if not self.is_rest_of(first, text):
            return self
        return replace(self, also=(self.measure, (self.value * 60 + first.value * 3600, "time")))

    def is_rest_of(self, first: Quantity, text: str) -> bool:
        """Say whether these minutes belong to the hours before them: 1 小时 30 分钟."""
        end = first.offset + len(first.written)
        return (first.unit, self.unit) == ("hour", "minute") and bool(BOTH.fullmatch(text, end, self.offset))

    def _overlaps(self, other: Quantity) -> bool:
        """Say whether two of which one is rough may stand for the same number."""
        if not (self.most or other.most) or CALENDAR in (self.unit, other.unit):
            return False
        (least, most, kind), (their_least, their_most, their_kind) = self.span, other.span
        if kind and their_kind:
            return kind == their_kind and _meet(least, most, their_least, their_most)
        return _meet(self.value, self.most or self.value, other.value, other.most or other.value)


def _meet(least: float, most: float, their_least: float, their_most: float) -> bool:
    """Say whether two spans have a number in common; a number alone is a span without a width."""
    if least == most:
        return their_least <= least < their_most
    if their_least == their_most:
        return least <= their_least < most
    return least < their_most and their_least < most


class Partners:
    """The numbers of one block, ready to be asked whether one of them equals another number."""

    def __init__(self, numbers: Iterable[Quantity]) -> None:
        numbers = list(numbers)
        self.rough = list({number.span: number for number in numbers if number.most}.values())
        self.listed = list({(number.value, number.unit): number for number in numbers}.values())
        self.measures: set[tuple[float, str]] = set()
        self.values: set[float] = set()
        self.plain: set[float] = set()
        for number in numbers:
            self.measures.update(number.measures)
            if number.unit != CALENDAR:
                self.values |= {number.value, *(value for value, _ in number.measures[:1] if number.kind == "share")}
            if not number.unit:
                self.plain.add(number.value)

    def __contains__(self, number: Quantity) -> bool:
        if not self.measures.isdisjoint(number.measures) or self._roughly(number):
            return True
        if number.unit == CALENDAR or (number.is_vague and number.value == 1):
            return False
        share = number.measures[0][0] if number.kind == "share" else number.value
        return not {number.value, share}.isdisjoint(self.plain if number.unit else self.values)

    def _roughly(self, number: Quantity) -> bool:
        """Say whether a number may be one of these, of which one is rough; where there are too many, it may."""
        those = self.listed if number.most else self.rough
        return len(those) > SPANS or any(number._overlaps(other) for other in those)


def told_as(value: float, unit: str) -> tuple[tuple[float, str], ...]:
    """Return the measures that a number may stand for when there are several, none for a plain multiple of its unit.

    >>> told_as(8, "price")
    ((0.8, 'left'), (0.2, 'off'))
    """
    if unit == PRICE:
        left = value / 10 if value <= 10 else value / 100
        return (round(left, 6), LEFT), (round(1 - left, 6), OFF)
    if unit == OFF:
        return (round(value / 100, 6), "share"), (round(value / 100, 6), OFF)
    factor, kind = MEASURES.get(unit, (1, ""))
    if kind == "share":
        share = round(value * factor, 6)
        return (share, "share"), (share, LEFT), (share, OFF)
    return ()


def of_year(value: float) -> tuple[tuple[float, str], ...]:
    """Return what two digits before 年 may stand for: so many years, or a year of this century or the last."""
    return (value * 12, "months"), (1900 + value, ""), (2000 + value, "")


def of_clock(hour: float, minute: float, anchor: float | None) -> tuple[tuple[float, str], ...]:
    """Return the minutes of the day that a time may stand for; of two, the one nearer to the part of the day.

    >>> of_clock(3, 20, 15)
    ((920.0, 'clock'),)
    """
    times = [(hour * 60 + minute) % DAY, *([((hour + 12) * 60 + minute) % DAY] if hour <= 12 else [])]
    if anchor is not None and len(times) > 1:
        times = [min(times, key=lambda time: _between(hour_of=time // 60, anchor=anchor))]
    return tuple((float(time), CLOCK) for time in times)


def _between(hour_of: float, anchor: float) -> float:
    apart = abs(hour_of - anchor)
    return min(apart, 24 - apart)
