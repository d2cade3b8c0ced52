"""Raw HTML: pages are Markdown, with the tags that the settings allow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Site
from .base import Finding, Severity, found, rule

HANDLER = re.compile(r"(?:^|[\s\"'/])(on[a-z]+)\s*=", re.I)
RUNS = frozenset({"javascript", "vbscript", "data"})


@rule(Severity.ERROR)
def forbidden_tag(site: Site) -> Iterator[Finding]:
    """A page holds no HTML tag but the allowed ones.

    Bad:  <font color="red">Say sorry first</font>
    Good: **Say sorry first**
    """
    for page in site.written():
        for tag in page.tags:
            name = tag.name.removeprefix("/")
            if name not in site.settings.allowed_tags and not tag.name.startswith("/"):
                yield found(tag.at, "the tag <{name}> is not allowed", "write it in Markdown", name=name)


@rule(Severity.ERROR)
def event_handler(site: Site) -> Iterator[Finding]:
    """Nothing on a page runs: no event handler, no address that is a script.

    Bad:  [Steps](javascript:alert(1))
    Good: [Steps](steps.md)
    """
    for page in site.written():
        for tag in (*page.tags, *page.attributes):
            for name in HANDLER.findall(tag.attributes):
                yield found(tag.at, "'{name}' would run a script", "remove it", name=name.strip())
        for link in page.links:
            scheme = (link.target or "").partition(":")[0].strip().lower()
            if ":" in (link.target or "") and scheme in RUNS:
                yield found(link.at, "an address with '{scheme}:' would run", "link to a page", scheme=scheme)
