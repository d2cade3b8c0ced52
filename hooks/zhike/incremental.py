"""Checks a site again: what was answered from the same bytes is not asked twice."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import clock, collector, lock, settings, snapshot, store
from .findings import Verdict
from .lock import Stamps
from .model import Settings
from .snapshot import LOCK, Snapshot, digest
from .store import Store

REST = ""  # stands for the slug of everything but pages
MADE = "made"  # stands for the digest of a page that is made from data: its outline depends on the data alone

if TYPE_CHECKING:
    from .checking import Answer
    from .model import Site


@collector.paused()
def check(root: Path, file: Path | None = None) -> Run:
    """Check the site in a folder; `file` keeps the answers, nothing is kept without one."""
    configured = settings.read(root)
    run = Run(snapshot.read(root, configured), configured, store.read(file) if file else Store())
    if file and run.fresh is not run.kept and run.fresh.whole:
        store.write(file, run.fresh)
    return run


def pages_of(read: Snapshot, configured: Settings) -> list[str]:
    """Return the paths of the pages that editors wrote."""
    data = f"{configured.docs}/{configured.data}/"
    return [path for path in read.sizes if path.endswith(".md") and not path.startswith(data)]


@dataclass(frozen=True)
class Run:
    """One check of a snapshot, with what an earlier one left."""

    read: Snapshot
    configured: Settings
    kept: Store

    @cached_property
    def seen(self) -> Mapping[str, str]:
        """The digest of every page, by path; one that was not read differs from one that holds its size."""
        read = self.read
        return {
            path: digest(path, read.contents[path])
            if path in read.contents
            else digest(path, "", str(read.sizes[path]))
            for path in pages_of(read, self.configured)
        }

    @cached_property
    def stamps(self) -> Stamps:
        return lock.read(self.read.contents.get(LOCK, b""))[0]

    @cached_property
    def context(self) -> str:
        """A digest of what the answers about all pages depend on: code, settings, data, which files there are, the day.

        Whether there are stamps at all belongs to it; which there are concerns only the pages that they are of.
        """
        read = self.read
        rest = [path for path in read.contents if path not in self.seen and path != LOCK]
        contents = [part for path in rest for part in (path, read.contents[path])]
        sizes = [f"{size} {path}" for path, size in read.sizes.items() if path not in self.seen]
        problems = [repr(problem) for problem in read.problems]
        parts = (contents, sizes, problems, self.seen)
        return digest(program(), clock.today().isoformat(), str(bool(self.stamps)), *(digest(*part) for part in parts))

    @cached_property
    def whole(self) -> str:
        return digest(self.context, self.read.contents.get(LOCK, b""), *self.seen.values())

    @property
    def verdicts(self) -> list[Verdict]:
        return self.fresh.verdicts

    @cached_property
    def fresh(self) -> Store:
        """What is worth keeping of this run; what was kept when nothing at all has changed."""
        return self.kept if self.kept.whole == self.whole else self._asked()

    @cached_property
    def site(self) -> Site:
        """The site, which knows the outlines of unchanged pages without reading them."""
        from .load import completed
        from .site import of

        earlier = self._earlier.outlines
        known = {path: outline for path, (seen, outline) in earlier.items() if seen == self.seen.get(path, MADE)}
        return completed(of(self.read, self.configured), known)

    @property
    def _earlier(self) -> Store:
        """What is kept of a run in which nothing but pages and their stamps was different."""
        return self.kept if self.kept.context == self.context else Store()

    @cached_property
    def slugs(self) -> Mapping[str, str]:
        """The digest of the pages of every slug, and of their stamps."""
        found: dict[str, list[str]] = {}
        for path, seen in self.seen.items():
            found.setdefault(self.configured.slug(path), []).append(seen)
        for place, names in sorted(self.stamps.items()):
            found.get(self.configured.slug(lock.parted(place)[0]), []).extend((place, *names))
        return {slug: digest(*parts) for slug, parts in found.items()}

    def _asked(self) -> Store:
        """Ask what must be asked."""
        from .checking import about_pages, about_rest, concluded, gathered

        site, earlier = self.site, self._earlier
        answers: list[Answer] = []
        entries: dict[str, Any] = {}

        def add(slug: str, seen: str, ask: Callable[[], Answer]) -> None:
            known = _known(site, seen, earlier.answers.get(slug))
            answers.append(known or ask())
            entries[slug] = earlier.answers[slug] if known else _entry(site, seen, answers[-1])

        for slug, seen in self.slugs.items():
            add(slug, seen, partial(about_pages, site, slug))
        noted = gathered(answers)
        parts = (digest(name, *sorted(noted[name])) for name in sorted(noted))
        add(REST, digest(self.read.contents.get(LOCK, b""), *parts), partial(about_rest, site, noted))
        verdicts = concluded(answers)
        if any(answer.failures for answer in answers):
            return Store(verdicts=verdicts)  # a fault of the checker is not worth keeping
        paths = {**dict.fromkeys(site.made, MADE), **self.seen}
        outlines = {path: (seen, site.outline_at(path)) for path, seen in paths.items()}
        kept = {path: (seen, outline) for path, (seen, outline) in outlines.items() if outline}
        return Store(self.context, kept, entries, self.whole, verdicts)


def _outlines(site: Site, slugs: Iterable[str]) -> dict[str, str]:
    """Return for each slug a digest of what others may know of its pages."""
    return {slug: site.once(("seen", slug), partial(_outline, site, slug)) for slug in slugs}


def _outline(site: Site, slug: str) -> str:
    return digest(*(repr(site.outline(slug, locale)) for locale in site.settings.locales))


def _entry(site: Site, seen: str, answer: Answer) -> dict[str, Any]:
    return {
        "seen": seen,
        "asked": _outlines(site, answer.asked),
        "findings": [(name, store.packed(finding)) for name, finding in answer.findings],
        "allowances": [((a.at.path, a.at.line, a.at.column), a.lines, a.rule, a.reason) for a in answer.allowances],
        "gathered": answer.gathered,
    }


def _known(site: Site, seen: str, entry: Any) -> Answer | None:
    """Return the answer that was kept if it was given to the same question."""
    from .checking import Answer
    from .model import Position
    from .rules.suppressions import Allowance

    if entry is None or entry["seen"] != seen or entry["asked"] != _outlines(site, entry["asked"]):
        return None
    return Answer(
        [(name, store.finding_from(packed)) for name, packed in entry["findings"]],
        [Allowance(Position(*at), tuple(lines), rule, reason) for at, lines, rule, reason in entry["allowances"]],
        entry["gathered"],
        list(entry["asked"]),
    )


def program() -> str:
    """Return a digest of the program itself: its files, the libraries installed beside it, Python."""
    here = Path(__file__).parent
    files = sorted(path for ending in ("py", "toml") for path in here.rglob(f"*.{ending}"))
    contents = [part for path in files for part in (path.relative_to(here).as_posix(), path.read_bytes())]
    libraries = sorted(path.name for path in Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info"))
    return digest(sys.version, *libraries, "", *contents)
