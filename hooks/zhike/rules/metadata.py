"""Front matter: every page says what it is, for whom, on what grounds, in the agreed keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from ..model import Data, Position, Site
from .base import About, Finding, Guesses, Severity, Word, found, guess, joined_by, known_names, near, reported, rule

WIDE_COMMA = "，"  # has a finding of its own


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
    yield from reported(site, "missing_key")
    for name, told in _kinds(site).items():
        for locale in site.settings.locales:
            if isinstance(told, dict) and locale not in told:
                at = _data(site, "origins.yml").at("kinds", name)
                yield found(at, "'{key}' is missing", "add '{key}:'", key=locale)


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


def _data(site: Site, name: str) -> Data:
    """Return a data file, an empty one when there is none or pages are asked about."""
    path = f"{site.settings.docs}/{site.settings.data}/{name}"
    return site.data.get(path, Data(None, {})) if not site.focus else Data(None, {})


def _kinds(site: Site) -> Mapping[str, object]:
    """Return the kinds of sources that origins.yml names."""
    value = _data(site, "origins.yml").value
    kinds = value.get("kinds") if isinstance(value, dict) else None
    return kinds if isinstance(kinds, dict) else {}


def _ledger(site: Site) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the records of the ledger as they are written."""
    value = _data(site, "sources.yml").value
    yield from (
        (n, record) for n, record in enumerate(value if isinstance(value, list) else ()) if isinstance(record, dict)
    )


@rule(Severity.ERROR, About.BOTH)
def unknown_type(site: Site) -> Iterator[Finding]:
    """A page's type is one that the settings list, and a source's kind has a name in origins.yml.

    Bad:  type: procedur
    Good: type: procedure
    """
    types = site.settings.types
    kinds, ledger = _kinds(site), _data(site, "sources.yml")
    for number, record in _ledger(site) if kinds else ():
        if isinstance(record.get("kind"), str) and record["kind"] not in kinds:
            name = str(record["kind"])
            yield _unknown(ledger.at(number, "kind"), "kind", name, guess(name, kinds), kinds)
    for page in site.written():
        written = page.front_matter.get("type")
        if types and isinstance(written, str) and written not in types:
            yield _unknown(page.meta.at("type"), "type", written, guess(written, types), types)


@rule(Severity.ERROR, About.BOTH)
def unknown_role(site: Site) -> Iterator[Finding]:
    """The roles of a page and of a source are listed in roles.yml.

    Bad:  roles: [front-dask]
    Good: roles: [front-desk]
    """
    if site.is_unread("roles.yml"):
        return
    known = {role.id for role in site.roles}
    named = {name.lower(): role.id for role in site.roles for name in role.names.values()}
    yield from _each(site, "roles", "role", known, named)
    yield from _each_source(site, "roles", "role", known)


@rule(Severity.ERROR, About.BOTH)
def unknown_source(site: Site) -> Iterator[Finding]:
    """A page's sources are records of the ledger.

    Bad:  sources: [recovery/apologize-first]
    Good: sources: [recovery/apologise-first]
    """
    if site.is_unread("sources.yml"):
        return
    yield from _each(site, "sources", "source", site.source_by_id)
    yield from _each_source(site, "see", "source", site.source_by_id)
    for term in () if site.focus else site.terms:
        for index, source in enumerate(term.sources):
            if source not in site.source_by_id:
                nearest = guess(source, site.source_by_id)
                yield _unknown(term.place("sources", index), "source", source, nearest, site.source_by_id)


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


def _each(
    site: Site, key: str, kind: str, known: Collection[str], named: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Finding]:
    guesses = Guesses()
    for page in site.written():
        for index, name in enumerate(page.names(key)):
            if name not in known and WIDE_COMMA not in name:
                nearest = named.get(name.lower()) or guesses(name, known)
                yield _unknown(page.meta.at(key, index), kind, name, nearest, known)


def _each_source(site: Site, key: str, kind: str, known: Collection[str]) -> Iterator[Finding]:
    """Yield the unknown names in a list of every record of the ledger."""
    data = _data(site, "sources.yml")
    for number, record in _ledger(site):
        listed = record.get(key)
        for index, name in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(name, str) and name not in known and WIDE_COMMA not in name:
                yield _unknown(data.at(number, key, index), kind, name, guess(name, known), known)


def _unknown(at: Position, kind: str, name: str, nearest: str, known: Collection[str]) -> Finding:
    if mark := joined_by(name):
        return found(
            at, "a full-width '{mark}' stands in '{name}'", "write ', ' between two entries", mark=mark, name=name
        )
    hint, listed = known_names(nearest, known)
    return found(at, "no {kind} '{name}'", hint, kind=Word(kind), name=name, guess=nearest, known=listed)
