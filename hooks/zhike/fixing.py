"""Mends what needs no decision: applies the edits that findings carry until there are none left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from . import collector
from .checking import about_pages, about_rest, concluded, written_slugs
from .edits import edited
from .findings import Verdict
from .load import completed
from .lock import stamp_of, states, written
from .model import Edit, Settings, Site
from .moves import moved
from .site import of
from .snapshot import LOCK, Snapshot

ROUNDS = 8


@dataclass(frozen=True)
class Mended:
    """A snapshot after mending, and the findings that were mended."""

    read: Snapshot
    verdicts: tuple[Verdict, ...] = ()


@collector.paused()
def mended(read: Snapshot, configured: Settings, is_wanted: Callable[[Verdict], bool] = lambda _: True) -> Mended:
    """Return a snapshot in which every wanted finding that carries a fix is mended, and stamps are kept."""
    done: list[Verdict] = []
    read = moved(read, configured)
    for _ in range(ROUNDS):
        site = completed(of(read, configured))
        found = [verdict for verdict in _verdicts(site) if verdict.finding.fix and is_wanted(verdict)]
        contents, applied = _applied(read.contents, found)
        if not applied:
            break
        done += applied
        read = _restamped(site, replace(read, contents=contents), configured)
    return Mended(read, tuple(done))


def _verdicts(site: Site) -> list[Verdict]:
    answers = [about_pages(site, slug) for slug in written_slugs(site)]
    found = concluded([*answers, about_rest(site, answers)])
    return sorted(found, key=lambda verdict: (verdict.finding.at, verdict.rule))


def _applied(contents: Mapping[str, bytes], verdicts: Iterable[Verdict]) -> tuple[dict[str, bytes], list[Verdict]]:
    """Return contents with the edits of findings made, and the findings whose edits were; those that clash wait."""
    chosen: dict[str, list[Edit]] = {}
    applied = []
    for verdict in verdicts:
        edits = verdict.finding.fix
        if all(edit.start.path in contents and not _clashes(edit, chosen.get(edit.start.path, [])) for edit in edits):
            applied.append(verdict)
            for edit in edits:
                chosen.setdefault(edit.start.path, []).append(edit)
    return dict(contents) | {path: edited(contents[path], path, edits) for path, edits in chosen.items()}, applied


def _clashes(edit: Edit, others: Iterable[Edit]) -> bool:
    return any(edit != other and edit.start <= other.end and other.start <= edit.end for other in others)


def _restamped(before: Site, read: Snapshot, configured: Settings) -> Snapshot:
    """Return a snapshot in which sections that were up to date still are: mending is no reason to translate again."""
    if not before.lock:
        return read
    after = of(read, configured)
    stamps = dict(before.lock)
    for page in (page for page in before.written() if page.locale == configured.source and page.path in after.pages):
        found = states(before, page)
        stale = {state.place for state in found if state.kind != "fresh"}
        for state in found:
            if state.place not in stale:
                stamps[state.place] = stamp_of(after, after.pages[page.path], state.section)
    return replace(read, contents=dict(read.contents) | {LOCK: written(stamps).encode()})
