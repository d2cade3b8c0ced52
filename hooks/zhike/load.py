"""Loads a whole site: what editors wrote, and the pages that are made from data."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from . import collector, site
from .enrich import glossary, navigator, origins
from .model import Pages, Site


@collector.paused()
def load(root: Path) -> Site:
    """Read the site in a folder and add its generated pages."""
    return completed(site.load(root))


def completed(written: Site) -> Site:
    """Return a site with the pages that are made from its data, those left out that an editor wrote."""
    known = written.settings
    slugs = {
        known.glossary: (glossary.page, written.terms),
        known.origins: (origins.page, written.sources),
        known.navigator: (navigator.page, written.navigator.questions),
    }
    made = {
        known.path(slug, locale): partial(make, written, locale)
        for slug, (make, records) in slugs.items()
        for locale in known.locales
        if records and known.path(slug, locale) not in written.pages
    }
    return replace(written, made=Pages(made))
