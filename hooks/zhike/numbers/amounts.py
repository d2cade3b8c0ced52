"""Numbers with their units: 20 minutes, 两个半小时, hundreds of guests, 3 万 5 千."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from ..languages import Language
from .forms import edge, written
from .patterns import NEVER, longest, strings
from .quantities import CALENDAR, FOLD, NAME, PRICE, Measure, Quantity, of_year, told_as
from .words import Numerals

# a figure of one or two digits with a letter before it or a capital behind it: A4, 5G, v4.12
IN_NAME = re.compile(r"\d{1,2}(?:\.\d+)*")
SHORT = re.compile(r"[A-Z]+(?![a-z])")
NEAR = 5
"""How many characters before a number may tell that something grows by so many times."""


class Amounts:
    """Numbers in digits or in words, with what they count in."""

    def __init__(self, known: Language, numerals: Numerals) -> None:
        numbers = known.numbers
        units = _Units(known)
        self._unit_of = units.names
        self._numerals = numerals
        self._values = lru_cache(maxsize=1000)(numerals.values)
        self._growth = re.compile(numbers.get("growth", NEVER))
        ordinals = strings(numbers.get("ordinal_before"))
        counted = {unit[:3] for unit in units.after}
        asked = map("".join, product(numerals.vague, ("", " ", "-"), counted))
        self.begins = [*ordinals, *units.before, *asked]
        self.pattern = (
            rf"(?P<ordinal>{longest(ordinals)})?(?:(?P<before>{longest(units.before)})[ ]?)?"
            rf"(?:{_number(known, numerals)})(?:{_unit(known, units.after)})?"
        )

    def read(self, match: re.Match[str], text: str) -> Iterable[Quantity]:
        word, rough, unit = match["word"], match["rough"], self._unit(match)
        if rough:
            least, most = self._numerals.rough[rough]
            return (_told(match, text, least, unit, is_vague=True, most=most),)
        if word in self._numerals.vague and not unit:
            return ()
        values = self._values(word) if word else [self._in_digits(match)]
        if unit == PRICE and len(values) == 2:
            return (_reduced(match, text, values),)
        if unit == FOLD:
            return (self._fold(match, text, values[0]),)
        if match["some"]:
            return (self._some(match, text, values[0], unit),)
        if not unit and not word and _is_name(match, text):
            return (_told(match, text, values[0], NAME, in_digits=True, is_vague=True),)
        is_vague = word in self._numerals.vague or _are_neighbours(values)
        extra = self._extra(match) if match["unit"] else 0.0
        return [_plain(match, text, value, unit, extra, is_vague=is_vague) for value in values]

    def _unit(self, match: re.Match[str]) -> str:
        """Return the unit, none for an ordinal: 第二天 is the second day, not two days."""
        name = match["unit"] or match["before"]
        unit = self._unit_of[name] if name and not match["ordinal"] else ""
        return "month" if unit == CALENDAR and match["half"] else unit

    def _in_digits(self, match: re.Match[str]) -> float:
        if match["compound"]:
            return self._numerals.compound(match["compound"])
        return self._numerals.figure(match["digits"]) * self._numerals.scaled(match["scale"] or "")

    def _fold(self, match: re.Match[str], text: str, value: float) -> Quantity:
        """Return how many times; 增加两倍 is to be three times as much."""
        in_digits = not match["word"]
        if not self._growth.search(text, max(match.start() - NEAR, 0), match.start()):
            return _told(match, text, value, "", in_digits=in_digits)
        also = ((value, ""), (value + 1, ""), (value, "share"))
        return _told(match, text, value, "", in_digits=in_digits, is_vague=not in_digits, also=also)

    def _some(self, match: re.Match[str], text: str, value: float, unit: str) -> Quantity:
        """Return a number that may be more, up to its next round one: 二十多 is 20 to 30, 一百来 about 100."""
        value *= self._numerals.scaled(match["times"] or "")
        step = 10.0 ** next((power for power in range(20, 0, -1) if value % 10**power == 0), 0) if value else 1.0
        in_digits = bool(match["digits"])
        return _told(
            match, text, value, unit, in_digits=in_digits, is_vague=bool(unit) and not in_digits, most=value + step
        )

    def _extra(self, match: re.Match[str]) -> float:
        """Return the half, or the tenths, beside the unit: 两个半小时, two hours and a half, 九成五."""
        if match["tail"]:
            tail = match["tail"].strip()
            return (float(tail) if tail.isdigit() else self._numerals.digits.get(tail, 5)) / 10
        return 0.5 if match["half"] or match["more"] else 0.0


class _Units:
    """What a language counts in: words `before` and `after` a number, and the neutral names of all of them."""

    def __init__(self, known: Language) -> None:
        lists = {name: words for name, words in known.units.items() if isinstance(words, list)}
        self.names = {word.lower(): name.removesuffix("_before") for name, words in lists.items() for word in words}
        self.before = [word.lower() for name, words in lists.items() if name.endswith("_before") for word in words]
        self.after = [word.lower() for name, words in lists.items() if not name.endswith("_before") for word in words]
        month = known.numbers.get("months")
        if isinstance(month, str):
            self.names[month] = CALENDAR
            self.after.append(month)


def _told(
    match: re.Match[str],
    text: str,
    value: float,
    unit: str,
    *,
    in_digits: bool = False,
    is_vague: bool = False,
    also: tuple[Measure, ...] = (),
    most: float = 0.0,
) -> Quantity:
    return Quantity(match.start(), written(match, text), value, unit, in_digits, is_vague, also, most)


def _plain(match: re.Match[str], text: str, value: float, unit: str, extra: float, *, is_vague: bool) -> Quantity:
    is_short_year = unit == "year" and len(match["digits"] or "") == 2
    also = of_year(value) if is_short_year else told_as(value + extra, unit)
    is_all = unit == "percent" and value == 100
    in_digits = not match["word"]
    return Quantity(match.start(), written(match, text), value + extra, unit, in_digits, is_vague or is_all, also)


def _number(known: Language, numerals: Numerals) -> str:
    """Return the pattern of a number by itself."""
    scales = rf"(?P<scale>{longest(numerals.scales)}){edge(known)}"
    if not known.is_spaced:
        scales = rf"(?P<scale>[{''.join(numerals.scales)}]+)(?!分[位点之])"
    some = rf"(?P<some>{known.numbers.get('some_after', NEVER)})(?P<times>{longest(numerals.scales)})?"
    return (
        rf"(?P<rough>{longest(numerals.rough)}){edge(known)}|(?P<compound>{_compound(known, numerals)})"
        rf"|(?:(?P<digits>{numerals.figures})(?:[ ]?{scales})?|(?P<word>{numerals.word}))(?:{some})?"
    )


def _compound(known: Language, numerals: Numerals) -> str:
    """Return the pattern of digits with scales among them: 3 万 5 千, 3 万 5."""
    if known.is_spaced:
        return NEVER
    signs = f"[{''.join(numerals.scales)}]"
    yuan = longest(known.units.get("yuan", ()))
    return (
        rf"{numerals.figures}[ ]?{signs}+(?:[ ]?\d+[ ]?{signs}+)+(?:\d(?!\d))?"
        rf"|\d+[ ]?{signs}+[ ]?\d(?:(?![\w.,%％]|[ ]?[^\W\d_])|(?=[ ]?(?:{yuan})))"
    )


def _unit(known: Language, words: Iterable[str]) -> str:
    """Return the pattern of a unit, with a half before or behind it, or a tenth: 个半小时, hours and a half, 成五."""
    half, tail = longest(strings(known.numbers.get("half_after"))), known.numbers.get("tail_after", NEVER)
    return rf"(?P<half>{half})?[ -]?(?P<unit>{longest(words)}){edge(known)}(?P<more>{half})?(?P<tail>{tail})?"


def _reduced(match: re.Match[str], text: str, values: list[float]) -> Quantity:
    """Return a reduced price: 八五折 leaves 85%, 七八折 may be 70 to 80%."""
    first, second = values
    either = told_as(first, PRICE) + told_as(second, PRICE) if first < second else ()
    both = first * 10 + second
    return _told(match, text, both, PRICE, is_vague=bool(either), also=told_as(both, PRICE) + either)


def _are_neighbours(values: list[float]) -> bool:
    """Say whether they are one number that is not quite certain, 1 or 2 with any zeros apart: 两三, 三五, 七八十."""
    if len(values) != 2:
        return False
    apart = values[1] - values[0]
    return apart > 0 and str(int(apart)).rstrip("0") in ("1", "2")


def _is_name(match: re.Match[str], text: str) -> bool:
    """Say whether a figure is joined to letters that are no unit: A4, 5G, v4.12."""
    start, end = match.span("digits")
    before = text[max(start - 1, 0) : max(start, 0)]
    if not ((before.isascii() and before.isalpha()) or SHORT.match(text, end)):
        return False
    is_bare = not (match["scale"] or match["ordinal"] or match["before"])
    return is_bare and bool(IN_NAME.fullmatch(match["digits"] or ""))
