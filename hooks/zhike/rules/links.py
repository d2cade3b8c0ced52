"""Links: every one leads to a page and a heading that exist, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..addresses import from_root, meant, retargeted, split
from ..model import Link, Outline, Page, Site
from .base import UNSEEN, Finding, Guesses, Severity, did_you_mean, found, inner_links, regex, relative, rule

HOST = regex(r"www\.[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
COLONLESS = regex(r"https?(?:;/{1,2}|//)(?=[\w-]+(?:\.[\w-]+)+(?:[/?#]|$))", re.I)
WIDE_COLON = regex(r"[A-Za-z][A-Za-z0-9+.-]*：")
DATA = (".yml", ".yaml", ".toml", ".lock")
MAIL = regex(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@rule(Severity.ERROR)
def broken_link(site: Site) -> Iterator[Finding]:
    """A link leads to a page or file of this site.

    Bad:  [Installing](instal.md)
    Good: [Installing](install.md)
    """
    guesses = Guesses()
    for page, link, target in inner_links(site):
        path = split(target)[0]
        # a footnote whose note is a single word reads as a link; it has a rule of its own
        is_note = link.text.startswith("^")
        if WIDE_COLON.match(link.target or ""):
            continue  # another rule speaks of addresses outside the site
        if path and not is_note and site.target(page, path) is None and not _names_locale(site, path):
            yield _broken(site, page, link, path, guesses)


def _broken(site: Site, page: Page, link: Link, path: str, guesses: Guesses) -> Finding:
    if colonless := COLONLESS.match(path):
        values = {"target": path, "better": f"https://{(link.target or '')[colonless.end() :]}"}
        finding = found(link.at, "'{target}' lacks its colon", "write '{better}'", **values)
        is_safe = path.lower().startswith("https")
        return finding.mended(*retargeted(site, page, link, values["better"])) if is_safe else finding
    if path.endswith(DATA):
        hint = "link to a page that shows the data"
        return found(link.at, "'{target}' is no page: readers cannot open it", hint, target=path)
    better = _scheme_for(path) or meant(site, page, link.target or "")
    if better:
        values = {"target": path, "better": better}
        return found(link.at, _difference(path, better), "write '{better}'", **values).mended(
            *retargeted(site, page, link, better)
        )
    nearest = relative(page, guesses(site.resolve(page, path) or path, lambda: _names_like(site, path)))
    hint = did_you_mean(nearest, "name the .md file, from this page's folder")
    return found(link.at, "no page at '{target}'", hint, target=path, guess=nearest)


def _names_like(site: Site, path: str) -> Collection[str]:
    return [f"{slug}.md" for slug in site.slugs] if path.endswith(".md") or "." not in path else site.files


def _scheme_for(path: str) -> str:
    """Return the address outside the site that lacks its beginning, or nothing."""
    return f"https://{path}" if HOST.fullmatch(path) else f"mailto:{path}" if MAIL.fullmatch(path) else ""


def _difference(path: str, better: str) -> str:
    """Return what is wrong with a path that is not far from the right one."""
    if better.startswith(("https:", "mailto:")):
        return "'{target}' is read as a page of this site"
    right = split(better)[0]
    if path.lower().removeprefix("./") == right.lower():
        return "'{target}' differs from the file in letter case"
    if path.endswith("/") or path.endswith((".html", ".htm")):
        return "'{target}' is an address of the published site"
    if UNSEEN.search(path):
        return "'{target}' holds a character that nobody sees"
    if not path.isascii() and right.isascii():
        return "'{target}' has characters of another width"
    return "no page at '{target}'"


@rule(Severity.ERROR)
def broken_anchor(site: Site) -> Iterator[Finding]:
    """A link's anchor is the id of a heading on the page it leads to.

    Bad:  [Limits](install.md#limit)
    Good: [Limits](install.md#limits)
    """
    guesses = Guesses()
    for page, link, text in inner_links(site):
        path, _, anchor = split(text)
        target = site.target(page, f"{path}#{anchor}") if anchor else None
        if target is None or target.page is None:
            continue
        if target.page.slug == site.settings.glossary and target.page.path in site.made:
            continue
        if target.anchor not in _anchors(site, target.page):
            meaning = anchor.strip().lower().replace("_", "-")
            same = [meaning] if meaning in _anchors(site, target.page) else []
            nearest = same[0] if same else guesses(target.anchor, target.page.anchors)
            named = {"anchor": target.anchor, "page": target.page.path, "guess": nearest}
            hint = "did you mean #{guess}?" if nearest else "add {{#{anchor}}} to the heading you mean"
            finding = found(link.at, "no heading with the id #{anchor} in {page}", hint, **named)
            written = (link.target or "").partition("#")[0]
            yield finding.mended(*retargeted(site, page, link, f"{written}#{same[0]}")) if len(same) == 1 else finding


def _anchors(site: Site, page: Outline) -> frozenset[str]:
    return site.once(("anchors", page.path), lambda: frozenset(page.anchors))


@rule(Severity.WARNING)
def link_to_untranslated_page(site: Site) -> Iterator[Finding]:
    """A link in a translation leads to a page that is translated too.

    Bad:  [Installing](install.md) where install.en.md does not exist
    Good: [Installing](install.md) where it does
    """
    for page, link, text in inner_links(site):
        path, _, anchor = split(text)
        target = None if _names_locale(site, path) else site.target(page, f"{path}#{anchor}" if anchor else path)
        if target and target.page and target.page.locale != page.locale:
            named = {"page": target.page.path, "locale": page.locale}
            message = "{page} has no '{locale}' version: the reader gets another language"
            yield found(link.at, message, "translate that page, or say so beside the link", **named)


@rule(Severity.ERROR)
def absolute_link(site: Site) -> Iterator[Finding]:
    """A link to a page of this site is relative to the page it stands on.

    Bad:  [Installing](/install/)
    Good: [Installing](install.md)

    A site that is published below a folder of its host, or read from a disk, has its root elsewhere.
    """
    for page in site.written():
        for link in page.links:
            if link.target and link.target.startswith("/") and not link.target.startswith("//"):
                nearest = from_root(site, page, link.target)
                hint = "write '{guess}'" if nearest else "name the .md file, from this page's folder"
                values = {"target": link.target, "guess": nearest}
                finding = found(link.at, "'{target}' begins at the server's root", hint, **values)
                yield finding.mended(*retargeted(site, page, link, nearest))


@rule(Severity.ERROR)
def link_names_a_language(site: Site) -> Iterator[Finding]:
    """A link names the page without its language; the site picks the reader's.

    Bad:  [Installing](install.en.md)
    Good: [Installing](install.md)
    """
    for page, link, text in inner_links(site):
        path, _, anchor = split(text)
        if _names_locale(site, path):
            slug = path.removesuffix(".md").rpartition(".")[0]
            values = {"target": path, "guess": f"{slug}.md"}
            finding = found(link.at, "'{target}' names a language", "write '{guess}'", **values)
            better = f"{slug}.md" + (f"#{anchor}" if anchor else "")
            yield finding.mended(*retargeted(site, page, link, better))
    for page in site.written():
        for image in page.images:
            path = site.resolve(page, image.target) or ""
            stem, _, ending = path.rpartition(".")
            neutral, _, locale = stem.rpartition(".")
            is_other = locale in site.settings.locales and locale != page.locale
            if is_other and path in site.files and f"{neutral}.{ending}" in site.files:
                better = relative(page, f"{neutral}.{ending}")
                values = {"target": image.target, "guess": better}
                yield found(image.at, "'{target}' names a language", "write '{guess}'", **values)


@rule(Severity.INFO)
def link_to_itself(site: Site) -> Iterator[Finding]:
    """A link leads away from the place where it stands.

    Bad:  [Apologising](apology.md) on apology.md itself
    Good: [When to apologise](apology.md#when) on apology.md
    """
    for page, link, text in inner_links(site):
        path, _, anchor = split(text)
        target = site.target(page, path) if path and not anchor else None
        if target and target.page and target.page.slug == page.slug:
            yield found(link.at, "this link leads to the page it stands on", "remove it, or name a section")


def _names_locale(site: Site, path: str) -> bool:
    return path.endswith(".md") and any(path.endswith(f".{locale}.md") for locale in site.settings.locales)
