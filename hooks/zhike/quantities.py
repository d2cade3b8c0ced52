"""Numbers with their units as values, and which of them say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    "percent": (0.01, "share"),
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
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written at an offset; `unit` is a neutral name ("" when there is none).

    A vague one (an idiom, "every", "a") can be the partner of a number, and needs none itself. `also` are the measures
    that it may stand for when it is no plain multiple of a unit: a time of day, a reduced price.
    """

    offset: int
    written: str
    value: float
    unit: str
    in_digits: bool
    is_vague: bool = False
    also: tuple[tuple[float, str], ...] = ()

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
        return self.measures[0][1]

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
        if not set(self.measures).isdisjoint(other.measures):
            return True
        if (self.unit and other.unit) or CALENDAR in (self.unit, other.unit):
            return False
        return self.value == other.value or (
            "share" in (self.kind, other.kind) and self.measures[0][0] == other.measures[0][0]
        )


class Partners:
    """The numbers of one block, ready to be asked whether one of them equals another number."""

    def __init__(self, numbers: Iterable[Quantity]) -> None:
        self.measures: set[tuple[float, str]] = set()
        self.values: set[float] = set()
        self.plain: set[float] = set()
        for number in numbers:
            self.measures.update(number.measures)
            if number.unit != CALENDAR:
                self.values |= {number.value, *(value for value, kind in number.measures[:1] if kind == "share")}
            if not number.unit:
                self.plain.add(number.value)

    def __contains__(self, number: Quantity) -> bool:
        if not self.measures.isdisjoint(number.measures):
            return True
        if number.unit == CALENDAR or (number.is_vague and number.value == 1):
            return False
        share = number.measures[0][0] if number.kind == "share" else number.value
        return not {number.value, share}.isdisjoint(self.plain if number.unit else self.values)


def of_price(value: float) -> tuple[tuple[float, str], ...]:
    """Return the shares that a reduced price may be told in: what is left to pay, and what is taken off."""
    left = value / 10 if value <= 10 else value / 100
    return (round(left, 6), "share"), (round(1 - left, 6), "share")


def of_clock(hour: float, minute: float, anchor: float | None) -> tuple[tuple[float, str], ...]:
    """Return the minutes of the day that a time may stand for; of two, the one nearer to the part of the day.

    >>> of_clock(3, 20, 15)
    ((920.0, 'clock'),)
    """
    times = [(hour * 60 + minute) % DAY, ((hour + 12) * 60 + minute) % DAY] if hour <= 12 else [hour * 60 + minute]
    if anchor is not None and len(times) > 1:
        times = [min(times, key=lambda time: _between(hour_of=time // 60, anchor=anchor))]
    return tuple((float(time), CLOCK) for time in times)


def _between(hour_of: float, anchor: float) -> float:
    apart = abs(hour_of - anchor)
    return min(apart, 24 - apart)
