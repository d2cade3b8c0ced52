"""Makes the files of the index: a small one that is read first, and parts that are read when a query needs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ..languages import language
from ..lexicon import lexicon
from ..model import Site
from . import characters, concepts, near, shards, shown
from .postings import CONCEPT, Posting, Vocabulary, postings
from .scripts import call, short
from .topics import Topic, topics
from .words import IRREGULAR_FORMS, Readings, by_syllable, is_han

HERE = Path(__file__).parent
FOLDER = "assets/search"
SCRIPTS = ("engine.js", "loader.js")
WORKER = "worker.js"
# what a page has of a concept that comes from a record which the page carries
SAME_SOURCE = 6.0
# a single character is listed for every page while so small a share of all topics has it, else where it counts
RARE, COUNTS = 0.05, 5


def files(site: Site) -> dict[str, str]:
    """Return the index of a site: the text of each file by its name."""
    found, readings, source = topics(site), Readings(), site.settings.source
    made = dict(_lists(site, found, readings))
    starts = sorted(made)
    made |= _characters(readings)
    posts = [role.id for role in site.roles][: len(shards.DIGITS)]
    for locale in site.settings.locales:
        names = dict(shown.names(found, posts, locale, source))
        made |= names
        made |= dict(shown.texts(found, locale, source))
        made[f"terms.{locale}.js"] = shown.terms(found, locale, source)
        made[f"start.{locale}.js"] = _start(site, found, locale, starts, list(names), readings)
    return made


def write(site: Site, folder: Path) -> None:
    """Write the index, the engine and what fetches the one for the other into the folder of a built site."""
    target = folder / FOLDER
    made = files(site) | {name: short((HERE / name).read_text(encoding="utf-8")) for name in (*SCRIPTS, WORKER)}
    for parent in {(target / name).parent for name in made}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")


def _lists(site: Site, found: Sequence[Topic], readings: Readings) -> dict[str, str]:
    """Return the files that hold the lists, by their names, whose order is that of the keys in them."""
    stop = frozenset(stopped(site, "stop"))
    lists = _gathered(site, found, stop)
    pages = {term: [each for each in listed if not found[each[0]].anchor] for term, listed in lists.items()}
    nearby = near.lines(site.near, pages, stop)
    text = {term: shards.encoded(listed) for term, listed in lists.items()}
    plain = {term: listed for term, listed in text.items() if not term.startswith(CONCEPT)}
    meant = {term.removeprefix(CONCEPT): listed for term, listed in text.items() if term.startswith(CONCEPT)}
    words = list(concepts.words(site.terms, stop))
    lines = concepts.lines(words, meant, frozenset(word for _, word, _ in words))
    return {name: content for _, (name, content) in shards.shards(shards.filed(plain, (*lines, *nearby), readings))}


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


def stopped(site: Site, kind: str) -> list[str]:
    """Return the words of one kind that all languages of a site leave out of queries."""
    return [word for locale in site.settings.locales for word in language(locale).search.get(kind, ())]


def _characters(readings: Readings) -> dict[str, str]:
    """Return the files that are read when a query has characters that the site does not use."""
    rows = " ".join(f"{syllable}{text}" for syllable, text in characters.unused(readings).items())
    traditional = characters.simplified(frozenset(readings.known))
    return {
        "traditional.js": call("traditional", traditional),
        "uncommon.js": call("uncommon", rows),
    }


def _start(
    site: Site, found: Sequence[Topic], locale: str, starts: list[str], names: list[str], readings: Readings
) -> str:
    """Return the file that is read first."""
    syllables = dict.fromkeys(sorted(readings.heard - {""}), "") | by_syllable(readings.known)
    kinds = sorted({topic.type for topic in found})
    types = site.settings.types
    value = {
        "locale": locale,
        "glossary": site.settings.glossary,
        "path": "" if locale == site.settings.source else f"{locale}/",
        "topics": len(found),
        "chunk": shown.CHUNK,
        "kinds": [[kind, types[kind].weight if kind in types else 0.5] for kind in kinds],
        "types": "".join(shards.DIGITS[kinds.index(topic.type)] for topic in found),
        "roles": [role.names.get(locale, role.id) for role in site.roles],
        "shards": " ".join(name.removesuffix(".js") for name in starts),
        "names": " ".join(name.removesuffix(".js").rpartition("-")[2] for name in names),
        "syllables": " ".join(f"{name}{written}" for name, written in syllables.items()),
        "near": near.characters(site.near),
        "irregular": " ".join(IRREGULAR_FORMS.split()),
        "stop": stopped(site, "stop"),
        "questions": stopped(site, "questions"),
        "kept": stopped(site, "kept"),
    }
    return call("start", value)
