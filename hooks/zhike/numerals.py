"""Reads numbers and units in running text, from digits or from words, by what is known of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from .languages import Language, in_small_letters, language
from .numberwords import EDGE, NEVER, Numerals, beginnings, gate, longest, strings, worth
from .quantities import CALENDAR, CLOCK, ERA, FOLD, NAME, PRICE, WEEKDAY, Quantity, of_clock, of_year, told_as

BEGIN = r"(?<![^\W\d_])"
DATE = re.compile(r"^\d[ ]|[ ]\d$")
# a date in digits alone; of two numbers nobody can say which is the month
ON_DAY, IN_MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
DIGITS = (
    rf"(?<![\d./-])(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>{IN_MONTH})(?P=mark)(?P<day>{ON_DAY})(?![\d/-])"
    rf"|(?<![\d./-])(?P<one>{ON_DAY})/(?P<two>{ON_DAY})(?![\d/-])"
)
# a figure of one or two digits with a letter before it or a capital behind it: A4, 5G, v4.12
IN_NAME = re.compile(r"\d{1,2}(?:\.\d+)*")
SHORT = re.compile(r"[A-Z]+(?![a-z])")
MORNING = 6
HOUR = r"(?:[01]?\d|2[0-4])"


def quantities(text: str, locale: str) -> Iterator[Quantity]:
    """Yield the numbers in a text of one language, in order."""
    reader = _reader(locale)
    last: Quantity | None = None
    for match in reader.pattern.finditer(in_small_letters(text)):
        for quantity in reader.read(match, text):
            if last:
                yield last.beside(quantity, text)
            last = quantity.behind(last, text) if last else quantity
    if last:
        yield last


class _Reader:
    """One language's numerals and units, made into a pattern for text in small letters."""

    def __init__(self, known: Language) -> None:
        numbers, units, clock = known.numbers, known.units, known.clock
        self.numerals = Numerals(known)
        self.months = worth(numbers["months"]) if isinstance(numbers.get("months"), Mapping) else {}
        self.parts = worth(numbers.get("parts", {}))
        self.weekdays = worth(numbers.get("weekdays", {}))
        self.certain = worth({**clock.get("before", {}), **clock.get("after", {})})
        self.loose = worth({**clock.get("before_loosely", {}), **clock.get("after_loosely", {})})
        self.minutes = worth({**clock.get("past", {}), **clock.get("past_before", {})})
        self.times = worth(clock.get("whole", {}))
        self.whole = {
            word.lower(): [(float(value), str(unit)) for value, unit in zip(told[::2], told[1::2], strict=True)]
            for word, told in units.get("whole", {}).items()
        }
        lists = {name: words for name, words in units.items() if isinstance(words, list)}
        self.unit_of = {word.lower(): name.removesuffix("_before") for name, words in lists.items() for word in words}
        if isinstance(numbers.get("months"), str):
            lists["months"] = [numbers["months"]]
            self.unit_of[numbers["months"]] = CALENDAR
        edge = EDGE if known.is_spaced else ""
        before = [word.lower() for name, words in lists.items() if name.endswith("_before") for word in words]
        after = [word.lower() for name, words in lists.items() if not name.endswith("_before") for word in words]
        ordinal, half = longest(strings(numbers.get("ordinal_before"))), longest(strings(numbers.get("half_after")))
        some = numbers.get("some_after", NEVER)
        scales = rf"(?P<scale>{longest(self.numerals.scales)}){edge}"
        compound = NEVER
        if not known.is_spaced:
            signs = f"[{''.join(self.numerals.scales)}]"
            scales = rf"(?P<scale>{signs}+)(?!分[位点之])"
            compound = (
                rf"{self.numerals.figures}[ ]?{signs}+(?:[ ]?\d+[ ]?{signs}+)+(?:\d(?!\d))?"
                rf"|\d+[ ]?{signs}+[ ]?\d(?![\w.,%％]|[ ]?[^\W\d_])"
                rf"|\d+[ ]?{signs}+[ ]?\d(?=[ ]?(?:{longest(lists.get('yuan', ()))}))"
            )
        number = (
            rf"(?P<rough>{longest(self.numerals.rough)}){edge}|(?P<compound>{compound})"
            rf"|(?:(?P<digits>{self.numerals.figures})(?:[ ]?{scales})?"
            rf"|(?P<word>{self.numerals.word}))(?:(?P<some>{some})(?P<times>{longest(self.numerals.scales)})?)?"
        )
        tail = numbers.get("tail_after", NEVER)
        unit = rf"(?P<half>{half})?[ -]?(?P<unit>{longest(after)}){edge}(?P<more>{half})?(?P<tail>{tail})?"
        idioms = strings(numbers.get("idioms"))
        fixed = [*self.whole, *self.times, *self.months]
        early = [word for word in fixed if word[0].isdigit()]
        self.eras = worth(numbers.get("eras", {}))
        self.age = re.compile(numbers.get("age_before", NEVER))
        self.growth = re.compile(numbers.get("growth", NEVER))
        # a look at the first characters spares most places the long pattern
        words = [*self.numerals.digits, *self.numerals.scales, *self.numerals.ordinals, *self.numerals.special]
        words += beginnings(strings(numbers.get("weekday")))
        words += [*self.numerals.vague, *fixed, *before, *beginnings(idioms), *self.certain, *self.loose]
        words += [*self.numerals.rough, *self.eras]
        words += [*clock.get("past_before", ()), *strings(numbers.get("ordinal_before"))]
        self.pattern = re.compile(
            rf"(?=\d|{BEGIN if known.is_spaced else ''}(?:{gate(words, 4) if known.is_spaced else gate(words, 1)}))"
            rf"(?:(?P<idiom>{'|'.join(idioms) or NEVER})|(?P<early>{longest(early)})(?![\d/]){edge}"
            rf"|(?P<era>{numbers.get('era', NEVER)})|(?P<split>{numbers.get('split', NEVER)})"
            rf"|{DIGITS}|(?P<weekday>{numbers.get('weekday', NEVER)}{edge})"
            rf"|{self._clock(known)}|(?P<whole>{longest(fixed)}){edge}"
            rf"|(?P<fraction>{numbers.get('fraction', NEVER)})"
            rf"|(?P<ordinal>{ordinal})?(?:(?P<before>{longest(before)})[ ]?)?(?:{number})(?:{unit})?)"
        )

    def _clock(self, known: Language) -> str:
        """Return the pattern of a time of day: 15:20, 下午三点半, half past three, 3 p.m."""
        clock, edge = known.clock, EDGE if known.is_spaced else ""
        hours = rf"{HOUR}|{longest(w for w, v in self.numerals.digits.items() if v <= 12)}"
        if not known.is_spaced:
            tens = "".join(word for word, value in self.numerals.scales.items() if value == 10)
            hours = rf"{HOUR}|[{''.join(self.numerals.digits)}{tens}]{{1,3}}"
        when = rf"(?:(?P<when{{0}}>{longest([*clock.get('before', ()), *clock.get('before_loosely', ())])})[ ]?)?"
        after = rf"(?:[ ]?(?P<after{{0}}>{longest([*clock.get('after', ()), *clock.get('after_loosely', ())])}){edge})"
        marks, past = longest(clock.get("marks", ())), longest(clock.get("past", ()))
        minutes = rf"(?P<minute2>[0-5]?\d)[ ]?{clock.get('minutes', NEVER)}"
        return (
            rf"{when.format(1)}(?P<hour1>{HOUR})[:：](?P<minute1>[0-5]\d)(?![\d:：]){after.format(1)}?"
            rf"|{when.format(2)}(?P<hour2>{hours})[ ]?(?:{marks})(?:(?P<past2>{past})|[ ]?{minutes})?"
            rf"|(?:(?P<past3>{longest(clock.get('past_before', ()))}){'[ ]' if known.is_spaced else '[ ]?'})"
            rf"(?P<hour3>{hours}){edge}(?:{marks})?{after.format(3)}?"
            rf"|(?P<hour4>{hours}){after.format(4)}"
            rf"|{when.format(5)}(?P<hour5>{HOUR})[ ]?{clock.get('mark_of_digits', NEVER)}"
            rf"(?:[ ]?{minutes.replace('minute2', 'minute5')})?"
        )

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        """Yield the numbers that one match of the pattern holds."""
        start, written = match.start(), text[match.start() : match.end()].strip()
        if match["idiom"]:
            return
        if match["era"]:
            yield self._era(start, written, match, text)
        elif match["split"]:
            yield from (self._split(start, written, self.numerals.digits[part]) for part in written)
        elif match["mark"] or match["one"]:
            yield from _dates(match)
        elif match["weekday"]:
            # none on one side is no fault: 周一 may be the beginning of 每周一次
            day = self.weekdays.get(written.lower().removesuffix("s")) or self.weekdays[written[-1]]
            yield Quantity(start, written, day, WEEKDAY, False, True)
        elif match["whole"] or match["early"]:
            yield self._fixed(start, written, text, match)
        elif match["fraction"]:
            yield from self._fraction(start, written, match)
        elif hour := match["hour1"] or match["hour2"] or match["hour3"] or match["hour4"] or match["hour5"]:
            yield from self._time(start, written, hour, match)
        else:
            yield from self._number(start, written, match, text)

    def _era(self, start: int, written: str, match: re.Match[str], text: str) -> Quantity:
        """Return a decade, of a century or of somebody's life."""
        decade = next(part for name, part in match.groupdict().items() if part and name in DECADES)
        value = self.eras[decade] if decade in self.eras else self._decade(decade)
        is_age = self.age.search(in_small_letters(text[max(start - 20, 0) : start]))
        return Quantity(start, written, value, "" if is_age else ERA, False, True)

    def _split(self, start: int, written: str, part: float) -> Quantity:
        """Return one part of a whole that is divided in two: 二八 is 2 to 8, 20 to 80, or 20% and 80%."""
        also = ((part, ""), (part * 10, ""), *told_as(part * 10, "percent"))
        return Quantity(start, written, part, "", False, True, also)

    def _fixed(self, start: int, written: str, text: str, match: re.Match[str]) -> Quantity:
        word = written.lower()
        if word in self.times:
            return Quantity(
                start, written, self.times[word], CLOCK, False, True, ((self.times[word] % 24 * 60, CLOCK),)
            )
        if word in self.months:
            # a month by its name alone may be a verb: march, may
            is_date = written[0].isupper() and bool(DATE.search(text[max(start - 2, 0) : match.end() + 2]))
            return Quantity(start, written, self.months[word], CALENDAR, is_date, not is_date)
        (value, unit), *others = self.whole[word]
        also = told_as(value, unit)
        if others:
            also = tuple(Quantity(start, written, value, unit, False).measure for value, unit in self.whole[word])
        return Quantity(start, written, value, unit, False, True, also)

    def _fraction(self, start: int, written: str, match: re.Match[str]) -> Iterator[Quantity]:
        groups = {name.split("_")[0]: part for name, part in match.groupdict().items() if part and name in PARTS}
        below = self.parts.get(groups["below"]) or self.numerals.values(groups["below"])[0]
        above = self.numerals.values(groups["above"])[0] if "above" in groups else 1.0
        if below:
            share = round(above / below * 100, 6)
            is_vague = below not in (100, 1000) or share == 100
            yield Quantity(start, written, share, "percent", False, is_vague, told_as(share, "percent"))

    def _time(self, start: int, written: str, hour: str, match: re.Match[str]) -> Iterator[Quantity]:
        groups = {name[:-1]: part for name, part in match.groupdict().items() if part and name[-1] in "12345"}
        in_digits = hour[0].isdigit()
        value = float(hour) if in_digits else self.numerals.values(hour)[0]
        past = self.minutes.get(groups.get("past", ""), 0.0) + float(groups.get("minute", 0))
        part = groups.get("when") or groups.get("after") or ""
        anchor = self.certain.get(part, self.loose.get(part))
        if anchor is None and hour.startswith("0"):
            anchor = MORNING
        times = of_clock(value, past, None if anchor == -1 else anchor)
        is_certain = in_digits or part in self.certain or not groups.keys().isdisjoint(("minute", "past"))
        yield Quantity(start, written, value + past / 60, CLOCK, in_digits, not is_certain, times)

    def _number(self, start: int, written: str, match: re.Match[str], text: str) -> Iterator[Quantity]:
        numerals, word = self.numerals, match["word"]
        unit = "" if match["ordinal"] else self.unit_of.get(match["unit"] or match["before"] or "", "")
        if unit == CALENDAR and match["half"]:
            unit = "month"
        is_digits = bool(match["digits"] or match["compound"])
        is_vague = word in numerals.vague
        if is_vague and not unit:
            return
        if match["rough"]:
            least, most = numerals.rough[match["rough"]]
            yield Quantity(start, written, least, unit, False, True, (), most)
            return
        if match["compound"]:
            values = [numerals.compound(match["compound"])]
        elif match["digits"]:
            values = [numerals.figure(match["digits"]) * numerals.scaled(match["scale"] or "")]
        else:
            values = numerals.values(word)
            if unit == PRICE and len(values) == 2:
                # 八五折 leaves 85%; 七八折 may be 70 to 80%
                either = told_as(values[0], PRICE) + told_as(values[1], PRICE) if values[0] < values[1] else ()
                both = values[0] * 10 + values[1]
                yield Quantity(start, written, both, PRICE, False, bool(either), told_as(both, PRICE) + either)
                return
        is_vague = is_vague or numerals.are_neighbours(values)
        if unit == FOLD:
            yield self._fold(start, written, values[0], is_digits, text)
        elif match["some"]:
            yield self._some(start, written, values[0] * numerals.scaled(match["times"] or ""), unit, match)
        elif not unit and is_digits and _is_name(match, text):
            yield Quantity(start, written, values[0], NAME, True, True)
        else:
            extra = self._extra(match)
            for value in values:
                is_all = unit == "percent" and value == 100
                also = told_as(value + extra, unit)
                if unit == "year" and is_digits and len(match["digits"] or "") == 2:
                    also = of_year(value)
                yield Quantity(start, written, value + extra, unit, is_digits, is_vague or is_all, also)

    def _extra(self, match: re.Match[str]) -> float:
        if match["tail"]:
            written = match["tail"].strip()
            return (float(written) if written.isdigit() else self.numerals.digits.get(written, 5)) / 10
        return 0.5 if match["half"] or match["more"] else 0.0

    def _fold(self, start: int, written: str, value: float, in_digits: bool, text: str) -> Quantity:
        """Return how many times; 增加两倍 is to be three times as much."""
        if not self.growth.search(text, max(start - 5, 0), start):
            return Quantity(start, written, value, "", in_digits)
        also = ((value, ""), (value + 1, ""), (value, "share"))
        return Quantity(start, written, value, "", in_digits, not in_digits, also)

    def _some(self, start: int, written: str, value: float, unit: str, match: re.Match[str]) -> Quantity:
        """Return a number that may be more, up to its next round one: 二十多 is 20 to 30, 一百来 about 100."""
        step = 10.0 ** next((power for power in range(20, 0, -1) if value % 10**power == 0), 0) if value else 1.0
        in_digits = bool(match["digits"])
        return Quantity(start, written, value, unit, in_digits, bool(unit) and not in_digits, (), value + step)

    def _decade(self, written: str) -> float:
        """Return the last two digits of a decade: 1990, 九十 and 九零 are 90."""
        if written.isdigit():
            return float(written) % 100
        values = self.numerals.values(written)
        return values[0] * 10 + values[1] if len(values) == 2 else values[0] % 100


def _is_name(match: re.Match[str], text: str) -> bool:
    """Say whether a figure is joined to letters that are no unit: A4, 5G, v4.12."""
    start, end = match.span("digits")
    if match["scale"] or match["ordinal"] or match["before"] or not IN_NAME.fullmatch(match["digits"] or ""):
        return False
    is_after = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    return is_after or bool(SHORT.match(text, end))


def _dates(match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the numbers of a date in digits."""
    for name, units in (("year", ("",)), ("month", (CALENDAR,)), ("day", ("",)), *EITHER):
        if match[name]:
            value = float(match[name])
            also = tuple((value, unit) for unit in units) if len(units) > 1 else ()
            if also and (parts := float(match["two"])) > float(match["one"]):
                share = round(float(match["one"]) / parts, 8)
                also += (round(share, 6), "share"), (share, "")
            yield Quantity(match.start(name), match[name], value, units[0], True, False, also)


EITHER = (("one", ("", CALENDAR)), ("two", ("", CALENDAR)))
PARTS = frozenset({"above", "below", "below_of"})
DECADES = frozenset({"decade", "cohort", "ages"})


@cache
def _reader(locale: str) -> _Reader:
    return _Reader(language(locale))
