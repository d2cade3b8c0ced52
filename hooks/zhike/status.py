"""How far the translations are: per page what is fresh, stale or missing, with the words that changed since."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from .lock import KINDS, State, states
from .model import Page, Site
from .sections import LENGTH, texts
from .snapshot import digest
from .source import decode, parse

TOKEN = re.compile(r"[0-9A-Za-z]+|\s+|.", re.S)
LOOKED_BACK = 200
CONTEXT = 12


@dataclass(frozen=True)
class PageStatus:
    """The state of every section of a source page in every translation."""

    path: str
    page: Page
    states: Sequence[State]

    @property
    def plain(self) -> dict[str, object]:
        sections = [{"section": s.section, "locale": s.locale, "state": s.kind} for s in self.states]
        return {"path": self.path, "up_to_date": self.fresh, "sections": sections}

    @property
    def fresh(self) -> int:
        return sum(state.kind == "fresh" for state in self.states)


def pages(site: Site) -> list[PageStatus]:
    """Return the state of every page of the source language."""
    sources = [page for page in site.written() if page.locale == site.settings.source]
    return [PageStatus(page.path, page, states(site, page)) for page in sources]


def lines(site: Site, found: Sequence[PageStatus]) -> Iterator[str]:
    """Yield what a terminal shows: the pages that are not in step, then the sums."""
    for page in found:
        if page.fresh < len(page.states):
            yield f"{page.path}: {page.fresh} of {len(page.states)} sections up to date"
            for state in page.states:
                if state.kind != "fresh":
                    yield f"  {state.kind:8} {state.locale}  #{state.section}"
                    yield from _changes(site, page.page, state)
    total = Counter(state.kind for page in found for state in page.states)
    yield f"{len(found)} pages: " + ", ".join(f"{total[kind]} {kind}" for kind in KINDS)


def _changes(site: Site, page: Page, state: State) -> Iterator[str]:
    """Yield what changed in the source of a stale section, word by word, as far as the history tells."""
    if state.kind not in ("stale", "changed"):
        return
    before = text_stamped(site.root, page, state.section, site.lock[state.place][0])
    if before is None:
        yield "           the text it was translated from is not in the history"
    else:
        for line in worded(before, texts(page)[state.section]):
            yield f"           {line}"


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


def text_stamped(root: Path, page: Page, section: str, wanted: str) -> str | None:
    """Return the text of a section whose digest is wanted from git's history of the page, or None."""
    commits = _git(root, "log", f"--max-count={LOOKED_BACK}", "--format=%H", "--", page.path)
    for commit in (commits or b"").decode("ascii", "replace").split():
        content = _git(root, "show", f"{commit}:./{page.path}")
        text = decode(content, page.path)[0] if content else ""
        found = texts(parse(text, path=page.path, slug=page.slug, locale=page.locale)).get(section, "")
        if digest(found)[:LENGTH] == wanted:
            return found
    return None


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints, or None when there is no git or no history."""
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
