"""Characters that nobody sees or that look like others: search and comparison do not find words that hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ..model import Page, Position, Site
from .base import About, Finding, Severity, found, regex, replacing, rule
from .texts import BIDI, HAN, HAN_LETTER, data_texts, found_in, kind, kinds, name_of

RUN = regex(r"[^\x20-\x7e\n\u3000-\u303f\u4e00-\u9fff]+")
DIRECTED = regex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
ORDERED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LEFTWARD = regex("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
JOINERS = frozenset("\u200c\u200d")
JOINING = regex("[\u0590-\u109f\u1780-\u18af\U0001f1e6-\U0001faff\u2190-\u2bff\ufe0f]")
ENDS_LINE = frozenset("\u0085\u2028\u2029\x0b\x0c")
RADICALS = dict(
    zip(
        "⻓⻅⻋⻚⻛⻜⻢⻥⻦⻧⻨⻩⻬⻮⻰⻳⺠⻄⻆⻔⻉⻝⻘⻣⻤⻁㇐㇑⻑⺟",
        "长见车页风飞马鱼鸟卤麦黄齐齿龙龟民西角门贝食青骨鬼虎一丨长母",
        strict=True,
    )
)
CLUSTER = regex("[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff\u3041-\u30ff][\u0300-\u036f\u3099\u309a]+")
STRANGE = "\u0370-\u03ff\u0400-\u052f"
LETTERS = regex(f"[A-Za-z{STRANGE}]+")
CYRILLIC = regex("[\u0400-\u052f]+")
GREEK_CAPITALS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
KANA = dict(zip("エロカニハタトーㅡ", "工口力二八夕卜一一", strict=True))
LONE_KANA = regex(f"(?<=[{HAN}])[{''.join(KANA)}](?=[{HAN}])")
CIRCLE = regex("(?<=[一二三四五六七八九〇○])[○◯](?=[一二三四五六七八九〇○◯年])")


def texts(site: Site, wanted: str) -> Iterator[Page]:
    """Yield the pages that hold characters of a kind."""
    return (page for page in site.written() if wanted in kinds(site, page))


@rule(Severity.ERROR, About.BOTH)
def invisible_character(site: Site) -> Iterator[Finding]:
    """A text holds no character that nobody sees.

    Bad:  服务<U+200B>补救
    Good: 服务补救

    Copied text often brings a zero width space or a soft hyphen along; search and term matching then fail.
    """
    for page in site.written():
        if not kinds(site, page).isdisjoint(("invisible", "private")):
            for at, match in found_in(page, RUN):
                yield from _invisible(page, at, match)
    for at, text, _ in data_texts(site):
        for match in RUN.finditer(text):
            for hidden in filter(lambda index: _is_hidden(text, index), range(match.start(), match.end())):
                yield found(at, "{code} stands here, which nobody sees", "delete it", code=name_of(text[hidden]))
                break


def _invisible(page: Page, at: Position, match: re.Match[str]) -> Iterator[Finding]:
    """Yield a finding for every run of hidden characters in a run of unusual ones."""
    start, text = match.start(), page.text
    index = start
    while index < match.end():
        end = index
        while end < match.end() and _is_hidden(text, end):
            end += 1
        if end == index:
            index += 1
            continue
        place, code = page.at(at.line, at.column + index - start), name_of(text[index])
        if kind(text[index]) == "private":
            hint = "write the sign that was meant"
            yield found(place, "{code} belongs to no font but the one it was copied from", hint, code=code)
        elif text[index] in ENDS_LINE:
            yield found(place, "{code} ends a line for some programs only", "begin a new line instead", code=code)
        else:
            finding = found(place, "{code} stands here, which nobody sees", "delete it", code=code)
            yield finding.mended(
                replacing(place, text[index:end], _between(text[index - 1 : index], text[end : end + 1]))
            )
        index = end


def _between(before: str, after: str) -> str:
    """Return what must stand between two characters once nothing invisible does: a blank where scripts meet."""
    is_han = [bool(HAN_LETTER.match(character)) for character in (before, after)]
    is_latin = [character.isascii() and character.isalnum() for character in (before, after)]
    return " " if (is_han[0] and is_latin[1]) or (is_latin[0] and is_han[1]) else ""


def _is_hidden(text: str, index: int) -> bool:
    """Say whether a character is hidden where it stands: joiners and selectors have their uses in emoji and scripts."""
    character = text[index]
    if kind(character) == "private":
        return True
    if kind(character) != "invisible":
        return False
    before = text[index - 1] if index else ""
    if character in JOINERS:
        return not (JOINING.match(before) and JOINING.match(text[index + 1 : index + 2]))
    if "\ufe00" <= character <= "\ufe0f":
        return not _takes_selector(before, text[index + 1 : index + 2])
    if "\U000e0100" <= character <= "\U000e01ef":
        return not HAN_LETTER.match(before)
    if "\U000e0020" <= character <= "\U000e007f":
        return not (before == "\U0001f3f4" or "\U000e0020" <= before <= "\U000e007e")
    return True


def _takes_selector(before: str, after: str) -> bool:
    """Say whether a variation selector may follow a character: pictures and signs take one, letters none."""
    if before and before in "0123456789#*":
        return after == "\u20e3"
    return before in ("\u2139", "\u303d") or (
        (before != "" and unicodedata.category(before)[0] in "SP") or before == "\u3030"
    )


@rule(Severity.ERROR, About.BOTH)
def text_direction(site: Site) -> Iterator[Finding]:
    """No hidden mark turns the direction of a text.

    Bad:  退款 <U+202E>002 元
    Good: 退款 200 元

    What a reader sees then differs from what the file says.
    """
    for page in texts(site, "bidi"):
        for at, match in found_in(page, DIRECTED):
            if ORDERED.isdisjoint(match.group()) and LEFTWARD.search(page.lines[at.line - 1]):
                continue
            finding = found(at, "{code} turns the direction of the text", "delete it", code=name_of(match.group()[0]))
            end = match.end()
            between = _between(page.text[match.start() - 1 : match.start()], page.text[end : end + 1])
            yield finding.mended(replacing(at, match.group(), between))
    for at, text, _ in data_texts(site):
        if not BIDI.isdisjoint(text):
            code = name_of(next(character for character in text if character in BIDI))
            yield found(at, "{code} turns the direction of the text", "delete it", code=code)


@rule(Severity.ERROR, About.BOTH)
def look_alike_letter(site: Site) -> Iterator[Finding]:
    """A word is written in the letters of one script.

    Bad:  Wi-Fi pаssword, with a Cyrillic а
    Good: Wi-Fi password

    A reader sees no difference, search does; in an address it leads to somebody else's site.
    """
    for page in site.written():
        known = kinds(site, page)
        if not known.isdisjoint(("greek", "cyrillic")):
            for at, match in found_in(page, LETTERS):
                yield from _mixed(at, match.group())
        if "cyrillic" in known:
            yield from _strangers(page)
        if "kana" in known:
            for at, match in found_in(page, LONE_KANA):
                if not re.search("[\u3041-\u30ff]{2}", page.lines[at.line - 1]):
                    yield _alike(at, match.group(), KANA[match.group()])
        if "circle" in known:
            for at, match in found_in(page, CIRCLE):
                yield _alike(at, match.group(), "〇")
    for at, text, _ in data_texts(site):
        for match in LETTERS.finditer(text) if not text.isascii() else ():
            for finding in _mixed(at, match.group()):
                yield found(at, finding.message, finding.hint, **finding.values)


def _mixed(at: Position, word: str) -> Iterator[Finding]:
    if word.isascii() or not any(map(str.isascii, word)):
        return
    for index, character in enumerate(word):
        if latin := "" if character.isascii() else _latin(character):
            inside = 0 < index < len(word) - 1 and word[index - 1].isascii() and word[index + 1].isascii()
            if character >= "\u0400" or character in GREEK_CAPITALS or inside:
                yield _alike(Position(at.path, at.line, at.column + index), character, latin)


def _strangers(page: Page) -> Iterator[Finding]:
    """Yield the words that are wholly Cyrillic and look like a Latin word of the same page."""
    words = set(re.findall(r"[A-Za-z]+", page.running))
    for at, match in found_in(page, CYRILLIC):
        latin = [_latin(character) for character in match.group()]
        if all(latin) and "".join(latin) in words and len(match.group()) < 40:
            yield _alike(at, match.group(), "".join(latin))


@lru_cache(maxsize=2000)
def _latin(character: str) -> str:
    """Return the ASCII letter that a letter of another script looks like, or ""."""
    from confusable_homoglyphs import confusables

    for entry in confusables.is_confusable(character, preferred_aliases=["latin"]) or ():
        for homoglyph in entry["homoglyphs"]:
            if len(homoglyph["c"]) == 1 and homoglyph["c"].isascii() and homoglyph["c"].isalpha():
                return str(homoglyph["c"])
    return ""


def _alike(at: Position, written: str, meant: str) -> Finding:
    values = {"written": written, "code": name_of(written[0]), "meant": meant}
    finding = found(at, "'{written}' ({code}) only looks like '{meant}'", "type '{meant}'", **values)
    return finding.mended(replacing(at, written, meant))


@rule(Severity.ERROR, About.BOTH)
def radical_character(site: Site) -> Iterator[Finding]:
    """A Chinese character is the character itself, not a radical or a double that looks the same.

    Bad:  ⼈⼿ (U+2F08 U+2F3F), copied from a PDF
    Good: 人手

    Search does not find the one under the other.
    """
    for page in texts(site, "radical"):
        for at, match in found_in(page, RUN):
            for index, character in enumerate(match.group()):
                if kind(character) == "radical" and (meant := _character(character)) != character:
                    place = page.at(at.line, at.column + index)
                    finding = found(place, *RADICAL, code=name_of(character), meant=meant)
                    yield finding.mended(replacing(place, character, meant))
    for at, text, _ in data_texts(site):
        for character in filter(lambda character: kind(character) == "radical", text):
            if (meant := _character(character)) != character:
                yield found(at, *RADICAL, code=name_of(character), meant=meant)


RADICAL = ("{code} looks like '{meant}' but is another character", "type '{meant}'")


def _character(radical: str) -> str:
    """Return the character that a radical stands for, itself when none is known."""
    return RADICALS.get(radical) or unicodedata.normalize("NFKC", radical)


@rule(Severity.WARNING)
def decomposed_letter(site: Site) -> Iterator[Finding]:
    """A letter with an accent is one character.

    Bad:  café, its é made of two characters
    Good: café

    Files from a Mac often hold such letters; search and links do not take them for the same.
    """
    for page in texts(site, "mark above"):
        for at, match in found_in(page, CLUSTER):
            if (composed := unicodedata.normalize("NFC", match.group())) != match.group():
                hint = "type it as one character"
                finding = found(at, "'{letter}' is made of several characters", hint, letter=composed)
                yield finding.mended(replacing(at, match.group(), composed))
