"""Turns the text of one file into a Page, every item with line and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pymdownx.slugs import slugify

from ..model import Page, Problem
from . import front, tabs
from .blocks import Scanner
from .decoding import decode
from .inline import Found

__all__ = ["decode", "parse", "slug_of", "slugified"]

slugified: Callable[[str, str], str] = slugify(case="lower")  # as in mkdocs.yml


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
    lines = text.split("\n")
    meta, first, odd = front.read(text, lines, path)
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
        problems=(*problems, *odd, *meta.problems),
        generated=generated,
    )
    return tabs.restored(page) if "\t" in text else page
