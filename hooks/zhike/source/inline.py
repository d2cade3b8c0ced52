"""Finds links, images, tags and code in the running text of one block, and masks what is not prose."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from ..model import Comment, Image, Link, Page, Position, Tag, Variable

# each way to begin is one plain character, so that re skips to the next of them
TOKEN = re.compile(
    r"\\.|``*|!\[|\[|\]|<(?=[A-Za-z/!])|\{(?:(?=\{[^{]|[:#.]| *[#.:])|(?<=[)\]*_>`]\{))|https?://[!-;=?-Z\\^_a-~]+",
    re.S,
)
COMMENT = re.compile(r"<!--(.*?)-->", re.S)
AUTOLINK = re.compile(r"<((?:https?|ftp|mailto|file|javascript):[^<>\s]*|[^<>\s@/]+@[^<>\s]+)>", re.I)
TAG = re.compile(r"<(/?[A-Za-z][^\s/<>@]*)((?:[\s/][^<>]*)?)>")
VARIABLE = re.compile(r"\{\{([^{}\n]*)\}\}")
ATTRIBUTES = re.compile(r"\{:?\s*+([^{}\n]*)\}")
ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
DESTINATION = re.compile(
    r"""\(\s*+(?:<(?P<angle>[^<>\n]{0,2000})>|(?P<bare>(?:[^()\s\\]|\\.|\([^()\s]*\))*+))"""
    r"""(?:\s++(?:"[^"\n]*"|'[^'\n]*'))?\s*+\)"""
)
LOOSE_DESTINATION = re.compile(r"\((?P<bare>[^()\n\"']{1,500})(?:\s\"[^\"\n]*\")?\)")
REFERENCE = re.compile(r"(?P<blank> ?)\[([^\[\]\n]{0,500})\]")


ID = re.compile(r"""(?<!\S)(?:#([^\s#]+)|id=["']?([^\s"']+)["']?)""")


def ids_in(attributes: str) -> list[str]:
    """Return the ids that an attribute list gives, `#id` or `id=id`; the last counts."""
    return [a or b for a, b in ID.findall(attributes)]


@dataclass
class Found:
    """What inline scanning collects for a page."""

    path: str
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    attributes: list[Tag] = field(default_factory=list)
    addresses: list[Link] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def tag(self, at: Position, name: str, attributes: str) -> None:
        """Record a raw tag, and the link, image or anchor that it makes."""
        self.tags.append(Tag(at, name.lower(), attributes))
        if name.startswith("/") or "=" not in attributes:
            if name.lower() == "img":
                self.images.append(Image(at, None, ""))
            return
        values = {key.lower(): a or b or c for key, a, b, c in ATTRIBUTE.findall(attributes)}
        if name.lower() == "a" and "href" in values:
            self.links.append(Link(at, "", values["href"]))
        if name.lower() == "img":
            self.images.append(Image(at, values.get("alt"), values.get("src", "")))
        self.anchors += [
            values[key] for key in ("id", "name") if key in values and (key == "id" or name.lower() == "a")
        ]


Line = tuple[int, int, str]
"""A piece of a source line: its number from 1, its first column from 0, its text."""


class Leaf:
    """The text of one block, joined from pieces of source lines."""

    def __init__(self, path: str, lines: list[Line]) -> None:
        self.path = path
        self.lines = lines
        self.text = "\n".join([text for _, _, text in lines])
        self.masks: list[tuple[int, int]] = []

    @cached_property
    def starts(self) -> list[int]:
        return [0, *accumulate(len(text) + 1 for _, _, text in self.lines)]

    def place(self, offset: int) -> Position:
        index = bisect_right(self.starts, offset) - 1
        number, column, _ = self.lines[min(index, len(self.lines) - 1)]
        return Position(self.path, number, column + offset - self.starts[index] + 1)

    def mask(self, start: int, end: int) -> None:
        self.masks.append((start, end))

    def prose(self) -> list[str]:
        """Return the lines of the text with every masked character replaced by FILLER."""
        if not self.masks:
            return [text for _, _, text in self.lines]
        pieces, last = [], 0
        for start, end in sorted(self.masks):
            if end <= last:
                continue
            pieces.append(self.text[last:start])
            masked = self.text[max(start, last) : end]
            pieces.append("\n".join([Page.FILLER * len(part) for part in masked.split("\n")]))
            last = end
        return "".join([*pieces, self.text[last:]]).split("\n")


def without_comments(text: str) -> str:
    """Return a text without its comments."""
    end = text.rfind("-->") + 3
    return COMMENT.sub("", text[:end]) + text[end:]


def scan(leaf: Leaf, found: Found, definitions: Mapping[str, str]) -> None:
    """Collect what stands in a leaf into `found`, and mask it; takes time linear in the leaf's length."""
    text = leaf.text
    ticks = _Ticks(text) if "`" in text else None
    brackets: list[tuple[int, bool]] = []
    addresses: list[tuple[int, str]] = []
    position = 0
    unclosed_comment = False
    while match := TOKEN.search(text, position):
        mark, start, position = match.group(), match.start(), match.end()
        first = mark[0]
        if first == "`":
            end = ticks.close(start, len(mark)) if ticks else None
            if end:
                leaf.mask(start, end)
                position = end
        elif mark in ("[", "!["):
            brackets.append((start, mark == "!["))
        elif first == "]" and brackets:
            opened, is_image = brackets.pop()
            position = _bracketed(leaf, found, definitions, opened, start, is_image)
            while position > start + 1 and addresses and addresses[-1][0] > opened:
                addresses.pop()
        elif first == "<":
            if not unclosed_comment and text.startswith("<!--", start):
                if comment := COMMENT.match(text, start):
                    found.comments.append(Comment(leaf.place(start), comment[1].strip(), leaf.place(start).line))
                    position = _masked(leaf, comment)
                else:
                    unclosed_comment = True
            elif auto := AUTOLINK.match(text, start):
                target = auto[1] if ":" in auto[1] else f"mailto:{auto[1]}"
                found.links.append(Link(leaf.place(start), auto[1], target))
                position = _masked(leaf, auto)
            elif tag := TAG.match(text, start):
                found.tag(leaf.place(start), tag[1], tag[2])
                position = _masked(leaf, tag)
        elif first == "{":
            position = _braced(leaf, found, start)
        elif first == "h":
            leaf.mask(start, position)
            addresses.append((start, mark.rstrip("!\"'),.:;?*_~|")))
    found.addresses += [Link(leaf.place(start), address, address) for start, address in addresses]


def _masked(leaf: Leaf, match: re.Match[str]) -> int:
    leaf.mask(match.start(), match.end())
    return match.end()


def _braced(leaf: Leaf, found: Found, start: int) -> int:
    if variable := VARIABLE.match(leaf.text, start):
        found.variables.append(Variable(leaf.place(start), variable[1].strip()))
        return _masked(leaf, variable)
    if attributes := ATTRIBUTES.match(leaf.text, start):
        found.attributes.append(Tag(leaf.place(start), "", attributes[1]))
        found.anchors += ids_in(attributes[1])
        return _masked(leaf, attributes)
    return start + 1


def _bracketed(
    leaf: Leaf, found: Found, definitions: Mapping[str, str], opened: int, closed: int, is_image: bool
) -> int:
    label = leaf.text[opened + 1 + is_image : closed]
    target: str | None
    end = closed + 1
    if match := DESTINATION.match(leaf.text, end) or LOOSE_DESTINATION.match(leaf.text, end):
        angle = match["angle"] if match.re is DESTINATION else None
        target, end = (match["bare"] if angle is None else angle).strip(), match.end()
    elif (match := REFERENCE.match(leaf.text, end)) and not (
        match["blank"] and (match[2] or label).lower() not in definitions
    ):
        target, end = definitions.get((match[2] or label).lower()), match.end()
        found.used.add((match[2] or label).lower())
    elif label.lower() in definitions:
        target = definitions[label.lower()]
        found.used.add(label.lower())
    else:
        return end
    if is_image:
        found.images.append(Image(leaf.place(opened), label, target or ""))
        leaf.mask(opened, end)
    else:
        found.links.append(Link(leaf.place(opened), label, target))
        leaf.mask(opened, opened + 1)
        leaf.mask(closed, end)
    return end


class _Ticks:
    """Knows where every run of backticks ends, so that finding a partner never scans the text again."""

    def __init__(self, text: str) -> None:
        self.runs: dict[int, list[int]] = {}
        for run in re.finditer(r"`+", text):
            self.runs.setdefault(len(run.group()), []).append(run.start())

    def close(self, start: int, length: int) -> int | None:
        """Return where the code span opened at `start` ends, or None when nothing closes it."""
        starts = self.runs.get(length, [])
        index = bisect_left(starts, start + 1)
        return starts[index] + length if index < len(starts) else None
