"""Brings zhike.lock up to date with the sections that were translated."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby

from .lock import Stamps, State, states
from .model import Site


def places(site: Site, wanted: Collection[str] = ()) -> dict[str, list[State]]:
    """Return the states of every section by its place `path#section`, of those that are wanted, all when nothing is.

    A wanted page may be named in any language.
    """
    sources = [page for page in site.written() if page.locale == site.settings.source]
    found = {place: list(group) for page in sources for place, group in groupby(states(site, page), lambda s: s.place)}
    names = {_source(site, name) for name in wanted}
    return {place: group for place, group in found.items() if not wanted or any(is_at(place, name) for name in names)}


def _source(site: Site, name: str) -> str:
    """Return what was named as it is called in the source language: a page, or a place on it."""
    path, mark, section = name.removeprefix("./").partition("#")
    return site.settings.path(site.settings.slug(path), site.settings.source) + mark + section


def is_at(place: str, wanted: str) -> bool:
    """Say whether a place is a section, or stands on a page, that was named."""
    return wanted == place or place.startswith(f"{wanted}#")


def stamped(
    site: Site, chosen: Mapping[str, Collection[State]], *, is_unchanged_right: bool
) -> tuple[Stamps, list[State]]:
    """Return the stamps of the whole site with the chosen ones renewed, and the translations that may not be stamped.

    A translation that did not change while its source did is not up to date, unless somebody says so.
    Stamps of sections that are gone are dropped.
    """
    stamps = {place: site.lock[place] for place in places(site) if place in site.lock}
    refused: list[State] = []
    for place, found in chosen.items():
        stale = [state for state in found if state.kind == "stale" and not is_unchanged_right]
        refused += stale
        if any(state.kind != "missing" for state in found):
            stamps[place] = tuple(name for state in found for name in (state.stamp if state in stale else state.now))
    return stamps, refused


def kept(before: Site, after: Site, slugs: Collection[str]) -> Stamps:
    """Return the stamps of a site some of whose pages were mended: that makes a translation neither stale nor fresh."""
    stamps = dict(before.lock)
    locale = before.settings.source
    for page, mended in ((before.page(slug, locale), after.page(slug, locale)) for slug in slugs):
        now = {(state.place, state.locale): state.now for state in (states(after, mended) if mended else ())}
        for place, group in groupby(states(before, page) if page else (), lambda state: state.place):
            pairs = [_kept(state, now.get((place, state.locale), state.now)) for state in group]
            stamps |= {place: tuple(name for pair in pairs for name in pair)} if place in stamps else {}
    return stamps


def _kept(before: State, now: tuple[str, str]) -> tuple[str, str]:
    match before.kind:
        case "fresh":
            return now
        case "stale":
            return before.stamp[0], now[1]
    return before.stamp
