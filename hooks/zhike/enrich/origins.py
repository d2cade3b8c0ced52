"""Makes the page that says where the site's substance comes from, from the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from ..coverage import carriers
from ..languages import language
from ..model import Key, Page, Site
from ..source.inert import inert
from . import made


def page(site: Site, locale: str) -> Page:
    """Return the page in a language."""
    return made.page(site.settings, site.settings.origins, locale, text_of(site, locale))


def text_of(site: Site, locale: str) -> str:
    """Return the Markdown of the page: every record under its kind, with the pages that carry it."""
    known = language(locale)
    words, found = known.words, carriers(site)
    site_words = _site_words(site)
    lines = made.head(words["origins"], type="glossary", summary=words["origins_summary"])
    lines += ["", inert(note)] if (note := site_words.get(("note", locale))) else []
    for kind in sorted({source.kind for source in site.sources if source.kind}):
        lines += ["", f"## {inert(site_words.get(('kinds', kind, locale), kind))} {{#{kind}}}", ""]
        for source in (source for source in site.sources if source.kind == kind):
            titles = [(slug, site.page(slug, locale)) for slug in found[source.id]]
            links = [f"[{inert(page.title)}]({slug}.md)" for slug, page in titles if page]
            shown = words["listed"].join(links) or words["origins_missing"]
            colon = "：" if known.is_han else ": "
            lines.append(f"- {inert(source.titles.get(locale, source.id))}{colon}{shown}")
    return "\n".join(lines) + "\n"


def _site_words(site: Site) -> dict[Key, str]:
    """Return the words that the site itself has for this page, by their path in its data."""
    known = site.settings
    document = site.data.get(f"{known.docs}/{known.data}/origins.yml")
    return dict(_texts(document.value, ())) if document else {}


def _texts(value: object, path: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield path, value
    for name, part in value.items() if isinstance(value, dict) else ():
        yield from _texts(part, (*path, name))
