"""Times of day as languages write them: 15:20, 下午三点半, half past three, 3 p.m."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..languages import Language
from .forms import edge, written
from .patterns import NEVER, longest
from .quantities import CLOCK, Quantity, of_clock
from .words import Numerals, worth

HOUR = r"(?:[01]?\d|2[0-4])"
MORNING = 6


class Times:
    """Times of day, with the part of the day before or behind them."""

    def __init__(self, known: Language, numerals: Numerals) -> None:
        clock = known.clock
        self._numerals = numerals
        self._certain = worth({**clock.get("before", {}), **clock.get("after", {})})
        self._loose = worth({**clock.get("before_loosely", {}), **clock.get("after_loosely", {})})
        self._past = worth({**clock.get("past", {}), **clock.get("past_before", {})})
        self.begins = [*self._certain, *self._loose, *clock.get("past_before", ())]
        self.pattern = _pattern(known, numerals)

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        parts = {name[:-1]: part for name, part in match.groupdict().items() if part and name[-1].isdigit()}
        hour, part = parts["hour"], parts.get("when") or parts.get("after") or ""
        in_digits = hour[0].isdigit()
        value = float(hour) if in_digits else self._numerals.values(hour)[0]
        past = self._past.get(parts.get("past", ""), 0.0) + float(parts.get("minute", 0))
        is_certain = in_digits or part in self._certain or not parts.keys().isdisjoint(("minute", "past"))
        times = of_clock(value, past, self._anchor(part, hour))
        yield Quantity(match.start(), written(match, text), value + past / 60, CLOCK, in_digits, not is_certain, times)

    def _anchor(self, part: str, hour: str) -> float | None:
        """Return the hour around which the part of the day lies, None when nothing tells it."""
        anchor = self._certain.get(part, self._loose.get(part))
        if anchor is None and hour.startswith("0"):
            return MORNING
        return None if anchor == -1 else anchor


def _pattern(known: Language, numerals: Numerals) -> str:
    """Return the pattern, with a digit behind the names of its groups, as each may stand in several places."""
    clock = known.clock
    hours = rf"{HOUR}|{_hours_in_words(known, numerals)}"
    when = longest([*clock.get("before", ()), *clock.get("before_loosely", ())])
    after = rf"[ ]?(?P<after{{}}>{longest([*clock.get('after', ()), *clock.get('after_loosely', ())])}){edge(known)}"
    minutes = rf"[ ]?(?P<minute{{}}>[0-5]?\d)[ ]?{clock.get('minutes', NEVER)}"
    marks, past = longest(clock.get("marks", ())), longest(clock.get("past", ()))
    past_before = rf"(?P<past3>{longest(clock.get('past_before', ()))})[ ]{'' if known.is_spaced else '?'}"
    return (
        rf"(?:(?P<when1>{when})[ ]?)?"
        rf"(?:(?P<hour1>{HOUR})[:：](?P<minute1>[0-5]\d)(?![\d:：])(?:{after.format(1)})?"
        rf"|(?P<hour2>{hours})[ ]?(?:{marks})(?:(?P<past2>{past})|{minutes.format(2)})?"
        rf"|(?P<hour5>{HOUR})[ ]?{clock.get('mark_of_digits', NEVER)}(?:{minutes.format(5)})?)"
        rf"|{past_before}(?P<hour3>{hours}){edge(known)}(?:{marks})?(?:{after.format(3)})?"
        rf"|(?P<hour4>{hours}){after.format(4)}"
    )


def _hours_in_words(known: Language, numerals: Numerals) -> str:
    if known.is_spaced:
        return longest(word for word, value in numerals.digits.items() if value <= 12)
    tens = (word for word, value in numerals.scales.items() if value == 10)
    return f"[{''.join((*numerals.digits, *tens))}]{{1,3}}"
