"""Reads front matter, whole or torn."""

from __future__ import annotations

import re

from ..model import Data, Position, Problem
from . import yaml

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\uff0d"
LONGEST_FENCE = 8
FENCE = re.compile(rf"[ \t]*[{DASHES}]{{3,{LONGEST_FENCE}}}[ \t]*")
MOST_LINES = 200  # of front matter that is looked for where it is torn
SAID = re.compile(r"[\w-]+:(?:\s|\Z)|- |[ \t]+\S")


def read(text: str, lines: list[str], path: str) -> tuple[Data, int, tuple[Problem, ...]]:
    """Return what front matter says, the number of the line behind it, and what is odd about the whole."""
    matter = FRONT_MATTER.match(text)
    if not matter:
        data, first = _torn(lines, path) or (Data({}, {(): Position(path)}), 1)
        return data, first, ()
    data, first = yaml.read(matter[1], path, 2), text.count("\n", 0, matter.end()) + 1
    again = _torn(lines[first - 1 :], path)
    if not again:
        return data, first, ()
    at = Position(path, next(n for n, line in enumerate(lines, 1) if n >= first and line.strip()))
    message, hint = "front matter stands here a second time", "keep one of the two"
    return data, first + again[1] - 1, (Problem(at, "missing_front_matter", message, hint),)


def _torn(lines: list[str], path: str) -> tuple[Data, int] | None:
    """Return what can be read of front matter whose first or last line is not as it should be, and where text begins.

    So that one wrong line is told once, and nothing of the page is taken for something else.
    """
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not FENCE.fullmatch(lines[start]):
        return None
    end = next((n for n in range(start + 1, len(lines)) if not SAID.match(lines[n])), len(lines))
    if end - start > MOST_LINES:
        return None
    data = yaml.read("\n".join(lines[start + 1 : end]), path, start + 2)
    if not isinstance(data.value, dict) or not {"title", "type"} <= data.value.keys() or data.problems:
        return None
    is_closed = end < len(lines) and FENCE.fullmatch(lines[end])
    return data, end + 1 + bool(is_closed)
