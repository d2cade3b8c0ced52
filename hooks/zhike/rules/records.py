"""Records and lists: each has one id, nothing is listed twice, no page is related to itself."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator

from ..model import Page, Position, Site
from .base import About, Finding, Severity, found, rule

FIRST_YEAR = 2000
LISTS = ("roles", "sources", "asks", "related")


@rule(Severity.ERROR, About.SITE)
def record_defined_twice(site: Site) -> Iterator[Finding]:
    """A post, a source, a group of near words or a section that is asked for has one record.

    Bad:  two records with `id: front-desk` in roles.yml
    Good: one record, with all that is said of it
    """
    for records in (site.roles, site.sources, site.near, site.asks):
        first: dict[str, Position] = {}
        for record in records:
            if record.id in first:
                values = {"id": record.id, "there": first[record.id]}
                yield found(record.at, "'{id}' is defined at {there} already", "keep one record", **values)
            first.setdefault(record.id, record.at)


@rule(Severity.WARNING, About.BOTH)
def listed_twice(site: Site) -> Iterator[Finding]:
    """A list in the front matter names nothing twice, nor does a group of near words; a question has one answer.

    Bad:  roles: [front-desk, concierge, front-desk]
    Good: roles: [front-desk, concierge]
    """
    for page in site.written():
        for key in LISTS:
            names = page.names(key)
            for index, name in enumerate(names):
                if name in names[:index] if len(names) < 100 else False:
                    yield found(
                        page.meta.at(key, index), "'{key}' names '{name}' twice", "keep one", key=key, name=name
                    )
    if not site.focus:
        yield from _near_twice(site)
        yield from _asked_twice(site)


def _near_twice(site: Site) -> Iterator[Finding]:
    data = site.data.get(f"{site.settings.docs}/{site.settings.data}/near.yml")
    for number, record in enumerate(data.value if data and isinstance(data.value, list) else ()):
        for locale in site.settings.locales if isinstance(record, dict) else ():
            met: set[object] = set()
            for index, word in enumerate(record[locale] if isinstance(record.get(locale), list) else ()):
                if data and isinstance(word, str) and word in met:
                    at = data.at(number, locale, index)
                    yield found(at, "'{key}' names '{name}' twice", "keep one", key=locale, name=word)
                met.add(word if isinstance(word, str) else None)


def _asked_twice(site: Site) -> Iterator[Finding]:
    """Yield the questions that lead to two places; a page and one of its sections are one."""
    first: dict[tuple[str, str], tuple[str, Position]] = {}
    for place, locale, text, at in sorted((*_asks_of_pages(site), *_asks_of_data(site)), key=lambda asked: asked[3]):
        other, there = first.setdefault((locale, text), (place, at))
        if other != place and (other.partition("#")[0] != place.partition("#")[0] or ("#" in other and "#" in place)):
            yield found(at, "'{text}' is asked at {there} already", "keep one", text=text, there=there)


def _asks_of_pages(site: Site) -> Iterator[tuple[str, str, str, Position]]:
    for entry in site.gathered.get("asks", ()):
        slug, locale, text, *at = json.loads(entry)
        yield slug, locale, text, Position(*at)


def _asks_of_data(site: Site) -> Iterator[tuple[str, str, str, Position]]:
    folder = f"{site.settings.docs}/{site.settings.data}/asks/"
    for path, data in site.data.items():
        records = data.value if path.startswith(folder) and isinstance(data.value, list) else []
        for number, record in enumerate(records):
            for locale in site.settings.locales if isinstance(record, dict) else ():
                for index, text in enumerate(record[locale] if isinstance(record.get(locale), list) else ()):
                    if isinstance(text, str):
                        yield str(record.get("page")), locale, text.lower(), data.at(number, locale, index)


def asks(site: Site, page: Page) -> Iterable[str]:
    """Return the questions of a page's front matter with their places."""
    for index, text in enumerate(page.names("asks")):
        at = page.meta.at("asks", index)
        named = (page.slug, page.locale, text.lower(), at.path, at.line, at.column)
        yield json.dumps(named, ensure_ascii=False)


@rule(Severity.WARNING)
def related_to_itself(site: Site) -> Iterator[Finding]:
    """A page is related to others than itself.

    Bad:  related: [recovery/apology] on recovery/apology.md
    Good: related: [recovery/compensation] on recovery/apology.md
    """
    for page in site.written():
        for index, name in enumerate(page.names("related")):
            if name == page.slug:
                yield found(page.meta.at("related", index), "this page is related to itself", "remove it")


@rule(Severity.ERROR, About.BOTH)
def impossible_date(site: Site) -> Iterator[Finding]:
    """The day of a page's last review is past, and so is the day of a change.

    Bad:  reviewed: 2062-03-01
    Good: reviewed: 2026-03-01
    """
    for page in site.written():
        reviewed = page.front_matter.get("reviewed")
        if not isinstance(reviewed, datetime.date):
            continue
        yield from _impossible(site, page.meta.at("reviewed"), reviewed, "write the day of the review")
    for change in () if site.focus else site.changes:
        yield from _impossible(site, change.place("date"), change.date, "write the day of the change")


def _impossible(site: Site, at: Position, day: datetime.date, hint: str) -> Iterator[Finding]:
    # somewhere on Earth it is a day later already
    if day > site.today + datetime.timedelta(days=1):
        yield found(at, "{date} is still to come", hint, date=day)
    elif day.year < FIRST_YEAR:
        yield found(at, "{date} is too long ago", hint, date=day)


@rule(Severity.WARNING, About.SITE)
def title_of_two_pages(site: Site) -> Iterator[Finding]:
    """A title belongs to one page.

    Bad:  title: Apologising on two pages
    Good: title: Apologising, and title: Apologising in writing

    Search results and the menu show titles alone.
    """
    first: dict[tuple[str, str], str] = {}
    for entry in sorted(site.gathered.get("titles", ())):
        path, line, column, locale, title = json.loads(entry)
        key = (locale, title.strip().lower())
        if key in first:
            at, values = Position(path, line, column), {"title": title, "other": first[key]}
            yield found(at, "'{title}' is the title of {other} too", "tell the two apart", **values)
        first.setdefault(key, path)


def titles(site: Site, page: Page) -> Iterable[str]:
    """Return the title of a page with its place."""
    title = page.front_matter.get("title")
    if isinstance(title, str) and title.strip():
        at = page.meta.at("title")
        yield json.dumps((at.path, at.line, at.column, page.locale, title), ensure_ascii=False)
