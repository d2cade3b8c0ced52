"""Follows pages that were moved and sections whose id was changed, as far as zhike.lock knows their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .edits import edited
from .load import completed
from .lock import written
from .model import Edit, Page, Position, Settings, Site
from .sections import digests
from .site import of
from .snapshot import CONFIGURATION, LOCK, Snapshot


@dataclass(frozen=True)
class Moves:
    """New slugs by old ones, and new ids by old slug and old id."""

    slugs: Mapping[str, str]
    ids: Mapping[tuple[str, str], str]

    def __bool__(self) -> bool:
        return bool(self.slugs or self.ids)


def moved(read: Snapshot, configured: Settings) -> Snapshot:
    """Return a snapshot in which links, related pages, menu and lock name the new places of what was moved."""
    site = completed(of(read, configured))
    moves = _moves(site) if site.lock else None
    if not moves:
        return read
    edits: dict[str, list[Edit]] = {}
    for edit in _edits(site, moves):
        edits.setdefault(edit.start.path, []).append(edit)
    contents = dict(read.contents) | {path: edited(read.contents[path], path, found) for path, found in edits.items()}
    contents[LOCK] = written({_place(place, site, moves): stamp for place, stamp in site.lock.items()}).encode()
    return replace(read, contents=contents)


def _moves(site: Site) -> Moves:
    locked: dict[str, dict[str, str]] = {}
    for place, stamp in site.lock.items():
        path, _, section = place.partition("#")
        locked.setdefault(site.settings.slug(path), {})[section] = stamp[0]
    now = {page.slug: dict(digests(page)) for page in site.written() if page.locale == site.settings.source}
    slugs = dict(_moved_pages(locked, now))
    ids = {
        (slug, old): new
        for slug, before in locked.items()
        for old, new in _renamed(before, now.get(slugs.get(slug, slug), {}))
    }
    return Moves(slugs, ids)


def _moved_pages(locked: Mapping[str, dict[str, str]], now: Mapping[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield old and new slug of pages that are gone where a new page has at least half of their sections."""
    fresh = [slug for slug in now if slug not in locked]
    for slug in (slug for slug in locked if slug not in now):
        before = Counter(locked[slug].values())
        common = {new: (before & Counter(now[new].values())).total() for new in fresh}
        best = max(fresh, key=lambda new: common[new], default="")
        if best and common[best] * 2 >= before.total():
            fresh.remove(best)
            yield slug, best


def _renamed(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield old and new id of sections whose text stands under another id."""
    for old in (name for name in before if name and name not in now):
        same = [name for name in now if name not in before and now[name] == before[old]]
        if len(same) == 1:
            yield old, same[0]


def _place(place: str, site: Site, moves: Moves) -> str:
    path, _, section = place.partition("#")
    slug = site.settings.slug(path)
    new = site.settings.path(moves.slugs.get(slug, slug), site.settings.source)
    return f"{new}#{moves.ids.get((slug, section), section)}"


def _edits(site: Site, moves: Moves) -> Iterator[Edit]:
    was = {new: old for old, new in moves.slugs.items()}
    for page in site.written():
        before = replace(page, slug=was.get(page.slug, page.slug))
        links = [(link.at, link.target) for link in page.links]
        for place, target in [*links, *((image.at, image.target) for image in page.images)]:
            new = _target(site, page, before, target, moves) if target and ":" not in target else target
            at = _after(page, place, target or "")
            if new and new != target and at:
                yield Edit(at, Position(at.path, at.line, at.column + len(target or "")), new)
        for index, slug in enumerate(page.names("related")):
            at = page.meta.at("related", index)
            if slug in moves.slugs and page.lines[at.line - 1].startswith(slug, at.column - 1):
                yield Edit(at, Position(at.path, at.line, at.column + len(slug)), moves.slugs[slug])
    yield from _menu_edits(site, moves)


def _menu_edits(site: Site, moves: Moves) -> Iterator[Edit]:
    for entry in site.nav or ():
        slug = entry.target.removesuffix(".md")
        if slug in moves.slugs:
            end = Position(CONFIGURATION, entry.at.line, entry.at.column + len(entry.target))
            yield Edit(entry.at, end, f"{moves.slugs[slug]}.md")


def _target(site: Site, page: Page, before: Page, target: str, moves: Moves) -> str:
    """Return how a page names what a target named before the moves."""
    path, mark, anchor = target.partition("#")
    old = site.resolve(before, path) if path else f"{before.slug}.md"
    if old is None:
        return target
    slug = old.removesuffix(".md")
    name = moves.ids.get((slug, anchor), anchor)
    if not path:
        return f"#{name}"
    if page.slug == before.slug and slug not in moves.slugs:
        return f"{path}{mark}{name}"
    new = moves.slugs.get(slug, slug) + ".md" if old.endswith(".md") else old
    return f"{page.relative(new)}{mark}{name}"


def _after(page: Page, at: Position, target: str) -> Position | None:
    """Return where the target of a link or image stands that begins at a place, if it stands on the same line."""
    line = page.lines[at.line - 1]
    bracket = line.find("](", at.column - 1)
    start = line.find(target, bracket) if bracket >= 0 else -1
    return Position(at.path, at.line, start + 1) if start >= 0 else None
