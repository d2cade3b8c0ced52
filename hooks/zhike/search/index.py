"""Makes the files of the index: a small one that is read first, and parts that are read when a query needs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .. import collector
from ..lexicon import lexicon
from ..model import Site
from . import alike, characters, concepts, near, shards, shown, start
from .postings import CONCEPT, Posting, Vocabulary, postings
from .scripts import call, short
from .topics import Topic, topics
from .words import Readings, is_han

HERE = Path(__file__).parent
FOLDER = "assets/search"
SCRIPTS = ("engine.js", "loader.js")
WORKER = "worker.js"
# what a page has of a concept that comes from a record which the page carries
SAME_SOURCE = 6.0
# a single character is listed for every page while so small a share of all topics has it, else where it counts
RARE, COUNTS = 0.05, 5


@collector.paused()
def files(site: Site) -> dict[str, str]:
    """Return the index of a site: the text of each file by its name."""
    found, readings, source = topics(site), Readings(), site.settings.source
    stop = frozenset(start.stopped(site, "stop"))
    lists = _gathered(site, found, stop)
    parts = dict(_parts(site, found, lists, stop, readings))
    likely = alike.files(lists, readings)
    made = {f"{name}.js": text for name, text in parts.items() if text}
    made |= {f"alike-{name}.js": text for name, text in likely.items()}
    made |= _characters(readings) | {"latin.js": start.latin(site)}
    shared = start.common(site, found, parts, likely, readings)
    posts = [role.id for role in site.roles][: len(shards.DIGITS)]
    for locale in site.settings.locales:
        names = dict(shown.names(found, posts, locale, source))
        made |= names
        made |= dict(shown.texts(found, locale, source))
        made[f"terms.{locale}.js"] = shown.terms(found, locale, source)
        made[f"start.{locale}.js"] = start.file(site, shared, locale, names)
    return made


def write(site: Site, folder: Path) -> None:
    """Write the index, the engine and what fetches the one for the other into the folder of a built site."""
    target = folder / FOLDER
    made = files(site) | {name: short((HERE / name).read_text(encoding="utf-8")) for name in (*SCRIPTS, WORKER)}
    for parent in {(target / name).parent for name in made}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")


def _parts(
    site: Site, found: Sequence[Topic], lists: Mapping[str, shards.Found], stop: frozenset[str], readings: Readings
) -> Iterator[tuple[str, str]]:
    """Yield the files that hold the lists, by their names, whose order is that of the keys in them."""
    pages = {term: [each for each in listed if not found[each[0]].anchor] for term, listed in lists.items()}
    nearby = near.lines(site.near, pages, stop)
    text = {term: shards.encoded(listed) for term, listed in lists.items()}
    plain = {term: listed for term, listed in text.items() if not term.startswith(CONCEPT)}
    meant = {term.removeprefix(CONCEPT): listed for term, listed in text.items() if term.startswith(CONCEPT)}
    words = list(concepts.words(site.terms, stop))
    lines = concepts.lines(words, meant, frozenset(word for _, word, _ in words))
    return shards.shards(shards.filed(plain, (*lines, *nearby), readings))


def _gathered(site: Site, found: Sequence[Topic], stop: frozenset[str]) -> dict[str, shards.Found]:
    """Return the topics that have each term."""
    vocabulary = Vocabulary(stop, {locale: lexicon(site, locale) for locale in site.settings.locales})
    lists: dict[str, shards.Found] = defaultdict(list)
    spoken_of = _spoken_of(site)
    for number, topic in enumerate(found):
        has = postings(topic, vocabulary)
        for name in {name for record in topic.carries for name in spoken_of.get(record, ())}:
            has.setdefault(f"{CONCEPT}{name}", Posting()).amount += SAME_SOURCE
        for term, posting in has.items():
            lists[term].append((number, posting))
    most = RARE * len(found)
    for term, listed in lists.items():
        if len(term) == 1 and is_han(term) and len(listed) > most:
            lists[term] = [(number, posting) for number, posting in listed if posting.amount > COUNTS]
    return lists


def _spoken_of(site: Site) -> dict[str, list[str]]:
    """Return the concepts that come from each record of the ledger."""
    names: dict[str, list[str]] = defaultdict(list)
    for term in site.terms:
        for record in term.sources:
            names[record].append(term.id)
    return names


def _characters(readings: Readings) -> dict[str, str]:
    """Return the files that are read when a query has characters that the site does not use."""
    rows = " ".join(f"{syllable}{text}" for syllable, text in characters.unused(readings).items())
    traditional = characters.simplified(frozenset(readings.known))
    return {
        "traditional.js": call("traditional", traditional),
        "uncommon.js": call("uncommon", rows),
    }
