"""What changed: the list of news is in order, names pages that there are, and runs ahead of nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from ..model import Page, Site
from .base import About, Finding, Guesses, Severity, did_you_mean, found, rule


@rule(Severity.ERROR, About.SITE)
def change_without_page(site: Site) -> Iterator[Finding]:
    """A change names the pages that it is about, and they exist in every language.

    Bad:  pages: [recovery/apolgy]
    Good: pages: [recovery/apology]
    """
    guesses = Guesses()
    for change in site.changes:
        if not change.pages:
            yield found(change.place("pages"), "this change names no page", "name one, or say it elsewhere")
        for index, slug in enumerate(change.pages):
            lacking = next((locale for locale in site.settings.locales if not site.has(slug, locale)), None)
            if lacking:
                nearest = guesses(slug, site.slugs - {slug})
                at, named = change.place("pages", index), {"slug": slug, "locale": lacking, "guess": nearest}
                like = "write its path from docs, without .md, such as recovery/apology"
                hint = "write this page in '{locale}'" if slug in site.slugs else did_you_mean(nearest, like)
                yield found(at, "no page '{slug}' in '{locale}'", hint, **named)


@rule(Severity.ERROR, About.SITE)
def changes_out_of_order(site: Site) -> Iterator[Finding]:
    """The newest change stands first.

    Bad:  date: 2026-03-01 above date: 2026-04-01
    Good: date: 2026-04-01 above date: 2026-03-01
    """
    for above, below in zip(site.changes, site.changes[1:], strict=False):
        if below.date > above.date:
            named = {"date": below.date, "there": above.at}
            yield found(below.at, "{date} is newer than the change at {there}", "put it above that one", **named)


@rule(Severity.WARNING, About.SITE)
def change_after_review(site: Site) -> Iterator[Finding]:
    """A page that a change is about was reviewed on that day or later.

    Bad:  date: 2026-04-01 for a page with reviewed: 2026-03-01
    Good: date: 2026-04-01 for a page with reviewed: 2026-04-01

    So no change is dated ahead, and whoever changes a page looks at all of it.
    """
    reviews: dict[str, str] = dict(sorted(entry.split(" ", 1) for entry in site.gathered.get("reviews", ())))
    # a day that is still to come has a rule of its own
    for change in (change for change in site.changes if change.date <= site.today + datetime.timedelta(days=1)):
        for index, slug in enumerate(change.pages):
            if reviews.get(slug, "9999") < change.date.isoformat():
                at, named = change.place("pages", index), {"slug": slug, "date": change.date, "day": reviews[slug]}
                hint = "write the day of the change into 'reviewed:' there"
                yield found(at, "'{slug}' changed on {date}, and was last reviewed on {day}", hint, **named)


def reviews(site: Site, page: Page) -> Iterable[str]:
    """Return the slug of a page with the day of its last review, as its source language says it."""
    reviewed = page.front_matter.get("reviewed")
    if isinstance(reviewed, datetime.date) and page.locale == site.settings.source:
        yield f"{page.slug} {reviewed.isoformat()}"
