"""Dashes: hyphens join parts of words, and are no dash."""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import language
from ..model import Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import HAN, holds

SIGNS = ("--", " - ", " – ")
IN_CHINESE = regex(rf"(?<=[{HAN}”’）》]) ?-{{2,3}} ?(?=[{HAN}“‘（《])|(?<=[{HAN}”’）》]) [-–—] (?=[{HAN}“‘（《])")
IN_OTHERS = regex(r"(?<=[^\W\d_]) ?--{1,2} (?=[^\W\d_])|(?<=[^\W\d_])--{1,2}(?=[^\W\d_])|(?<=[^\W\d_]) - (?=[^\W\d_])")


@rule(Severity.WARNING)
def wrong_dash(site: Site) -> Iterator[Finding]:
    """A dash is written —— in Chinese and – in other languages, not with hyphens.

    Bad:  先道歉--再解决问题
    Good: 先道歉——再解决问题
    """
    for page in site.written():
        if holds(page.running, SIGNS):
            yield from _dashes(page)


def _dashes(page: Page) -> Iterator[Finding]:
    is_han = language(page.locale).is_han
    for match in (IN_CHINESE if is_han else IN_OTHERS).finditer(page.running):
        written, meant = match.group(), "——" if is_han else " – "
        mark = written.strip()
        at = page.place(match.start() + written.index(mark))
        finding = found(at, "'{mark}' is no dash", "write '{meant}'", mark=mark, meant=meant.strip())
        yield finding.mended(replacing(page.place(match.start()), written, meant))
