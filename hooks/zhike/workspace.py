"""One build's view of the site: loaded and checked once, asked for every page."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from . import house, incremental, schema, store, styles
from .enrich import (
    changes,
    checklist,
    drawings,
    foreign,
    parts,
    phrases,
    sheet,
    stale,
    tables,
    tooltips,
    typesetting,
    view,
)
from .findings import Diagnostic
from .languages import Language, language
from .lexicon import lexicon
from .messages import Messages, preferred
from .model import Page, Site
from .publish.finish import Delivery, finish
from .publish.staging import Staging
from .search import index as search

ONCE_A_LANGUAGE = ("404.html", "manifest.webmanifest")


class Workspace:
    """What the hooks of one build share; it lives in the build's configuration, never in a module."""

    def __init__(self, root: Path, site_dir: Path) -> None:
        self.checked = incremental.check(root, store.file_of(root))
        self.staging = Staging(site_dir)
        self.is_plain = False

    @property
    def site(self) -> Site:
        return self.checked.site

    @cached_property
    def diagnostics(self) -> list[Diagnostic]:
        return Messages(preferred()).diagnostics(self.checked.verdicts)

    @cached_property
    def links(self) -> view.Links:
        return view.links_to(self.site)

    @staticmethod
    def language(locale: str) -> Language:
        """Return what templates say of a language: its name, its tag, our words."""
        return language(locale)

    @property
    def works_offline(self) -> bool:
        """Say whether pages ask the browser to keep the site on the device."""
        return self.site.settings.offline and not self.is_plain

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
        return [path.removeprefix(docs) for path in self.site.made]

    @property
    def glossary(self) -> str:
        """The path inside docs of the glossary in the source language."""
        return f"{self.site.settings.glossary}.md"

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
        path = f"{self.site.settings.docs}/{file}"
        return self.site.pages.get(path) or self.site.made.get(path)

    def text(self, file: str) -> str | None:
        """Return a page's text ready to render, or None when it is no page of ours."""
        page = self.page(file)
        return house.filled(page, self.site) if page else None

    def html(self, html: str, file: str, glossary_url: str, address: str = "") -> str:
        """Return a page's rendered text with its enrichments; `address` is where readers find it."""
        page = self.page(file)
        if page is None:
            return html
        if language(page.locale).is_han:
            html = typesetting.joined(html)
        html = sheet.headed(checklist.worked(html, page, self.site), page, self.site, address)
        html = tables.labelled(drawings.inlined(html, page, self.site))
        html = phrases.marked(html, page, self.site)
        if not page.generated:
            html = tooltips.marked(html, page.locale, lexicon(self.site, page.locale), glossary_url)
        html = stale.marked(html, page, self.site)
        html = typesetting.led(typesetting.reachable(html), str(page.front_matter.get("summary") or ""))
        html = typesetting.light(html, str(page.front_matter.get("type") or ""))
        html = foreign.told(html, page.locale, self.site.settings)
        return parts.parted(html, is_catalogue=page.generated)

    def view(self, file: str, reader: str) -> view.View | None:
        """Return what templates show around a page."""
        page = self.page(file)
        return view.view(self.site, page, reader, self.links) if page else None

    def news(self, locale: str) -> tuple[changes.News, ...]:
        """Return what is new, in the language of a reader."""
        return changes.newest(self.site, locale)

    def template(self, output: str, name: str, locale: str) -> str:
        """Return what a page without Markdown says at the site's root; a translation goes to its own folder."""
        if locale == self.site.settings.source or name not in ONCE_A_LANGUAGE:
            return output
        file = self.staging.path / locale / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(output, encoding="utf-8")
        return ""

    def publish(self, site_url: str, moment: int) -> None:
        """Put the build in place of the last one, with what servers and devices need unless it is plain."""
        styles.keep_used(self.staging.path)
        search.write(self.site, self.staging.path)
        if not self.is_plain:
            settings, base = self.site.settings, urlsplit(site_url).path.rstrip("/") + "/"
            finish(self.staging.path, Delivery(base, settings.translations, moment, settings.offline))
        self.staging.publish()
