"""How far the translations are: per page what is fresh, stale or missing, with the words that changed since."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from .lock import KINDS, State, states
from .model import Page, Site
from .sections import name_of, texts
from .source import decode, parse

TOKEN = re.compile(r"[0-9A-Za-z]+|\s+|.", re.S)
LOOKED_BACK = 200
UNKNOWN = "the text it was translated from is not in the history"


@dataclass(frozen=True)
class PageStatus:
    """The state of every section of a source page in every translation."""

    page: Page
    states: Sequence[State]
    history: History

    @property
    def path(self) -> str:
        return self.page.path

    @property
    def plain(self) -> dict[str, object]:
        sections = [
            {"section": s.section, "locale": s.locale, "state": s.kind, "changes": self.changes(s)} for s in self.states
        ]
        return {"path": self.path, "up_to_date": self.fresh, "sections": sections}

    @property
    def fresh(self) -> int:
        return sum(state.kind == "fresh" for state in self.states)

    def changes(self, state: State) -> list[str] | None:
        """Return what changed in the source since a section was translated; None when nobody knows."""
        if state.kind not in ("stale", "changed"):
            return []
        before = self.history.stamped(state.section, state.stamp[0])
        return None if before is None else worded(before, texts(self.page)[state.section])


def pages(site: Site) -> list[PageStatus]:
    """Return the state of every page of the source language."""
    sources = [page for page in site.written() if page.locale == site.settings.source]
    return [PageStatus(page, states(site, page), History(site.root, page)) for page in sources]


def lines(found: Sequence[PageStatus], say: Callable[..., str] = str.format) -> Iterator[str]:
    """Yield what a terminal shows: the pages that are not in step, then the sums; `say` fills a message."""
    for page in found:
        if page.fresh < len(page.states):
            message = "{path}: {fresh} of {count} sections up to date"
            yield say(message, path=page.path, fresh=page.fresh, count=len(page.states))
            for state in page.states:
                if state.kind != "fresh":
                    yield f"  {say(state.kind):8} {state.locale}  #{state.section}"
                    changes = page.changes(state)
                    yield from (f"           {line}" for line in ([say(UNKNOWN)] if changes is None else changes))
    total = Counter(state.kind for page in found for state in page.states)
    sums = ", ".join(f"{total[kind]} {say(kind)}" for kind in KINDS)
    yield say("{count} pages: {sums}", count=len(found), sums=sums)


def worded(before: str, after: str) -> list[str]:
    """Return the lines that differ with [-words taken out-] and {+words put in+}.

    >>> worded("请在 20 分钟内回话。", "请在 30 分钟内回话。")
    ['请在 [-20-]{+30+} 分钟内回话。']
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    shown = ""
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        taken, put = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            shown += taken
        else:
            shown += f"[-{taken}-]" * bool(taken) + f"{{+{put}+}}" * bool(put)
    return [line for line in shown.split("\n") if "[-" in line or "{+" in line or "-]" in line or "+}" in line]


@dataclass(frozen=True)
class History:
    """What git knows of a page, read as far back as it is asked."""

    root: Path
    page: Page
    read: list[Mapping[str, str]] = field(default_factory=list)

    def stamped(self, section: str, wanted: str) -> str | None:
        """Return the text of a section whose digest is wanted, or None."""
        found = (texts[section] for texts in self._versions() if section in texts)
        return next((text for text in found if name_of(text) == wanted), None)

    def _versions(self) -> Iterator[Mapping[str, str]]:
        """Yield the sections of the page as they were, from the newest on; what was read once is kept."""
        yield from self.read
        commits = _git(self.root, "log", f"--max-count={LOOKED_BACK}", "--format=%H", "--", self.page.path)
        for commit in commits.decode("ascii", "replace").split()[len(self.read) :]:
            content = _git(self.root, "cat-file", "blob", f"{commit}:./{self.page.path}")
            text, page = decode(content, self.page.path)[0], self.page
            self.read.append(texts(parse(text, path=page.path, slug=page.slug, locale=page.locale)))
            yield self.read[-1]


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git prints; nothing when there is no git or no history."""
    command = ["git", "--literal-pathspecs", *arguments]
    try:
        return subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""
