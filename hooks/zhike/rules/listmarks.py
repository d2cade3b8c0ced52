"""List marks: what an editor writes in front of an item makes one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from ..model import Block, Edit, Position, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import HAN, beginning, text_lines

GLUED = regex(rf"^ *(?:[-+](?=[{HAN}“「（])|\*(?=[{HAN}“「（][^*]*$)|\d{{1,3}}\.(?=[{HAN}“「（]))")
FOREIGN = regex(
    r"^ *(?:(?P<dot>[·•●◦○■◆▪▶➢★☆－＊＋‣∙]) *|"
    r"(?P<wide>[０-９]+[．.、）)]|\d{1,3}[．、）)]|[（(]\d{1,3}[）)]|[①-⑳]|[a-z]\)) *|"
    r"(?P<dash>[–—]) +|(?P<letter>[A-Za-z]\.) +)(?=\S)"
)
PLAIN = regex(r"^(?:[-*+]|(?P<number>\d{1,3})\.) +\S")
QUOTE_ENDS = tuple('”’"」』')
STARTS = "·•●◦○■◆▪▶➢★☆－＊＋‣∙０１２３４５６７８９0123456789（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳–—abcdefghijABCDEFGHIJ"
SURE = frozenset("·•●－＊＋")


@rule(Severity.ERROR)
def foreign_list_mark(site: Site) -> Iterator[Finding]:
    """Items of a list begin with `- ` or `1. `.

    Bad:  · 听客人说完 / １．道歉 / 1、道歉
    Good: - 听客人说完 / 1. 道歉

    Other marks are shown as plain text, all items in one paragraph.
    """
    for page in site.written():
        lines = text_lines(site, page)
        marks = {
            index: match
            for index, number, line, block in beginning(site, page, STARTS)
            if _may_begin_item(line, number, block) and (match := FOREIGN.match(line.lstrip(" >")))
        }
        wholes: dict[int, bool] = {}
        for index, match in marks.items():
            if _is_list(lines, marks, index):
                number, line, block = lines[index]
                at = page.at(number, len(line) - len(line.lstrip(" >")) + 1)
                is_bullet = bool(match["dot"] or match["dash"])
                hint = "write '- '" if is_bullet else "write '1. '"
                finding = found(at, "'{mark}' makes no list", hint, mark=match.group().strip())
                mended = "- " if is_bullet else _number_of(match.group())
                if block.at.line not in wholes:
                    wholes[block.at.line] = _is_whole(lines, marks, index)
                whole = wholes[block.at.line]
                yield finding.mended(replacing(at, match.group(), mended)) if whole and mended else finding


def _may_begin_item(line: str, number: int, block: Block) -> bool:
    """Say whether a line stands where an item can begin: in a paragraph, or right below the mark of an item."""
    inside = block.kind in ("item", "task") and number > block.at.line and ">" not in line[: block.at.column]
    return block.kind == "paragraph" or (inside and len(line) - len(line.lstrip()) == block.at.column - 1)


def _number_of(mark: str) -> str:
    """Return the mark of Markdown for a number written otherwise, "" for a letter."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", mark))
    return f"{int(digits)}. " if digits else ""


def _is_whole(lines: list[tuple[int, str, Block]], marks: Mapping[int, re.Match[str]], index: int) -> bool:
    """Say whether every line of a paragraph has a mark, so that a list can begin with its first; items are lists."""
    block = lines[index][2]
    if block.kind != "paragraph":
        return not block.ordered
    return all(
        lines[other][2] is not block or other in marks or PLAIN.match(lines[other][1].lstrip(" >"))
        for other in range(index, min(index + len(block.lines), len(lines)))
    )


def _is_list(lines: list[tuple[int, str, Block]], marks: Mapping[int, re.Match[str]], index: int) -> bool:
    """Say whether a mark surely begins an item: it has no other use, or a neighbour has one too."""
    match = marks[index]
    if match["dot"] in SURE and lines[index][1].lstrip(" >")[1:2] != match["dot"]:
        return True
    if lines[index][2].kind != "paragraph":
        return match.lastgroup == "dash" and _is_between_items(lines, index)
    return any(
        _goes_with(match, marks[other]) if other in marks else _joins(lines, index, other, match)
        for other in (index - 1, index + 1)
        if 0 <= other < len(lines) and abs(lines[other][0] - lines[index][0]) < 3
    )


def _goes_with(match: re.Match[str], other: re.Match[str]) -> bool:
    """Say whether two neighbouring lines have marks of one list; of letters only those that follow each other."""
    is_next = match.lastgroup != "letter" or abs(ord(match["letter"][0]) - ord(other.group()[0])) == 1
    return match.lastgroup == other.lastgroup and is_next


def _joins(lines: list[tuple[int, str, Block]], index: int, other: int, match: re.Match[str]) -> bool:
    """Say whether the next line of a paragraph goes on with a list that a mark was meant to begin."""
    plain = PLAIN.match(lines[other][1].lstrip(" >")) if lines[other][2] is lines[index][2] else None
    if not plain:
        return False
    number = re.sub(r"\D", "", unicodedata.normalize("NFKC", match.group()))
    follows = bool(number and plain["number"]) and int(plain["number"]) - int(number) == other - index
    return follows or (match.lastgroup == "dash" and not plain["number"])


def _is_between_items(lines: list[tuple[int, str, Block]], index: int) -> bool:
    """Say whether a line stands below the only line of an item and above another: no name below a quotation."""
    number, _, block = lines[index]
    above, below = lines[index - 1], lines[index + 1] if index + 1 < len(lines) else None
    is_item = below is not None and below[0] == number + 1 and below[2] is not block and below[2].depth == block.depth
    return is_item and above[0] == block.at.line and not above[1].rstrip().endswith(QUOTE_ENDS) and not block.ordered


@rule(Severity.ERROR)
def list_mark_without_blank(site: Site) -> Iterator[Finding]:
    """A blank stands behind the mark of a list item.

    Bad:  -听客人说完 / 1.道歉
    Good: - 听客人说完 / 1. 道歉
    """
    for page in site.written():
        for _, number, line, block in beginning(site, page, "-+*0123456789"):
            text = line.lstrip(" >")
            if block.kind in ("paragraph", "item", "task") and (match := GLUED.match(text)):
                at = page.at(number, len(line) - len(text) + 1)
                mark = match.group().strip()
                finding = found(at, "no blank behind '{mark}': this is no list", "write '{mark} '", mark=mark)
                end = Position(at.path, at.line, at.column + match.end())
                is_first = number == block.at.line
                yield finding.mended(Edit(end, end, " ")) if is_first else finding
