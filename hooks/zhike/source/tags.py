"""Reads the tags of raw HTML line by line as browsers do: brackets between quotation marks end no tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

START = re.compile(r"<(?:!--|(/?[A-Za-z][^\s/<>]*))")
STOP = re.compile(r"=[ \t]*(?P<quote>[\"'])|>")
Read = tuple[int, int, str, str]
"""A tag: its line, its column from 1, its name, the text of its attributes."""


class Tags:
    """Keeps the tag or comment that one line leaves open for the next; reads every character once."""

    def __init__(self) -> None:
        self._open: tuple[int, int, str] | None = None
        self._parts: list[str] = []
        self._closing = ""
        self._is_complete = False

    @property
    def is_inside(self) -> bool:
        """Whether a tag or comment goes on in the next line."""
        return self._open is not None or self._closing == "-->"

    def read(self, line: str, number: int) -> Iterator[Read]:
        """Yield the tags that end in a line."""
        position = 0
        while position < len(line):
            if self._closing:
                position = self._passed(line, position)
            elif self._open:
                position = self._attributes(line, position)
                if self._is_complete:
                    yield from self.left()
            elif start := START.search(line, position):
                position = start.end()
                if start[1]:
                    self._open = (number, start.start() + 1, start[1])
                else:
                    self._closing = "-->"
            else:
                return
        if self._open:
            self._parts.append("\n")

    def left(self) -> Iterator[Read]:
        """Yield the tag that is open."""
        if self._open:
            yield (*self._open, "".join(self._parts))
        self._open, self._parts, self._is_complete = None, [], False

    def _passed(self, line: str, position: int) -> int:
        """Return where the quotation or comment ends that is open, or the end of the line."""
        found = line.find(self._closing, position)
        end = len(line) if found < 0 else found + len(self._closing)
        if self._open:
            self._parts.append(line[position:end])
        if found >= 0:
            self._closing = ""
        return end

    def _attributes(self, line: str, position: int) -> int:
        """Return where the attributes end, or where a quotation begins."""
        stop = STOP.search(line, position)
        end = stop.end() if stop else len(line)
        if stop and stop["quote"]:
            self._closing = stop["quote"]
        self._is_complete = bool(stop) and not self._closing
        self._parts.append(line[position : end - 1] if self._is_complete else line[position:end])
        return end
