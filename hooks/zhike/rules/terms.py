"""The termbase: each concept has one record, under an id of its own, related to others that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Position, Site, Term
from .base import About, Finding, Severity, found, guess, joined_by, known_names, regex, rule

ID = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@rule(Severity.ERROR, About.SITE)
def term_defined_twice(site: Site) -> Iterator[Finding]:
    """A concept has one record.

    Bad:  two records with `id: apology`
    Good: one record, with both wordings
    """
    first: dict[str, Term] = {}
    for term in site.terms:
        if term.id in first:
            named = {"term": term.id, "there": first[term.id].at}
            yield found(term.at, "'{term}' is defined at {there} already", "keep one record", **named)
        first.setdefault(term.id, term)


@rule(Severity.ERROR, About.SITE)
def word_of_two_terms(site: Site) -> Iterator[Finding]:
    """A word names one concept in a language, and is not both allowed and forbidden; a definition tells one alone.

    Bad:  compensation admits 退款, and so does refund
    Good: 退款 stands under refund alone
    """
    for locale in site.settings.locales:
        first: dict[str, tuple[Term, Position, str, bool]] = {}
        for term in site.terms:
            for word, at, is_forbidden in term.written(locale):
                key = " ".join(word.lower().replace("-", " ").split())
                other, place, written, was_forbidden = first.setdefault(key, (term, at, word, is_forbidden))
                # a record may list both spellings, with and without a hyphen
                if place != at and (other.id != term.id or written == word or is_forbidden != was_forbidden):
                    named = {"word": word, "there": place}
                    yield found(at, "'{word}' stands at {there} already", "keep it in one place", **named)
        yield from _same_definitions(site, locale)


def _same_definitions(site: Site, locale: str) -> Iterator[Finding]:
    told: dict[str, Position] = {}
    for term in site.terms:
        text = " ".join(term.words[locale].definition.split()) if locale in term.words else ""
        at = term.place(locale, "definition")
        if text and told.setdefault(text, at) != at:
            yield found(at, "this definition stands at {there} already", "say what differs", there=told[text])


@rule(Severity.ERROR, About.SITE)
def unknown_related_term(site: Site) -> Iterator[Finding]:
    """A term's relations are terms too, others than itself, each named once.

    Bad:  related: [service-recoverry]
    Good: related: [service-recovery]
    """
    known = site.term_by_id.keys() | _written_ids(site)
    for term in site.terms:
        for index, name in enumerate(term.related):
            at = term.place("related", index)
            if name not in known and site.is_unread("terms/"):
                continue
            if name not in known:
                nearest = guess(name, known)
                if mark := joined_by(name):
                    message, values = "a full-width '{mark}' stands in '{name}'", {"mark": mark, "name": name}
                    yield found(at, message, "write ', ' between two entries", **values)
                    continue
                hint, listed = known_names(nearest, known)
                yield found(at, "no term '{name}'", hint, name=name, guess=nearest, known=listed)
            elif name == term.id:
                yield found(at, "'{name}' is related to itself", "remove it", name=name)
            elif name in term.related[:index]:
                yield found(at, "'{name}' stands in this list already", "remove it", name=name)


def _written_ids(site: Site) -> set[str]:
    """Return the ids of all records, those that are wrong in another key too."""
    folder = f"{site.settings.docs}/{site.settings.data}/terms/"
    files = [data.value for path, data in site.data.items() if path.startswith(folder)]
    records = [record for value in files if isinstance(value, list) for record in value]
    return {str(record["id"]) for record in records if isinstance(record, dict) and "id" in record}


@rule(Severity.ERROR, About.SITE)
def odd_term_id(site: Site) -> Iterator[Finding]:
    """A term's id is English words in small letters with hyphens: it is part of an address.

    Bad:  id: Service Recovery
    Good: id: service-recovery
    """
    for term in site.terms:
        if not ID.fullmatch(term.id):
            wanted = "-".join(re.findall(r"[a-z0-9]+", term.id.lower()))
            hint = "write '{wanted}'" if wanted else "write English words with hyphens"
            yield found(term.at, "the id '{id}' cannot be part of an address", hint, id=term.id, wanted=wanted)
