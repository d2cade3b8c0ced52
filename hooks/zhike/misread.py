"""Text that was read in the wrong encoding: where it stands, and what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WESTERN = "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
WESTERN += "\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122"
MISREAD = re.compile(f"[\u00c2-\u00f4](?=[{WESTERN}])[{WESTERN}]+")
PLAIN = re.compile(f"[\u00a0-\u024f\u2010-\u26ff{HAN}\u3000-\u30ff\uff01-\uff5e]")
AS_BYTES = {ord(bytes([code]).decode("cp1252", "ignore") or chr(code)): code for code in range(0x80, 0x100)}
THREE_BYTES = re.compile("[\u00e2-\u00e9][\u0080-\u00bf]{2}|\u00ef[\u00bc\u00bd][\u0080-\u00bf]")
READ_AS_GBK = frozenset("锛銆鐨鏈鍙涓浠鏄鍚绗缁璇鎴鐢閬鍥鍦浜鎵搴瀹涔娴鏃闂鎻鍏妫姝鈥锘鍗鑱鏁閲绯椤瑕鏈嶅姟琛ユ晳")
REPLACED = re.compile("\ufffd+|锟斤拷(?:锟斤拷|锟斤|锟)*|(?:烫){3,}|(?:屯){3,}|ï¿½")
HAN_RUN = re.compile(f"[{HAN}]+")
GBK_RUN = re.compile(f"[{HAN}\u3000-\u30ff\uff01-\uff5e€]+")


def is_misread(line: str) -> bool:
    """Say whether a line was UTF-8 that was read as GBK."""
    return not READ_AS_GBK.isdisjoint(line) and any(garbled(line))


def garbled(line: str) -> Iterator[tuple[int, str, str]]:
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
