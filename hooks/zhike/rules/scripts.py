"""How letters are written: the right encoding, the right Chinese characters, the right width, plain blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..model import Edit, Page, Position, Site
from .base import About, Finding, Severity, found, replacing, rule
from .texts import HAN, data_texts, found_in, kinds, name_of, text_lines

WESTERN = "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
WESTERN += "\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122"
MISREAD = re.compile(f"[\u00c2-\u00f4](?=[{WESTERN}])[{WESTERN}]+")
PLAIN = re.compile(f"[\u00a0-\u024f\u2010-\u26ff{HAN}\u3000-\u30ff\uff01-\uff5e]")
AS_BYTES = {ord(bytes([code]).decode("cp1252", "ignore") or chr(code)): code for code in range(0x80, 0x100)}
THREE_BYTES = re.compile("[\u00e2-\u00e9][\u0080-\u00bf]{2}|\u00ef[\u00bc\u00bd][\u0080-\u00bf]")
READ_AS_GBK = frozenset("锛銆鐨鏈鍙涓浠鏄鍚绗缁璇鎴鐢閬鍥鍦浜鎵搴瀹涔娴鏃闂鎻鍏妫姝鈥锘鍗鑱鏁閲绯椤瑕鏈嶅姟琛ユ晳")
REPLACED = re.compile("\ufffd+|锟斤拷(?:锟斤拷|锟斤|锟)*|(?:烫){3,}|(?:屯){3,}|ï¿½")
QUESTIONS = re.compile(r"(?<![A-Za-z?])\?{4,}")
HAN_RUN = re.compile(f"[{HAN}]+")
GBK_RUN = re.compile(f"[{HAN}\u3000-\u30ff\uff01-\uff5e€]+")
WIDE = re.compile(
    "[０-９Ａ-Ｚａ-ｚ](?:[．，／－：０-９Ａ-Ｚａ-ｚ]*[０-９Ａ-Ｚａ-ｚ])?|(?<=[0-9０-９])[％．](?=[0-9０-９]|[^0-9０-９])|[＠＃＆＋＝＄＊＿]|(?<=[A-Za-z])＇(?=[A-Za-z])"
)
STYLED = re.compile("[\U0001d400-\U0001d7ff\ufb00-\ufb06]+")
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*")
NAMED_SPACE = re.compile(r"(?:&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288|#x3000);)+", re.I)
WIDE_END = re.compile(f"[{HAN}\u3001\u3002\uff01-\uff5e\u201c\u201d]")
TABS = re.compile("\t+")


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
        if not lines and "烫" not in page.text and "屯" not in page.text and "锟" not in page.text:
            continue
        for number, line in lines or enumerate(page.lines, 1):
            for start, text, meant in _garbled(line):
                finding = _lost_or_misread(page.at(number, start + 1), text, meant)
                yield finding.mended(replacing(finding.at, text, meant)) if meant else finding
    for at, text, _ in data_texts(site):
        for _, wrong, meant in _garbled(text) if not text.isascii() else ():
            yield _lost_or_misread(at, wrong, meant)


def _suspect(page: Page) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(page.lines, 1) if not line.isascii())


def _lost_or_misread(at: Position, text: str, meant: str) -> Finding:
    shown = text[:12]
    if meant:
        return found(at, "'{text}' was read in the wrong encoding", "write '{meant}'", text=shown, meant=meant[:12])
    return found(at, "'{text}' stands where characters were lost", "type the words again", text=shown)


def _garbled(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield column from 0, the garbled text, and what it was ("" when that is lost)."""
    for match in REPLACED.finditer(line):
        yield match.start(), match.group(), ""
    for match in MISREAD.finditer(line):
        if (meant := _reread(match.group())) is not None:
            yield match.start(), match.group(), meant
    for match in GBK_RUN.finditer(line) if not READ_AS_GBK.isdisjoint(line) else ():
        start = next((index for index, c in enumerate(match.group()) if c in READ_AS_GBK), -1)
        written, meant = _from_gbk(match.group()[start:]) if start >= 0 else ("", "")
        if written:
            yield match.start() + start, written, meant


def _reread(text: str) -> str | None:
    """Return what was meant by UTF-8 that was read as Latin-1 or Windows-1252.

    "" when a part of it is lost, None for words with accents.
    """
    from ftfy import fix_encoding

    meant = _as_utf8(text) or (fix_encoding(text) if len(text) < 2000 else text)
    if meant != text and len(meant) < len(text) and not MISREAD.search(meant) and all(map(PLAIN.match, meant)):
        return meant
    return "" if len(THREE_BYTES.findall(text.translate(AS_BYTES))) > 1 else None


def _as_utf8(text: str) -> str:
    try:
        return text.translate(AS_BYTES).encode("latin-1").decode()
    except UnicodeError:
        return ""


def _from_gbk(text: str) -> tuple[str, str]:
    """Return the beginning of a text that is UTF-8 read as GBK, and what was meant; two empty texts when none is."""
    try:
        content = text.encode("gb18030")
    except UnicodeEncodeError:
        return "", ""
    try:
        meant = content.decode()
        return (text, meant) if _is_chinese(meant) else ("", "")
    except UnicodeDecodeError as error:
        meant, written = content[: error.start].decode(), content[: error.start].decode("gb18030", "ignore")
    if not _is_chinese(meant):
        return "", ""
    return written, meant if len(written.encode("gb18030")) == len(meant.encode()) else ""


def _is_chinese(text: str) -> bool:
    """Say whether a text holds two Chinese characters or more, and little else."""
    return len(text) > 1 and all(ord(c) > 0x2000 for c in text) and len(HAN_RUN.sub("", text)) * 2 <= len(text)


@rule(Severity.WARNING)
def wide_letter(site: Site) -> Iterator[Finding]:
    """Digits and Latin letters are half as wide as Chinese characters, in every language.

    Bad:  ２０ 分钟，ＶＩＰ
    Good: 20 分钟，VIP

    Search does not find the wide ones, and programs do not read them as numbers.
    """
    for page in site.written():
        known = kinds(site, page)
        code = {line for block in page.blocks if block.kind == "code" for line in block.lines}
        if "wide" in known:
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
