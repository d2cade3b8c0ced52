"""What mkdocs.yml says, as plain values with places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from .model import Data, Position, Site

FILE = "mkdocs.yml"
EMPTY = Data({}, {(): Position(FILE)})


def document(site: Site) -> Data:
    """Return the configuration, an empty one when there is none."""
    return site.data.get(FILE, EMPTY)


def value(site: Site, *key: str) -> object:
    """Return the value of a key, None when it is missing."""
    found: object = document(site).value
    for part in key:
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found


def site_url(site: Site) -> str:
    """Return the address that the site is published at, "" when none is set; the default counts for !ENV."""
    written = value(site, "site_url")
    texts = written if isinstance(written, list) else [written]
    return next((text for text in reversed(texts) if isinstance(text, str) and "://" in text), "")


def named(site: Site, key: str) -> Iterator[tuple[str, object, int]]:
    """Yield name, options and index of every entry of a list such as plugins, whose entries may have options."""
    written = value(site, key)
    entries = [{name: options} for name, options in written.items()] if isinstance(written, dict) else written
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, str):
            yield entry, None, index
        elif isinstance(entry, dict):
            yield from ((str(name), options, index) for name, options in cast("dict[str, object]", entry).items())


def has_extension(site: Site, name: str) -> bool:
    """Say whether a Markdown extension is switched on."""
    return any(known.rsplit(".", 1)[-1] == name for known, _, _ in named(site, "markdown_extensions"))
