"""Runs linkchecker with its options, parsing each page once.

linkchecker fetches and parses a page again for every anchor that links name, which takes minutes where a page has many.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from linkcheck.command.linkchecker import linkchecker
from linkcheck.htmlutil import htmlsoup, linkparse


def main() -> None:
    """Hand over to linkchecker once its parser remembers what it has parsed."""
    find_links = linkparse.find_links
    anchors: dict[int, list[tuple[tuple[object, ...], dict[str, object]]]] = {}

    def remembered(page: object, callback: Callable[..., None], tags: object) -> None:
        if tags is not linkparse.AnchorTags:
            find_links(page, callback, tags)
            return
        if id(page) not in anchors:
            found: list[tuple[tuple[object, ...], dict[str, object]]] = []
            find_links(page, lambda *given, **named: found.append((given, named)), tags)
            anchors[id(page)] = found
        for given, named in anchors[id(page)]:
            callback(*given, **named)

    htmlsoup.make_soup = lru_cache(maxsize=None)(htmlsoup.make_soup)
    linkparse.find_links = remembered
    linkchecker()


if __name__ == "__main__":
    main()
