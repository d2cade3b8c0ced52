"""Turns the text of one file into a Page, every item with line and column."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pymdownx.slugs import slugify

from ..model import Data, Page, Position, Problem
from . import tabs, yaml
from .blocks import Scanner
from .decoding import decode
from .inline import Found

__all__ = ["decode", "parse", "slug_of", "slugified"]

slugified: Callable[[str, str], str] = slugify(case="lower")  # as in mkdocs.yml
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\uff0d"
FENCE = re.compile(rf"[ \t]*[{DASHES}]{{3,8}}[ \t]*")
MOST_LINES = 200  # of front matter that is looked for where it is torn
SAID = re.compile(r"[\w-]+:(?:\s|\Z)|- |[ \t]+\S")


def slug_of(heading: str) -> str:
    """Return the anchor that a heading gets when it names none."""
    # the slugifier looks from every < for its >, again and again where there is none
    end = heading.rfind(">") + 1
    return slugified(heading[:end] + heading[end:].replace("<", ""), "-")


def _torn(lines: list[str], path: str) -> tuple[Data, int] | None:
    """Return what can be read of front matter whose first or last line is not as it should be, and where text begins.

    So that one wrong line is told once, and nothing of the page is taken for something else.
    """
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not FENCE.fullmatch(lines[start]):
        return None
    end = next((n for n in range(start + 1, len(lines)) if not SAID.match(lines[n])), len(lines))
    if end - start > MOST_LINES:
        return None
    data = yaml.read("\n".join(lines[start + 1 : end]), path, start + 2)
    if not isinstance(data.value, dict) or not {"title", "type"} <= data.value.keys() or data.problems:
        return None
    is_closed = end < len(lines) and FENCE.fullmatch(lines[end])
    return data, end + 1 + bool(is_closed)


def parse(
    text: str, *, path: str, slug: str, locale: str, problems: tuple[Problem, ...] = (), generated: bool = False
) -> Page:
    """Read one Markdown page from memory; never raises, whatever the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    matter = FRONT_MATTER.match(text)
    meta, first = Data({}, {(): Position(path)}), 1
    if matter:
        meta, first = yaml.read(matter[1], path, 2), text.count("\n", 0, matter.end()) + 1
    elif torn := _torn(lines, path):
        meta, first = torn
    found = Found(path)
    if matter and (again := _torn(lines[first - 1 :], path)):
        at = Position(path, next(n for n, line in enumerate(lines, 1) if n >= first and line.strip()))
        message, hint = "front matter stands here a second time", "keep one of the two"
        problems = (*problems, Problem(at, "missing_front_matter", message, hint))
        first += again[1] - 1
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
