"""Makes the file of the index that is read first: how queries are read, and what other files there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from ..languages import language
from ..model import Site
from . import near, shards, shown
from .scripts import call
from .topics import Topic
from .words import IRREGULAR_FORMS, Readings

# what a topic counts whose type the settings do not name: a term
OTHER_WEIGHT = 0.5
# the first Chinese character, and the first that counts something
HAN, FIRST = 0x3400, 35


def common(
    site: Site, found: Sequence[Topic], parts: Iterable[str], likely: Iterable[str], readings: Readings
) -> dict[str, object]:
    """Return what all languages read first; `parts` and `likely` name the lists and what misspelt words may be."""
    kinds = sorted({topic.type for topic in found})
    types = site.settings.types
    return {
        "glossary": site.settings.glossary,
        "topics": len(found),
        "chunk": shown.CHUNK,
        "kinds": [[kind, types[kind].weight if kind in types else OTHER_WEIGHT] for kind in kinds],
        "types": "".join(shards.DIGITS[kinds.index(topic.type)] for topic in found),
        "shards": " ".join(sorted(parts)),
        "alike": " ".join(likely),
        **_sounds(readings),
        "near": near.characters(site.near),
        "questions": stopped(site, "questions"),
        "kept": stopped(site, "kept"),
    }


def latin(site: Site) -> str:
    """Return the file that is read when a query has Latin words: those left out, and forms that no rule makes."""
    return call("latin", " ".join(stopped(site, "stop")), " ".join(IRREGULAR_FORMS.split()))


def _sounds(readings: Readings) -> dict[str, object]:
    """Return all syllables, the commonest first; how far each character is from the last one; and its syllable.

    Both are characters themselves, counted from FIRST; that takes half of the place that a table would.
    """
    known = {character: name for character, name in sorted(readings.known.items()) if name}
    common = [name for name, _ in Counter(known.values()).most_common()]
    names = [*common, *sorted(readings.heard - {"", *common})]
    places = {name: number for number, name in enumerate(names)}
    gaps = (ord(character) - ord(last) for last, character in pairwise([chr(HAN), *known]))
    return {
        "syllables": " ".join(names),
        "gaps": "".join(chr(FIRST + gap) for gap in gaps),
        "sounds": "".join(chr(FIRST + places[name]) for name in known.values()),
    }


def file(site: Site, shared: Mapping[str, object], locale: str, names: Iterable[str]) -> str:
    """Return the file of one language; `names` are the files that name the topics."""
    own = {
        "locale": locale,
        "path": "" if locale == site.settings.source else f"{locale}/",
        "roles": [role.names.get(locale, role.id) for role in site.roles],
        "names": " ".join(name.removesuffix(".js").rpartition("-")[2] for name in names),
    }
    return call("start", {**shared, **own})


def stopped(site: Site, kind: str) -> list[str]:
    """Return the words of one kind that all languages of a site leave out of queries."""
    return [word for locale in site.settings.locales for word in language(locale).search.get(kind, ())]
