"""Which text of a section each translation was made from: zhike.lock, one line a section.

A line is `path#section SOURCE-DIGEST TRANSLATION-DIGEST`, with a further pair for each further translation, in the
order of the settings; `-` stands for a translation that was missing. Lines are sorted, so that two branches that stamp
different sections can be merged.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .model import Page, Position, Problem, Site
from .sections import digests
from .snapshot import LOCK

NAME = "(?:[0-9a-f]{12}|-)"
LINE = re.compile(rf"(?P<place>[^\n]+?\.md#\S*)(?P<names>(?: {NAME} {NAME})+)")
NONE = "-"
BLANK = re.compile(r"\s")  # an id with a blank is none, and no line could name it
KINDS = ("fresh", "stale", "changed", "new", "missing")
Stamps = Mapping[str, tuple[str, ...]]
"""For every place `path#section`, the digests of source and translation, one pair a translation."""


def read(content: bytes) -> tuple[dict[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Return the stamps in the bytes of a lock, and the lines that cannot be read."""
    found: dict[str, tuple[str, ...]] = {}
    problems = []
    for number, line in enumerate(content.removeprefix(BOM_UTF8).decode(errors="replace").split("\n"), 1):
        match = LINE.fullmatch(line.rstrip("\r"))
        if match and match["place"] not in found:
            found[match["place"]] = tuple(match["names"].split())
        elif line.strip():
            message = "this section stands twice in the lock" if match else "this line of the lock cannot be read"
            problems.append(Problem(Position(LOCK, number), "broken_lock", message, "delete it and run zhike stamp"))
    return found, tuple(problems)


def written(stamps: Stamps) -> bytes:
    """Return the bytes of the lock."""
    return "".join(f"{place} {' '.join(names)}\n" for place, names in sorted(stamps.items())).encode()


def parted(place: str) -> tuple[str, str]:
    """Return path and section of a place.

    >>> parted("docs/install.md#steps")
    ('docs/install.md', 'steps')
    """
    stem, _, section = place.partition(".md#")
    return f"{stem}.md", section


@dataclass(frozen=True, slots=True)
class State:
    """How one translation of a section stands to its source.

    `kind` is one of KINDS: "stale" when the source has changed and the translation has not, "changed" when both have,
    "new" when the translation was never stamped. `stamp` is the pair of digests in the lock, `now` the pair today.
    """

    place: str
    section: str
    locale: str
    kind: str
    stamp: tuple[str, str]
    now: tuple[str, str]


def states(site: Site, source: Page) -> list[State]:
    """Return how every section of a source page stands in every translation."""
    return site.once(("states", source.path), lambda: list(_states(site, source)))


def _states(site: Site, source: Page) -> Iterator[State]:
    translations = [(locale, site.page(source.slug, locale)) for locale in site.settings.translations]
    theirs = [(locale, digests(page) if page else {}) for locale, page in translations]
    named = {section: digest for section, digest in digests(source).items() if not BLANK.search(section)}
    for section, digest in named.items():
        place = f"{source.path}#{section}"
        names = site.lock.get(place, ())
        for index, (locale, known) in enumerate(theirs):
            before = (*names[index * 2 : index * 2 + 2], NONE, NONE)
            stamp, now = (before[0], before[1]), (digest, known.get(section, NONE))
            yield State(place, section, locale, _kind(stamp, now), stamp, now)


def _kind(stamp: tuple[str, str], now: tuple[str, str]) -> str:
    if now[1] == NONE:
        return "missing"
    if NONE in stamp:
        return "new"
    if now[0] == stamp[0]:
        return "fresh"
    return "stale" if now[1] == stamp[1] else "changed"
