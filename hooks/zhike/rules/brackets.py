"""Brackets and quotation marks come in pairs, in every paragraph, item and cell."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Page, Position, Site
from .base import Finding, Severity, found, regex, rule
from .texts import UNCLOSED_LINK, text_lines

CLOSING = dict(zip("(（[【「『《“", ")）]】」』》”", strict=True))
OPENING = {closing: opening for opening, closing in CLOSING.items()}
WIDTHS = dict(zip("(（[【)）]】", "（(【[）)】]", strict=True))
BRACKET = regex("[()（）\\[\\]【】「」『』《》“”]")
COUNTED = regex(r"(?:^|[\s，。；：、,;:（(|\ufffc])(?:\d{1,3}|[A-Za-z一二三四五六七八九十]|[ivxIVX]{1,4})$")
FACE = regex(r"[:;=8xX]['-]?$")
MOST = 60
DEEPEST = 100


@rule(Severity.WARNING)
def unmatched_bracket(site: Site) -> Iterator[Finding]:
    """Every bracket and quotation mark that is opened is closed again, in the same paragraph and width.

    Bad:  先道歉（不解释，再解决
    Good: 先道歉（不解释），再解决
    """
    for page in site.written():
        if not BRACKET.search(page.running):
            continue
        lines: list[int] = []
        block = None
        for number, _, around in text_lines(site, page):
            if around is not block:
                yield from _unmatched(page, lines)
                lines, block = [], around
            lines.append(number)
        yield from _unmatched(page, lines)


def _unmatched(page: Page, lines: list[int]) -> Iterator[Finding]:
    """Yield the brackets of one block that have no partner."""
    opened: list[tuple[str, Position]] = []
    for number in lines:
        text = page.prose[number - 1]
        for match in BRACKET.finditer(text):
            mark, at = match.group(), page.at(number, match.start() + 1)
            if mark in CLOSING:
                opened.append((mark, at))
                if len(opened) > DEEPEST:
                    yield found(opened[0][1], "brackets stand {count} deep here", "close them", count=DEEPEST)
                    return
            elif opened and opened[-1][0] == OPENING[mark]:
                opened.pop()
            elif opened and WIDTHS.get(opened[-1][0]) == OPENING[mark]:
                values = {"closing": mark, "opening": opened.pop()[0]}
                yield found(at, "'{closing}' closes what '{opening}' opened", "write both in the same width", **values)
            elif mark in [CLOSING[earlier] for earlier, _ in opened[-MOST:]]:
                while opened[-1][0] != OPENING[mark]:
                    yield _alone(*opened.pop())
                opened.pop()
            elif not _needs_none(mark, text[: match.start()]):
                yield _alone(mark, at)
    for mark, at in opened:
        # another rule speaks of links
        if not (mark == "(" and at.column > 1 and UNCLOSED_LINK.match(page.lines[at.line - 1], at.column - 2)):
            yield _alone(mark, at)


def _needs_none(mark: str, before: str) -> bool:
    """Say whether a closing bracket belongs to a number, as in `1)`, or to a face."""
    return mark in ")）" and bool(COUNTED.search(before[-8:]) or FACE.search(before[-3:]))


def _alone(mark: str, at: Position) -> Finding:
    partner = CLOSING.get(mark) or OPENING[mark]
    message = "'{mark}' is never closed" if mark in CLOSING else "'{mark}' closes nothing"
    return found(at, message, "add '{partner}', or delete it", mark=mark, partner=partner)
