"""Loads a whole site: what editors wrote, and the pages that are made from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from . import collector, site
from .enrich import glossary, origins
from .model import Outline, Pages, Site


@collector.paused()
def load(root: Path) -> Site:
    """Read the site in a folder and add its generated pages."""
    return completed(site.load(root))


def completed(written: Site, outlines: Mapping[str, Outline] = MappingProxyType({})) -> Site:
    """Return a site with the pages that are made from its data, those left out that an editor wrote.

    `outlines` are of pages that need not be read to be known.
    """
    known = written.settings
    slugs = {known.glossary: (glossary.page, written.terms), known.origins: (origins.page, written.sources)}
    made = {
        known.path(slug, locale): partial(make, written, locale)
        for slug, (make, records) in slugs.items()
        for locale in known.locales
        if records and known.path(slug, locale) not in written.pages
    }
    return replace(written, made=Pages(made), outlines=outlines)
