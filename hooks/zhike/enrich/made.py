"""What all pages that are made from data have in common: their place, their front matter, their title."""

from __future__ import annotations

import json

from ..model import Page, Settings
from ..source import parse
from ..source.inert import inert


def page(settings: Settings, slug: str, locale: str, text: str) -> Page:
    """Return a made page, read as a page that an editor wrote is."""
    return parse(text, path=settings.path(slug, locale), slug=slug, locale=locale, generated=True)


def head(title: str, **matter: object) -> list[str]:
    """Return the lines of the front matter and of the page's title; any words are safe as values.

    >>> head("Words", type="glossary")
    ['---', 'title: "Words"', 'type: "glossary"', '---', '', '# Words']
    """
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in {"title": title, **matter}.items()]
    return ["---", *lines, "---", "", f"# {inert(title)}"]
