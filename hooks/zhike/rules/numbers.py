"""Numbers: both languages name the same numbers, units and house values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import TypeVar

from ..alignment import aligned, opposite
from ..counterparts import Text, in_drawings, in_records, under_images
from ..model import Page, Site
from ..numbers.partners import Partners
from ..numbers.placed import InBlock, InText, in_blocks
from ..numbers.quantities import Quantity
from ..tongues import STOP
from .base import About, Finding, Severity, found, rule

FEW = 40
SENTENCE = 60


@rule(Severity.ERROR)
def house_value_differs(site: Site) -> Iterator[Finding]:
    """A block names the same house values in every language.

    Bad:  在 {{ report-back }}内 … within 20 minutes
    Good: 在 {{ report-back }}内 … within {{ report-back }}
    """
    for source, translation in site.pairs():
        ours, theirs = _keys_by_line(source), _keys_by_line(translation)
        for a, b in aligned(site, source, translation) if ours or theirs else ():
            mine = {key: line for line in a.lines for key in ours.get(line, ())}
            other = {key: line for line in b.lines for key in theirs.get(line, ())}
            for key in sorted(mine.keys() ^ other.keys()):
                if key in mine:
                    at, there = opposite(a, mine[key], translation, b), a.at
                else:
                    at, there = opposite(b, other[key], source, a), b.at
                message = "'{key}' is not named here, but at {there}"
                yield found(at, message, "name it here too", key=key, there=there)


def _keys_by_line(page: Page) -> dict[int, list[str]]:
    keys: dict[int, list[str]] = {}
    for variable in page.variables:
        keys.setdefault(variable.at.line, []).append(variable.key)
    return keys


@rule(Severity.ERROR, About.BOTH)
def number_differs(site: Site) -> Iterator[Finding]:
    """A text names the same numbers and units in every language, in digits or in words.

    Bad:  在 20 分钟内 … within 30 minutes
    Good: 在 20 分钟内 … within twenty minutes

    So do records, alternative texts of images, and the titles and descriptions of drawings.
    """
    for pair in chain(in_records(site), in_drawings(site)) if not site.focus else ():
        yield from _of_texts(*pair)
    for source, translation in site.pairs():
        for pair in chain(_front_matter(source, translation), under_images(site, source, translation)):
            yield from _of_texts(*pair)
        for ours, theirs in in_blocks(site, source, translation):
            yield from _of_blocks(ours, theirs)


@rule(Severity.WARNING)
def count_lost(site: Site) -> Iterator[Finding]:
    """What one language counts in words, the other counts too.

    Bad:  三件事 … things
    Good: 三件事 … three things
    """
    for source, translation in site.pairs():
        for ours, theirs in in_blocks(site, source, translation):
            if any(number.is_count for number in (*ours.numbers, *theirs.numbers)):
                yield from _lost(ours, theirs)


def _lost(ours: InBlock, theirs: InBlock) -> Iterator[Finding]:
    here, lacking = _alone(theirs.numbers, ours.numbers), _alone(ours.numbers, theirs.numbers)
    if here and lacking:
        return
    for side, other, alone in ((theirs, ours, here), (ours, theirs, lacking)):
        for number in _counts(side, alone):
            values = {"other": number.written, "there": side.place(number)}
            message = "no number here for '{other}' at {there}"
            yield found(side.opposite(number, other), message, "count here too", **values)


def _counts(side: InBlock, alone: list[Quantity]) -> Iterator[Quantity]:
    """Yield what counts something.

    Those like 三五 are two numbers at one place, those like （三） only mark, and the one in 甲、乙和丙三类 counts what
    was just named, where other languages count nothing.
    """
    text = side.page.running
    times = Counter(number.offset for number in side.numbers) if alone else {}
    for number in alone:
        counted = text[number.end : number.end + 9].lstrip(" -")[:1]
        named = STOP.split(text[max(number.offset - SENTENCE, 0) : number.offset])[-1]
        if number.is_count and times[number.offset] == 1 and counted.isalpha() and "、" not in named:
            yield number


def _front_matter(source: Page, translation: Page) -> Iterator[tuple[Text, Text]]:
    for key in ("title", "summary"):
        ours, theirs = (
            (str(page.front_matter.get(key)), page.locale, page.meta.at(key)) for page in (source, translation)
        )
        yield ours, theirs


def _of_texts(ours: Text, theirs: Text) -> Iterator[Finding]:
    return _compared(InText.of(ours), InText.of(theirs))


def _of_blocks(ours: InBlock, theirs: InBlock) -> list[Finding]:
    """Return what differs: numbers first, then where they stand, then how often."""
    findings = list(_compared(ours, theirs))
    if findings or min(len(ours.numbers), len(theirs.numbers)) < 2:
        return findings
    return list(_swapped(ours, theirs)) or list(_uneven(ours, theirs))


Side = TypeVar("Side", InText, InBlock)


def _compared(ours: Side, theirs: Side) -> Iterator[Finding]:
    """Yield the numbers of one side that have no partner on the other; those of one kind are told together."""
    here, lacking = _missed(theirs.numbers, ours.numbers), _missed(ours.numbers, theirs.numbers)
    if not here and not lacking:
        return
    pairs, left = _opposed(here, lacking)
    rest = iter([number for number in left if number.is_firm])
    for number in here:
        partner = pairs.get(number) or (next(rest, None) if number.is_firm else None)
        if partner:
            yield _other(number, partner, theirs, ours)
        elif number.is_firm:
            hint, message = "write it there too, or take it out here", "'{here}' here, no such number at {there}"
            yield found(theirs.place(number), message, hint, here=number.written, there=ours.at)
    for number in rest:
        at, values = ours.opposite(number, theirs), {"other": number.written, "there": ours.place(number)}
        yield found(at, "no number here for '{other}' at {there}", "write it here too", **values)


def _other(here: Quantity, there: Quantity, side: Side, partner: Side) -> Finding:
    values = {"here": here.written, "other": there.written, "there": partner.place(there)}
    return found(side.place(here), "'{here}' here, '{other}' at {there}", "make them match", **values)


def _alone(numbers: list[Quantity], others: list[Quantity]) -> list[Quantity]:
    """Return the numbers that have no partner among others."""
    return _without_partner(_unsaid(numbers, others), others)


def _missed(numbers: list[Quantity], others: list[Quantity]) -> list[Quantity]:
    """Return those without a partner that need one or that stand against others; most words for one do neither."""
    unsaid = [number for number in _unsaid(numbers, others) if number.is_firm or number.is_telling]
    return _without_partner(unsaid, others)


def _unsaid(numbers: list[Quantity], others: list[Quantity]) -> list[Quantity]:
    """Return the numbers that the others do not simply repeat."""
    if not numbers:
        return []
    said = {number.also or (number.value, number.unit) for number in others}
    return [number for number in numbers if (number.also or (number.value, number.unit)) not in said]


def _without_partner(numbers: list[Quantity], others: list[Quantity]) -> list[Quantity]:
    if not numbers:
        return []
    partners = Partners(others)
    return [number for number in numbers if number not in partners]


def _opposed(here: list[Quantity], there: list[Quantity]) -> tuple[dict[Quantity, Quantity], list[Quantity]]:
    """Return different numbers that count or measure the same thing, in order, and what is left over there."""
    waiting = _by_kind(there[::-1])
    pairs = {number: waiting[number.kind].pop() for number in here if number.is_telling and waiting.get(number.kind)}
    taken = set(pairs.values())
    return pairs, [number for number in there if number not in taken]


def _swapped(ours: InBlock, theirs: InBlock) -> Iterator[Finding]:
    """Yield the numbers that stand in another cell of the same row, or on another line of the same block."""
    parts, other_parts = ours.parts(), theirs.parts()
    for mine, other in zip(parts, other_parts, strict=True) if len(parts) == len(other_parts) > 1 else ():
        firm, partners = ([n for n in side if n.is_firm] for side in (_missed(other, mine), _missed(mine, other)))
        for here, there in zip(firm, partners, strict=False):
            yield _other(here, there, theirs, ours)


def _uneven(ours: InBlock, theirs: InBlock) -> Iterator[Finding]:
    """Yield a number that one side repeats and the other does not, where both count as many things."""
    mine, other = _by_kind(ours.numbers), _by_kind(theirs.numbers)
    for kind, repeated in other.items():
        if len(mine.get(kind, ())) == len(repeated) <= FEW:
            lacking, extra = _unmatched(mine[kind], repeated)
            for here, there in zip(extra, lacking, strict=False):
                yield _other(here, there, theirs, ours)


def _by_kind(numbers: list[Quantity]) -> dict[str, list[Quantity]]:
    kinds: dict[str, list[Quantity]] = {}
    for number in numbers:
        if number.is_telling:
            kinds.setdefault(number.kind, []).append(number)
    return kinds


def _unmatched(mine: list[Quantity], other: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Return what is left of two lists of numbers when each has taken the first partner that is free."""
    lacking, extra = list(mine), []
    for number in other:
        partner = next((each for each in lacking if each.equals(number)), None)
        if partner:
            lacking = [each for each in lacking if each is not partner]
        else:
            extra.append(number)
    return lacking, extra
