"""One build's view of the site: loaded and checked once, asked for every page."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from . import house
from .enrich import tooltips, typesetting, view
from .languages import Language, language
from .lexicon import lexicon
from .load import load
from .model import Page, Site
from .publish import Staging
from .rules import check
from .rules.base import Diagnostic


class Workspace:
    """What the hooks of one build share; it lives in the build's configuration, never in a module."""

    def __init__(self, root: Path, site_dir: Path) -> None:
        self.site: Site = load(root)
        self.staging = Staging(site_dir)

    @cached_property
    def diagnostics(self) -> list[Diagnostic]:
        return check(self.site)

    @cached_property
    def links(self) -> view.Links:
        return view.links_to(self.site)

    @staticmethod
    def language(locale: str) -> Language:
        """Return what templates say of a language: its name, its tag, our words."""
        return language(locale)

    @property
    def generated(self) -> list[str]:
        """The paths inside docs of the pages that are made from data."""
        docs = f"{self.site.settings.docs}/"
        return [page.path.removeprefix(docs) for page in self.site.pages.values() if page.generated]

    def page(self, file: str) -> Page | None:
        """Return the page of a path inside docs."""
        return self.site.pages.get(f"{self.site.settings.docs}/{file}")

    def markdown(self, text: str, file: str) -> str:
        """Return a page's Markdown ready to render."""
        page = self.page(file)
        return house.filled(text, page, self.site) if page else text

    def html(self, html: str, file: str, glossary_url: str) -> str:
        """Return a page's rendered text with its enrichments."""
        page = self.page(file)
        if page is None:
            return html
        html = typesetting.joined(html)
        if not page.generated:
            html = tooltips.marked(html, page.locale, lexicon(self.site, page.locale), glossary_url)
        return typesetting.led(html, str(page.front_matter.get("summary") or ""))

    def view(self, file: str, reader: str) -> view.View | None:
        """Return what templates show around a page."""
        page = self.page(file)
        return view.view(self.site, page, reader, self.links) if page else None
