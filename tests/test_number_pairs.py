"""Correct pairs of sentences with numbers are never flagged, wrong ones always; each file has a pair a line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sites import site_of, with_front_matter

from zhike.checking import check
from zhike.numbers.numerals import quantities

DATA = Path(__file__).parent / "data"
RULES = ["number-differs", "count-lost"]
FIRST, EACH = 11, 4


def flagged(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs of which something is found, each standing in a section of its own."""
    sides = [
        "".join(f"## {head} {{#pair-{index}}}\n\n{pair[side]}\n\n" for index, pair in enumerate(pairs))
        for side, head in ((0, "题"), (1, "Heading"))
    ]
    site = site_of(with_front_matter(f"-- index.md --\n# 首页\n\n{sides[0]}-- index.en.md --\n# Home\n\n{sides[1]}"))
    found = {(diagnostic.line - FIRST) // EACH for diagnostic in check(site, RULES)}
    return [pair for index, pair in enumerate(pairs) if index in found]


def listed(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [(chinese, english) for chinese, _, english in (line.partition(" | ") for line in lines)]


def test_no_correct_pair_is_flagged() -> None:
    assert flagged(listed("number-pairs.txt")) == []


def test_every_wrong_pair_is_flagged() -> None:
    wrong = listed("number-faults.txt")

    assert flagged(wrong) == wrong


@pytest.mark.parametrize("line", ["3 万 5 千", "10 多", "几百 hundreds of ", "1/3 ", "五五 1 ", "1"])
def test_numbers_are_read_in_time_linear_in_the_text(line: str) -> None:
    # eight times the text takes the square 64 times as long; side by side, other work slows down both
    assert any(seconds(line * 16000) < 24 * seconds(line * 2000) for _ in range(4))


def seconds(text: str) -> float:
    before = time.process_time()
    for locale in ("zh", "en"):
        assert list(quantities(text, locale))
    return time.process_time() - before
