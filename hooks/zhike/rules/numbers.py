"""Numbers: both languages name the same numbers, units and house values."""

from __future__ import annotations

from collections.abc import Iterator

from ..alignment import aligned
from ..model import Block, Page, Site
from ..quantities import Quantity, quantities
from .base import Finding, Severity, found, rule


@rule(Severity.ERROR)
def house_value_differs(site: Site) -> Iterator[Finding]:
    """A block names the same house values in every language.

    Bad:  在 {{ report-back }}内 … within 20 minutes
    Good: 在 {{ report-back }}内 … within {{ report-back }}
    """
    for source, translation in site.pairs():
        ours, theirs = _keys_by_line(source), _keys_by_line(translation)
        for a, b in aligned(source, translation):
            mine = {key for line in a.lines for key in ours.get(line, ())}
            other = {key for line in b.lines for key in theirs.get(line, ())}
            for key in sorted(mine ^ other):
                here, there = (b, a) if key in mine else (a, b)
                message = "'{key}' is not named here, but at {there}"
                yield found(here.at, message, "name it here too", key=key, there=there.at)


def _keys_by_line(page: Page) -> dict[int, list[str]]:
    keys: dict[int, list[str]] = {}
    for variable in page.variables:
        keys.setdefault(variable.at.line, []).append(variable.key)
    return keys


@rule(Severity.ERROR)
def number_differs(site: Site) -> Iterator[Finding]:
    """A block names the same numbers and units in every language.

    Bad:  在 20 分钟内 … within 30 minutes
    Good: 在 20 分钟内 … within 20 minutes
    """
    for source, translation in site.pairs():
        ours, theirs = _numbers_by_line(source), _numbers_by_line(translation)
        for a, b in aligned(source, translation):
            mine = [number for line in a.lines for number in ours.get(line, ())]
            other = [number for line in b.lines for number in theirs.get(line, ())]
            if mine or other:
                yield from _compared(source, a, mine, translation, b, other)


def _numbers_by_line(page: Page) -> dict[int, list[Quantity]]:
    numbers: dict[int, list[Quantity]] = {}
    for quantity in quantities(page.running, page.locale):
        numbers.setdefault(page.line(quantity.offset), []).append(quantity)
    return numbers


def _compared(
    source: Page, ours: Block, mine: list[Quantity], translation: Page, theirs: Block, other: list[Quantity]
) -> Iterator[Finding]:
    missing_there = [q for q in other if _matters(q) and not _among(q, mine)]
    missing_here = [q for q in mine if _matters(q) and not _among(q, other)]
    for index, quantity in enumerate(missing_there):
        at = translation.place(quantity.offset)
        if index < len(missing_here):
            partner = missing_here[index]
            there = source.place(partner.offset)
            message = "'{here}' here, '{other}' at {there}"
            yield found(at, message, "make them match", here=quantity.written, other=partner.written, there=there)
        else:
            yield found(at, "'{here}' here, no such number at {there}", here=quantity.written, there=ours.at)
    for quantity in missing_here[len(missing_there) :]:
        there = source.place(quantity.offset)
        yield found(theirs.at, "no number here for '{other}' at {there}", other=quantity.written, there=there)


def _matters(quantity: Quantity) -> bool:
    """Say whether a number must have a partner: digits do, and words that measure something, but not 0 and one unit."""
    if quantity.is_vague or quantity.value == 0 or (quantity.value == 1 and quantity.unit):
        return False
    return quantity.in_digits or bool(quantity.unit)


def _among(quantity: Quantity, others: list[Quantity]) -> bool:
    """Say whether a number has a partner: the same measure, or the same value where one side names no unit."""
    return any(
        quantity.measure == other.measure
        or (quantity.value == other.value and not (quantity.unit and other.unit))
        or (quantity.measure[0] == other.measure[0] and {quantity.unit, other.unit} == {"percent", ""})
        for other in others
    )
