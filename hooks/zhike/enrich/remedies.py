"""Finds which rows of the table "if it fails" belong to which item of a checklist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

TABLE = re.compile(r"<table>.*?</table>", re.S)
ROW = re.compile(r"<tr>(.*?)</tr>", re.S)
CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S)
TAG = re.compile(r"<[^>]+>")
LABELLED = re.compile(r"(\d{1,3})[.．]\s*\D")
PIECE = re.compile(r"\d{1,3}|[^\W\d_]+(?:[ -][^\W\d_]+)*|\S")
DASHES = frozenset("-–~～")
SEPARATORS = frozenset("、,，;；")


@dataclass(frozen=True)
class Item:
    """What a row can name an item by: the heading above it and its number, which not every item has."""

    group: str
    number: int | None


def remedies(html: str, items: Sequence[Item], to: str) -> dict[int, list[str]]:
    """Return for the items that rows name, by their places, what the other cells of these rows say.

    `to` is the word between two numbers that stands for all the numbers from one to the other.
    """
    found: dict[int, list[str]] = {}
    for table in TABLE.findall(html):
        names, *rows = [CELL.findall(row) for row in ROW.findall(table)]
        for first, *cells in (row for row in rows if row):
            places = {place for name in references(text_of(first), to) for place in _meant(*name, items)}
            for place in places:
                found.setdefault(place, []).append(_shown(names[1:], cells))
    return found


def references(text: str, to: str) -> list[tuple[str, int]]:
    """Return the items that a cell names, each with the group it is in, or nothing when it names none.

    >>> references("Do 1 to 3, avoid 2, 5", "to")
    [('do', 1), ('do', 2), ('do', 3), ('avoid', 2), ('avoid', 5)]
    >>> references("2. Waiting too long", "to"), references("3 calls unanswered", "to")
    ([('', 2)], [])
    """
    if label := LABELLED.match(text):
        return [("", int(label[1]))]
    return list(_references(text, to)) if text[-1:].isdigit() else []


def _references(text: str, to: str) -> Iterator[tuple[str, int]]:
    group, last, is_range = "", 0, False
    for piece in PIECE.findall(text):
        if piece.isdigit():
            first, last = last + 1 if is_range else int(piece), int(piece)
            yield from ((group, number) for number in range(first, last + 1))
            is_range = False
        elif piece == to or piece in DASHES:
            is_range = True
        elif piece not in SEPARATORS:
            group = piece.casefold()


def _meant(group: str, number: int, items: Sequence[Item]) -> list[int]:
    """Return the places of the items that a group and a number name; what could be several groups names none."""
    places = [place for place, item in enumerate(items) if item.number == number]
    if not any(item.number for item in items):
        places = [place for place, item in enumerate(items) if re.match(rf"{number}[.．、]", item.group)]
    exact = [place for place in places if items[place].group.casefold() == group]
    fitting = exact or [place for place in places if group in items[place].group.casefold()]
    return fitting if len({items[place].group for place in fitting}) == 1 else []


def _shown(names: Sequence[str], cells: Sequence[str]) -> str:
    if len(cells) == 1:
        return f"<p>{cells[0]}</p>"
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{cell}</dd>' for name, cell in zip(names, cells, strict=False))}</dl>"


def text_of(html: str) -> str:
    """Return the words of a piece of HTML."""
    return unescape(TAG.sub("", html)).strip()
