"""Turns the text of one file into a Page, every item with line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pymdownx.slugs import slugify

from ..model import Data, Page, Position, Problem
from . import yaml
from .blocks import Scanner
from .inline import Found

slug_of: Callable[[str], str] = lambda text: slugify(case="lower")(text, "-")  # noqa: E731 - as in mkdocs.yml
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*\n?", re.S | re.M)
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00\xfe\xff": "UTF-32"}


def decode(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, and what is wrong with its bytes; wrong bytes become U+FFFD."""
    for mark, name in MARKS.items():
        if content.startswith(mark):
            text = content.decode(name.lower().replace("-", "_"), "replace")
            return text, (_undecodable(path, 1, 1, "this file is {encoding}, not UTF-8", {"encoding": name}),)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        values = {"byte": f"0x{content[error.start]:02X}"}
        problem = _undecodable(path, line, column, "byte {byte} is not UTF-8", values)
        return content.decode("utf-8-sig", "replace"), (problem,)


def _undecodable(path: str, line: int, column: int, message: str, values: Mapping[str, object]) -> Problem:
    return Problem(Position(path, line, column), "unreadable_file", message, "save the file as UTF-8", values)


def parse(
    text: str, *, path: str, slug: str, locale: str, problems: tuple[Problem, ...] = (), generated: bool = False
) -> Page:
    """Read one Markdown page from memory; never raises, whatever the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    matter = FRONT_MATTER.match(text)
    meta = yaml.read(matter[1], path, 2) if matter else Data({}, {(): Position(path)})
    first = text.count("\n", 0, matter.end()) + 1 if matter else 1
    lines = text.split("\n")
    found = Found(path)
    scanner = Scanner(path, slug_of, [""] * len(lines), found)
    body = [line.expandtabs(4) if "\t" in line else line for line in lines[first - 1 :]]
    scanner.read([line.replace("\x02", "").replace("\x03", "") for line in body], first)
    return Page(
        path=path,
        slug=slug,
        locale=locale,
        text=text,
        meta=meta,
        body=first,
        prose=tuple(scanner.prose),
        headings=tuple(scanner.headings),
        links=tuple(sorted(found.links, key=lambda link: link.at)),
        images=tuple(found.images),
        tags=tuple(found.tags),
        attributes=tuple(found.attributes),
        variables=tuple(found.variables),
        comments=(*meta.comments, *found.comments),
        blocks=tuple(scanner.blocks),
        anchors=(*(heading.id for heading in scanner.headings), *found.anchors),
        problems=(*problems, *meta.problems),
        generated=generated,
    )
