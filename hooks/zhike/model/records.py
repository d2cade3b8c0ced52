"""Records of the data files: terms, sources, house values, posts, and the menu."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .data import Data
from .items import Position

MINUTES = MappingProxyType({"minute": 1, "hour": 60, "day": 24 * 60})


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language names a concept."""

    preferred: str
    admitted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    definition: str = ""
    reading: str = ""
    hant: str = ""

    @property
    def accepted(self) -> tuple[str, ...]:
        return (self.preferred, *self.admitted)


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the termbase with its words in every language (as in TBX, ISO 30042).

    A common word is neither compared between the languages nor explained to readers.
    """

    at: Position
    id: str
    words: Mapping[str, Wording]
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    not_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_compared: bool = True
    is_common: bool = False
    data: Data | None = None
    index: int = 0

    def place(self, *key: str | int) -> Position:
        """Return where a part of the record stands in its file."""
        return self.data.at(self.index, *key) if self.data else self.at

    def written(self, locale: str) -> Iterator[tuple[str, Position, bool]]:
        """Yield every word in a language with its place, and whether it is forbidden."""
        if locale in self.words:
            wording = self.words[locale]
            yield wording.preferred, self.place(locale, "preferred"), False
            for index, word in enumerate(wording.admitted):
                yield word, self.place(locale, "admitted", index), False
            for index, word in enumerate(wording.forbidden):
                yield word, self.place(locale, "forbidden", index), True


@dataclass(frozen=True, slots=True)
class Source:
    """A record of the ledger: what our source documents say about one idea."""

    at: Position
    id: str
    kind: str
    titles: Mapping[str, str]
    roles: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseValue:
    """A number that a hotel sets once, ready to print in every language; `amount` is None until it is set."""

    at: Position
    key: str
    label: Mapping[str, str]
    shown: Mapping[str, str]
    unit: str = ""
    amount: float | str | None = None

    @property
    def is_time(self) -> bool:
        return self.unit in MINUTES

    @property
    def minutes(self) -> int | None:
        """A time in whole minutes; None for other values, ranges, and what is not set."""
        is_number = self.is_time and isinstance(self.amount, int | float)
        return round(float(self.amount or 0) * MINUTES[self.unit]) if is_number else None


@dataclass(frozen=True, slots=True)
class Role:
    """A post, with its name in every language; `telephone` is the key of a house value, "" for none."""

    at: Position
    id: str
    names: Mapping[str, str]
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What was new on a day: a sentence in every language, and the slugs of the pages that it is about."""

    at: Position
    date: datetime.date
    told: Mapping[str, str]
    pages: tuple[str, ...] = ()
    data: Data | None = None
    index: int = 0

    def place(self, *key: str | int) -> Position:
        """Return where a part of the record stands in its file."""
        return self.data.at(self.index, *key) if self.data else self.at


@dataclass(frozen=True, slots=True)
class NearWords:
    """Words of all languages that people say for one thing, by which a search leads to what pages say for it."""

    at: Position
    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """More ways to ask for a page, or for one of its sections (slug#section), in every language."""

    at: Position
    id: str
    ways: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An entry of the menu: the file it names, where it is named."""

    at: Position
    target: str
