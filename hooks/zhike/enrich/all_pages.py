"""Makes the page that lists every page of the menu and every term, the way to everything without any script."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import Language, language
from ..model import Page, Site
from ..source.inert import inert
from . import made
from .reading import initial, sort_key


def page(site: Site, locale: str) -> Page:
    """Return the page in a language."""
    return made.page(site.settings, site.settings.all_pages, locale, text_of(site, locale))


def text_of(site: Site, locale: str) -> str:
    """Return the Markdown of the page: the pages by section in the order of the menu, then the terms."""
    known = language(locale)
    words = known.words
    lines = made.head(words["all_pages"], type="glossary", summary=words["all_pages_summary"])
    lines += _sections(site, known)
    if site.terms:
        lines += ["", f"## {words['terms']} {{#terms}}", *_terms(site, locale)]
    return "\n".join(lines) + "\n"


def _sections(site: Site, known: Language) -> Iterator[str]:
    section = None
    colon = "：" if known.is_han else ": "
    for page in _listed(site, known.locale):
        folder = page.slug.rpartition("/")[0]
        if folder != section:
            section = folder
            landing = site.page(f"{folder}/index", known.locale)
            title = (landing.title if landing else folder) if folder else known.words["start"]
            yield from ("", f"## {inert(title)} {{#{folder.replace('/', '-') or 'start'}}}", "")
        summary = str(page.front_matter.get("summary") or "")
        link = f"- [{inert(page.title)}]({page.slug}.md)"
        yield f"{link}{colon}{inert(summary)}" if summary else link


def _listed(site: Site, locale: str) -> list[Page]:
    """Return the pages of the menu, untranslated ones in their source language, those outside any folder first."""
    slugs = [entry.target.removesuffix(".md") for entry in site.nav or ()]
    found = [page for slug in slugs if (page := site.page(slug, locale) or site.page(slug, site.settings.source))]
    return sorted(found, key=lambda page: "/" in page.slug)


def _terms(site: Site, locale: str) -> Iterator[str]:
    letter = None
    terms = [term for term in site.term_by_id.values() if locale in term.words]
    for term in sorted(terms, key=lambda term: (sort_key(term.words[locale], locale), term.id)):
        shown, anchor = initial(term.words[locale], locale)
        if shown != letter:
            letter = shown
            yield from ("", f"### {shown} {{#terms-{anchor}}}", "")
        yield f"- [{inert(term.words[locale].preferred)}]({site.settings.glossary}.md#{term.id})"
