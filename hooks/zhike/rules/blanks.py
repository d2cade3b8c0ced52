"""Blanks: between Chinese and Latin letters, behind marks, and none too many."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import language
from ..model import Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import CHINESE, HAN, HAN_LETTER, han_pages, holds, other_pages

FILLER = Page.FILLER
TIGHT = regex(
    r",(?=[a-z]{2,}[ .;:!?])(?<=[ ][a-z]{3},|[a-z]{4},)"
    r"|[.](?=(?:And|But|Then|The|This|That|It|If|We|You|He|She|They|An?|In|When|So|Do|For)[ ])(?<=[a-z]{4}.)"
)
GLUED = regex(f"[A-Za-z0-9](?:(?=[{HAN}])|(?<=[{HAN}].))")
WIDE_BLANK = regex(f" (?<!  ) *(?=[，。；：！？、）》”])| (?<=[，。；：！？、（《“] ) *| (?<=[{HAN}] ) *(?=[{HAN}])")
NARROW_BLANK = regex(r" (?<=[A-Za-z)] ) *(?=[,;:!?](?:\s|$)|\.(?:\s|$)|\))| (?<=\( ) *")
TWO_BLANKS = regex(f"(?<=[^\\s{FILLER}]) {{2,}}(?=[^\\s{FILLER}])")
NARROW_SIGNS = (" ,", " ;", " :", " !", " ?", " .", " )", "( ")


@rule(Severity.WARNING)
def missing_blank(site: Site) -> Iterator[Finding]:
    """A blank stands between Chinese characters and Latin letters or digits, and behind an English comma or full stop.

    Bad:  等了20分钟
    Good: 等了 20 分钟
    """
    for page in han_pages(site):
        for match in GLUED.finditer(page.running):
            is_after = bool(HAN_LETTER.match(page.running[match.start() - 1 : match.start()]))
            at = page.place(match.start())
            place = at if is_after else page.at(at.line, at.column + 1)
            finding = found(place, "no blank between Chinese and '{letter}'", "write a blank", letter=match.group())
            yield finding.mended(replacing(place, "", " "))
    for page in other_pages(site):
        for match in TIGHT.finditer(page.running):
            place = page.place(match.end())
            finding = found(place, "no blank behind '{mark}'", "write a blank", mark=match.group())
            yield finding.mended(replacing(place, "", " "))


@rule(Severity.WARNING)
def stray_blank(site: Site) -> Iterator[Finding]:
    """No blank stands inside a Chinese sentence or before a punctuation mark, and never two side by side.

    Bad:  先 道歉 ，再解决问题
    Good: 先道歉，再解决问题
    """
    yield from _two_blanks(site)
    for page in site.written():
        text, is_han = page.running, language(page.locale).is_han
        if not is_han and not holds(text, NARROW_SIGNS):
            continue
        for match in (WIDE_BLANK if is_han else NARROW_BLANK).finditer(text):
            beside = (
                text[match.end() : match.end() + 1],
                text[match.start() - 1 : match.start()] if match.start() else "",
            )
            if FILLER in beside or "\n" in beside or "" in beside:
                continue
            at = page.place(match.start())
            finding = found(at, "a blank too many stands here", "delete it")
            yield finding.mended(replacing(at, match.group(), ""))


def _two_blanks(site: Site) -> Iterator[Finding]:
    for page in site.written():
        text = page.running
        for match in TWO_BLANKS.finditer(text) if "  " in text else ():
            beside = text[match.start() - 1] + text[match.end()]
            if not CHINESE.search(beside) or not WIDE_BLANK.match(text, match.start()):
                at = page.place(match.start())
                finding = found(at, "blanks too many stand here", "keep one")
                yield finding.mended(replacing(at, match.group(), " "))
