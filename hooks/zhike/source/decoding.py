"""Reads the bytes of a file as text, names the encoding of those that are not UTF-8, and mends what is sure."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping

from ..model import Edit, Position, Problem

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+")
MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
HIGH = re.compile(rb"[\x80-\xff]+")
SAMPLE = 60_000
# two bytes a character: the rows in which a text's common characters and marks stand
COMMON = {
    "GB 18030": ("gb18030", re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")),
    "Big5": ("big5hkscs", re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]")),
}
PAIRS = {
    "gb18030": re.compile(rb"[\x80-\xff](?:[\x80-\xff]|\Z|(?=[\x00-\x7f]))"),
    "big5hkscs": re.compile(rb"[\x81-\xfe][\x40-\xfe]"),
}
WESTERN = re.compile(r"(?<=[A-Za-z])[à-öø-üÀ-ÖØ-Üß](?=[A-Za-z]|\b)|[“”‘’–—…€£§°©®·](?=[\s\w.,;:)]|\Z)")
SAVE = "choose the encoding UTF-8 and save the file again"


def decode(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, and what is wrong with its bytes; wrong bytes become U+FFFD."""
    for mark, name in MARKS.items():
        if content.startswith(mark):
            text = content.decode(name.lower().replace("-", "_"), "replace")
            return text, (_named(path, "", name, "\ufffd" not in text),)
    marked = content.startswith(BOM_UTF8)
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return _guessed(content, path, error)
    if "\0" in text and (name := _wide(content)):
        return content.decode(name), (_named(path, "", "UTF-16", True),)
    return text, tuple(_blemishes(text, path, marked))


def _guessed(content: bytes, path: str, error: UnicodeDecodeError) -> tuple[str, tuple[Problem, ...]]:
    """Return a text that is not UTF-8 in the encoding that it surely has, or with wrong bytes shown as such."""
    before = content[: error.start].decode()
    if codec := _wide(content):
        return content.decode(codec), (_named(path, "", "UTF-16", True),)
    for name, (codec, common) in COMMON.items():
        if (text := _sure(content, codec, common)) is not None:
            return text, (_named(path, before, name, True),)
    if (text := _western(content)) is not None:
        return text, (_named(path, before, "Windows-1252", True),)
    values = {"byte": f"0x{content[error.start]:02X}"}
    return content.decode(errors="replace"), (_problem(path, before, "byte {byte} is not UTF-8", SAVE, values),)


def _wide(content: bytes) -> str:
    """Return the codec of a text that was saved as UTF-16 without a mark, or "": every other byte of ASCII is 0."""
    if len(content) % 2 or content.count(0) < max(len(content) // 16, 4):
        return ""
    for codec, zeros in (("utf_16_le", content[1::2]), ("utf_16_be", content[::2])):
        try:
            if zeros.count(0) * 10 > content.count(0) * 9 and not CONTROL.search(content.decode(codec)):
                return codec
        except UnicodeDecodeError:
            continue
    return ""


def _sure(content: bytes, codec: str, common: re.Pattern[bytes]) -> str | None:
    """Return a text in an encoding of two bytes a character if nearly all of its characters are common there."""
    pairs = PAIRS[codec].findall(content[:SAMPLE])
    if len(pairs) < 4 or sum(bool(common.fullmatch(pair)) for pair in pairs) < 0.95 * len(pairs):
        return None
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _western(content: bytes) -> str | None:
    """Return a text in the encoding of old Windows if its letters with accents stand in words of ASCII letters."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    strange = sum(not character.isascii() for character in text)
    return text if strange == len(WESTERN.findall(text)) and len(max(HIGH.findall(content), key=len)) < 3 else None


def _blemishes(text: str, path: str, marked: bool) -> list[Problem]:
    """Return what is wrong with the marks and line ends of a text in UTF-8."""
    problems = []
    if marked:
        at = Position(path)
        message, hint = (
            "this file begins with a byte order mark",
            "run zhike fix, or save it as 'UTF-8', not as 'UTF-8 with BOM'",
        )
        problems.append(Problem(at, "byte_order_mark", message, hint, fix=(Edit(at, at, ""),)))
    if "\r" in text and (line := _odd_line(text)):
        at = Position(path, line)
        message, hint = (
            "this line ends otherwise than the others",
            "run zhike fix, or choose the line end LF in your editor and save",
        )
        problems.append(Problem(at, "mixed_line_ends", message, hint, fix=(Edit(at, at, ""),)))
    if control := CONTROL.search(text):
        values = {"byte": f"0x{ord(control.group()[0]):02X}"}
        message = "the control character {byte} is no text"
        problems.append(_problem(path, text[: control.start()], message, "delete it", values, _deleted(text, path)))
    return problems


def _odd_line(text: str) -> int:
    """Return the first line that ends otherwise than most lines of its text, or 0."""
    ends = re.findall(r"\r\n|\r|\n", text)
    counts = {end: ends.count(end) for end in ("\n", "\r\n", "\r")}
    most = max(counts, key=lambda end: counts[end])
    if most == "\r":
        return 1
    return next((number for number, end in enumerate(ends, 1) if end != most), 0)


def _deleted(text: str, path: str) -> tuple[Edit, ...]:
    """Return the edits that take every control character out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(
        Edit(Position(path, number, match.start() + 1), Position(path, number, match.end() + 1), "")
        for number, line in enumerate(lines, 1)
        for match in CONTROL.finditer(line)
    )


def _named(path: str, before: str, name: str, is_sure: bool) -> Problem:
    """Return the problem of a file in another encoding; saving it anew is an edit that changes nothing."""
    at = Position(path)
    fix = (Edit(at, at, ""),) if is_sure else ()
    return _problem(path, before, "this file is {encoding}, not UTF-8", SAVE, {"encoding": name}, fix)


def _problem(
    path: str, before: str, message: str, hint: str, values: Mapping[str, object], fix: tuple[Edit, ...] = ()
) -> Problem:
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    at = Position(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Problem(at, "unreadable_file", message, hint, values, fix)
