"""What a post starts its day with: its checklists, its steps, its phrases, each the most used first.

A page is used where other pages send their readers: first where the post's own page does, then where the other pages
for that post do; of two that are used alike, that for fewer posts comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Page, Site

ROLE = "role"
MOST = 6
SAID = ("phrases", "avoid")  # sections of a post's own page
SAY = "say"  # section of any other page


@dataclass(frozen=True)
class Entry:
    """A link: the slug of a page, the id of a section ("" for the page), what it is called, its language."""

    slug: str
    section: str
    title: str
    locale: str


@dataclass(frozen=True)
class Part:
    """One of the lists, with the key of its name."""

    name: str
    entries: tuple[Entry, ...]


def parts(site: Site, own: Page, reader: str) -> tuple[Part, ...]:
    """Return the lists at the head of a post's page in a reader's language; none for other pages."""
    roles = own.names("roles")
    if own.front_matter.get("type") != ROLE or len(roles) != 1:
        return ()
    shown = {page.slug: site.page(page.slug, reader) or page for page in _by_use(site, own.slug, roles[0])}
    named = {
        "checklists": [*_tasks(own), *_of_type(shown, "checklist")],
        "procedures": _of_type(shown, "procedure"),
        "phrases": _phrases(site, own, shown),
    }
    return tuple(Part(name, tuple(entries[:MOST])) for name, entries in named.items() if entries)


def _by_use(site: Site, slug: str, role: str) -> list[Page]:
    """Return the other pages for a post in the source language, the most used first."""
    return site.once(("by use", slug), lambda: _ordered(site, slug, role))


def _ordered(site: Site, slug: str, role: str) -> list[Page]:
    source = site.settings.source
    pages = [page for page in site.pages.values() if page.locale == source and role in page.names("roles")]
    own = Counter(other for page in pages if page.slug == slug for other in _leads_to(site, page))
    used = Counter(other for page in pages for other in set(_leads_to(site, page)) if page.slug != slug)
    others = [page for page in pages if page.slug != slug]
    return sorted(others, key=lambda p: (-own[p.slug], -used[p.slug], len(p.names("roles")), p.slug))


def _leads_to(site: Site, page: Page) -> list[str]:
    """Return the slugs of the pages that a page links to, as often as it does."""
    return site.once(("leads to", page.path), lambda: list(_targets(site, page)))


def _targets(site: Site, page: Page) -> Iterator[str]:
    for link in page.links:
        target = site.target(page, link.target) if link.target and ":" not in link.target else None
        if target and target.page and target.page.slug != page.slug:
            yield target.page.slug


def _tasks(page: Page) -> list[Entry]:
    """Return the sections of a page that hold items to tick."""
    ticked = {block.section for block in page.blocks if block.kind == "task"}
    return _sections(page, ticked)


def _sections(page: Page, ids: Iterable[str]) -> list[Entry]:
    wanted = frozenset(ids)
    return [Entry(page.slug, h.id, h.text, page.locale) for h in page.headings if h.level > 1 and h.id in wanted]


def _of_type(pages: dict[str, Page], kind: str) -> list[Entry]:
    found = [page for page in pages.values() if page.front_matter.get("type") == kind]
    return [Entry(page.slug, "", page.title, page.locale) for page in found]


def _phrases(site: Site, own: Page, pages: dict[str, Page]) -> list[Entry]:
    """Return the phrases on a post's page, those of the phrase book that belong to it, those of other pages, the book.

    The book's sections belong to a post to whose page they send their readers.
    """
    book = pages.get(site.settings.phrases)
    belonging = _sections(book, _sending(site, book, own.slug)) if book else []
    said = [Entry(page.slug, SAY, page.title, page.locale) for page in pages.values() if SAY in page.anchors]
    whole = [Entry(book.slug, "", book.title, book.locale)] if book else []
    return [*[*_sections(own, SAID), *belonging, *said][: MOST - len(whole)], *whole]


def _sending(site: Site, book: Page, slug: str) -> Iterator[str]:
    """Yield the sections of a page from which links lead to another."""
    for link in book.links:
        target = site.target(book, link.target) if link.target and ":" not in link.target else None
        above = [heading.id for heading in book.headings if heading.level > 1 and heading.at.line <= link.at.line]
        if above and target and target.page and target.page.slug == slug:
            yield above[-1]
