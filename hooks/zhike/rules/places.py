"""Places that data name: the page is there in every language, and so is the section."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Position, Site
from .base import About, Finding, Severity, did_you_mean, found, guess, known_names, rule

LIKE = "write its path from docs, without .md, such as recovery/apology"


@rule(Severity.ERROR, About.SITE)
def asks_without_page(site: Site) -> Iterator[Finding]:
    """Ways to ask name the page or the section that answers them, and it is there in every language.

    Bad:  page: recovery/apology#step
    Good: page: recovery/apology#steps
    """
    for asks in site.asks:
        for locale in site.settings.locales:
            yield from _missing(site, asks.at, asks.id, locale)


@rule(Severity.ERROR, About.SITE)
def situation_without_page(site: Site) -> Iterator[Finding]:
    """A situation names the section of a page that tells all of it, in every language.

    Bad:  page: roles/security#procedure
    Good: page: roles/security#procedures
    """
    for situation in site.navigator.situations:
        if "#" not in situation.page:
            yield found(situation.place("page"), "no section is named", "write the page, # and the id of its section")
        for locale in site.settings.locales:
            yield from _missing(site, situation.place("page"), situation.page, locale)


def _missing(site: Site, at: Position, place: str, locale: str) -> Iterator[Finding]:
    """Yield a finding when a language lacks a page (slug) or a section (slug#id)."""
    slug, mark, section = place.partition("#")
    outline = site.outline(slug, locale)
    if outline is None:
        nearest = guess(slug, site.slugs - {slug})
        message = "no page '{slug}' in '{locale}'"
        hint = "write this page in '{locale}'" if slug in site.slugs else did_you_mean(nearest, LIKE)
        yield found(at, message, hint, slug=slug, locale=locale, guess=nearest)
    elif mark and section not in outline.anchors:
        nearest = guess(section, outline.anchors)
        message = "no heading with the id #{section} in {page}"
        hint, listed = known_names(nearest, outline.anchors)
        yield found(at, message, hint, section=section, page=outline.path, guess=nearest, known=listed)
