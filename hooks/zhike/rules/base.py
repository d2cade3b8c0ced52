"""What every rule is made of: findings, severities, and the diagnostic that a reader gets."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from ..model import Link, Page, Position, Problem, Site


class Severity(StrEnum):
    """How bad a finding is: an error stops a build, a warning does not, info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place and what is wrong there; message and hint are templates for `values`, so that they can be translated."""

    at: Position
    message: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """A finding as reports show it."""

    path: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Rule:
    """A named question to the site."""

    name: str
    severity: Severity
    check: Callable[[Site], Iterable[Finding]]

    @property
    def law(self) -> str:
        """The rule in one sentence."""
        return self._docstring.split("\n\n", 1)[0].replace("\n", " ")

    @property
    def example(self) -> str:
        """The Bad: and Good: lines."""
        return self._docstring.partition("\n\n")[2]

    @property
    def _docstring(self) -> str:
        return inspect.getdoc(self.check) or ""


def rule(severity: Severity) -> Callable[[Callable[[Site], Iterable[Finding]]], Rule]:
    """Make a rule of a generator function; its name with hyphens is the rule's name."""
    return lambda check: Rule(check.__name__.replace("_", "-"), severity, check)


def found(at: Position, message: str, hint: str = "", **values: object) -> Finding:
    """Return a finding whose values are named in message and hint."""
    return Finding(at, message, hint, values)


def guess(name: str, known: Collection[str]) -> str:
    """Return the known name nearest to a mistyped one, or nothing."""
    best = process.extractOne(name.lower(), list(known), scorer=_likeness, processor=str.lower, score_cutoff=75)
    return best[0] if best else ""


def _likeness(a: str, b: str, *, score_cutoff: float | None = None) -> float:
    """Return how alike two names are from 0 to 100, their last parts above all: folders and endings say little."""
    last = fuzz.ratio(a.rsplit("/", 1)[-1].removesuffix(".md"), b.rsplit("/", 1)[-1].removesuffix(".md"))
    return last * 0.9 + fuzz.ratio(a, b) * 0.1


def did_you_mean(nearest: str, otherwise: str = "") -> str:
    """Return the hint that names a guess, or another when there is none."""
    return "did you mean '{guess}'?" if nearest else otherwise


def reported(site: Site, name: str) -> Iterator[Finding]:
    """Yield what reading the files brought to light under a rule's name."""
    problems: list[Problem] = list(site.problems)
    for page in site.written():
        problems += page.problems
    for problem in problems:
        if problem.rule == name:
            yield Finding(problem.at, problem.message, problem.hint, problem.values)


def is_external(target: str) -> bool:
    """Say whether a link target has a scheme or a host of its own."""
    head = target.split("/", 1)[0].split("#", 1)[0].split("?", 1)[0]
    return ":" in head or target.startswith("//")


def inner_links(site: Site) -> Iterator[tuple[Page, Link, str]]:
    """Yield every link that stays on the site, with its decoded target."""
    if "inner links" not in site.memo:
        site.memo["inner links"] = [
            (page, link, unquote(link.target))
            for page in site.written()
            for link in page.links
            if link.target and not is_external(link.target) and not link.target.startswith("/")
        ]
    yield from cast(list[tuple[Page, Link, str]], site.memo["inner links"])


def relative(page: Page, path: str) -> str:
    """Return a path inside docs as written from a page's folder."""
    if not path:
        return ""
    here, there = page.slug.split("/")[:-1], path.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "../" * len(here) + "/".join(there)


def near(page: Page, section: str) -> Position:
    """Return the place of a section's heading, or of the first heading."""
    heading = next((h for h in page.headings if h.id == section), None) or next(iter(page.headings), None)
    return heading.at if heading else page.at()
