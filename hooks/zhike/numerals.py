"""Reads numbers and units in running text, from digits or from words, by what is known of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from .languages import Language, in_small_letters, language
from .quantities import CALENDAR, CLOCK, PRICE, WEEKDAY, Quantity, of_clock, of_price

NEVER = "(?!)"
BEGIN, EDGE = r"(?<![^\W\d_])", r"(?![^\W\d_])"
DATE = re.compile(r"^\d[ ]|[ ]\d$")
# a date in digits alone; of two numbers nobody can say which is the month
ON_DAY, IN_MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
DIGITS = (
    rf"(?<![\d./-])(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>{IN_MONTH})(?P=mark)(?P<day>{ON_DAY})(?![\d/-])"
    rf"|(?<![\d./-])(?P<one>{ON_DAY})/(?P<two>{ON_DAY})(?![\d/-])"
)
MORNING = 6
HOUR = r"(?:[01]?\d|2[0-4])"


def quantities(text: str, locale: str) -> Iterator[Quantity]:
    """Yield the numbers in a text of one language, in order."""
    reader = _reader(locale)
    for match in reader.pattern.finditer(in_small_letters(text)):
        yield from reader.read(match, text)


class Numerals:
    """How one language writes numbers in words."""

    def __init__(self, known: Language) -> None:
        numbers = known.numbers
        self.is_spaced = known.is_spaced
        self.digits = _values(numbers.get("digits", {}))
        self.scales = _values(numbers.get("scales", {}))
        self.ordinals = _values(numbers.get("ordinals", {}))
        self.special = _values(numbers.get("special", {}))
        self.vague = _values(numbers.get("vague", {}))
        self.group = float(numbers.get("group", 1000))
        self.decimal, self.thousands = str(numbers.get("decimal", ".")), str(numbers.get("thousands", ","))
        point, comma = re.escape(self.decimal), re.escape(self.thousands)
        self.figures = rf"\d+(?:{comma}\d{{3}}(?!\d))*(?:{point}\d+)?"

    @property
    def word(self) -> str:
        """The pattern of a number in words."""
        parts = longest([*self.digits, *self.scales])
        special = longest([*self.special, *self.vague, *self.ordinals])
        if not self.is_spaced:
            return f"{special}|(?:{parts})+"
        last = rf"(?:[ -](?:{longest(self.ordinals)}))?"
        return rf"\b(?:(?:{special})\b|(?:{parts})(?:[ -](?:and[ ])?(?:{parts}))*{last}\b)"

    def figure(self, written: str) -> float:
        return float(written.replace(self.thousands, "").replace(self.decimal, "."))

    def values(self, word: str) -> list[float]:
        """Return the value of a number in words; two neighbouring digits, as in 两三 or 两三百, are two numbers."""
        for known in (self.special, self.vague, self.ordinals):
            if word in known:
                return [known[word]]
        if word[:1].isdigit():
            return [self.figure(word)]
        if self.is_spaced:
            return [self._sum(re.split(r"[ -]", word))]
        parts = list(word)
        if len(parts) > 1 and all(part in self.digits for part in parts):
            digits = [self.digits[part] for part in parts]
            return digits if len(parts) == 2 else [float("".join(str(int(digit)) for digit in digits))]
        if len(parts) > 2 and {parts[0], parts[1]} <= self.digits.keys():
            return [value for part in parts[:2] for value in self.values(part + word[2:])]
        if len(parts) > 2 and parts[-1] in self.digits and self.scales.get(parts[-2], 0) > 10:
            # 三千五 is short for 三千五百
            return [self.values(word[:-1])[0] + self.digits[parts[-1]] * self.scales[parts[-2]] / 10]
        return [self._sum(parts)]

    def _sum(self, parts: list[str]) -> float:
        total = section = current = 0.0
        for part in parts:
            scale = self.scales.get(part)
            if scale is None:
                current += self.digits.get(part, self.ordinals.get(part, 0.0))
                continue
            if scale >= self.group:
                total += (section + current or 1) * scale
                section = 0
            else:
                section += (current or 1) * scale
            current = 0
        return total + section + current


class _Reader:
    """One language's numerals and units, made into a pattern for text in small letters."""

    def __init__(self, known: Language) -> None:
        numbers, units, clock = known.numbers, known.units, known.clock
        self.numerals = Numerals(known)
        self.months = _values(numbers["months"]) if isinstance(numbers.get("months"), Mapping) else {}
        self.parts = _values(numbers.get("parts", {}))
        self.weekdays = _values(numbers.get("weekdays", {}))
        self.certain = _values({**clock.get("before", {}), **clock.get("after", {})})
        self.loose = _values({**clock.get("before_loosely", {}), **clock.get("after_loosely", {})})
        self.minutes = _values({**clock.get("past", {}), **clock.get("past_before", {})})
        self.times = _values(clock.get("whole", {}))
        self.whole = {word.lower(): (float(value), str(unit)) for word, (value, unit) in units.get("whole", {}).items()}
        lists = {name: words for name, words in units.items() if isinstance(words, list)}
        self.unit_of = {word.lower(): name.removesuffix("_before") for name, words in lists.items() for word in words}
        if isinstance(numbers.get("months"), str):
            lists["months"] = [numbers["months"]]
            self.unit_of[numbers["months"]] = CALENDAR
        edge = EDGE if known.is_spaced else ""
        before = [word.lower() for name, words in lists.items() if name.endswith("_before") for word in words]
        after = [word.lower() for name, words in lists.items() if not name.endswith("_before") for word in words]
        ordinal, half = longest(_strings(numbers.get("ordinal_before"))), longest(_strings(numbers.get("half_after")))
        number = (
            rf"(?P<digits>{self.numerals.figures})(?:[ ]?(?P<scale>{longest(self.numerals.scales)}){edge})?"
            rf"|(?P<word>{self.numerals.word})"
        )
        unit = rf"(?P<half>{half})?[ -]?(?P<unit>{longest(after)}){edge}(?P<more>{half})?"
        idioms = _strings(numbers.get("idioms"))
        fixed = [*self.whole, *self.times, *self.months]
        # a look at the first characters spares most places the long pattern
        words = [*self.numerals.digits, *self.numerals.scales, *self.numerals.ordinals, *self.numerals.special]
        words += _beginnings(_strings(numbers.get("weekday")))
        words += [*self.numerals.vague, *fixed, *before, *_beginnings(idioms), *self.certain, *self.loose]
        words += [*clock.get("past_before", ()), *_strings(numbers.get("ordinal_before"))]
        self.pattern = re.compile(
            rf"(?=\d|{BEGIN if known.is_spaced else ''}(?:{_gate(words, 4) if known.is_spaced else _gate(words, 1)}))"
            rf"(?:(?P<idiom>{'|'.join(idioms) or NEVER})|{DIGITS}|(?P<weekday>{numbers.get('weekday', NEVER)}{edge})"
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
            rf"|(?:(?P<past3>{longest(clock.get('past_before', ()))})[ ])(?P<hour3>{hours}){edge}{after.format(3)}?"
            rf"|(?P<hour4>{hours}){after.format(4)}"
        )

    def read(self, match: re.Match[str], text: str) -> Iterator[Quantity]:
        """Yield the numbers that one match of the pattern holds."""
        start, written = match.start(), text[match.start() : match.end()].strip()
        if match["idiom"]:
            return
        if match["mark"] or match["one"]:
            yield from _dates(match)
        elif match["weekday"]:
            # none on one side is no fault: 周一 may be the beginning of 每周一次
            day = self.weekdays.get(written.lower().removesuffix("s")) or self.weekdays[written[-1]]
            yield Quantity(start, written, day, WEEKDAY, False, True)
        elif match["whole"]:
            yield self._fixed(start, written, text, match)
        elif match["fraction"]:
            yield from self._fraction(start, written, match)
        elif hour := match["hour1"] or match["hour2"] or match["hour3"] or match["hour4"]:
            yield from self._time(start, written, hour, match)
        else:
            yield from self._number(start, written, match)

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
        value, unit = self.whole[word]
        return Quantity(start, written, value, unit, False, True)

    def _fraction(self, start: int, written: str, match: re.Match[str]) -> Iterator[Quantity]:
        groups = {name.split("_")[0]: part for name, part in match.groupdict().items() if part and name in PARTS}
        below = self.parts.get(groups["below"]) or self.numerals.values(groups["below"])[0]
        above = self.numerals.values(groups["above"])[0] if "above" in groups else 1.0
        if below:
            share = round(above / below * 100, 6)
            yield Quantity(start, written, share, "percent", False, below not in (100, 1000))

    def _time(self, start: int, written: str, hour: str, match: re.Match[str]) -> Iterator[Quantity]:
        groups = {name[:-1]: part for name, part in match.groupdict().items() if part and name[-1] in "1234"}
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

    def _number(self, start: int, written: str, match: re.Match[str]) -> Iterator[Quantity]:
        numerals = self.numerals
        unit = "" if match["ordinal"] else self.unit_of.get(match["unit"] or match["before"] or "", "")
        extra = 0.5 if match["half"] or match["more"] else 0.0
        is_vague = match["word"] in numerals.vague
        if is_vague and not unit:
            return
        if match["digits"]:
            values = [numerals.figure(match["digits"]) * numerals.scales.get(match["scale"] or "", 1)]
        else:
            values = numerals.values(match["word"])
        for value in values:
            also = of_price(value) if unit == PRICE else ()
            yield Quantity(start, written, value + extra, unit, bool(match["digits"]), is_vague, also)


def _dates(match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the numbers of a date in digits."""
    for name, units in (("year", ("",)), ("month", (CALENDAR,)), ("day", ("",)), *EITHER):
        if match[name]:
            value = float(match[name])
            also = tuple((value, unit) for unit in units) if len(units) > 1 else ()
            yield Quantity(match.start(name), match[name], value, units[0], True, False, also)


EITHER = (("one", ("", CALENDAR)), ("two", ("", CALENDAR)))
PARTS = frozenset({"above", "below", "below_of"})


def longest(words: Iterable[str]) -> str:
    """Return an alternation that prefers longer words; one that never matches when there are none."""
    return "|".join(re.escape(word.lower()) for word in sorted(words, key=len, reverse=True)) or NEVER


def _values(table: Mapping[str, float]) -> dict[str, float]:
    return {word.lower(): float(value) for word, value in table.items()}


def _strings(value: object) -> list[str]:
    return [value] if isinstance(value, str) and value else value if isinstance(value, list) else []


def _beginnings(patterns: list[str]) -> list[str]:
    """Return what idioms may begin with: patterns that begin with letters, a set, or a group of alternatives."""
    found: list[str] = []
    for pattern in patterns:
        head = re.match(r"\(\?:([^()]*)\)|\[([^\]]*)\]|([\w ]+)", pattern)
        if head:
            found += head[1].split("|") if head[1] else list(head[2]) if head[2] else [head[3]]
    return found


def _gate(words: Iterable[str], letters: int) -> str:
    """Return a pattern of the first characters of words, by the first of them."""
    starts: dict[str, set[str]] = {}
    for word in map(str.lower, words):
        # a word shorter than that is one only when it ends there
        rest = re.escape(word[1:letters]) + (EDGE if len(word) < letters and word.isalpha() and letters > 1 else "")
        starts.setdefault(word[0], set()).add(rest)
    return "|".join(
        re.escape(first) + ("" if "" in others else f"(?:{'|'.join(sorted(others))})")
        for first, others in sorted(starts.items())
    )


@cache
def _reader(locale: str) -> _Reader:
    return _Reader(language(locale))
