"""Terms: each is defined once, related to others that exist, and used with the agreed words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ..alignment import aligned
from ..lexicon import ACCEPTED, FORBIDDEN, Match, lexicon, matches
from ..model import Block, Page, Position, Site, Term
from .base import About, Finding, Severity, did_you_mean, found, guess, inner_links, rule


@rule(Severity.ERROR)
def undefined_term(site: Site) -> Iterator[Finding]:
    """A link to the glossary leads to a term of the termbase.

    Bad:  [service recovery](glossary.md#service-recoverry)
    Good: [service recovery](glossary.md#service-recovery)
    """
    for page, link, text in inner_links(site):
        target = site.target(page, text)
        if target is None or target.page is None or not target.anchor:
            continue
        is_glossary = target.page.slug == site.settings.glossary and target.page.path in site.made
        if is_glossary and target.anchor not in target.page.anchors:
            nearest = guess(target.anchor, site.term_by_id)
            named = {"term": target.anchor, "guess": nearest}
            yield found(link.at, "the glossary has no term '{term}'", did_you_mean(nearest), **named)


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
    """A word names one concept in a language, and is not both allowed and forbidden.

    Bad:  compensation admits 退款, and so does refund
    Good: 退款 stands under refund alone
    """
    for locale in site.settings.locales:
        first: dict[str, tuple[Term, Position, str]] = {}
        for term in site.terms:
            wording = term.words[locale]
            places = [term.place(locale, "preferred")]
            places += [term.place(locale, "admitted", index) for index in range(len(wording.admitted))]
            places += [term.place(locale, "forbidden", index) for index in range(len(wording.forbidden))]
            for word, at in zip((*wording.accepted, *wording.forbidden), places, strict=True):
                key = word.lower().replace("-", " ")
                other, place, written = first.get(key, (term, at, word))
                # a record may list both spellings, with and without a hyphen
                if place != at and (other.id != term.id or written == word):
                    named = {"word": word, "there": place}
                    yield found(at, "'{word}' stands at {there} already", "keep it in one place", **named)
                first.setdefault(key, (term, at, word))


@rule(Severity.ERROR, About.SITE)
def unknown_related_term(site: Site) -> Iterator[Finding]:
    """A term's relations are terms too, and others than itself.

    Bad:  related: [service-recoverry]
    Good: related: [service-recovery]
    """
    known = site.term_by_id.keys() | _written_ids(site)
    for term in site.terms:
        for index, name in enumerate(term.related):
            if name not in known:
                nearest = guess(name, known)
                at = term.place("related", index)
                yield found(at, "no term '{name}'", did_you_mean(nearest), name=name, guess=nearest)
            elif name == term.id:
                yield found(term.place("related", index), "'{name}' is related to itself", "remove it", name=name)


def _written_ids(site: Site) -> set[str]:
    """Return the ids of all records, those that are wrong in another key too."""
    records = [record for data in site.data.values() if isinstance(data.value, list) for record in data.value]
    return {str(record["id"]) for record in records if isinstance(record, dict) and "id" in record}


@rule(Severity.ERROR)
def forbidden_word(site: Site) -> Iterator[Finding]:
    """A page uses the words that the termbase prefers or admits.

    Bad:  服务挽救
    Good: 服务补救
    """
    for page in site.written():
        for at, word, term in _forbidden(site, page):
            wanted = term.words[page.locale].preferred
            yield found(at, "'{word}' is not our word", "write '{wanted}'", word=word, wanted=wanted)


def _forbidden(site: Site, page: Page) -> Iterator[tuple[Position, str, Term]]:
    for match in matches(site, page):
        if match.status == FORBIDDEN:
            yield page.place(match.start), page.running[match.start : match.end].replace("\n", " "), match.term
    for key in ("title", "summary"):
        value = page.front_matter.get(key)
        text = value if isinstance(value, str) else ""
        for match in lexicon(site, page.locale).matches(text):
            if match.status == FORBIDDEN:
                yield page.meta.at(key), text[match.start : match.end], match.term


@rule(Severity.WARNING)
def inconsistent_term(site: Site) -> Iterator[Finding]:
    """Where one language names a concept, the other names it too, with an accepted word.

    Bad:  服务补救 … service repair
    Good: 服务补救 … service recovery
    """
    for source, translation in site.pairs():
        ours, theirs = _Uses(site, source), _Uses(site, translation)
        for a, b in aligned(source, translation):
            mine, other = ours.within(a), theirs.within(b)
            yield from _lacking(mine, source, other, translation, b.at)
            yield from _lacking(other, translation, mine, source, a.at)


def _lacking(uses: list[Match], page: Page, others: list[Match], other_page: Page, here: Position) -> Iterator[Finding]:
    """Yield the concepts that a block names and its partner does not, not even inside another word."""
    named = {name for match in others for name in (match.term.id, *match.inside)}
    for match in uses:
        term = match.term
        if term.id not in named and term.is_compared:
            named.add(term.id)
            word = page.running[match.start : match.end].replace("\n", " ")
            values = {"wanted": term.words[other_page.locale].preferred, "word": word, "there": page.place(match.start)}
            yield found(here, "no '{wanted}' here, but '{word}' at {there}", "use an accepted word", **values)


class _Uses:
    """Every accepted use of a concept on a page, in order."""

    def __init__(self, site: Site, page: Page) -> None:
        self.page = page
        self.matches = [match for match in matches(site, page) if match.status == ACCEPTED]
        self.starts = [match.start for match in self.matches]

    def within(self, block: Block) -> list[Match]:
        first, last = self.page.start(block.at.line), self.page.start(block.end + 1)
        return self.matches[bisect_left(self.starts, first) : bisect_left(self.starts, last)]


@rule(Severity.INFO, About.SITE)
def unused_term(site: Site) -> Iterator[Finding]:
    """A term of the termbase is used on at least one page.

    Bad:  a record whose words stand nowhere
    Good: a record whose words readers meet
    """
    for term in site.terms:
        if term.id not in site.gathered["terms"]:
            yield found(term.at, "'{term}' is used on no page", "use it, or remove the record", term=term.id)


def used_terms(site: Site, page: Page) -> set[str]:
    """Return the ids of the terms that a page uses."""
    return {match.term.id for match in matches(site, page)}
