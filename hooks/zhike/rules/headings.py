"""Headings: one H1, no jumps, and an explicit id that every language shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Site
from .base import Finding, Severity, found, rule

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@rule(Severity.ERROR)
def missing_heading_id(site: Site) -> Iterator[Finding]:
    """A heading below the first level has an explicit id, the same in every language.

    Bad:  ## 道歉
    Good: ## 道歉 {#apologise}
    """
    for page in site.written():
        for heading in page.headings:
            if heading.level > 1 and not heading.explicit:
                hint = "end it with an English id such as {{#apologise}}"
                yield found(heading.at, "the heading '{text}' has no id", hint, text=heading.text[:40])


@rule(Severity.ERROR)
def odd_heading_id(site: Site) -> Iterator[Finding]:
    """A heading's id is made of small letters, digits and single hyphens.

    Bad:  ## Apologise {#Say_Sorry}
    Good: ## Apologise {#say-sorry}
    """
    for page in site.written():
        for heading in page.headings:
            if heading.explicit and not ID.fullmatch(heading.id):
                better = re.sub(r"[^a-z0-9]+", "-", heading.id.lower()).strip("-")
                hint = "write {{#{better}}}" if better else "use an English word"
                yield found(heading.at, "the id '{id}' is not plain", hint, id=heading.id, better=better)


@rule(Severity.ERROR)
def duplicate_id(site: Site) -> Iterator[Finding]:
    """An id stands once on a page.

    Bad:  ## Steps {#steps} … ## More steps {#steps}
    Good: ## Steps {#steps} … ## More steps {#more-steps}
    """
    for page in site.written():
        first: dict[str, int] = {}
        for heading in page.headings:
            if heading.id in first:
                named = {"id": heading.id, "line": first[heading.id]}
                yield found(heading.at, "the id '{id}' is taken by line {line}", "choose another", **named)
            first.setdefault(heading.id, heading.at.line)


@rule(Severity.WARNING)
def heading_jump(site: Site) -> Iterator[Finding]:
    """A heading is at most one level below the heading before it.

    Bad:  ## Steps {#steps} … #### Then {#then}
    Good: ## Steps {#steps} … ### Then {#then}
    """
    for page in site.written():
        for before, heading in zip(page.headings, page.headings[1:], strict=False):
            if heading.level > before.level + 1:
                named = {"before": before.level, "level": heading.level, "hashes": "#" * (before.level + 1)}
                yield found(heading.at, "the level jumps from {before} to {level}", "write {hashes}", **named)


@rule(Severity.ERROR)
def second_h1(site: Site) -> Iterator[Finding]:
    """A page has one heading of the first level.

    Bad:  # Apologising … # Limits
    Good: # Apologising … ## Limits {#limits}
    """
    for page in site.written():
        firsts = [heading for heading in page.headings if heading.level == 1]
        for heading in firsts[1:]:
            line = firsts[0].at.line
            yield found(heading.at, "a second H1; the first is on line {line}", "write ##", line=line)


@rule(Severity.ERROR)
def title_differs(site: Site) -> Iterator[Finding]:
    """A page's H1 is its title.

    Bad:  title: Apologising … # How to say sorry
    Good: title: Apologising … # Apologising
    """
    for page in site.written():
        title = page.front_matter.get("title")
        first = next((heading for heading in page.headings if heading.level == 1), None)
        if isinstance(title, str) and page.blocks and first is None:
            yield found(page.at(page.body), "this page has no H1", "begin it with '# {title}'", title=title)
        elif isinstance(title, str) and first is not None and first.text != title:
            named = {"heading": first.text, "title": title}
            yield found(first.at, "the H1 '{heading}' is not the title '{title}'", "make them the same", **named)
