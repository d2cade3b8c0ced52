"""Numbers side by side, of which one says more of the other: 3–5 万, 70 to 80%, 1 小时 30 分钟."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil, isinf, log10

from .quantities import Quantity, told_as

BOTH = re.compile(r"[ ]?(?:(?:and )?|零|又)")
JOIN = re.compile(r"[ ]?(?:to|or|and|[-–~～—至到或])[ ]?")
FAR = 5
"""How many characters may stand between two numbers that belong together."""


def together(first: Quantity, second: Quantity, text: str) -> tuple[Quantity, Quantity]:
    """Return two numbers that follow each other with what each of them says of the other."""
    if not 0 <= second.offset - first.end <= FAR:
        return first, second
    if (first.unit, second.unit) == ("hour", "minute") and BOTH.fullmatch(text, first.end, second.offset):
        time = (first.measure[0] + second.measure[0], "time")
        return replace(first, also=(first.measure, time)), replace(second, also=(second.measure, time))
    if JOIN.fullmatch(text, first.end, second.offset):
        return _as_far_as(first, second), second
    return first, second


def _as_far_as(first: Quantity, second: Quantity) -> Quantity:
    """Return the beginning of a range, which may have the scale and the unit of its end."""
    if first.unit or first.also or first.most or not first.value or isinf(second.value):
        return first
    scale = 10 ** max(ceil(log10(second.value / first.value)) - 1, 0) if second.value > first.value else 1
    if scale == 1 and not second.unit:
        return first
    value = first.value * scale
    whole = replace(first, value=value, unit=second.unit, also=told_as(value, second.unit))
    return replace(first, also=(first.measure, *whole.measures))
