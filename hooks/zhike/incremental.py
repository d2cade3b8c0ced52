"""Checks a site again: what was answered from the same bytes is not asked twice."""

from __future__ import annotations

import datetime
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import collector, settings, snapshot, store
from .findings import Verdict
from .model import Outline, Settings
from .snapshot import Snapshot, digest
from .store import Store

if TYPE_CHECKING:
    from .checking import Answer
    from .model import Site


@collector.paused()
def check(root: Path, file: Path | None = None) -> Run:
    """Check the site in a folder; `file` keeps the answers, nothing is kept without one."""
    configured = settings.read(root)
    run = Run(snapshot.read(root, configured), configured, store.read(file) if file else Store())
    if file and run.fresh is not run.kept:
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
        """The digest of every page, by path."""
        read = self.read
        return {
            path: digest(path, read.contents.get(path, str(read.sizes[path])))
            for path in pages_of(read, self.configured)
        }

    @cached_property
    def context(self) -> str:
        """A digest of everything that is no page: code, settings, data, other files, which pages there are, the day."""
        read = self.read
        rest = [part for path, content in read.contents.items() if path not in self.seen for part in (path, content)]
        sizes = [f"{path} {size}" for path, size in read.sizes.items() if path not in self.seen]
        problems = [repr(problem) for problem in read.problems]
        day = datetime.date.today().isoformat()
        return digest(program(), day, *problems, *sizes, *self.seen, "", *rest)

    @cached_property
    def whole(self) -> str:
        return digest(self.context, *self.seen.values())

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
        known = {path: outline for path, (seen, outline) in earlier.items() if seen == self.seen.get(path, "")}
        return completed(of(self.read, self.configured), known)

    @property
    def _earlier(self) -> Store:
        """What is kept of a run in which nothing but pages was different."""
        return self.kept if self.kept.context == self.context else Store()

    @cached_property
    def slugs(self) -> Mapping[str, list[str]]:
        """The paths of the pages of every slug."""
        found: dict[str, list[str]] = {}
        for path in self.seen:
            found.setdefault(self.configured.slug(path), []).append(path)
        return found

    def _asked(self) -> Store:
        """Ask what must be asked."""
        from .checking import about_pages, about_rest, concluded

        site, earlier = self.site, self._earlier
        answers: list[Answer] = []
        entries: dict[str, Any] = {}
        for slug, paths in self.slugs.items():
            seen = digest(*(self.seen[path] for path in paths))
            entry = earlier.answers.get(slug)
            if entry is None or entry["seen"] != seen or entry["asked"] != _outlines(site, entry["asked"]):
                answers.append(about_pages(site, slug))
                entry = _entry(site, seen, answers[-1])
            else:
                answers.append(_answer(entry))
            entries[slug] = entry
        verdicts = concluded([*answers, about_rest(site, answers)])
        outlines = {path: (self.seen.get(path, ""), outline) for path, outline in self._known(site).items()}
        return Store(self.context, outlines, entries, self.whole, verdicts)

    def _known(self, site: Site) -> dict[str, Outline]:
        found = ((path, site.outline_at(path)) for path in (*site.pages, *site.made))
        return {path: outline for path, outline in found if outline}


def _outlines(site: Site, slugs: Mapping[str, str]) -> dict[str, str]:
    """Return for each slug a digest of what others may know of its pages."""
    return {slug: site.once(("seen", slug), lambda slug=slug: _outline(site, slug)) for slug in slugs}  # type: ignore[misc]


def _outline(site: Site, slug: str) -> str:
    return digest(*(repr(site.outline(slug, locale)) for locale in site.settings.locales))


def _entry(site: Site, seen: str, answer: Answer) -> dict[str, Any]:
    asked = dict.fromkeys(answer.asked, "")
    return {
        "seen": seen,
        "asked": _outlines(site, asked),
        "findings": [(name, store.packed(finding)) for name, finding in answer.findings],
        "allowances": [((a.at.path, a.at.line, a.at.column), a.lines, a.rule, a.reason) for a in answer.allowances],
        "gathered": answer.gathered,
    }


def _answer(entry: Mapping[str, Any]) -> Answer:
    from .checking import Answer
    from .model import Position
    from .rules.suppressions import Allowance

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
