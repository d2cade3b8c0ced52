"""One build's view of the site: loaded and checked once, asked for every page."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from . import house, schema, styles
from .enrich import drawings, foreign, tables, tasks, tooltips, typesetting, view
from .languages import Language, language
from .lexicon import lexicon
from .load import load
from .model import Page, Site
from .publish import Staging
from .rules import check
from .rules.base import Diagnostic

NOT_FOUND = "404.html"


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
    def locales(self) -> tuple[str, ...]:
        """The locales of the site, that in which pages are written first at the head."""
        return self.site.settings.locales

    @property
    def source(self) -> str:
        """The locale of the language in which pages are written first."""
        return self.site.settings.source

    @property
    def all_pages(self) -> str:
        """The slug of the page that lists everything."""
        return self.site.settings.all_pages

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
        html = typesetting.led(typesetting.reachable(tasks.tickable(html)), str(page.front_matter.get("summary") or ""))
        return foreign.told(html, page.locale, self.site.settings)

    def not_found(self, html: str, locale: str) -> str:
        """Put a language's page for unknown addresses where its server looks for it, and leave the other one alone."""
        folder = "" if locale == self.site.settings.source else locale
        file = self.staging.path / folder / NOT_FOUND
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
        return ""

    def publish(self) -> None:
        """Finish what was built, and put it in place of the last site."""
        styles.keep_used(self.staging.path)
        self.staging.publish()

    def view(self, file: str, reader: str) -> view.View | None:
        """Return what templates show around a page."""
        page = self.page(file)
        return view.view(self.site, page, reader, self.links) if page else None
