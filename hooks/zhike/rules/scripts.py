"""How letters are written: the right encoding, the right Chinese characters, the right width, plain blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ..languages import language
from ..model import Edit, Page, Position, Site
from .base import About, Finding, Severity, found, replacing, rule
from .texts import HAN, data_texts, found_in, kind, kinds, name_of, spread, text_lines

WESTERN = "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
WESTERN += "\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122"
MISREAD = re.compile(f"[\u00c2-\u00f4](?=[{WESTERN}])[{WESTERN}]+")
PLAIN = re.compile(f"[\u00a0-\u024f\u2010-\u26ff{HAN}\u3000-\u30ff\uff01-\uff5e]")
AS_BYTES = {ord(bytes([code]).decode("cp1252", "ignore") or chr(code)): code for code in range(0x80, 0x100)}
THREE_BYTES = re.compile("[\u00e2-\u00e9][\u0080-\u00bf]{2}|\u00ef[\u00bc\u00bd][\u0080-\u00bf]")
NAMES = frozenset("昇陞喆淼堃邨犇龢仝甦祕濛氾凓勠吒堀嵴扞抠")
READ_AS_GBK = frozenset("锛銆鐨鏈鍙涓浠鏄鍚绗缁璇鎴鐢閬鍥鍦浜鎵搴瀹涔娴鏃闂鎻鍏妫姝鈥锘鍗鑱鏁閲绯椤瑕鏈嶅姟琛ユ晳")
REPLACED = re.compile("\ufffd+|锟斤拷(?:锟斤拷|锟斤|锟)*|(?:烫){3,}|(?:屯){3,}|ï¿½")
QUESTIONS = re.compile(r"(?<![A-Za-z?])\?{4,}")
HAN_RUN = re.compile(f"[{HAN}]+")
GBK_RUN = re.compile(f"[{HAN}\u3000-\u30ff\uff01-\uff5e€]+")
DOUBLE_LIFE = frozenset("著乾後")  # Simplified Chinese has them too, in other words
ASPECT = re.compile("(?<=[站坐等看听走拿笑躺握跟陪望盯守忙抱举带穿戴])著(?![名作称者书述录有色陆重])")
ABROAD = re.compile("Hong Kong|Taiwan|Macau|Japan|繁体|繁體|正体|正體|台湾|臺灣|香港|港台|澳门|Traditional|hant")
QUOTED = re.compile("“[^“”\n]*”|「[^「」\n]*」|‘[^‘’\n]*’|（[^（）\n]*）")
WIDE = re.compile(
    "[０-９Ａ-Ｚａ-ｚ](?:[．，／－：０-９Ａ-Ｚａ-ｚ]*[０-９Ａ-Ｚａ-ｚ])?|(?<=[0-9０-９])[％．](?=[0-9０-９]|[^0-9０-９])|[＠＃＆＋＝＄＊＿]|(?<=[A-Za-z])＇(?=[A-Za-z])"
)
STYLED = re.compile("[\U0001d400-\U0001d7ff\ufb00-\ufb06]+")
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*")
NAMED_SPACE = re.compile(r"(?:&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288|#x3000);)+", re.I)
WIDE_END = re.compile(f"[{HAN}\u3001\u3002\uff01-\uff5e\u201c\u201d]")
KANA = re.compile("[\u3041-\u30ff]")
TABS = re.compile("\t+")


def simplified_pages(site: Site) -> Iterator[Page]:
    """Yield the pages that are written in Simplified Chinese."""
    return (page for page in site.written() if language(page.locale).is_simplified)


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


@rule(Severity.ERROR, About.BOTH)
def traditional_character(site: Site) -> Iterator[Finding]:
    """A page in Simplified Chinese holds no Traditional characters.

    Bad:  服務補救
    Good: 服务补救

    Quoted words on a line that speaks of Traditional Chinese may stay as they are.
    """
    for page in _held_to_simplified(site):
        if "rare" not in kinds(site, page) and DOUBLE_LIFE.isdisjoint(page.text):
            continue
        is_han = language(page.locale).is_han
        for number, line in enumerate(page.prose, 1):
            if not is_han and (ABROAD.search(line) or KANA.search(line)):
                continue
            for start, written, meant in _traditional(line):
                at = page.at(number, start + 1)
                yield _not_simplified(at, written, meant).mended(replacing(at, written, meant))
    for at, text, key in data_texts(site):
        wanted = any(isinstance(part, str) and language(part).is_simplified for part in key) and "hant" not in key
        for _, written, meant in _traditional(text) if wanted else ():
            yield _not_simplified(at, written, meant)


def _held_to_simplified(site: Site) -> Iterator[Page]:
    """Yield the pages in Simplified Chinese, and with them those in other scripts, where they quote it."""
    yield from simplified_pages(site)
    if language(site.settings.source).is_simplified:
        yield from (page for page in site.written() if not language(page.locale).is_han)


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
