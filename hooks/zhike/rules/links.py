"""Links: every one leads to a page and a heading that exist, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Page, Site
from .base import Finding, Severity, did_you_mean, found, guess, inner_links, relative, rule


@rule(Severity.ERROR)
def broken_link(site: Site) -> Iterator[Finding]:
    """A link leads to a page or file of this site.

    Bad:  [Installing](instal.md)
    Good: [Installing](install.md)
    """
    for page, link, target in inner_links(site):
        path = target.partition("#")[0].partition("?")[0]
        if site.target(page, path) is None and not _names_locale(site, path):
            known = [f"{slug}.md" for slug in site.slugs] if path.endswith(".md") or "." not in path else site.files
            wanted = site.resolve(page, path)
            nearest = relative(page, guess(wanted or path, known))
            hint = did_you_mean(nearest, "name the .md file, from this page's folder")
            yield found(link.at, "no page at '{target}'", hint, target=path, guess=nearest)


@rule(Severity.ERROR)
def broken_anchor(site: Site) -> Iterator[Finding]:
    """A link's anchor is the id of a heading on the page it leads to.

    Bad:  [Limits](install.md#limit)
    Good: [Limits](install.md#limits)
    """
    for page, link, text in inner_links(site):
        target = site.target(page, text)
        if target is None or target.page is None or not target.anchor:
            continue
        if target.page.slug == site.settings.glossary and target.page.path in site.made:
            continue
        if target.anchor not in target.page.anchors:
            nearest = guess(target.anchor, target.page.anchors)
            named = {"anchor": target.anchor, "page": target.page.path, "guess": nearest}
            hint = "did you mean #{guess}?" if nearest else "add {{#{anchor}}} to the heading you mean"
            yield found(link.at, "no heading with the id #{anchor} in {page}", hint, **named)


@rule(Severity.WARNING)
def link_to_untranslated_page(site: Site) -> Iterator[Finding]:
    """A link in a translation leads to a page that is translated too.

    Bad:  [Installing](install.md) where install.en.md does not exist
    Good: [Installing](install.md) where it does
    """
    for page, link, text in inner_links(site):
        target = None if _names_locale(site, text.partition("#")[0]) else site.target(page, text)
        if target and target.page and target.page.locale != page.locale:
            named = {"page": target.page.path, "locale": page.locale}
            yield found(link.at, "{page} has no '{locale}' version: the reader gets another language", **named)


@rule(Severity.ERROR)
def absolute_link(site: Site) -> Iterator[Finding]:
    """A link to a page of this site is relative to the page it stands on.

    Bad:  [Installing](/install/)
    Good: [Installing](install.md)
    """
    for page in site.written():
        for link in page.links:
            if link.target and link.target.startswith("/") and not link.target.startswith("//"):
                nearest = _from_root(site, page, link.target)
                hint = "write '{guess}'" if nearest else "name the .md file, from this page's folder"
                yield found(link.at, "'{target}' begins at the server's root", hint, target=link.target, guess=nearest)


@rule(Severity.ERROR)
def link_names_a_language(site: Site) -> Iterator[Finding]:
    """A link names the page without its language; the site picks the reader's.

    Bad:  [Installing](install.en.md)
    Good: [Installing](install.md)
    """
    for _page, link, text in inner_links(site):
        path = text.partition("#")[0]
        if _names_locale(site, path):
            slug, _locale = site.settings.split(path)
            yield found(link.at, "'{target}' names a language", "write '{guess}'", target=path, guess=f"{slug}.md")


@rule(Severity.ERROR)
def undefined_reference(site: Site) -> Iterator[Finding]:
    """A reference link has its definition on the same page.

    Bad:  [Installing][inst] with no line `[inst]: install.md`
    Good: [Installing](install.md)
    """
    for page in site.written():
        for link in page.links:
            if link.target is None:
                yield found(link.at, "'{text}' refers to a definition that is not on this page", text=link.text[:40])


@rule(Severity.ERROR)
def empty_link(site: Site) -> Iterator[Finding]:
    """A link has a target and a text.

    Bad:  [Installing]()
    Good: [Installing](install.md)
    """
    for page in site.written():
        for link in page.links:
            if link.target is not None and not link.target.strip("# "):
                yield found(link.at, "this link has no target", "write where it leads between ( and )")
            elif link.target and link.text is not None and not link.text.strip():
                yield found(link.at, "this link has no text", "name the page between [ and ]")


def _from_root(site: Site, page: Page, target: str) -> str:
    """Return the relative link that an address from the server's root means, or nothing."""
    path, mark, anchor = target.partition("#")
    parts = [part for part in path.removesuffix(".md").removesuffix("index.html").split("/") if part]
    if parts and parts[0] in site.settings.translations:
        parts = parts[1:]
    slug = "/".join(parts)
    known = next((name for name in (slug, f"{slug}/index".lstrip("/")) if name in site.slugs), "")
    return relative(page, f"{known}.md") + mark + anchor if known else ""


def _names_locale(site: Site, path: str) -> bool:
    return path.endswith(".md") and any(path.endswith(f".{locale}.md") for locale in site.settings.locales)
