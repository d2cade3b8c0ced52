"""Which text of a section each translation was made from: zhike.lock, one line a section.

A line is `path#section SOURCE-DIGEST TRANSLATION-DIGEST …`, the translations in the order of the settings, `-` for
one that was missing. Lines are sorted, so that two branches that stamp different sections can be merged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .model import Page, Position, Problem, Site
from .sections import digests
from .snapshot import LOCK

LINE = re.compile(r"(?P<place>\S+#\S*)(?P<digests>(?: (?:[0-9a-f]{12}|-))+)")
NONE = "-"
KINDS = ("fresh", "stale", "changed", "new", "missing")


def read(text: str) -> tuple[dict[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Return the digests of every section by `path#section`, and the lines that cannot be read."""
    found: dict[str, tuple[str, ...]] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := LINE.fullmatch(line):
            found[match["place"]] = tuple(match["digests"].split())
        elif line.strip():
            message, hint = "this line of the lock cannot be read", "delete it and run zhike stamp"
            problems.append(Problem(Position(LOCK, number), "broken_lock", message, hint))
    return found, tuple(problems)


def written(stamps: Mapping[str, tuple[str, ...]]) -> str:
    """Return the text of the lock."""
    return "".join(f"{place} {' '.join(found)}\n" for place, found in sorted(stamps.items()))


@dataclass(frozen=True, slots=True)
class State:
    """How one translation of a section stands to its source.

    `kind` is one of KINDS: "stale" when the source has changed and the translation has not, "changed" when both have,
    "new" when the section was never stamped.
    """

    place: str
    section: str
    locale: str
    kind: str


def states(site: Site, source: Page) -> list[State]:
    """Return how every section of a source page stands in every translation."""
    ours = digests(source)
    found = []
    for index, locale in enumerate(site.settings.translations):
        page = site.page(source.slug, locale)
        theirs = digests(page) if page else {}
        for section, digest in ours.items():
            place = f"{source.path}#{section}"
            stamp = site.lock.get(place, ())
            before = stamp[index + 1] if index + 1 < len(stamp) else NONE
            kind = _kind(digest, theirs.get(section), stamp[0] if stamp else NONE, before)
            found.append(State(place, section, locale, kind))
    return found


def _kind(source: str, translation: str | None, stamped: str, before: str) -> str:
    if translation is None:
        return "missing"
    if NONE in (stamped, before):
        return "new"
    if source == stamped:
        return "fresh"
    return "stale" if translation == before else "changed"


def stamp_of(site: Site, source: Page, section: str) -> tuple[str, ...]:
    """Return the digests of a section as it stands now, in every language."""
    pages = [source, *(site.page(source.slug, locale) for locale in site.settings.translations)]
    return tuple(digests(page).get(section, NONE) if page else NONE for page in pages)
