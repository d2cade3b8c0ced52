"""Folds what is not Markdown (fenced code, raw HTML, comment lines) into one line each, before blocks are read."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..model import Comment, Position
from .inline import Found, Line
from .lines import FENCE, OPAQUE
from .tags import Tags

HTML_BLOCK = re.compile(
    r"^[ ]{0,3}<(address|article|aside|blockquote|body|canvas|center|details|dialog|div|dl|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|head|header|hgroup|hr|html|iframe|legend|main|map|math|menu|nav|noscript|object|ol|output"
    r"|p|pre|progress|script|section|style|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|video)\b",
    re.I,
)
HTML, COMMENT = OPAQUE + "html", OPAQUE + "comment"
WITHOUT_END = frozenset({"hr"})


def folded(lines: list[str], first: int, found: Found) -> tuple[list[Line], dict[int, int]]:
    """Return the lines of a body, and the last line of each folded block by its first.

    `first` is the number of the first line; comments and raw tags go to `found`.
    """
    kept: list[Line] = []
    ends: dict[int, int] = {}
    closers = _closers(lines)
    comment_ends = [index for index, line in enumerate(lines) if "-->" in line]
    index = 0
    while index < len(lines):
        line, number = lines[index], first + index
        mark, end = line, closers.get(index)
        if end is None and "<" not in line:
            kept.append((number, 0, line))
            index += 1
            continue
        if end is not None:
            mark = line[: len(line) - len(line.lstrip(" >"))] + OPAQUE + "code"
        elif line[:7].lstrip(" ").startswith("<!--"):
            end = _comment(lines, index, number, comment_ends, found)
            mark = line if end is None else COMMENT
        elif tag := HTML_BLOCK.match(line) if "<" in line[:4] else None:
            end = _html(lines, index, number, tag[1].lower(), found)
            mark = HTML
        # raw HTML and comments stand apart from the lines around it, fenced code is one line of its paragraph
        kept += (
            [(number, 0, ""), (number, 0, mark), (number, 0, "")] if mark in (HTML, COMMENT) else [(number, 0, mark)]
        )
        if end is not None:
            ends[number] = first + end
        index = index + 1 if end is None else end + 1
    return kept, ends


def _comment(lines: list[str], index: int, number: int, comment_ends: list[int], found: Found) -> int | None:
    """Return the last line of a comment that has its lines to itself, or None."""
    position = bisect_right(comment_ends, index - 1)
    if position == len(comment_ends) or lines[comment_ends[position]].split("-->", 1)[1].strip():
        return None
    end = comment_ends[position]
    text = "\n".join(lines[index : end + 1])
    column = text.index("<!--")
    words = text[column + 4 : text.index("-->")].strip()
    following = (number + after - index for after in range(end + 1, len(lines)) if lines[after].strip())
    found.comments.append(Comment(Position(found.path, number, column + 1), words, next(following, number)))
    return end


def _html(lines: list[str], index: int, number: int, name: str, found: Found) -> int:
    """Return the last line of a raw HTML block, which ends with the tag that opened it."""
    depth, reader = 0, Tags()
    for end in range(index, len(lines)):
        for line, column, tag, attributes in reader.read(lines[end], number + end - index):
            found.tag(Position(found.path, line, column), tag, attributes)
            depth += {name: 1, f"/{name}": -1}.get(tag.lower(), 0)
        if not reader.is_inside and (depth <= 0 or name in WITHOUT_END):
            return end
    for line, column, tag, attributes in reader.left():
        found.tag(Position(found.path, line, column), tag, attributes)
    return len(lines) - 1


def _closers(lines: list[str]) -> dict[int, int]:
    """Return the index of the closing line for every opening fence."""
    marks = [
        (index, match["indent"], match["fence"], match["info"].strip())
        for index, line in enumerate(lines)
        if ("```" in line or "~~~" in line) and (match := FENCE.match(line))
    ]
    bare: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for index, indent, fence, info in reversed(marks):
        if not info:
            bare.setdefault((indent, fence[0]), []).append((index, len(fence)))
    closers: dict[int, int] = {}
    inside_until = -1
    for index, indent, fence, _ in marks:
        if index <= inside_until:
            continue
        waiting = bare.get((indent, fence[0]), [])
        while waiting and waiting[-1][0] <= index:
            waiting.pop()
        end = next((line for line, size in reversed(waiting) if size >= len(fence)), None)
        if end is not None:
            closers[index] = inside_until = end
    return closers
