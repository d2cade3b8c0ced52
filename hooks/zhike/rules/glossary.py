"""Terms on pages: links lead to them, and both languages use the agreed words."""

from __future__ import annotations

from collections.abc import Iterator

from ..alignment import opposite
from ..languages import language
from ..lexicon import Match, lexicon, matches, shown
from ..model import Block, Page, Site
from .base import About, Finding, Severity, did_you_mean, found, guess, inner_links, pairs_on, regex, rule

NEAR = 60
# another word with a capital beside it: Public Security Administration, the Law on the Protection of Guests
NAME_AFTER = regex(r"(?: (?:of|for|on|in|and|the))*[ -][A-Z][a-z]")
NAME_BEFORE = regex(r"[a-z)’”,:;] (?:the )?[A-Z][\w’'-]*(?: (?:of|for|on|in|and|the))* ?$")


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
        if (
            is_glossary
            and target.anchor not in (*target.page.anchors, *site.term_by_id)
            and not site.is_unread("terms/")
        ):
            nearest = guess(target.anchor, site.term_by_id)
            named = {"term": target.anchor, "guess": nearest}
            hint = did_you_mean(nearest, "take the id of a term, or add the term first")
            yield found(link.at, "the glossary has no term '{term}'", hint, **named)


@rule(Severity.WARNING)
def link_names_another_term(site: Site) -> Iterator[Finding]:
    """A link to a term of the glossary says that term, not another.

    Bad:  [补偿](glossary.md#service-recovery)
    Good: [服务补救](glossary.md#service-recovery)
    """
    for page, link, text in inner_links(site):
        path, _, anchor = text.partition("#")
        if anchor not in site.term_by_id or site.resolve(page, path) != f"{site.settings.glossary}.md":
            continue
        named = {name: match for match in lexicon(site, page.locale).matches(link.text) for name in _concepts(match)}
        if named and anchor not in named:
            match = next(iter(named.values()))
            values = {"text": link.text, "other": match.term.id, "term": anchor}
            yield found(
                link.at,
                "'{text}' is the term '{other}', the link leads to '{term}'",
                "link to #{other}, or use the word of '{term}'",
                **values,
            )


def _concepts(match: Match) -> tuple[str, ...]:
    return (match.term.id, *match.inside)


@rule(Severity.WARNING)
def inconsistent_term(site: Site) -> Iterator[Finding]:
    """Where one language names a concept, the other names it too, with an accepted word.

    Bad:  服务补救 … service repair
    Good: 服务补救 … service recovery
    """
    for source, translation in site.pairs():
        ours, theirs = _Uses(site, source), _Uses(site, translation)
        for a, b in pairs_on(site, source, translation, ours.by_line, theirs.by_line):
            mine, other = ours.within(a), theirs.within(b)
            if {match.term.id for match in mine} != {match.term.id for match in other}:
                yield from _lacking(ours, a, mine, theirs, b, other)
                yield from _lacking(theirs, b, other, ours, a, mine)


def _lacking(
    uses: _Uses, block: Block, within: list[Match], others: _Uses, partner: Block, within_partner: list[Match]
) -> Iterator[Finding]:
    """Yield the concepts that a block names and its partner does not, not even inside another word or by a link."""
    page, other_page = uses.page, others.page
    named = {name for match in within_partner for name in _concepts(match)}
    named |= {name for line in partner.lines for name in others.links.get(line, ())}
    for match in within:
        term = match.term
        if term.id in named or not term.is_compared or other_page.locale not in term.words:
            continue
        if not _is_in_name(page, match):
            named.add(term.id)
            word = shown(page.running[match.start : match.end])
            there = page.place(match.start)
            here = opposite(block, there.line, other_page, partner)
            values = {"wanted": term.words[other_page.locale].preferred, "word": word, "there": there}
            yield found(here, "no '{wanted}' here, but '{word}' at {there}", "use an accepted word", **values)


def _is_in_name(page: Page, match: Match) -> bool:
    """Say whether a word stands within a longer name, which has words of its own: the title of a law or a book."""
    begin = page.start(page.line(match.start))
    before = page.running[max(begin, match.start - NEAR) : match.start]
    after = page.running[match.end : match.end + NEAR]
    if language(page.locale).is_han:
        return before.rfind("《") > before.rfind("》") and after.find("》") >= 0
    is_capital = match.word[:1].islower() and page.running[match.start : match.start + 1].isupper()
    return is_capital and bool(NAME_AFTER.match(after) or NAME_BEFORE.search(before))


class _Uses:
    """Every use of a concept on a page, in order; a word that is not ours names it too."""

    def __init__(self, site: Site, page: Page) -> None:
        self.page = page
        self.by_line: dict[int, list[Match]] = {}
        for match in matches(site, page):
            self.by_line.setdefault(page.line(match.start), []).append(match)
        self.links: dict[int, list[str]] = {}
        for link in page.links:
            path, _, anchor = (link.target or "").partition("#")
            if anchor in site.term_by_id and path.endswith(f"{site.settings.glossary}.md"):
                self.links.setdefault(link.at.line, []).append(anchor)

    def within(self, block: Block) -> list[Match]:
        return [match for line in block.lines for match in self.by_line.get(line, ())]


@rule(Severity.INFO, About.SITE)
def unused_term(site: Site) -> Iterator[Finding]:
    """A term of the termbase is used on at least one page.

    Bad:  a record whose words stand nowhere
    Good: a record whose words readers meet
    """
    for term in site.terms:
        if term.id not in site.gathered["terms"] and len(term.words) == len(site.settings.locales):
            yield found(term.at, "'{term}' is used on no page", "use it, or remove the record", term=term.id)


def used_terms(site: Site, page: Page) -> set[str]:
    """Return the ids of the terms that a page uses."""
    return {match.term.id for match in matches(site, page)}
