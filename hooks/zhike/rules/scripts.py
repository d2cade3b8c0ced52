"""How letters are written: the right encoding, the right Chinese characters, the right width, plain blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..misread import garbled
from ..model import Edit, Page, Position, Site
from .base import About, Finding, Severity, found, regex, replacing, rule
from .texts import HAN, characters, data_texts, found_in, kinds, name_of, text_lines

QUESTIONS = regex(r"(?<![A-Za-z?])\?{4,}")
WIDE = regex(
    "[０-９Ａ-Ｚａ-ｚ](?:[．，／－：０-９Ａ-Ｚａ-ｚ]*[０-９Ａ-Ｚａ-ｚ])?|(?<=[0-9０-９])[％．](?=[0-9０-９]|[^0-9０-９])|[＠＃＆＋＝＄＊＿]|(?<=[A-Za-z])＇(?=[A-Za-z])"
)
STYLED = regex("[\U0001d400-\U0001d7ff\ufb00-\ufb06]+")
SPACES = regex("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*")
NAMED_SPACE = regex(r"(?:&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288|#x3000);)+", re.I)
WIDE_END = regex(f"[{HAN}\u3001\u3002\uff01-\uff5e\u201c\u201d]")
TABS = regex("\t+")


@rule(Severity.ERROR, About.BOTH)
def garbled_text(site: Site) -> Iterator[Finding]:
    """A text was never read in the wrong encoding.

    Bad:  Ã©tÃ©, 鏈嶅姟, 锟斤拷
    Good: été, 服务, and the lost words typed again

    The words are lost for readers, and partly for good.
    """
    for page in site.written():
        if any(problem.rule == "unreadable_file" for problem in page.problems):
            continue
        known = kinds(site, page)
        for match in QUESTIONS.finditer(page.running) if "????" in page.running else ():
            yield _lost_or_misread(page.place(match.start()), match.group(), "")
        lines = list(_suspect(page)) if "rare" in known or "western" in known or "lost" in known else []
        if not lines and characters(site, page).isdisjoint("烫屯锟"):
            continue
        for number, line in lines or enumerate(page.lines, 1):
            for start, text, meant in garbled(line):
                finding = _lost_or_misread(page.at(number, start + 1), text, meant)
                yield finding.mended(replacing(finding.at, text, meant)) if meant else finding
    for at, text, _ in data_texts(site):
        for _, wrong, meant in garbled(text) if not text.isascii() else ():
            yield _lost_or_misread(at, wrong, meant)


def _suspect(page: Page) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(page.lines, 1) if not line.isascii())


def _lost_or_misread(at: Position, text: str, meant: str) -> Finding:
    shown = text[:12]
    if meant:
        return found(at, "'{text}' was read in the wrong encoding", "write '{meant}'", text=shown, meant=meant[:12])
    return found(at, "'{text}' stands where characters were lost", "type the words again", text=shown)


@rule(Severity.WARNING)
def wide_letter(site: Site) -> Iterator[Finding]:
    """Digits and Latin letters are half as wide as Chinese characters, in every language.

    Bad:  ２０ 分钟，ＶＩＰ
    Good: 20 分钟，VIP

    Search does not find the wide ones, and programs do not read them as numbers.
    """
    for page in site.written():
        known = kinds(site, page)
        if "wide" in known:
            code = {line for block in page.blocks if block.kind == "code" for line in block.lines}
            for at, match in found_in(page, WIDE):
                if at.line not in code:
                    yield _narrowed(at, match.group())
        if "styled" in known:
            for at, match in found_in(page, STYLED):
                yield _narrowed(at, match.group())


def _narrowed(at: Position, written: str) -> Finding:
    meant = unicodedata.normalize("NFKC", written)
    finding = found(at, "'{written}' is not written in plain letters", "write '{meant}'", written=written, meant=meant)
    return finding.mended(replacing(at, written, meant))


@rule(Severity.WARNING)
def odd_space(site: Site) -> Iterator[Finding]:
    """Blanks are plain blanks.

    Bad:  an ideographic space (U+3000) at the beginning of a paragraph
    Good: nothing, or one plain blank

    Copied text brings no-break and ideographic spaces along; Markdown does not take them for blanks.
    """
    for page in site.written():
        for match in NAMED_SPACE.finditer(page.running) if "&" in page.running else ():
            at = page.place(match.start())
            finding = found(
                at, "{code} stands here instead of a plain blank", "write a plain blank", code=match.group()
            )
            yield finding.mended(_plain(page, at, match.group()))
        if "blank" in kinds(site, page):
            for at, match in found_in(page, SPACES):
                code = name_of(match.group().strip(" ")[0])
                finding = found(at, "{code} stands here instead of a plain blank", "write a plain blank", code=code)
                yield finding.mended(_plain(page, at, match.group()))


def _plain(page: Page, at: Position, odd: str) -> Edit:
    """Return the edit that writes a plain blank, or nothing at the edges of a line and between Chinese."""
    line = page.lines[at.line - 1]
    before, after = line[: at.column - 1].rstrip(" "), line[at.column - 1 + len(odd) :]
    alone = not before.strip() or not after.strip() or (WIDE_END.match(before[-1:]) and WIDE_END.match(after[:1]))
    return Edit(page.at(at.line, len(before) + 1), page.at(at.line, at.column + len(odd)), "" if alone else " ")


@rule(Severity.WARNING)
def tab_character(site: Site) -> Iterator[Finding]:
    """Text is indented and divided with blanks, not with tabs.

    Bad:  a tab between two words, copied from a spreadsheet
    Good: one blank, or a table
    """
    for page in site.written():
        if "tab" in kinds(site, page):
            for number, line, _ in text_lines(site, page):
                for match in TABS.finditer(line):
                    at = page.at(number, match.start() + 1)
                    blank = " " if line[: match.start()].strip() else " " * (4 * len(match.group()))
                    finding = found(at, "a tab stands here", "write blanks instead")
                    yield finding.mended(
                        replacing(at, match.group(), blank if match.start() == 0 or blank == " " else "    ")
                    )
