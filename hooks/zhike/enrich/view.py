"""What templates show around a page: roles, sources, related pages, pages that link here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..languages import Language, language
from ..model import Page, Site
from .start import Part, parts


@dataclass(frozen=True)
class Neighbour:
    """Another page: its slug, from which the address is made, and its title."""

    slug: str
    title: str


@dataclass(frozen=True)
class View:
    """The facts about one page in the language of one reader.

    `titles` are its titles by locale, `due` is the day up to which its last review holds ("" for ever), `start` are the
    lists of a post's page.
    """

    slug: str
    type: str
    summary: str
    roles: tuple[str, ...]
    sources: tuple[str, ...]
    related: tuple[Neighbour, ...]
    backlinks: tuple[Neighbour, ...]
    reviewed: str
    reader: Language
    written: Language
    generated: bool
    has_items: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
    due: str = ""
    start: tuple[Part, ...] = ()

    @property
    def is_untranslated(self) -> bool:
        return self.reader.locale != self.written.locale


Links = dict[str, dict[str, None]]


def links_to(site: Site) -> Links:
    """Return for every slug the slugs of the written pages whose source text links to it, in order."""
    found: Links = {}
    for page in site.written():
        for link in page.links if page.locale == site.settings.source else ():
            target = site.target(page, link.target) if link.target and ":" not in link.target else None
            if target and target.page and target.page.slug != page.slug:
                found.setdefault(target.page.slug, {})[page.slug] = None
    return found


def view(site: Site, page: Page, reader: str, links: Links) -> View:
    """Return what is shown around a page to a reader of a language."""
    names = {role.id: role.names.get(reader, role.id) for role in site.roles}
    sources = [site.source_by_id[name] for name in page.names("sources") if name in site.source_by_id]
    related = page.names("related")
    return View(
        slug=page.slug,
        type=str(page.front_matter.get("type", "")),
        summary=str(page.front_matter.get("summary", "")),
        roles=tuple(names[role] for role in page.names("roles") if role in names),
        sources=tuple(source.titles.get(reader, source.id) for source in sources),
        related=_neighbours(site, related, reader),
        backlinks=_neighbours(site, [slug for slug in links.get(page.slug, {}) if slug not in related], reader),
        reviewed=str(page.front_matter.get("reviewed", "")),
        reader=language(reader),
        written=language(page.locale),
        generated=page.generated,
        has_items=any(block.kind == "task" for block in page.blocks),
        titles=_titles(site, page.slug),
        due=str(site.settings.due(page.front_matter.get("reviewed")) or ""),
        start=parts(site, page, reader),
    )


def _titles(site: Site, slug: str) -> dict[str, str]:
    outlines = {locale: site.outline(slug, locale) for locale in site.settings.locales}
    return {locale: outline.title for locale, outline in outlines.items() if outline}


def _neighbours(site: Site, slugs: tuple[str, ...] | list[str], reader: str) -> tuple[Neighbour, ...]:
    pages = [(slug, site.page(slug, reader) or site.page(slug, site.settings.source)) for slug in slugs]
    return tuple(Neighbour(slug, page.title) for slug, page in pages if page)
