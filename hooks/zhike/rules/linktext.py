"""Link texts: each says where its link leads, and says the truth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ..addresses import split
from ..languages import language
from ..model import Link, Page, Position, Site
from .base import About, Finding, Severity, found, is_external, regex, rule

TRIMMED = " \t\n\r.,:;!?…>»→。，：；！？“”\"'（）()【】[]*_`"
FILE = regex(r"[\w./-]+\.(?:md|html?|svg|png|jpe?g|webp|pdf)(?:#[\w-]*)?", re.I)
HOST = regex(r"(?:https?://|(?=www\.))((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#].*)?", re.I)
BLANKS = regex(r"\s+")
NAMES = 2, 60  # characters that a title may have which a link text repeats


@rule(Severity.ERROR)
def empty_link(site: Site) -> Iterator[Finding]:
    """A link has a target and a text.

    Bad:  [Installing]()
    Good: [Installing](install.md)
    """
    for page in site.written():
        for link in page.links:
            if link.target is not None and not link.target.strip("# "):
                yield found(link.at, "this link has no target", "write where it leads between ( and )")
            elif link.target and not _shown(link) and not _is_tag(page, link):
                yield found(link.at, "this link has no text", "name the page between [ and ]")


def _is_tag(page: Page, link: Link) -> bool:
    return page.lines[link.at.line - 1][link.at.column - 1 : link.at.column] == "<"


def _shown(link: Link) -> str:
    return link.text.strip(" \t\n\u00a0\u3000\u200b*_`")


@rule(Severity.WARNING)
def vague_link(site: Site) -> Iterator[Finding]:
    """A link's text says where it leads, also when it is read out alone.

    Bad:  [click here](apology.md)
    Good: [how to apologise](apology.md)
    """
    vague = site.once("vague words", lambda: _vague(site))
    for page in site.written():
        for link in page.links:
            words = BLANKS.sub(" ", link.text.strip(TRIMMED).lower())
            if words in vague:
                yield found(link.at, "'{text}' says nothing of where it leads", "name the page", text=link.text[:40])
            elif "." in link.text and FILE.fullmatch(link.text) and link.target and not is_external(link.target):
                yield found(link.at, "'{text}' is the name of a file", "name the page", text=link.text[:40])


def _vague(site: Site) -> frozenset[str]:
    """Return the link texts that say nothing, in all languages of the site."""
    listed = (language(locale).vague.get("links", ()) for locale in site.settings.locales)
    return frozenset(word for words in listed for word in words)


@rule(Severity.ERROR)
def misleading_link(site: Site) -> Iterator[Finding]:
    """A link whose text is an address leads to that address.

    Bad:  [law.example](https://other.example/)
    Good: [law.example](https://law.example/)
    """
    for page in site.written():
        for link in page.links:
            shown = HOST.fullmatch(link.text.strip())
            if not shown or not link.target or FILE.fullmatch(link.text.strip()):
                continue
            host = _host(link.target)
            if host != shown[1].lower().removeprefix("www."):
                values = {"shown": link.text.strip()[:60], "target": link.target[:60]}
                yield found(link.at, "'{shown}' is shown, but the link leads to '{target}'", "name one place", **values)


def _host(target: str) -> str:
    try:
        return (urlsplit(target).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@rule(Severity.INFO, About.SITE)
def text_names_another_page(site: Site) -> Iterator[Finding]:
    """A link whose text is the title of a page leads to that page.

    Bad:  [Compensation](apology.md), where compensation.md has the title Compensation
    Good: [Compensation](compensation.md)
    """
    noted = site.gathered.get("titled links", frozenset())
    titles: dict[tuple[str, str], list[str]] = {}
    for slug in sorted(site.slugs) if noted else ():
        for locale in site.settings.locales:
            if outline := site.outline(slug, locale):
                titles.setdefault((locale, outline.title), []).append(slug)
    for entry in sorted(noted):
        path, line, column, locale, text, slug = json.loads(entry)
        others = titles.get((locale, text), [])
        if others and slug not in others:
            values = {"text": text, "other": others[0], "slug": slug}
            at = Position(path, line, column)
            yield found(at, "'{text}' is the title of {other}, but the link leads to {slug}", "name one page", **values)


def titled_links(site: Site, page: Page) -> set[str]:
    """Return the links of a page that may bear the title of another page than theirs."""
    notes: set[str] = set()
    for link in page.links:
        text = link.text.strip()
        if not (link.target and NAMES[0] <= len(text) <= NAMES[1]) or is_external(link.target):
            continue
        target = site.target(page, split(unquote(link.target))[0]) if link.target[0] not in "/#" else None
        if target and target.page and target.page.title != text and "#" not in link.target:
            note = (link.at.path, link.at.line, link.at.column, page.locale, text, target.page.slug)
            notes.add(json.dumps(note, ensure_ascii=False))
    return notes
