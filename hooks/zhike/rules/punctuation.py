"""Punctuation: the marks of each language, once, in pairs, and with the blanks that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..languages import language
from ..model import Page, Position, Site
from .base import About, Finding, Severity, found, regex, replacing, rule
from .texts import CHINESE, HAN, HAN_LETTER, characters, data_texts, han_pages, holds, kinds, other_pages

FILLER = Page.FILLER
SKIPPED = FILLER + "*"
WIDE = dict(zip(",;:!?.()", "，；：！？。（）", strict=True))
NARROW = dict(zip("，；：！？。、（）【】％", ",;:!?.,()[]%", strict=True))
AFTER_HAN = regex(f"[,;:!?.](?<=[{HAN}”’）》」』】*\ufffcA-Za-z0-9].)")
REFERENCE = regex(r"&#?\w{1,31}\Z")
FOLLOWED = regex(f" +(?=[{HAN}A-Za-z0-9“（])")
ODD_STOP = regex(rf"[｡､]|(?<=[{HAN}”）])．(?=\s|”|$)")
HAN_LIKE = regex(f"[{HAN}”’）》」』】]")
PAREN = regex(r"\([^()\n]*\)")
WIDE_MARK = regex("[，；：！？。、【】]|（[^（）\n]*）")
LETTER = regex(f"[A-Za-z{HAN}]")
LETTER_BEFORE = regex(f"([A-Za-z{HAN}])[^A-Za-z{HAN}]*$")
STRAIGHT = regex('"([^"\n]*)"')
SINGLE = regex(f"(?<![A-Za-z0-9'])'([^'\n]{{0,80}}[{HAN}][^'\n]{{0,80}})'(?![A-Za-z0-9'])")
ODD_QUOTES = regex("[„‟][^„‟“”\n]{1,80}[“”‟]|«[^«»\n]{1,80}»|〝[^〝〞〟\n]{1,80}[〞〟]")
CORNER = regex("「[^「」\n]*」|『[^『』\n]*』")
FOREIGN = regex("「[^「」\n]*」|『[^『』\n]*』|《[^《》\n]*》")
DOUBLED = regex("[，。、；：][，。、；：,]+|,[，。、；：]+|。,|(?<=[A-Za-z])(?:,,|;;|,\\.(?=\\s|$)|\\.\\.(?=\\s|$))")
QUESTIONS = regex(rf"(?<=[{HAN}A-Za-z])(?:？？(?![？！])|\?\?(?=[\s\"”’)]|$))", re.M)
DOTS = regex("\\.{3,}|。{3,}|…+|·{3,}")
TWICE = regex("[，。、；：][，。、；：,]|,[，。、；：]")


def before(text: str, offset: int) -> str:
    """Return the last character before an offset that is neither filled up nor a star."""
    while offset and text[offset - 1] in SKIPPED:
        offset -= 1
    return text[offset - 1] if offset else ""


def after(text: str, offset: int) -> str:
    """Return the first character from an offset on that is neither filled up nor a star."""
    while offset < len(text) and text[offset] in SKIPPED:
        offset += 1
    return text[offset] if offset < len(text) else ""


@rule(Severity.WARNING)
def half_width_punctuation(site: Site) -> Iterator[Finding]:
    """Chinese sentences have Chinese punctuation marks.

    Bad:  先道歉,再解决问题.
    Good: 先道歉，再解决问题。
    """
    for page in han_pages(site):
        text = page.running
        for match in AFTER_HAN.finditer(text):
            if _belongs_to_chinese(text, match):
                at = page.place(match.start())
                mark, wide = match.group(), WIDE[match.group()]
                finding = found(at, "half-width '{mark}' in a Chinese sentence", "write '{wide}'", mark=mark, wide=wide)
                blanks = FOLLOWED.match(text, match.end())
                yield finding.mended(replacing(at, mark + (blanks.group() if blanks else ""), wide))
        for match in ODD_STOP.finditer(text) if not characters(site, page).isdisjoint("｡．､") else ():
            at, mark = page.place(match.start()), match.group()
            wide = "、" if mark == "､" else "。"
            finding = found(at, "'{mark}' is no mark of a Chinese sentence", "write '{wide}'", mark=mark, wide=wide)
            yield finding.mended(replacing(at, mark, wide))
        for match in PAREN.finditer(text) if "(" in text else ():
            if HAN_LETTER.search(match.group()):
                at = page.place(match.start())
                finding = found(at, "half-width brackets around Chinese words", "write （）")
                closing = page.place(match.end() - 1)
                yield finding.mended(replacing(at, "(", "（"), replacing(closing, ")", "）"))


def _belongs_to_chinese(text: str, match: re.Match[str]) -> bool:
    mark, last = match.group(), before(text, match.start())
    following = text[match.end() : match.end() + 1]
    if mark == ";" and REFERENCE.search(text, max(0, match.start() - 33), match.start()):
        return False
    if HAN_LIKE.match(last):
        if mark == ".":
            return following in ("", "\n", " ", "”") or bool(HAN_LETTER.match(following))
        return not (mark == ":" and re.match(r"[a-z_]+:|//|\d", text[match.end() : match.end() + 30])) or (
            mark == ":" and following.isdigit() and not last.isdigit()
        )
    is_latin = last.isascii() and last.isalnum()
    return is_latin and mark != "." and bool(HAN_LETTER.match(following)) and text[match.start() - 1] != FILLER


@rule(Severity.WARNING, About.BOTH)
def full_width_punctuation(site: Site) -> Iterator[Finding]:
    """English sentences have English punctuation marks.

    Bad:  Say sorry first，then act。
    Good: Say sorry first, then act.

    Marks that belong to a quoted Chinese phrase stay as they are.
    """
    for page in other_pages(site):
        text = page.running
        for match in WIDE_MARK.finditer(text) if "wide mark" in kinds(site, page) else ():
            written = match.group()
            if HAN_LETTER.search(written) or _is_chinese(text, match.start(), match.end()):
                continue
            at = page.place(match.start())
            meant = _narrowed(written, text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
            mark = written if len(written) == 1 else "（）"
            shown = {"mark": mark, "narrow": "()" if mark == "（）" else NARROW[mark]}
            finding = found(at, "full-width '{mark}' in an English sentence", "write '{narrow}'", **shown)
            yield finding.mended(replacing(at, written, meant))
        for key in ("title", "summary", "asks"):
            value = page.front_matter.get(key)
            for index, told in enumerate(value if isinstance(value, list) else [value]):
                at = page.meta.at(key, index) if isinstance(value, list) else page.meta.at(key)
                yield from _wide_in(told, at) if isinstance(told, str) else ()
    for at, told, place in data_texts(site):
        locale = next((part for part in reversed(place) if part in site.settings.locales), None)
        if isinstance(locale, str) and not language(locale).is_han:
            yield from _wide_in(told, at)


def _wide_in(text: str, at: Position) -> Iterator[Finding]:
    """Yield the first full-width mark of a text in the data."""
    for match in WIDE_MARK.finditer(text):
        mark = match.group()
        if not HAN_LETTER.search(mark) and not _is_chinese(text, match.start(), match.end()) and mark in NARROW:
            message, hint = "full-width '{mark}' in an English sentence", "write '{narrow}'"
            yield found(at, message, hint, mark=mark, narrow=NARROW[mark])
            return


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Say whether the letter nearest to some marks, before or behind them, is Chinese."""
    left = LETTER_BEFORE.search(text[text.rfind("\n", 0, start) + 1 : start][-40:])
    right = LETTER.search(text[end : end + 40].partition("\n")[0])
    return any(letter and HAN_LETTER.match(letter[0]) for letter in (left and left[1], right and right[0]))


def _narrowed(written: str, left: str, right: str) -> str:
    """Return English marks with the blanks that English puts beside them."""
    inner = "".join(NARROW.get(character, character) for character in written)
    opens = inner[0] in "(["
    lead = " " if opens and left.isalnum() else ""
    tail = " " if inner[-1:] not in "([" and right.isalnum() else ""
    return lead + inner + tail


@rule(Severity.WARNING)
def quotation_marks(site: Site) -> Iterator[Finding]:
    """Words stand between the quotation marks of their language: in Chinese “ and ”, in English never 「 and 」.

    Bad:  他说"马上来"，又说「对不起」
    Good: 他说“马上来”，又说“对不起”
    """
    for page in han_pages(site):
        text = page.running
        for match in STRAIGHT.finditer(text) if '"' in text else ():
            beside = before(text, match.start()) + after(text, match.end())
            if HAN_LETTER.search(match[1]) or (HAN_LIKE.search(beside) and match[1].strip()):
                yield _quoted(page, match, "“”")
        for match in SINGLE.finditer(text) if "'" in text else ():
            opened = text.rfind("“", text.rfind("\n", 0, match.start()) + 1, match.start())
            is_inside = opened >= 0 and "”" not in text[opened : match.start()]
            yield _quoted(page, match, "‘’" if is_inside else "“”")
        for match in ODD_QUOTES.finditer(text) if not characters(site, page).isdisjoint("„‟«»〝〞") else ():
            yield _quoted(page, match, "“”")
        if "「" in text or "『" in text:
            for match in CORNER.finditer(text):
                yield _quoted(page, match, "‘’" if match.group()[0] == "『" else "“”")
    for page in other_pages(site):
        for match in FOREIGN.finditer(page.running) if not characters(site, page).isdisjoint("「『《") else ():
            if LETTER.search(match.group()) and not HAN_LETTER.search(match.group()):
                yield _quoted(page, match, '""')


def _quoted(page: Page, match: re.Match[str], pair: str) -> Finding:
    opening, closing = match.group()[0], match.group()[-1]
    at, last = page.place(match.start()), page.place(match.end() - 1)
    finding = found(
        at,
        "{opening} {closing} are not the quotation marks of this language",
        "write {pair}",
        opening=opening,
        closing=closing,
        pair=pair,
    )
    return finding.mended(replacing(at, opening, pair[0]), replacing(last, closing, pair[1]))


@rule(Severity.WARNING)
def doubled_punctuation(site: Site) -> Iterator[Finding]:
    """A sentence has one punctuation mark in one place.

    Bad:  先道歉，。再解决问题。。
    Good: 先道歉，再解决问题。
    """
    for page in site.written():
        for match in QUESTIONS.finditer(page.running) if holds(page.running, ("？？", "??")) else ():
            at, marks = page.place(match.start()), match.group()
            finding = found(at, "'{marks}' are too many marks in one place", "keep one", marks=marks)
            yield finding.mended(replacing(at, marks, marks[0]))
        for match in DOUBLED.finditer(page.running) if _may_be_doubled(site, page) else ():
            marks = match.group()
            if set(marks) == {"。"} and len(marks) > 2:
                continue
            at = page.place(match.start())
            finding = found(at, "'{marks}' are too many marks in one place", "keep one", marks=marks[:6])
            same = len(set(marks)) == 1
            yield finding.mended(replacing(at, marks, marks[0])) if same else finding


def _may_be_doubled(site: Site, page: Page) -> bool:
    is_wide = "wide mark" in kinds(site, page)
    return holds(page.running, (",,", ";;", ",.", "..")) or (is_wide and bool(TWICE.search(page.running)))


@rule(Severity.WARNING)
def ellipsis(site: Site) -> Iterator[Finding]:
    """Omission is marked with …… in Chinese and with … or ... in English.

    Bad:  请稍等。。。马上就好...
    Good: 请稍等……马上就好……
    """
    for page in site.written():
        text, is_han = page.running, language(page.locale).is_han
        for match in DOTS.finditer(text) if holds(text, ("...", "。。。", "…", "···")) else ():
            marks, meant = match.group(), "……" if is_han else "…"
            left, right = before(text, match.start()), after(text, match.end())
            is_chinese = bool(CHINESE.match(left) or HAN_LETTER.match(right))
            is_wrong = bool(marks.replace("……", "")) if is_han else marks[0] in "。…" and marks != "…"
            if is_wrong and is_chinese is is_han:
                at, hint = page.place(match.start()), "write '{meant}'"
                finding = found(at, "'{marks}' is no ellipsis of this language", hint, marks=marks[:6], meant=meant)
                yield finding.mended(replacing(at, marks, meant))
