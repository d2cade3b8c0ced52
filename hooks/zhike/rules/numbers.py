"""Numbers: both languages name the same numbers, units and house values."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from ..alignment import aligned, opposite
from ..counterparts import Text, in_drawings, in_records, under_images
from ..model import Block, Page, Position, Site
from ..numerals import quantities
from ..partners import Partners
from ..quantities import Quantity
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
        yield from _front_matter(source, translation)
        for pair in under_images(site, source, translation):
            yield from _of_texts(*pair)
        ours, theirs = _numbers(site, source), _numbers(site, translation)
        for a, b in aligned(site, source, translation):
            mine, other = ours.among(a), theirs.among(b)
            if not mine and not other:
                continue
            findings = list(_compared(mine, other, a.at, partial(_opposite, a, translation, b)))
            if not findings and len(mine) > 1 and len(other) > 1:
                findings = [*_swapped(ours.parts(a), theirs.parts(b))] or [*_uneven(mine, other)]
            yield from findings


def _numbers(site: Site, page: Page) -> _Numbers:
    return site.once(("numbers", page.path), lambda: _Numbers.of(page))


@rule(Severity.WARNING)
def count_lost(site: Site) -> Iterator[Finding]:
    """What one language counts in words, the other counts too.

    Bad:  三件事 … things
    Good: 三件事 … three things
    """
    for source, translation in site.pairs():
        ours, theirs = _numbers(site, source), _numbers(site, translation)
        for a, b in aligned(site, source, translation) if ours.by_line or theirs.by_line else ():
            mine, other = ours.among(a), theirs.among(b)
            here, lacking = _alone(other, mine), _alone(mine, other)
            if not (here and lacking):
                told = [
                    (placed, opposite(b, placed[1].line, source, a)) for placed in _counts(translation, here, other)
                ]
                told += [
                    (placed, opposite(a, placed[1].line, translation, b)) for placed in _counts(source, lacking, mine)
                ]
                for (quantity, there), at in told:
                    values = {"other": quantity.written, "there": there}
                    yield found(at, "no number here for '{other}' at {there}", "count here too", **values)


def _counts(page: Page, alone: list[Placed], all_of_it: list[Placed]) -> Iterator[Placed]:
    """Yield what counts something.

    Those like 三五 are two numbers at one place, those like （三） only mark, and the one in 甲、乙和丙三类 counts what
    was just named, where other languages count nothing.
    """
    times = Counter(quantity.offset for quantity, _ in all_of_it) if alone else {}
    for quantity, at in alone:
        end = quantity.offset + len(quantity.written)
        counted = page.running[end : end + 9].lstrip(" -")[:1]
        named = STOP.split(page.running[max(quantity.offset - SENTENCE, 0) : quantity.offset])[-1]
        if quantity.is_count and times[quantity.offset] == 1 and counted.isalpha() and "、" not in named:
            yield quantity, at


def _opposite(block: Block, page: Page, partner: Block, at: Position) -> Position:
    return opposite(block, at.line, page, partner)


def _front_matter(source: Page, translation: Page) -> Iterator[Finding]:
    for key in ("title", "summary"):
        ours, theirs = (
            (str(page.front_matter.get(key)), page.locale, page.meta.at(key)) for page in (source, translation)
        )
        yield from _of_texts(ours, theirs)


def _of_texts(ours: Text, theirs: Text) -> Iterator[Finding]:
    """Compare two texts, each of which has one place."""
    (mine, locale, there), (other, other_locale, here) = ours, theirs
    yield from _compared(
        [(number, there) for number in quantities(mine, locale)],
        [(number, here) for number in quantities(other, other_locale)],
        there,
        partial(_same, here),
    )


def _same(here: Position, _: Position) -> Position:
    return here


Placed = tuple[Quantity, Position]


@dataclass(frozen=True)
class _Numbers:
    """The numbers in the running text of a page by line, each with its place."""

    by_line: dict[int, list[Placed]]

    @classmethod
    def of(cls, page: Page) -> _Numbers:
        numbers: dict[int, list[Placed]] = {}
        for quantity in quantities(page.running, page.locale):
            at = page.place(quantity.offset)
            numbers.setdefault(at.line, []).append((quantity, at))
        return cls(numbers)

    def among(self, block: Block) -> list[Placed]:
        return [placed for line in block.lines for placed in self.by_line.get(line, ())]

    def parts(self, block: Block) -> list[list[Placed]]:
        """Return the numbers of each cell of a row, and of each line of another block."""
        on_lines = [self.by_line.get(line, []) for line in block.lines]
        if not block.cells:
            return on_lines
        starts = [start for start, _ in block.cells]
        cells: list[list[Placed]] = [[] for _ in starts]
        for placed in on_lines[0]:
            cells[max(bisect_right(starts, placed[1].column - 1) - 1, 0)].append(placed)
        return cells


def _compared(
    mine: list[Placed], other: list[Placed], there: Position, opposite_of: Callable[[Position], Position]
) -> Iterator[Finding]:
    """Yield the numbers of one side that have no partner on the other; those of one kind are told together."""
    here, lacking = _alone(other, mine), _alone(mine, other)
    if not here and not lacking:
        return
    pairs, left = _opposed(here, lacking)
    rest = iter([placed for placed in left if placed[0].is_firm])
    for placed in here:
        partner = pairs.get(placed) or (next(rest, None) if placed[0].is_firm else None)
        if partner:
            yield _other(placed, partner)
        elif placed[0].is_firm:
            hint = "write it there too, or take it out here"
            yield found(
                placed[1], "'{here}' here, no such number at {there}", hint, here=placed[0].written, there=there
            )
    for quantity, at in rest:
        message = "no number here for '{other}' at {there}"
        yield found(opposite_of(at), message, "write it here too", other=quantity.written, there=at)


def _other(placed: Placed, partner: Placed) -> Finding:
    (here, at), (other, there) = placed, partner
    message = "'{here}' here, '{other}' at {there}"
    return found(at, message, "make them match", here=here.written, other=other.written, there=there)


def _alone(numbers: list[Placed], others: list[Placed]) -> list[Placed]:
    if not numbers:
        return []
    said = {(quantity.value, quantity.unit) for quantity, _ in others}
    rest = [placed for placed in numbers if (placed[0].value, placed[0].unit) not in said or placed[0].also]
    if not rest:
        return []
    partners = Partners([quantity for quantity, _ in others])
    return [placed for placed in rest if placed[0] not in partners]


def _opposed(here: list[Placed], there: list[Placed]) -> tuple[dict[Placed, Placed], list[Placed]]:
    """Return different numbers that count or measure the same thing, in order, and what is left over there."""
    waiting: dict[str, list[Placed]] = {}
    for placed in reversed(there):
        if placed[0].is_telling:
            waiting.setdefault(placed[0].kind, []).append(placed)
    pairs = {
        placed: waiting[placed[0].kind].pop() for placed in here if placed[0].is_telling and waiting.get(placed[0].kind)
    }
    taken = set(pairs.values())
    return pairs, [placed for placed in there if placed not in taken]


def _swapped(ours: list[list[Placed]], theirs: list[list[Placed]]) -> Iterator[Finding]:
    """Yield the numbers that stand in another cell of the same row, or on another line of the same block."""
    for mine, other in zip(ours, theirs, strict=True) if len(ours) == len(theirs) > 1 else ():
        firm = [placed for placed in _alone(other, mine) if placed[0].is_firm]
        partners = [placed for placed in _alone(mine, other) if placed[0].is_firm]
        yield from map(_other, firm, partners)


def _uneven(mine: list[Placed], other: list[Placed]) -> Iterator[Finding]:
    """Yield a number that one side repeats and the other does not, where both count as many things."""
    for kind in dict.fromkeys(quantity.kind for quantity, _ in other):
        ours, theirs = ([p for p in side if p[0].kind == kind and p[0].is_telling] for side in (mine, other))
        if len(ours) != len(theirs) or len(ours) > FEW:
            continue
        extra = []
        for placed in theirs:
            partner = next((p for p in ours if p[0].equals(placed[0])), None)
            extra += [] if partner else [placed]
            ours = [p for p in ours if p is not partner]
        yield from map(_other, extra, ours)
