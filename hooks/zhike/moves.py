"""Follows pages that were moved and sections whose id was changed, as far as zhike.lock knows their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .lock import NONE, parted, written
from .model import Edit, Settings, Site
from .rerouting import edits
from .sections import digests
from .site import of
from .snapshot import LOCK, Snapshot
from .source import decode

PLAIN = re.compile(r"[\w./-]+")  # what can be written anywhere as it is
Known = Mapping[str, frozenset[str]]
"""The digests from which a section was translated, by its id."""


@dataclass(frozen=True)
class Moves:
    """New slugs by old ones, and new ids by old slug and old id."""

    slugs: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.slugs or self.ids)


def followed(read: Snapshot, configured: Settings) -> tuple[Moves, list[Edit], Snapshot]:
    """Return what was moved, the edits that name the new places, and a snapshot whose lock names them already."""
    site = of(read, configured)
    moves = _moves(site) if site.lock else Moves()
    if not moves:
        return moves, [], read
    stamps = {_place(place, site, moves): names for place, names in site.lock.items()}
    renamed = replace(read, contents=dict(read.contents) | {LOCK: written(stamps)})

    def text(path: str) -> str:
        return decode(read.contents.get(path, b""), path)[0]

    return moves, list(edits(replace(site, lock=stamps), text, moves.slugs, moves.ids)), renamed


def _moves(site: Site) -> Moves:
    locked: dict[str, dict[str, frozenset[str]]] = {}
    for place, names in site.lock.items():
        path, section = parted(place)
        locked.setdefault(site.settings.slug(path), {})[section] = frozenset(names[::2]) - {NONE}
    pages = {page.slug: page for page in site.written() if page.locale == site.settings.source}
    now = {slug: digests(page) for slug, page in pages.items()}
    slugs = _moved_pages(locked, now)
    explicit = {(slug, heading.id) for slug, page in pages.items() for heading in page.headings if heading.explicit}
    ids = {
        (slug, old): new
        for slug, before in locked.items()
        for old, new in _renamed(before, now.get(slugs.get(slug, slug), {}))
        if (slugs.get(slug, slug), new) in explicit and PLAIN.fullmatch(new)
    }
    return Moves(slugs, ids)


def _moved_pages(locked: Mapping[str, Known], now: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return old and new slug of pages that are gone where one new page alone has at least half of their sections."""
    fresh = {
        slug: frozenset(sections.values())
        for slug, sections in now.items()
        if slug not in locked and PLAIN.fullmatch(slug)
    }
    found: dict[str, str] = {}
    for slug in (slug for slug in locked if slug not in now):
        sections = locked[slug].values()
        common = {new: sum(bool(names & texts) for names in sections) for new, texts in fresh.items()}
        most = max(common.values(), default=0)
        best = [new for new, count in common.items() if count == most]
        if len(best) == 1 and most * 2 >= len(sections):
            found[slug] = best[0]
    targets = list(found.values())
    return {old: new for old, new in found.items() if targets.count(new) == 1}


def _renamed(before: Known, now: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield old and new id of sections whose text stands under another id, and nowhere else."""
    gone = {name: known for name, known in before.items() if name and name not in now}
    added = {name: text for name, text in now.items() if name and name not in before}
    for old, known in gone.items():
        same = [name for name, text in added.items() if text in known]
        if len(same) == 1 and sum(now[same[0]] in other for other in gone.values()) == 1:
            yield old, same[0]


def _place(place: str, site: Site, moves: Moves) -> str:
    path, section = parted(place)
    slug = site.settings.slug(path)
    new = site.settings.path(moves.slugs.get(slug, slug), site.settings.source)
    return f"{new}#{moves.ids.get((slug, section), section)}"
