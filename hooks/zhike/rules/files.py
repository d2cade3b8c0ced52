"""Files: every one can be read, stands by itself and has something to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Block, Page, Site
from .base import About, Finding, Severity, found, regex, reported, rule

COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.S)


@rule(Severity.ERROR, About.BOTH)
def unreadable_file(site: Site) -> Iterator[Finding]:
    """A file is text in UTF-8.

    Bad:  a page saved as UTF-16 or GB 18030
    Good: the same page saved as UTF-8
    """
    return reported(site, "unreadable_file")


@rule(Severity.ERROR, About.BOTH)
def unreadable_data(site: Site) -> Iterator[Finding]:
    """Front matter and data files are well-formed YAML.

    Bad:  title: Apology: when and how
    Good: title: "Apology: when and how"
    """
    return reported(site, "unreadable_data")


@rule(Severity.ERROR, About.BOTH)
def wrong_settings(site: Site) -> Iterator[Finding]:
    """The settings in pyproject.toml are ones that the checker knows.

    Bad:  [tool.zhike] langauges = ["en"]
    Good: [tool.zhike] translations = ["en"]
    """
    return reported(site, "wrong_settings")


@rule(Severity.ERROR, About.BOTH)
def symbolic_link(site: Site) -> Iterator[Finding]:
    """Nothing in docs is a symbolic link.

    Bad:  docs/photo.png leading to another folder
    Good: docs/photo.png itself
    """
    return reported(site, "symbolic_link")


@rule(Severity.ERROR, About.BOTH)
def huge_page(site: Site) -> Iterator[Finding]:
    """A page is no larger than the limit.

    Bad:  a page of 2 MB
    Good: several pages
    """
    return reported(site, "huge_page")


@rule(Severity.WARNING, About.BOTH)
def leftover_file(site: Site) -> Iterator[Finding]:
    """Nothing that a program or a system left behind lies in docs.

    Bad:  docs/.DS_Store
    Good: docs without it, and a line .DS_Store in .gitignore
    """
    return reported(site, "leftover_file")


@rule(Severity.ERROR, About.BOTH)
def empty_page(site: Site) -> Iterator[Finding]:
    """A page has text below its front matter, and a data file is not empty.

    Bad:  front matter alone
    Good: front matter, a heading and what to do
    """
    yield from reported(site, "empty_page")
    for page in site.written():
        unread = any(problem.rule in ("huge_page", "unreadable_file") for problem in page.problems)
        if not unread and not any(_says_something(page, block) for block in page.blocks):
            yield found(page.at(page.body), "this page has no text", "write it, or delete the file")


def _says_something(page: Page, block: Block) -> bool:
    """Say whether anything can be seen in a block but a heading or a line."""
    if block.kind in ("heading", "rule"):
        return False
    text = COMMENT.sub("", "\n".join(page.lines[block.at.line - 1 : block.end]))
    return any(letter.isprintable() and letter != " " for letter in text)
