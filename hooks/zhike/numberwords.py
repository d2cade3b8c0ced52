"""The words that a language has for numbers, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import prod

from .languages import Language

NEVER = "(?!)"
EDGE = r"(?![^\W\d_])"


class Numerals:
    """How one language writes numbers in words."""

    def __init__(self, known: Language) -> None:
        numbers = known.numbers
        self.is_spaced = known.is_spaced
        self.digits = worth(numbers.get("digits", {}))
        self.scales = worth(numbers.get("scales", {}))
        self.ordinals = worth(numbers.get("ordinals", {}))
        self.special = worth(numbers.get("special", {}))
        self.vague = worth(numbers.get("vague", {}))
        self.group = float(numbers.get("group", 1000))
        self.rough = _spans(numbers.get("rough", {}))
        for before in strings(numbers.get("rough_before")):
            self.rough |= {before + scale: (value, value * 10) for scale, value in self._wholes()}
        self.decimal, self.thousands = str(numbers.get("decimal", ".")), str(numbers.get("thousands", ","))
        point, comma = re.escape(self.decimal), re.escape(self.thousands)
        self.figures = rf"\d+(?:{comma}\d{{3}}(?!\d))*(?:{point}\d+)?"

    def _wholes(self) -> Iterator[tuple[str, float]]:
        """Yield the scales, and in a language without blanks each of them in front of a greater one, as in 十万."""
        yield from self.scales.items()
        for one, less in self.scales.items() if not self.is_spaced else ():
            yield from ((one + other, less * more) for other, more in self.scales.items() if less < self.group <= more)

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
        if len(parts) > 2 and parts[-3] in self.scales and {parts[-2], parts[-1]} <= self.digits.keys():
            # 十七八 is seventeen or eighteen
            return [self._sum([*parts[:-2], part]) for part in parts[-2:]] if parts[-2] != "零" else [self._sum(parts)]
        if len(parts) > 1 and all(part in self.digits for part in parts):
            digits = [self.digits[part] for part in parts]
            return digits if len(parts) == 2 else [float("".join(str(int(digit)) for digit in digits))]
        if len(parts) > 2 and {parts[0], parts[1]} <= self.digits.keys():
            return [value for part in parts[:2] for value in self.values(part + word[2:])]
        if len(parts) > 2 and parts[-1] in self.digits and self.scales.get(parts[-2], 0) > 10:
            # 三千五 is short for 三千五百
            return [self.values(word[:-1])[0] + self.digits[parts[-1]] * self.scales[parts[-2]] / 10]
        return [self._sum(parts)]

    def scaled(self, scales: str) -> float:
        """Return the product of scales: 百万 is a million."""
        return prod(self.scales[part] for part in scales) if not self.is_spaced else self.scales.get(scales, 1.0)

    def are_neighbours(self, values: list[float]) -> bool:
        """Say whether two numbers are one about which is not quite certain: 两三, 三五, 七八十."""
        return len(values) == 2 and is_step(values[1] - values[0])

    def compound(self, written: str) -> float:
        """Return the value of digits with scales among them: 3 万 5 千, 3万5.

        The last digit alone counts the scale below the last that is written.
        """
        total, last = 0.0, 10.0
        for figure, scales in re.findall(rf"([\d.,]+)[ ]?([{''.join(self.scales)}]*)", written):
            scale = prod(self.scales[part] for part in scales) if scales else last / 10
            total, last = total + self.figure(figure) * scale, scale
        return total

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


def is_step(between: float) -> bool:
    """Say whether a number is 1 or 2 with any zeros: how far the numbers of 七八, 三五 or 七八十 are apart."""
    return between > 0 and str(int(between)).rstrip("0") in ("1", "2")


def longest(words: Iterable[str]) -> str:
    """Return an alternation that prefers longer words; one that never matches when there are none."""
    return "|".join(re.escape(word.lower()) for word in sorted(words, key=len, reverse=True)) or NEVER


def worth(table: Mapping[str, float]) -> dict[str, float]:
    """Return words in small letters with what they are worth."""
    return {word.lower(): float(value) for word, value in table.items()}


def _spans(table: Mapping[str, list[float]]) -> dict[str, tuple[float, float]]:
    return {word.lower(): (float(least), float(most)) for word, (least, most) in table.items()}


def strings(value: object) -> list[str]:
    """Return what one string or a list of them says, as a list."""
    return [value] if isinstance(value, str) and value else value if isinstance(value, list) else []


def beginnings(patterns: list[str]) -> list[str]:
    """Return what idioms may begin with: patterns that begin with letters, a set, or a group of alternatives."""
    found: list[str] = []
    for pattern in patterns:
        head = re.match(r"\(\?:([^()]*)\)|\[([^\]]*)\]|([\w ]+)", pattern)
        if head:
            found += head[1].split("|") if head[1] else list(head[2]) if head[2] else [head[3]]
    return found


def gate(words: Iterable[str], letters: int) -> str:
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
