"""What Python-Markdown's patterns say of single lines, and how lines are grouped."""

from __future__ import annotations

import re

from .inline import Line

FENCE = re.compile(r"^(?P<indent>[ >]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)$")
HEADING = re.compile(r"^(#{1,6})(.*)$")
HEADING_ID = re.compile(r"(?<! )[ ]+\{:?[ ]*([^}\n ][^}\n]*)\}[ ]*$")
SETEXT = re.compile(r"^[=-]+[ ]*$")
RULE = re.compile(r"^[ ]{0,3}(?>(?:-+[ ]{0,2}){3,}|(?:_+[ ]{0,2}){3,}|(?:\*+[ ]{0,2}){3,})[ ]*$")
ITEM = re.compile(r"^([ ]{0,3}(?:\d+\.|[*+-])[ ]+)(.*)$")
NESTED_ITEM = re.compile(r"^[ ]{4,7}(?:\d+\.|[*+-])[ ]+")
TASK = re.compile(r"^\[[ xX]\][ ]+")
ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?) ?([\w-]+(?: +[\w-]+)*)(?: +\"(.*?)\")? *$")
QUOTE = re.compile(r"^[ ]{0,3}>[ ]?")
DEFINITION = re.compile(r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*<?([^\s<>]+)>?(?:[ ]+(?:\".*\"|'.*'|\(.*\)))?[ ]*$")
SEPARATOR = re.compile(r"^[ ]{0,3}\|?[ ]*+:?-++:?[ ]*+(?:\|[ ]*+:?-++:?[ ]*+)*+(?:\|[ ]*)?$")
BAR = re.compile(r"\\.|``*|\|")
OPAQUE = "\x02"
"""Begins the mark that stands for a folded block."""


def attributes_of(heading: str) -> re.Match[str] | None:
    """Return the attribute list in braces that ends a heading."""
    last = len(heading.rstrip(" ")) - 1
    return HEADING_ID.search(heading, heading.rfind("}", 0, last) + 1) if heading[last : last + 1] == "}" else None


def chunks(lines: list[Line]) -> list[list[Line]]:
    """Group lines into runs without a blank line."""
    found: list[list[Line]] = []
    is_open = False
    for line in lines:
        if not line[2].strip():
            is_open = False
        elif is_open:
            found[-1].append(line)
        else:
            found.append([line])
            is_open = True
    return found


def detabbed(lines: list[Line]) -> list[Line]:
    """Take four blanks off the lines that have them."""
    return [
        (number, column + 4, text[4:]) if text.startswith("    ") else (number, column, text)
        for number, column, text in lines
    ]


def count_indented(chunk: list[Line], here: int) -> int:
    """Count the indented lines from `here`."""
    end = here
    while end < len(chunk) and chunk[end][2].startswith("    "):
        end += 1
    return end - here


def is_folded(line: Line) -> bool:
    """Say whether a line stands for a folded block."""
    return OPAQUE in line[2] and line[2].lstrip(" ").startswith(OPAQUE)


def count_until_note(chunk: list[Line], here: int) -> int:
    """Count the lines from `here` up to an admonition, the one thing that ends a table."""
    end = here + 1
    while end < len(chunk) and not ADMONITION.match(chunk[end][2]):
        end += 1
    return end - here


def count_uninterrupted(chunk: list[Line], here: int) -> int:
    """Count the lines from `here` up to a heading, a ruler or an admonition."""
    end = here + 1
    while end < len(chunk):
        text = chunk[end][2]
        if text.startswith("#") or ADMONITION.match(text) or RULE.match(text):
            break
        end += 1
    return end - here


Items = list[tuple[Line, list[Line]]]
"""List items: the marker, then the lines of the item without it."""


def add_items(items: Items, lines: list[Line]) -> None:
    """Add the items of a run of lines, a line that begins none to the item before it."""
    nested = False
    for number, column, text in lines:
        if match := ITEM.match(text):
            items.append(((number, column, match[1]), [(number, column + match.end(1), match[2])]))
            nested = False
        elif text.startswith("    ") and (nested or NESTED_ITEM.match(text)):
            if not nested:
                items[-1][1].append((number, column, ""))
                nested = True
            items[-1][1].append((number, column + 4, text[4:]))
        else:
            cut = len(text) - len(text.lstrip(" "))
            items[-1][1].append((number, column + cut, text[cut:]))


def cells(row: Line) -> list[Line]:
    """Split a table row at its bars, those in code or behind a backslash apart."""
    number, column, text = row
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    bars = _bars(text)
    if bars and bars[0] == start:
        bars, start = bars[1:], start + 1
    if bars and bars[-1] == end - 1:
        bars, end = bars[:-1], end - 1
    edges = [start, *(bar + 1 for bar in bars)]
    return [(number, column + a, text[a:b]) for a, b in zip(edges, [*bars, end], strict=True)]


def _bars(text: str) -> list[int]:
    marks = [(match.start(), match.group()) for match in BAR.finditer(text)]
    last = {mark: index for index, (_, mark) in enumerate(marks) if mark[0] == "`"}
    bars: list[int] = []
    inside = ""
    for index, (at, mark) in enumerate(marks):
        if inside:
            inside = "" if mark == inside else inside
        elif mark == "|":
            bars.append(at)
        elif mark[0] == "`" and last[mark] > index:
            inside = mark
    return bars
