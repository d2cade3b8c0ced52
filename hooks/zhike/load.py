"""Loads a whole site: what editors wrote, and the pages that are made from data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from . import collector, site
from .enrich import all_pages, changes, glossary, navigator, origins
from .model import Outline, Page, Pages, Site


@collector.paused()
def load(root: Path) -> Site:
    """Read the site in a folder and add its generated pages."""
    return completed(site.load(root))


def completed(written: Site, outlines: Mapping[str, Outline] = MappingProxyType({})) -> Site:
    """Return a site with the pages that are made from its data, those left out that an editor wrote.

    `outlines` are of pages that need not be read to be known.
    """
    known = written.settings
    torn = tuple(problem.at.path for problem in written.problems)

    def is_torn(name: str) -> bool:
        return any(path.startswith(f"{known.docs}/{known.data}/{name}") for path in torn)

    # a page whose data cannot be read is made of what can: links to it are right
    made = _made(written, known.glossary, glossary.page) if written.terms or is_torn("terms/") else {}
    made |= _made(written, known.origins, origins.page) if written.sources or is_torn("sources.yml") else {}
    has_questions = written.navigator.questions or is_torn("navigator.yml")
    made |= _made(written, known.navigator, navigator.page) if has_questions else {}
    named = {entry.target.removesuffix(".md") for entry in written.nav or ()}
    made |= _made(written, known.rules, _rules) if known.rules in named else {}
    # a page that names other pages is made from a site that has them
    site = replace(written, made=Pages(made), outlines=outlines)
    made |= _made(site, known.changes, changes.page) if site.changes or is_torn("changes.yml") else {}
    site = replace(site, made=Pages(made))
    if known.all_pages not in named:
        return site
    return replace(site, made=Pages(made | _made(site, known.all_pages, all_pages.page)))


def _rules(site: Site, locale: str) -> Page:
    # the rules are many, and who asks only for pages needs none of them
    from .rulebook import page

    return page(site, locale)


def _made(site: Site, slug: str, make: Callable[[Site, str], Page]) -> dict[str, Callable[[], Page]]:
    """Return what makes a page in every language, by path."""
    paths = {site.settings.path(slug, locale): locale for locale in site.settings.locales}
    return {path: partial(make, site, locale) for path, locale in paths.items() if path not in site.pages}
