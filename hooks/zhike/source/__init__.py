"""Turns the text of one file into a Page, every item with line and column."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import replace

from pymdownx.slugs import slugify

from ..model import Data, Page, Position, Problem
from . import tabs, yaml
from .blocks import Scanner
from .inline import Found

slugified: Callable[[str, str], str] = slugify(case="lower")  # as in mkdocs.yml
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00\xfe\xff": "UTF-32"}


def decode(content: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, and what is wrong with its bytes; wrong bytes become U+FFFD."""
    for mark, name in MARKS.items():
        if content.startswith(mark):
            text = content.decode(name.lower().replace("-", "_"), "replace")
            return text, (_undecodable(path, "", "this file is {encoding}, not UTF-8", {"encoding": name}),)
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        before, values = content[: error.start].decode(), {"byte": f"0x{content[error.start]:02X}"}
        return content.decode(errors="replace"), (_undecodable(path, before, "byte {byte} is not UTF-8", values),)
    if control := CONTROL.search(text):
        before, values = text[: control.start()], {"byte": f"0x{ord(control.group()):02X}"}
        return text, (_undecodable(path, before, "the control character {byte} is no text", values, "delete it"),)
    return text, ()


def _undecodable(
    path: str, before: str, message: str, values: Mapping[str, object], hint: str = "save the file as UTF-8"
) -> Problem:
    at = Position(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Problem(at, "unreadable_file", message, hint, values)


def slug_of(heading: str) -> str:
    """Return the anchor that a heading gets when it names none."""
    # the slugifier looks from every < for its >, again and again where there is none
    end = heading.rfind(">") + 1
    return slugified(heading[:end] + heading[end:].replace("<", ""), "-")


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
    page = Page(
        path=path,
        slug=slug,
        locale=locale,
        text=text,
        meta=meta,
        body=first,
        prose=tuple(scanner.prose),
        headings=tuple(scanner.headings),
        links=tuple(sorted(found.links, key=lambda link: link.at)),
        definitions=tuple(replace(d, is_used=d.label.lower() in found.used) for d in scanner.defined),
        addresses=tuple(found.addresses),
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
    return tabs.restored(page) if "\t" in text else page
