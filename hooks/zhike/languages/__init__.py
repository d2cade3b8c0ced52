"""What the engine knows about single languages, read from one data file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

FALLBACK = "en"


@dataclass(frozen=True)
class Language:
    """A language's numerals, units and interface words; one without a file knows digits only."""

    locale: str
    name: str
    tag: str
    script: str = "latin"
    numbers: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    units: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def named(self, locale: str) -> str:
        """Return what another language is called in this one; its own name for itself when that is not known."""
        return self.names.get(locale) or language(locale).name

    @property
    def is_han(self) -> bool:
        return self.script == "han"


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
        numbers=file.get("numbers", {}),
        units=file.get("units", {}),
        names=file.get("names", {}),
        words=fallback | file.get("words", {}),
    )


def in_small_letters(text: str) -> str:
    """Return a text of the same length in which all letters are small that have a single small letter."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _read(locale: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / f"{locale}.toml").read_text(encoding="utf-8"))
