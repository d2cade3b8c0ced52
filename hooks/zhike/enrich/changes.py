"""Makes the page that says what changed, day by day, and the newest of it for the home page."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..languages import language
from ..model import Change, Page, Site
from ..source import parse
from ..source.inert import inert

NEWEST = 3


@dataclass(frozen=True)
class News:
    """A change as a reader of a language sees it, with the slugs and titles of its pages."""

    date: str
    day: str
    told: str
    pages: tuple[tuple[str, str], ...]


def page(site: Site, locale: str) -> Page:
    """Return the page in a language."""
    slug = site.settings.changes
    return parse(text_of(site, locale), path=site.settings.path(slug, locale), slug=slug, locale=locale, generated=True)


def text_of(site: Site, locale: str) -> str:
    """Return the Markdown of the page: the changes under their days, each with links to its pages."""
    words = language(locale).words
    head = {"title": words["changes"], "type": "changes", "summary": words["changes_summary"]}
    lines = ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()), "---"]
    lines += ["", f"# {words['changes']}"]
    for date, changes in groupby(site.changes, key=lambda change: change.date):
        lines += ["", f"## {day(date, locale)} {{#day-{date}}}", ""]
        lines += [line for change in changes for line in _entry(site, change, locale)]
    return "\n".join(lines) + "\n"


def _entry(site: Site, change: Change, locale: str) -> Iterator[str]:
    yield f"- {inert(change.told[locale])}"
    links = [f"[{inert(title)}]({slug}.md)" for slug, title in _pages(site, change, locale)]
    if links:
        yield f"    {language(locale).words['listed'].join(links)}"


def newest(site: Site, locale: str) -> tuple[News, ...]:
    """Return the newest changes, the newest first."""
    return tuple(
        News(change.date.isoformat(), day(change.date, locale), change.told[locale], _pages(site, change, locale))
        for change in site.changes[:NEWEST]
    )


def _pages(site: Site, change: Change, locale: str) -> tuple[tuple[str, str], ...]:
    known = ((slug, site.outline(slug, locale)) for slug in change.pages)
    return tuple((slug, outline.title) for slug, outline in known if outline)


def day(date: datetime.date, locale: str) -> str:
    """Return a day as a language writes it.

    >>> day(datetime.date(2026, 3, 1), "zh"), day(datetime.date(2026, 3, 1), "en")
    ('2026 年 3 月 1 日', '1 March 2026')
    """
    words = language(locale).words
    return words["day"].format(year=date.year, month=words["months"].split("|")[date.month - 1], day=date.day)
