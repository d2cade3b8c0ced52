"""Freshness: a translation keeps up with its source, section by section, as zhike.lock tells, and a page with time."""

from __future__ import annotations

from collections.abc import Iterator

from ..lock import State, states
from ..model import Position, Site
from .base import About, Finding, Severity, found, near, reported, rule


@rule(Severity.ERROR, About.BOTH)
def broken_lock(site: Site) -> Iterator[Finding]:
    """Every line of zhike.lock can be read.

    Bad:  <<<<<<< HEAD
    Good: docs/install.md#steps 0123456789ab ba9876543210
    """
    return reported(site, "broken_lock")


@rule(Severity.WARNING)
def stale_translation(site: Site) -> Iterator[Finding]:
    """A section's translation is brought up to date when its source changes.

    Bad:  20 分钟 became 30 分钟 … within 20 minutes
    Good: within 30 minutes, and then `zhike stamp`

    Until then readers see a note that the section is older than its source.
    """
    for at, state in _sections(site, "stale"):
        hint = "bring this up to date with it if it says something else now, then run zhike stamp {place} to say so"
        yield found(at, "the source of this section has changed", hint, place=state.place)


@rule(Severity.INFO)
def unstamped_section(site: Site) -> Iterator[Finding]:
    """A section that was translated is stamped, so that later changes of its source are noticed.

    Bad:  a new section in both languages that zhike.lock does not name
    Good: the section, and `zhike stamp`
    """
    for at, state in _sections(site, "new", "changed"):
        hint = "if it says the same as its source, run zhike stamp {place} to say so"
        yield found(at, "nobody has confirmed this translation", hint, place=state.place)


@rule(Severity.INFO)
def review_due(site: Site) -> Iterator[Finding]:
    """A page is reviewed again before its last review is too old.

    Bad:  reviewed: 2020-03-01
    Good: reviewed: 2026-03-01

    How long a review holds is set by `review-after-months`; readers of a page past that day see a quiet note.
    """
    for page in site.written():
        reviewed = page.front_matter.get("reviewed")
        due = site.settings.due(reviewed)
        if due and due < site.today:
            at, months = page.meta.at("reviewed"), site.settings.review_after_months
            message = "the last review, on {date}, is more than {months} months ago"
            yield found(at, message, "read the page again, then write today's date", date=reviewed, months=months)


def _sections(site: Site, *kinds: str) -> Iterator[tuple[Position, State]]:
    """Yield the sections of translations that are of some kinds, each with its place; none where nothing is stamped."""
    for source in (page for page in site.written() if page.locale == site.settings.source and site.lock):
        pages = {locale: site.page(source.slug, locale) for locale in site.settings.translations}
        titles = {(locale, h.id): h.at for locale, page in pages.items() if page for h in reversed(page.headings)}
        for state in states(site, source):
            page = pages[state.locale]
            if page and state.kind in kinds:
                yield titles.get((state.locale, state.section)) or near(page, ""), state
