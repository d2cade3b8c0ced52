"""Mends what needs no decision: applies the edits that findings carry until there are none left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from . import collector
from .edits import Chosen, can_be_edited, edited
from .findings import Verdict
from .incremental import Run
from .lock import written
from .model import Edit, Settings
from .moves import Moves, followed
from .site import of
from .snapshot import LOCK, Snapshot
from .stamping import kept
from .store import Store

ROUNDS = 30
Contents = Mapping[str, bytes]


@dataclass(frozen=True)
class Mended:
    """A snapshot after mending, the findings that were mended, and the moves that were followed."""

    read: Snapshot
    verdicts: tuple[Verdict, ...] = ()
    moves: Moves = field(default_factory=Moves)


@collector.paused()
def mended(
    read: Snapshot,
    configured: Settings,
    is_wanted: Callable[[Verdict], bool] = lambda _: True,
    *,
    follow: bool = True,
    known: Store | None = None,
) -> Mended:
    """Return a snapshot in which every wanted finding that carries a fix is mended, and stamps are kept.

    With `follow`, links name the new places of what was moved. `known` is what was found before.
    """
    done: list[Verdict] = []
    moves = Moves()
    if follow:
        moves, edits, renamed = followed(read, configured)
        read = _changed(renamed, _edited(read.contents, edits), configured) if moves else read
    run = Run(read, configured, known or Store())
    for _ in range(ROUNDS):
        found = [verdict for verdict in run.verdicts if verdict.finding.fix and is_wanted(verdict)]
        contents, applied = _applied(run.read.contents, found)
        if contents == run.read.contents:
            break
        done += applied
        run = Run(_changed(run.read, contents, configured), configured, run.fresh)
    return Mended(run.read, tuple(done), moves)


def told(moves: Moves, configured: Settings, say: Callable[..., str] = str.format) -> list[str]:
    """Return a line for every move that was followed; `say` fills a message, in whatever language."""

    def path(slug: str) -> str:
        return configured.path(slug, configured.source)

    pairs = [(path(old), path(new)) for old, new in moves.slugs.items()]
    pairs += [(f"{path(slug)}#{old}", f"#{new}") for (slug, old), new in moves.ids.items()]
    return [say("{old} is now {new}", old=old, new=new) for old, new in pairs]


def _applied(contents: Contents, verdicts: Collection[Verdict]) -> tuple[Contents, list[Verdict]]:
    """Return contents with the edits of findings made, and the findings whose edits were; those that clash wait."""
    paths = {edit.start.path for verdict in verdicts for edit in verdict.finding.fix}
    chosen = {path: Chosen() for path in paths if path in contents and can_be_edited(contents[path], path)}
    applied = []
    for verdict in sorted(verdicts, key=lambda verdict: (verdict.finding.at, verdict.rule)):
        files = _by_file(verdict.finding.fix)
        if all(path in chosen and chosen[path].fits(edits) for path, edits in files.items()):
            applied.append(verdict)
            for path, edits in files.items():
                chosen[path].take(edits)
    return _edited(contents, [edit for verdict in applied for edit in verdict.finding.fix]), applied


def _edited(contents: Contents, edits: Iterable[Edit]) -> Contents:
    """Return contents with edits made, except in files that nobody can read without loss."""
    files = {path: own for path, own in _by_file(edits).items() if can_be_edited(contents[path], path)}
    return dict(contents) | {path: edited(contents[path], path, own) for path, own in files.items()}


def _by_file(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.start.path, []).append(edit)
    return found


def _changed(read: Snapshot, contents: Contents, configured: Settings) -> Snapshot:
    """Return a snapshot with other contents, in which sections that were up to date still are."""
    sizes = {path: len(contents.get(path, b"")) if path in contents else size for path, size in read.sizes.items()}
    changed = replace(read, contents=contents, sizes=sizes)
    before = of(read, configured)
    if not before.lock:
        return changed
    slugs = {configured.slug(path) for path in read.sizes if contents.get(path) != read.contents.get(path)}
    stamps = kept(before, of(changed, configured), slugs)
    return replace(changed, contents=dict(contents) | {LOCK: written(stamps)})
