"""Numbers with their units as values, and which of them say the same."""

from __future__ import annotations

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
DAY = 24 * 60

Measure = tuple[float, str]
"""A number and what it is a number of."""


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
    in_digits: bool = False
    is_vague: bool = False
    also: tuple[Measure, ...] = ()
    most: float = 0.0

    @property
    def end(self) -> int:
        return self.offset + len(self.written)

    @property
    def measure(self) -> tuple[float, str]:
        """Value and unit, in the smallest unit of its kind."""
        return measure(self.value, self.unit)

    @property
    def measures(self) -> tuple[Measure, ...]:
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
        if not set(self.measures).isdisjoint(other.measures) or self.overlaps(other):
            return True
        if (self.unit and other.unit) or CALENDAR in (self.unit, other.unit):
            return False
        return self.value == other.value or (
            "share" in (self.kind, other.kind) and self.measures[0][0] == other.measures[0][0]
        )

    def overlaps(self, other: Quantity) -> bool:
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


def measure(value: float, unit: str) -> Measure:
    """Return a number of units in the smallest unit of its kind.

    >>> measure(2, "hour")
    (7200, 'time')
    """
    factor, kind = MEASURES.get(unit, (1, unit))
    return round(value * factor, 6), kind


def told_as(value: float, unit: str) -> tuple[Measure, ...]:
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


def of_year(value: float) -> tuple[Measure, ...]:
    """Return what two digits before 年 may stand for: so many years, or a year of this century or the last."""
    return (value * 12, "months"), (1900 + value, ""), (2000 + value, "")


def of_clock(hour: float, minute: float, anchor: float | None) -> tuple[Measure, ...]:
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
