"""Loads a whole site: what editors wrote, and the pages that are made from data."""

from __future__ import annotations

from pathlib import Path

from . import collector, site
from .enrich import all_pages, glossary, origins
from .model import Page, Site


@collector.paused()
def load(root: Path) -> Site:
    """Read the site in a folder and add its generated pages."""
    return completed(site.load(root))


def completed(written: Site) -> Site:
    """Return a site with the pages that are made from its data, those left out that an editor wrote."""
    site = _with(written, [*glossary.pages(written), *origins.pages(written)])
    return _with(site, all_pages.pages(site))


def _with(site: Site, made: list[Page]) -> Site:
    return site.with_pages(page for page in made if page.path not in site.pages)
