"""Comments that allow a finding: each names a rule, gives a reason and is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Comment, Site

ALLOW = re.compile(r"zhike:\s*allow\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?:\((.*)\))?\s*$", re.S)


@dataclass(frozen=True, slots=True)
class Allowance:
    """A rule that a comment allows to be broken on one line of a file, and why."""

    comment: Comment
    rule: str
    line: int
    reason: str


def allowances(site: Site) -> Iterator[Allowance]:
    """Yield what comments in pages and data files allow; one alone on its line speaks of the next line with text."""
    for page in site.pages.values():
        for comment in page.comments:
            yield from _of(comment, page.lines)
    for document in site.data.values():
        for comment in document.comments:
            yield from _of(comment, ())


def _of(comment: Comment, lines: tuple[str, ...]) -> Iterator[Allowance]:
    match = ALLOW.match(comment.text)
    if not match:
        return
    line = comment.at.line
    if lines and lines[line - 1].strip().startswith(("<!--", "#")):
        text = (number for number, written in enumerate(lines[line:], line + 1) if written.strip())
        line = next(text, line)
    for name in match[1].split(","):
        yield Allowance(comment, name.strip(), line, (match[2] or "").strip())
