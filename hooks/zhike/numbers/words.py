"""The words that a language has for numbers, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import prod

from ..languages import Language
from .patterns import longest, strings


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
        rough = numbers.get("rough", {})
        self.rough = {word.lower(): (float(least), float(most)) for word, (least, most) in rough.items()}
        for before in strings(numbers.get("rough_before")):
            self.rough |= {before + scale: (value, value * 10) for scale, value in self._wholes()}
        self.decimal, self.thousands = str(numbers.get("decimal", ".")), str(numbers.get("thousands", ","))
        self.figures = rf"\d+(?:{re.escape(self.thousands)}\d{{3}}(?!\d))*(?:{re.escape(self.decimal)}\d+)?"

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
        return [self._sum(re.split(r"[ -]", word))] if self.is_spaced else self._in_signs(word)

    def _in_signs(self, word: str) -> list[float]:
        head, tail = word[:-2], word[-2:]
        if len(word) > 2 and head[-1] in self.scales and self._are_digits(tail):
            # 十七八 is seventeen or eighteen
            return [self._sum(head + sign) for sign in tail] if tail[0] != "零" else [self._sum(word)]
        if len(word) > 1 and self._are_digits(word):
            digits = [self.digits[sign] for sign in word]
            return digits if len(word) == 2 else [float("".join(str(int(digit)) for digit in digits))]
        if len(word) > 2 and self._are_digits(word[:2]):
            return [value for sign in word[:2] for value in self.values(sign + word[2:])]
        if len(word) > 2 and tail[1] in self.digits and self.scales.get(tail[0], 0) > 10:
            # 三千五 is short for 三千五百
            return [self.values(word[:-1])[0] + self.digits[tail[1]] * self.scales[tail[0]] / 10]
        return [self._sum(word)]

    def _are_digits(self, signs: str) -> bool:
        return self.digits.keys() >= set(signs)

    def scaled(self, scales: str) -> float:
        """Return the product of scales: 百万 is a million."""
        return self.scales.get(scales, 1.0) if self.is_spaced else prod(self.scales[sign] for sign in scales)

    def compound(self, written: str) -> float:
        """Return the value of digits with scales among them: 3 万 5 千, 3万5.

        The last digit alone counts the scale below the last that is written.
        """
        total, last = 0.0, 10.0
        for figure, scales in re.findall(rf"([\d.,]+)[ ]?([{''.join(self.scales)}]*)", written):
            last = self.scaled(scales) if scales else last / 10
            total += self.figure(figure) * last
        return total

    def _sum(self, parts: Sequence[str]) -> float:
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


def worth(table: Mapping[str, float]) -> dict[str, float]:
    """Return words in small letters with what they are worth."""
    return {word.lower(): float(value) for word, value in table.items()}
