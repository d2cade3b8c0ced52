"""What rules about characters and marks look at: kinds of characters, lines of running text, words in data files."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from .. import vectors
from ..languages import language
from ..misread import HAN as HAN
from ..model import Block, Edit, Page, Position, Site
from .base import lately, regex, replacing

HAN_LETTER = regex(f"[{HAN}]")
CHINESE = regex(f"[{HAN}，。；：！？“”]")
TEXT = frozenset({"heading", "paragraph", "item", "task", "row"})
_REST = r"[^\s()（）\[\]，。；、]"
LINK_TARGET = (
    rf"(?:[\w./~%-]+\.(?:md|html?|svg|png|jpe?g|webp|pdf)|https?:{_REST}+|\.{{0,2}}/{_REST}+|mailto:{_REST}+)(?:#{_REST}*)?"
    r"|#[a-z][\w-]*"
)
UNCLOSED_LINK = regex(rf"\](\()({LINK_TARGET})(?=[\s，。；、,;]|$)")
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BLANK = frozenset("\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
HOLLOW = frozenset("\u2800\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\u0085\u2028\u2029\x0b\x0c")
SHOWN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd\U000110cd")
RANGES: tuple[tuple[int, int, str], ...] = (
    (0x00C0, 0x00F4, "western"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x25CB, 0x25EF, "circle"),
    (0x2E80, 0x2FDF, "radical"),
    (0x3001, 0x3002, "wide mark"),
    (0x3008, 0x3011, "wide mark"),
    (0x3030, 0x30FF, "kana"),
    (0x3130, 0x318F, "kana"),
    (0x31C0, 0x31EF, "radical"),
    (0xF900, 0xFAFF, "radical"),
    (0xFB00, 0xFB06, "styled"),
    (0xFE00, 0xFE0F, "invisible"),
    (0xFF01, 0xFF01, "wide mark"),
    (0xFF02, 0xFF07, "wide"),
    (0xFF08, 0xFF09, "wide mark"),
    (0xFF0A, 0xFF0B, "wide"),
    (0xFF0C, 0xFF0C, "wide mark"),
    (0xFF0D, 0xFF19, "wide"),
    (0xFF1A, 0xFF1B, "wide mark"),
    (0xFF1C, 0xFF1E, "wide"),
    (0xFF1F, 0xFF1F, "wide mark"),
    (0xFF20, 0xFF5D, "wide"),
    (0xFF5E, 0xFF5E, "wide mark"),
    (0xFFFD, 0xFFFD, "lost"),
    (0x1D400, 0x1D7FF, "styled"),
    (0x2F800, 0x2FA1F, "radical"),
    (0xE0000, 0xE0FFF, "invisible"),
)


@lru_cache(maxsize=20000)
def kind(character: str) -> str:
    """Return of what unusual kind a character is, "" for the letters and marks that texts are made of."""
    code = ord(character)
    if 0x20 <= code < 0x7F or code in (0x0A, 0x0D):
        return ""
    if 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF:
        return "" if _is_simple(character) else "rare"
    if code == 0x09:
        return "tab"
    if character in BIDI:
        return "bidi"
    if character in BLANK:
        return "blank"
    if unicodedata.category(character) in ("Mn", "Mc", "Me") and not 0xFE00 <= code <= 0xFE0F:
        return "invisible" if character in HOLLOW or code >= 0xE0000 else "mark above"
    if character in HOLLOW:
        return "invisible"
    return ("private" if _is_unassigned(character) else _by_range(code)) or _unseen(character)


def _is_unassigned(character: str) -> bool:
    """Say whether no character has this code; where emoji and Chinese characters are added, nobody can be sure."""
    code = ord(character)
    return unicodedata.category(character) == "Cn" and (code < 0x10000 or 0x40000 <= code < 0xE0000)


def _by_range(code: int) -> str:
    index = bisect_left(RANGES, (code + 1,)) - 1
    return RANGES[index][2] if index >= 0 and code <= RANGES[index][1] else ""


def _unseen(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Co" or ord(character) & 0xFFFE == 0xFFFE:
        return "private"
    hidden = category in ("Cf", "Cc", "Zl", "Zp") or character in HOLLOW
    return "invisible" if hidden and character not in SHOWN_FORMATS else ""


def _is_simple(character: str) -> bool:
    """Say whether a character is one of the 6763 of GB 2312, which hold no Traditional form of another."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def kinds(site: Site, page: Page) -> frozenset[str]:
    """Return the kinds of unusual characters that a page holds, so that most rules need not look at all."""
    return lately(site, "kinds", page, lambda: frozenset(map(kind, characters(site, page))))


def characters(site: Site, page: Page) -> frozenset[str]:
    """Return the characters that a page holds: to ask them is many times faster than to search the page for one."""
    return lately(site, "characters", page, lambda: frozenset(page.text))


def pieces(site: Site, page: Page) -> list[str]:
    """Return what stands between blanks in a page's running text, in order: words with the marks beside them."""
    return lately(site, "pieces", page, page.running.split)


def in_small(site: Site, page: Page) -> str:
    """Return a page's running text in small letters."""
    return lately(site, "in small letters", page, page.running.lower)


@cache
def _watched() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "watched.toml").read_text(encoding="utf-8"))


def watched(name: str) -> tuple[str, ...]:
    """Return one of the lists of words that rules look for."""
    return tuple(_watched()[name])


def holds(text: str, words: tuple[str, ...], known: frozenset[str] | None = None) -> bool:
    """Say whether one of some words stands in a text: many times faster than a pattern that finds none.

    Words with other characters than those `known` to stand in the text are not looked for.
    """
    return any(word in text for word in words if known is None or known.issuperset(word))


def found_in(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[Position, re.Match[str]]]:
    """Yield the place of every match of a pattern in a page as it is written."""
    line, start = 1, 0
    for match in pattern.finditer(page.text):
        line += page.text.count("\n", start, match.start())
        start = match.start()
        yield page.at(line, start - page.text.rfind("\n", 0, start)), match


def text_lines(site: Site, page: Page) -> list[tuple[int, str, Block]]:
    """Return the lines of running text: number, the line as written, and the innermost block around it."""
    return lately(site, "text lines", page, lambda: list(_text_lines(page)))


def _text_lines(page: Page) -> Iterator[tuple[int, str, Block]]:
    last = 0
    for block in page.blocks:
        if block.kind in TEXT or block.kind == "admonition":
            end = block.at.line if block.kind == "admonition" else block.end
            for number in range(max(block.at.line, last + 1), end + 1):
                yield number, page.lines[number - 1], block
            last = max(last, end)


def beginning(site: Site, page: Page, characters: str) -> list[tuple[int, int, str, Block]]:
    """Return the lines of running text that begin with one of some characters: index, number, line, block."""
    lines = text_lines(site, page)
    firsts = lately(site, "first characters", page, lambda: _firsts(lines))
    found = [index for character in characters for index in firsts.get(character, ())]
    return [(index, *lines[index]) for index in sorted(found)]


def _firsts(lines: list[tuple[int, str, Block]]) -> dict[str, list[int]]:
    firsts: dict[str, list[int]] = {}
    for index, (_, line, _) in enumerate(lines):
        firsts.setdefault(line.lstrip(" >\t")[:1], []).append(index)
    return firsts


def han_pages(site: Site) -> Iterator[Page]:
    """Yield the pages that are written in Chinese characters."""
    return (page for page in site.written() if language(page.locale).is_han)


def other_pages(site: Site) -> Iterator[Page]:
    """Yield the pages that are not written in Chinese characters."""
    return (page for page in site.written() if not language(page.locale).is_han)


def without_code(text: str) -> str:
    """Return a text in which inline code is filled up, character for character."""
    if "`" not in text:
        return text
    runs = list(re.finditer(r"`+", text))
    closing: dict[int, list[int]] = {}
    for run in reversed(runs):
        closing.setdefault(len(run.group()), []).append(run.start())
    pieces, last = [], 0
    for run in runs:
        starts = closing[len(run.group())]
        while starts and starts[-1] <= run.start():
            starts.pop()
        if run.start() >= last and starts:
            end = starts[-1] + len(run.group())
            pieces += [text[last : run.start()], Page.FILLER * (end - run.start())]
            last = end
    return "".join([*pieces, text[last:]])


def data_texts(site: Site) -> Iterator[tuple[Position, str, tuple[str | int, ...]]]:
    """Yield every text in the data files with its place and key; none when pages are asked about."""
    if not site.focus:
        yield from site.once("data texts", lambda: tuple(_data_texts(site)))


def _data_texts(site: Site) -> Iterator[tuple[Position, str, tuple[str | int, ...]]]:
    folder = f"{site.settings.docs}/{site.settings.data}/"
    for path, data in site.data.items():
        if path.startswith(folder):
            for key, value in _leaves(data.value, ()):
                yield data.at(*key), value, key


def matter_texts(page: Page) -> Iterator[tuple[Position, str]]:
    """Yield every text in the front matter of a page with its place."""
    for key, value in _leaves(page.meta.value, ()):
        yield page.meta.at(*key), value


def configured_texts(site: Site) -> Iterator[tuple[Position, str]]:
    """Yield every text in the configuration with its place; none when pages are asked about."""
    data = None if site.focus else site.data.get("mkdocs.yml")
    if data:
        yield from ((data.at(*key), value) for key, value in _leaves(data.value, ()))


def data_comments(site: Site) -> Iterator[tuple[Position, str]]:
    """Yield every comment in the data files with its place; none when pages are asked about."""
    for data in () if site.focus else site.data.values():
        yield from ((comment.at, comment.text) for comment in data.comments)


def drawn_texts(site: Site) -> Iterator[tuple[Position, str, str]]:
    """Yield every text in the drawings with its place and language; none when pages are asked about."""
    for file, drawing in () if site.focus else site.vectors.items():
        locale = locale_of(site, file)
        for line, column, text in vectors.parsed(drawing).words:
            yield Position(f"{site.settings.docs}/{file}", line, column), text, locale


def locale_of(site: Site, file: str) -> str:
    """Return the language that a file's name says, the source language when it says none."""
    named = file.rpartition(".")[0].rpartition(".")[2]
    return named if named in site.settings.translations else site.settings.source


def _leaves(value: object, key: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    waiting: list[tuple[tuple[str | int, ...], object]] = [(key, value)]
    while waiting:
        place, item = waiting.pop()
        if isinstance(item, str):
            yield place, item
        elif isinstance(item, dict):
            waiting += [((*place, name), part) for name, part in item.items()]
        elif isinstance(item, list):
            waiting += [((*place, index), part) for index, part in enumerate(item)]


def rewritten(at: Position, old: str, new: str) -> tuple[Edit, ...]:
    """Return the edit that writes one text for another, none when nothing changes."""
    return (replacing(at, old, new),) if old != new else ()


def name_of(character: str) -> str:
    """Return the code of a character as Unicode writes it."""
    return f"U+{ord(character):04X}"


def spread(items: list[int], same: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """Yield first and last of every run of numbers of which each is followed by its like."""
    start = 0
    for index in range(1, len(items) + 1):
        if index == len(items) or not same(items[index - 1], items[index]):
            yield items[start], items[index - 1]
            start = index
