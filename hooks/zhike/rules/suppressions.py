"""Comments that allow a finding: each names a rule, gives a reason and is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Comment, Position, Site
from .base import regex

ALLOW = regex(r"zhike:\s*allow\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?:[(（](.*)[)）])?", re.S)
MEANT = regex(r"zhike\b")


@dataclass(frozen=True, slots=True)
class Allowance:
    """A rule that a comment allows to be broken on some lines of a file, and why; `rule` is "" when malformed."""

    at: Position
    lines: tuple[int, ...]
    rule: str
    reason: str

    @property
    def keys(self) -> list[tuple[str, int, str]]:
        return [(self.at.path, line, self.rule) for line in self.lines]


def allowances(site: Site) -> Iterator[Allowance]:
    """Yield what comments allow: those in pages, and those in data files unless pages alone are asked about."""
    for page in site.written():
        for comment in page.comments:
            # in front matter a comment speaks of the whole page too
            yield from _allowances(comment, (1,) if comment.at.line < page.body else ())
    for document in () if site.focus else site.data.values():
        for comment in document.comments:
            yield from _allowances(comment, ())


def _allowances(comment: Comment, more: tuple[int, ...]) -> Iterator[Allowance]:
    if match := ALLOW.fullmatch(comment.text):
        for name in match[1].split(","):
            yield Allowance(comment.at, (comment.speaks_of, *more), name.strip(), (match[2] or "").strip())
    elif MEANT.match(comment.text):
        yield Allowance(comment.at, (), "", "")
