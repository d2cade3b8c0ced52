"""Japanese letters, which an input method or a translation tool leaves among Chinese characters."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import language
from ..model import Site
from .base import Finding, Severity, found, regex, rule
from .texts import HAN, kinds

LETTERS = "\u3041-\u3096\u30a1-\u30fa\u30fc"
IN_CHINESE = regex(f"(?<=[{HAN}，。；：！？])[{LETTERS}]+|[{LETTERS}]+(?=[{HAN}，。；：！？])")
SPOKEN_OF = regex("日[语文本式系]|假名|片名|店名|品牌|Japan")
QUOTED = regex("“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|《[^《》\n]*》|（[^（）\n]*）")


@rule(Severity.WARNING)
def japanese_letter(site: Site) -> Iterator[Finding]:
    """A Chinese sentence holds no Japanese letters.

    Bad:  退款の要点
    Good: 退款的要点

    Quoted words, and lines that speak of Japanese, may keep them.
    """
    for page in site.written():
        if not language(page.locale).is_han or "kana" not in kinds(site, page) or not IN_CHINESE.search(page.running):
            continue
        for number, line in enumerate(page.prose, 1):
            quoted = [match.span() for match in QUOTED.finditer(line)]
            for match in IN_CHINESE.finditer(line) if not SPOKEN_OF.search(line) else ():
                if not any(start <= match.start() < end for start, end in quoted):
                    at = page.at(number, match.start() + 1)
                    yield found(at, "'{letters}' is Japanese", "write it in Chinese", letters=match.group()[:20])
