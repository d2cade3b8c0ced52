"""Front matter: every page says what it is, for whom, on what grounds, in the agreed keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..model import Position, Site
from .base import About, Finding, Guesses, Severity, Word, did_you_mean, found, guess, near, reported, rule


@rule(Severity.ERROR, About.BOTH)
def missing_front_matter(site: Site) -> Iterator[Finding]:
    """A page begins with front matter.

    Bad:  # Apologising
    Good: --- title: Apologising … --- # Apologising
    """
    return reported(site, "missing_front_matter")


@rule(Severity.ERROR, About.BOTH)
def missing_key(site: Site) -> Iterator[Finding]:
    """Front matter and records have all the keys that they need.

    Bad:  a page without `summary:`
    Good: summary: Say sorry first, and mean it.
    """
    return reported(site, "missing_key")


@rule(Severity.ERROR, About.BOTH)
def unknown_key(site: Site) -> Iterator[Finding]:
    """Front matter and records have no key but the agreed ones.

    Bad:  tilte: Apologising
    Good: title: Apologising
    """
    return reported(site, "unknown_key")


@rule(Severity.ERROR, About.BOTH)
def wrong_value(site: Site) -> Iterator[Finding]:
    """A value has the type that its key asks for.

    Bad:  reviewed: 2026/3/1
    Good: reviewed: 2026-03-01
    """
    return reported(site, "wrong_value")


@rule(Severity.ERROR)
def unknown_type(site: Site) -> Iterator[Finding]:
    """A page's type is one that the settings list.

    Bad:  type: procedur
    Good: type: procedure
    """
    types = site.settings.types
    for page in site.written():
        written = page.front_matter.get("type")
        if types and isinstance(written, str) and written not in types:
            yield _unknown(page.meta.at("type"), "type", written, guess(written, types))


@rule(Severity.ERROR)
def unknown_role(site: Site) -> Iterator[Finding]:
    """A page's roles are listed in roles.yml.

    Bad:  roles: [front-dask]
    Good: roles: [front-desk]
    """
    if not site.is_unread("roles.yml"):
        yield from _each(site, "roles", "role", {role.id for role in site.roles})


@rule(Severity.ERROR, About.BOTH)
def unknown_source(site: Site) -> Iterator[Finding]:
    """A page's sources are records of the ledger.

    Bad:  sources: [recovery/apologize-first]
    Good: sources: [recovery/apologise-first]
    """
    if site.is_unread("sources.yml"):
        return
    yield from _each(site, "sources", "source", site.source_by_id)
    for term in () if site.focus else site.terms:
        for index, source in enumerate(term.sources):
            if source not in site.source_by_id:
                yield _unknown(term.place("sources", index), "source", source, guess(source, site.source_by_id))


@rule(Severity.ERROR)
def unknown_related_page(site: Site) -> Iterator[Finding]:
    """A page's related pages exist.

    Bad:  related: [recovery/apolgy]
    Good: related: [recovery/apology]
    """
    yield from _each(site, "related", "related page", site.slugs)


@rule(Severity.ERROR)
def missing_section(site: Site) -> Iterator[Finding]:
    """A page has the sections that its type needs.

    Bad:  type: procedure, without a heading {#steps}
    Good: type: procedure, with ## Steps {#steps}
    """
    for page in site.written():
        known = site.settings.types.get(str(page.front_matter.get("type")))
        for section in known.sections if known else ():
            if section not in page.anchors:
                named = {"section": section, "type": page.front_matter["type"]}
                hint = "add a heading that ends with {{#{section}}}"
                yield found(near(page, ""), "a page of type '{type}' needs the section #{section}", hint, **named)


def _each(site: Site, key: str, kind: str, known: Collection[str]) -> Iterator[Finding]:
    guesses = Guesses()
    for page in site.written():
        for index, name in enumerate(page.names(key)):
            if name not in known:
                yield _unknown(page.meta.at(key, index), kind, name, guesses(name, known))


def _unknown(at: Position, kind: str, name: str, nearest: str) -> Finding:
    return found(at, "no {kind} '{name}'", did_you_mean(nearest), kind=Word(kind), name=name, guess=nearest)
