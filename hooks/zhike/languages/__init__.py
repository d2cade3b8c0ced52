"""What the engine knows about single languages, read from one data file a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

FALLBACK = "en"


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


LETTERS = {
    "arabic": "\u0621-\u064a\u0671-\u06d3",
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff",
    "han": "\u3400-\u9fff\uf900-\ufaff",
    "hangul": "\uac00-\ud7a3",
    "hebrew": "\u05d0-\u05ea",
    "kana": "\u3041-\u30ff",
    "latin": "A-Za-z\u00aa-\u02af",
    "thai": "\u0e01-\u0e4e",
}
WITHOUT_BLANKS = frozenset({"han", "kana", "thai"})
SIMPLIFIED = frozenset({"zh-cn", "zh-sg", "zh-hans", "zh-hans-cn"})


@dataclass(frozen=True)
class Language:
    """A language's numerals, units, endings and interface words; one without a file knows digits only.

    `called` is what other languages call it; `inflection` are patterns of words with what replaces them in each
    further form; `spelling` are pairs of parts of words that are written in two ways; `negation` are patterns of what
    forbids and of what says no in any way; `phrases` are the names of the columns in tables of phrases; `twice` finds a
    `word` that stands twice running and never may; `slips` are patterns of words that are wrong in every sense, with
    what is right in place of what they call wrong, and `any_slip` finds where one of them may be.
    """

    locale: str
    name: str
    tag: str
    script: str = "latin"
    called: tuple[str, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=_empty)
    units: Mapping[str, Any] = field(default_factory=_empty)
    clock: Mapping[str, Any] = field(default_factory=_empty)
    inflection: tuple[tuple[str, str], ...] = ()
    spelling: tuple[tuple[str, str], ...] = ()
    negation: Mapping[str, str] = field(default_factory=_empty)
    words: Mapping[str, str] = field(default_factory=_empty)
    search: Mapping[str, tuple[str, ...]] = field(default_factory=_empty)
    vague: Mapping[str, list[str]] = field(default_factory=_empty)
    names: Mapping[str, str] = field(default_factory=_empty)
    phrases: Mapping[str, Any] = field(default_factory=_empty)
    twice: re.Pattern[str] | None = None
    slips: tuple[tuple[re.Pattern[str], str], ...] = ()
    any_slip: re.Pattern[str] | None = None

    def named(self, locale: str) -> str:
        """Return what another language is called in this one; its own name for itself when that is not known."""
        return self.names.get(locale) or language(locale).name

    @property
    def is_han(self) -> bool:
        return self.script == "han"

    @property
    def is_simplified(self) -> bool:
        """Whether this is Chinese in Simplified characters."""
        return self.tag.lower() in SIMPLIFIED

    @property
    def reading_tag(self) -> str:
        """The tag of this language when it is written in Latin letters, as pinyin is."""
        return f"{self.locale}-Latn"

    @property
    def is_spaced(self) -> bool:
        """Whether words stand between blanks."""
        return self.script not in WITHOUT_BLANKS

    @cached_property
    def letter(self) -> re.Pattern[str]:
        """A letter of this language's script."""
        return re.compile(f"[{LETTERS.get(self.script, LETTERS['latin'])}]")

    @cached_property
    def in_a_row(self) -> re.Pattern[str]:
        """The letters about two gaps between words, as in any sentence."""
        gap, letter = "[ ,'’-]+", self.letter.pattern
        return re.compile(f"{letter}{gap}{letter}++{gap}{letter}")

    def weight(self, text: str) -> int:
        """Return how much of a text is in this script; a character that is a syllable weighs as much as two letters."""
        return sum(map(len, self._run.findall(text))) * (1 if self.is_spaced else 2)

    @cached_property
    def _run(self) -> re.Pattern[str]:
        return re.compile(f"{self.letter.pattern}+")


def _any(patterns: list[str]) -> re.Pattern[str] | None:
    """Return one pattern that finds what any of some patterns does, many times faster than each by itself."""
    head = r"\b" if all(pattern.startswith(r"\b") for pattern in patterns) else ""
    unnamed = "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.removeprefix(head)) for pattern in patterns)
    return re.compile(f"{head}(?:{unnamed})", re.M) if patterns else None


@cache
def language(locale: str) -> Language:
    """Return what is known of a language; its interface words fall back to English."""
    fallback = _read(FALLBACK)["words"]
    file = _read(locale) if locale.isalpha() and (Path(__file__).parent / f"{locale}.toml").is_file() else {}
    return Language(
        locale=locale,
        name=str(file.get("name", locale)),
        tag=str(file.get("tag", locale)),
        script=str(file.get("script", "latin")),
        called=tuple(file.get("called", ())),
        numbers=file.get("numbers", {}),
        units=file.get("units", {}),
        clock=file.get("clock", {}),
        inflection=_pairs(file.get("inflection", {}).get("forms", [])),
        spelling=_pairs(file.get("spelling", {}).get("pairs", [])),
        negation=file.get("negation", {}),
        names=file.get("names", {}),
        phrases=file.get("phrases", {}),
        twice=_pattern(file.get("slips", {}).get("twice", "")),
        slips=tuple((re.compile(wrong, re.M), right) for wrong, right in file.get("slips", {}).get("words", ())),
        any_slip=_any([wrong for wrong, _ in file.get("slips", {}).get("words", ())]),
        words=fallback | file.get("words", {}),
        search={name: tuple(words) for name, words in file.get("search", {}).items()},
        vague=file.get("vague", {}),
    )


def in_small_letters(text: str) -> str:
    """Return a text of the same length in which all letters are small that have a single small letter."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _pairs(listed: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in listed)


def _pattern(written: str) -> re.Pattern[str] | None:
    return re.compile(written) if written else None


@cache
def _read(locale: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{locale}.toml").read_text(encoding="utf-8"))
