"""Finds out which numbers have no partner among others."""

from __future__ import annotations

from collections.abc import Collection

from .quantities import CALENDAR, Measure, Quantity

SPANS = 40
"""How many numbers are compared one by one with a rough one."""


class Partners:
    """The numbers of one block, ready to be asked whether one of them equals another number."""

    def __init__(self, numbers: Collection[Quantity]) -> None:
        self.rough = list({number.span: number for number in numbers if number.most}.values())
        self.listed = list({(number.value, number.unit): number for number in numbers}.values())
        self.measures: set[Measure] = set()
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
        return len(those) > SPANS or any(number.overlaps(other) for other in those)
