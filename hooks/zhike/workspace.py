"""One build's view of the site: loaded and checked once, asked for every page."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from . import house, schema
from .enrich import drawings, tables, tooltips, typesetting, view
from .languages import Language, language
from .lexicon import lexicon
from .load import load
from .model import Page, Site
from .publish import Staging
from .rules import check
from .rules.base import Diagnostic
from .search import index as search


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

    def is_unsafe(self, file: str) -> bool:
        """Say whether a file inside docs is reached by a symbolic link, which may lead anywhere."""
        links = [problem.at.path for problem in self.site.problems if problem.rule == "symbolic_link"]
        path = f"{self.site.settings.docs}/{file}"
        return any(path == link or path.startswith(f"{link}/") for link in links)

    def meta(self, file: str) -> dict[str, object]:
        """Return a page's front matter without the keys that only the theme would know."""
        page = self.page(file)
        known = schema.FrontMatter.model_fields
        return {key: value for key, value in page.front_matter.items() if key in known} if page else {}

    def page(self, file: str) -> Page | None:
        """Return the page of a path inside docs."""
        return self.site.pages.get(f"{self.site.settings.docs}/{file}")

    def text(self, file: str) -> str | None:
        """Return a page's text ready to render, or None when it is no page of ours."""
        page = self.page(file)
        return house.filled(page, self.site) if page else None

    def html(self, html: str, file: str, glossary_url: str) -> str:
        """Return a page's rendered text with its enrichments."""
        page = self.page(file)
        if page is None:
            return html
        if language(page.locale).is_han:
            html = typesetting.joined(html)
        html = tables.labelled(drawings.inlined(html, page, self.site))
        if not page.generated:
            html = tooltips.marked(html, page.locale, lexicon(self.site, page.locale), glossary_url)
        return typesetting.led(html, str(page.front_matter.get("summary") or ""))

    def publish(self) -> None:
        """Add the index of the search to the finished build, and put it in place of the last one."""
        search.write(self.site, self.staging.path)
        self.staging.publish()

    def view(self, file: str, reader: str) -> view.View | None:
        """Return what templates show around a page."""
        page = self.page(file)
        return view.view(self.site, page, reader, self.links) if page else None
