"""Bytes: how a file begins and how its lines end."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Site
from .base import About, Finding, Severity, reported, rule


@rule(Severity.WARNING, About.BOTH)
def byte_order_mark(site: Site) -> Iterator[Finding]:
    """A file begins with its text, not with a byte order mark.

    Bad:  a page that Notepad saved as "UTF-8 with BOM"
    Good: the same page saved as "UTF-8"

    Programs that join or compare files stumble over the mark, which nobody sees.
    """
    return reported(site, "byte_order_mark")


@rule(Severity.WARNING, About.BOTH)
def mixed_line_ends(site: Site) -> Iterator[Finding]:
    """All lines of a file end alike.

    Bad:  some lines end as on Windows, some as on Linux
    Good: every line ends as on Linux (LF)

    A change of line ends makes lines look changed in which nothing was changed.
    """
    return reported(site, "mixed_line_ends")
