"""Comments that allow a finding: each names a rule, gives a reason and is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Comment, Site

ALLOW = re.compile(r"zhike:\s*allow\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?:\((.*)\))?", re.S)
MEANT = re.compile(r"zhike\b")


@dataclass(frozen=True, slots=True)
class Allowance:
    """A rule that a comment allows to be broken on one line of a file, and why; `rule` is "" when it is malformed."""

    comment: Comment
    rule: str
    reason: str

    @property
    def key(self) -> tuple[str, int, str]:
        return self.comment.at.path, self.comment.speaks_of, self.rule

    def speaks_of_page(self, site: Site) -> bool:
        """Say whether the comment stands in a page's front matter, where it speaks of the whole page too."""
        page = site.pages.get(self.comment.at.path)
        return page is not None and self.comment.at.line < page.body


def allowances(site: Site) -> Iterator[Allowance]:
    """Yield what comments in pages and data files allow."""
    comments = [comment for page in site.pages.values() for comment in page.comments]
    comments += [comment for document in site.data.values() for comment in document.comments]
    for comment in comments:
        if match := ALLOW.fullmatch(comment.text):
            for name in match[1].split(","):
                yield Allowance(comment, name.strip(), (match[2] or "").strip())
        elif MEANT.match(comment.text):
            yield Allowance(comment, "", "")
