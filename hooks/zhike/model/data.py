"""A YAML document as plain values with places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .items import Comment, Position, Problem, Tag

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """A YAML document: plain values, and the place of every key and item by its path (`("zh", "admitted", 0)`).

    `tags` are those (`!ENV`) that were read as plain values; `wide_commas` the places of the full-width commas in items
    without quotation marks.
    """

    value: object
    places: Mapping[Key, Position]
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    tags: tuple[Tag, ...] = ()
    wide_commas: Mapping[Key, Position] = field(default_factory=dict)

    def at(self, *key: str | int) -> Position:
        """Return the place of a key, or of its nearest ancestor that has one."""
        while key not in self.places:
            key = key[:-1]
        return self.places[key]
