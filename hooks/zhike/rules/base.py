"""What every rule is made of."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, cast
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from ..alignment import aligned
from ..findings import Finding as Finding
from ..findings import Severity as Severity
from ..findings import Value
from ..findings import Word as Word
from ..model import Block, Edit, Link, Page, Position, Problem, Site


class Regex:
    """A regular expression that is compiled when something is first asked of it; from then on it answers as that."""

    def __init__(self, written: str, flags: int) -> None:
        self._made = written, flags

    def __getattr__(self, name: str) -> object:
        value = getattr(re.compile(*self._made), name)
        setattr(self, name, value)
        return value


def regex(written: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression, not compiled before it is used: most look for what hardly a page holds."""
    return cast("re.Pattern[str]", Regex(written, flags))


class About(StrEnum):
    """What a rule asks about: pages one slug after another, the rest of the site at once, or both."""

    PAGES = "pages"
    SITE = "site"
    BOTH = "both"


Made = TypeVar("Made")
ByLine = dict[int, list[int]]

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
MOST_LISTED = 20


@dataclass(frozen=True)
class Rule:
    """A named question to the site."""

    name: str
    severity: Severity
    about: About
    check: Callable[[Site], Iterable[Finding]]

    @property
    def law(self) -> str:
        """The rule in one sentence."""
        return self._docstring.split("\n\n", 1)[0].replace("\n", " ")

    @property
    def example(self) -> str:
        """The Bad: and Good: lines."""
        return self._docstring.split("\n\n")[1]

    @property
    def why(self) -> str:
        """What readers or editors lose when it is broken; "" when the law says it."""
        return " ".join("\n\n".join(self._docstring.split("\n\n")[2:]).split("\n"))

    @property
    def _docstring(self) -> str:
        return inspect.getdoc(self.check) or ""


def rule(severity: Severity, about: About = About.PAGES) -> Callable[[Callable[[Site], Iterable[Finding]]], Rule]:
    """Make a rule of a generator function; its name with hyphens is the rule's name."""
    return lambda check: Rule(check.__name__.replace("_", "-"), severity, about, check)


def found(at: Position, message: str, hint: str = "", **values: object) -> Finding:
    """Return a finding whose values are named in message and hint."""
    return Finding(at, message, hint, plain(values))


def plain(values: Mapping[str, object]) -> dict[str, Value]:
    """Return the values of a message as words and numbers."""
    return {key: _shown(value) for key, value in values.items()}


def _shown(value: object) -> Value:
    """Return a value as a reader can see it: characters that nobody sees by their codes."""
    if type(value) is not str:
        return value if isinstance(value, (str, int)) else str(value)
    return value if value.isascii() else UNSEEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", value)


def replacing(at: Position, old: str, new: str) -> Edit:
    """Return the edit that writes one text for another, which stands on one line."""
    return Edit(at, Position(at.path, at.line, at.column + len(old)), new)


def guess(name: str, known: Collection[str]) -> str:
    """Return the known name nearest to a mistyped one, or nothing."""
    best = process.extractOne(name.lower(), list(known), scorer=_likeness, processor=str.lower, score_cutoff=75)
    return best[0] if best else ""


class Guesses:
    """Guesses names as long as there are few to guess: what is wrong in every line was not mistyped."""

    MOST = 50
    LONGEST = 400

    def __init__(self) -> None:
        self.left = self.MOST

    def __call__(self, name: str, known: Callable[[], Collection[str]] | Collection[str]) -> str:
        """Return the known name nearest to a mistyped one, or nothing."""
        self.left -= 1
        if self.left < 0 or len(name) > self.LONGEST:
            return ""
        return guess(name, known() if callable(known) else known)


def _likeness(a: str, b: str, *, score_cutoff: float | None = None) -> float:
    """Return how alike two names are from 0 to 100, their last parts above all: folders and endings say little."""
    last = fuzz.ratio(a.rsplit("/", 1)[-1].removesuffix(".md"), b.rsplit("/", 1)[-1].removesuffix(".md"))
    return last * 0.9 + fuzz.ratio(a, b) * 0.1


def did_you_mean(nearest: str, otherwise: str = "") -> str:
    """Return the hint that names a guess, or another when there is none."""
    return "did you mean '{guess}'?" if nearest else otherwise


def known_names(nearest: str, known: Collection[str]) -> tuple[str, str]:
    """Return the hint that names a guess, or else all that may stand there; and the names it lists."""
    listed = ", ".join(sorted(known)) if known and len(known) <= MOST_LISTED else ""
    return did_you_mean(nearest, "known are {known}" if listed else "choose one that exists, or add it first"), listed


def joined_by(name: str) -> str:
    """Return the mark of a Chinese sentence that stands in a name where a list needs a comma and a blank."""
    return next((mark for mark in name if mark in "，、；"), "")


def reported(site: Site, name: str) -> Iterator[Finding]:
    """Yield what reading the files brought to light under a rule's name."""
    problems: list[Problem] = list(site.problems)
    for page in site.written():
        problems += page.problems
    for problem in problems:
        if problem.rule == name:
            yield Finding(problem.at, problem.message, problem.hint, plain(problem.values), problem.fix)


def is_external(target: str) -> bool:
    """Say whether a link target has a scheme or a host of its own."""
    head = target.split("/", 1)[0].split("#", 1)[0].split("?", 1)[0]
    return ":" in head or target.startswith("//")


def inner_links(site: Site) -> Iterator[tuple[Page, Link, str]]:
    """Yield every link that stays on the site, with its decoded target."""
    yield from site.once(("inner links", site.focus), lambda: list(_inner_links(site)))


def _inner_links(site: Site) -> Iterator[tuple[Page, Link, str]]:
    for page in site.written():
        for link in page.links:
            if link.target and not is_external(link.target) and not link.target.startswith("/"):
                yield page, link, unquote(link.target)


def pairs_on(
    site: Site, source: Page, translation: Page, ours: Iterable[int], theirs: Iterable[int]
) -> Iterator[tuple[Block, Block]]:
    """Yield the pairs of blocks that stand on some lines of a page or of its translation, in order."""
    pairs, by_line, by_other_line = lately(
        site, f"pairs with {translation.locale}", source, lambda: _pairs(site, source, translation)
    )
    indexes = {index for line in ours for index in by_line.get(line, ())}
    indexes.update(index for line in theirs for index in by_other_line.get(line, ()))
    return (pairs[index] for index in sorted(indexes))


def _pairs(site: Site, source: Page, translation: Page) -> tuple[list[tuple[Block, Block]], ByLine, ByLine]:
    """Return the pairs of blocks of two pages, and by line of each page the indexes of those that stand there."""
    pairs = aligned(site, source, translation)
    by_line: ByLine = {}
    by_other_line: ByLine = {}
    for index, (a, b) in enumerate(pairs):
        for line in a.lines:
            by_line.setdefault(line, []).append(index)
        for line in b.lines:
            by_other_line.setdefault(line, []).append(index)
    return pairs, by_line, by_other_line


def lately(site: Site, name: str, page: Page, make: Callable[[], Made]) -> Made:
    """Return what is worked out of a page, and kept until the next page of its language is asked about."""
    kept = site.memo.get((name, page.locale))
    if not (isinstance(kept, tuple) and kept[0] is page):
        kept = site.memo[(name, page.locale)] = (page, make())
    return cast("Made", kept[1])


def relative(page: Page, path: str) -> str:
    """Return a path inside docs as written from a page's folder."""
    return page.relative(path) if path else ""


def near(page: Page, section: str) -> Position:
    """Return the place of a section's heading, or of the first heading."""
    heading = next((h for h in page.headings if h.id == section), None) or next(iter(page.headings), None)
    return heading.at if heading else page.at()
