"""Brings zhike.lock up to date with the sections that were translated."""

from __future__ import annotations

from collections.abc import Collection

from .lock import stamp_of, states, written
from .model import Page, Site
from .snapshot import LOCK


def places(site: Site, wanted: Collection[str]) -> dict[str, tuple[Page, str]]:
    """Return page and section of every place `path#section` that is wanted, all when nothing is."""
    sources = [page for page in site.written() if page.locale == site.settings.source]
    found = {state.place: (page, state.section) for page in sources for state in states(site, page)}
    return {place: at for place, at in found.items() if not wanted or any(is_at(place, name) for name in wanted)}


def is_at(place: str, wanted: str) -> bool:
    """Say whether a place is a section, or stands on a page, that was named."""
    return wanted in (place, place.partition("#")[0])


def stamped(
    site: Site, chosen: dict[str, tuple[Page, str]], *, is_unchanged_right: bool
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return the stamps of the whole site with the chosen ones renewed, and the places that may not be.

    A translation that did not change while its source did is not up to date, unless somebody says so.
    Stamps of sections that are gone are dropped.
    """
    everything = places(site, ())
    stamps = {place: found for place, found in site.lock.items() if place in everything}
    refused = []
    for place, (page, section) in chosen.items():
        kinds = {state.kind for state in states(site, page) if state.place == place}
        if "stale" in kinds and not is_unchanged_right:
            refused.append(place)
        elif kinds - {"missing"}:
            stamps[place] = stamp_of(site, page, section)
    return stamps, refused


def write(site: Site, stamps: dict[str, tuple[str, ...]]) -> None:
    """Write the lock beside docs/."""
    (site.root / LOCK).write_text(written(stamps), encoding="utf-8", newline="\n")
