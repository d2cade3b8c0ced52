"""Traditional characters, where the site writes Simplified Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..languages import language
from ..misread import is_misread
from ..model import Page, Position, Site
from .base import About, Finding, Severity, found, regex, replacing, rule
from .texts import HAN, characters, data_texts, drawn_texts, kind, kinds, other_pages, spread

HAN_RUN = regex(f"[{HAN}]+")
NAMES = frozenset("昇陞喆淼堃邨犇龢仝甦祕濛氾凓勠吒堀嵴扞抠")
DOUBLE_LIFE = frozenset("著乾後")  # Simplified Chinese has them too, in other words
ASPECT = regex("(?<=[站坐等看听走拿笑躺握跟陪望盯守忙抱举带穿戴])著(?![名作称者书述录有色陆重])")
ABROAD = regex("Hong Kong|Taiwan|Macau|Japan|繁体|繁體|正体|正體|台湾|臺灣|香港|港台|澳门|Traditional|hant")
QUOTED = regex("“[^“”\n]*”|「[^「」\n]*」|‘[^‘’\n]*’|（[^（）\n]*）")
KANA = regex("[\u3041-\u30ff]")


@rule(Severity.ERROR, About.BOTH)
def traditional_character(site: Site) -> Iterator[Finding]:
    """A page in Simplified Chinese holds no Traditional characters.

    Bad:  服務補救
    Good: 服务补救

    Quoted words on a line that speaks of Traditional Chinese may stay as they are.
    """
    for page in _held_to_simplified(site):
        if "rare" not in kinds(site, page) and DOUBLE_LIFE.isdisjoint(characters(site, page)):
            continue
        is_han = language(page.locale).is_han
        for number, line in enumerate(page.prose, 1):
            if not is_han and (ABROAD.search(line) or KANA.search(line)):
                continue
            for start, written, meant in _traditional(line) if not is_misread(page.lines[number - 1]) else ():
                at = page.at(number, start + 1)
                yield _not_simplified(at, written, meant).mended(replacing(at, written, meant))
    for at, text, key in data_texts(site):
        wanted = any(isinstance(part, str) and language(part).is_simplified for part in key) and "hant" not in key
        for _, written, meant in _traditional(text) if wanted and not is_misread(text) else ():
            yield _not_simplified(at, written, meant)
    for at, text, locale in drawn_texts(site):
        for start, written, meant in _traditional(text) if language(locale).is_simplified else ():
            yield _not_simplified(replace(at, column=at.column + start), written, meant)


def _held_to_simplified(site: Site) -> Iterator[Page]:
    """Yield the pages in Simplified Chinese, and with them those in other scripts, where they quote it."""
    yield from (page for page in site.written() if language(page.locale).is_simplified)
    yield from other_pages(site) if language(site.settings.source).is_simplified else ()


def _not_simplified(at: Position, written: str, meant: str) -> Finding:
    return found(at, "'{written}' is not Simplified Chinese", "write '{meant}'", written=written, meant=meant)


def _traditional(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield column from 0, what is written and what Simplified Chinese writes."""
    if line.isascii() or not any(map(_is_rare, line)):
        return
    quoted = [match.span() for match in QUOTED.finditer(line)] if ABROAD.search(line) else []
    meant = _simplified(line)
    if len(meant) != len(line):
        return
    for match in HAN_RUN.finditer(line):
        for start, end in _changed(line, meant, *match.span()):
            if not any(a <= start < b for a, b in quoted):
                yield start, line[start:end], meant[start:end]


def _is_rare(character: str) -> bool:
    return kind(character) == "rare" or character in DOUBLE_LIFE


def _changed(line: str, meant: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans that Simplified Chinese writes otherwise, each with a surely Traditional character."""
    changed = [index for index in range(start, stop) if line[index] != meant[index] and line[index] not in NAMES]
    for first, last in spread(changed, lambda a, b: b - a < 4):
        if any(map(_is_rare, line[first : last + 1])):
            yield first, last + 1


@lru_cache(maxsize=64)
def _simplified(line: str) -> str:
    meant = str(_converter("t2s").convert(ASPECT.sub("着", line)))
    if len(meant) != len(line) or KANA.search(line):
        return meant
    same = (a == b and kind(a) == "rare" for a, b in zip(line, meant, strict=True))
    return "".join(
        _from_japanese(character) if left else character for character, left in zip(meant, same, strict=True)
    )


@lru_cache(maxsize=2000)
def _from_japanese(character: str) -> str:
    """Return the Simplified form of a character that was simplified otherwise in Japan."""
    meant = str(_converter("t2s").convert(_converter("jp2t").convert(character)))
    return meant if len(meant) == 1 and kind(meant) == "" else character


@lru_cache(maxsize=2)
def _converter(name: str):  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC(name)
