"""Makes the files of the index: a small one that is read first, and parts that are read when a query needs them.

Every file is a script that hands its text to the engine, so that it can be read from a disk as well as from a server.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby, takewhile
from pathlib import Path

from ..languages import language
from ..lexicon import lexicon
from ..model import Site
from . import characters, concepts
from .postings import CONCEPT, Posting, Vocabulary, postings, section_numbers
from .topics import Topic, topics
from .words import Readings, by_syllable, is_han

HERE = Path(__file__).parent
FOLDER = "assets/search"
SCRIPTS = ("engine.js", "loader.js")
LARGEST = 3000
CHUNK = 64
SAME_SOURCE = 6.0
RARE = 0.05
SECTIONS = "PQRSTUVWXYZ!#$%&'()*+,-./:;<=>?@[]^_{|}~"
MOST_SECTIONS = 3
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FIRST_LEVEL = ord("A") - 1
NO_READING = "_"

Lines = dict[str, list[str]]


def files(site: Site) -> dict[str, str]:
    """Return the index of a site: the text of each file by its name."""
    found = topics(site)
    stop = frozenset(stopped(site, "stop"))
    vocabulary = Vocabulary(stop, {locale: lexicon(site, locale) for locale in site.settings.locales})
    lists: dict[str, list[tuple[int, Posting]]] = defaultdict(list)
    spoken_of = _spoken_of(site)
    for number, topic in enumerate(found):
        has = postings(topic, vocabulary)
        for name in {name for record in topic.carries for name in spoken_of.get(record, ())}:
            has.setdefault(f"{CONCEPT}{name}", Posting()).amount += SAME_SOURCE
        for term, posting in has.items():
            lists[term].append((number, posting))
    for term in [term for term, listed in lists.items() if len(term) == 1 and is_han(term)]:
        if len(lists[term]) > RARE * len(found):
            lists[term] = [(n, p) for n, p in lists[term] if p.amount > 5]
    readings = Readings()
    shards = dict(_shards(_filed(site, lists, readings, stop)))
    made = {name: text for _, (name, text) in sorted(shards.items())}
    starts = {start: name for start, (name, _) in sorted(shards.items())}
    made |= _characters(readings)
    posts = [role.id for role in site.roles][: len(DIGITS)]
    for locale in site.settings.locales:
        names = dict(_names(found, posts, locale, site.settings.source))
        made |= names
        made |= dict(_texts(found, locale, site.settings.source))
        made[f"start.{locale}.js"] = _start(site, found, locale, starts, list(names), readings)
    return made


def write(site: Site, folder: Path) -> None:
    """Write the index, the engine and what fetches the one for the other into the folder of a built site."""
    target = folder / FOLDER
    made = files(site) | {name: _short((HERE / name).read_text(encoding="utf-8")) for name in SCRIPTS}
    for parent in {(target / name).parent for name in made}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")


def _short(code: str) -> str:
    """Return a script of ours without its comments and indents; no line of ours begins inside a string."""
    lines = (line.strip() for line in code.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith(("/*", "*", "//"))) + "\n"


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


def script(name: str, text: str) -> str:
    """Return a file that hands a text to the engine under a name."""
    return f"zhikeSearch.add({_json(name)},{_json(text)})\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]


def encoded(found: Iterable[tuple[int, Posting]]) -> str:
    """Return a list of topics as text: for each the step from the last one, its level, its foremost sections.

    >>> encoded([(0, Posting(6.0)), (1, Posting(0.1)), (40, Posting(60.0))])
    'CA13O'
    """
    parts: list[str] = []
    last = -1
    for number, posting in found:
        step = number - last
        parts.append("" if step == 1 else _digits(step))
        parts.append(chr(FIRST_LEVEL + posting.level))
        foremost = posting.sections
        if len(foremost) > MOST_SECTIONS:
            foremost = dict(sorted(foremost.items(), key=lambda item: (-item[1], item[0]))[:MOST_SECTIONS])
        parts += [SECTIONS[min(section, len(SECTIONS)) - 1] for section in sorted(foremost)]
        last = number
    return "".join(parts)


def _digits(number: int) -> str:
    return (_digits(number // 36) if number > 35 else "") + DIGITS[number % 36]


def _filed(site: Site, lists: Mapping[str, list[tuple[int, Posting]]], readings: Readings, stop: frozenset[str]) -> Lines:
    """Return the lines of the index by the key under which they are looked for."""
    filed: Lines = defaultdict(list)
    text = {term: encoded(found) for term, found in lists.items()}
    for term in sorted(text):
        if not term.startswith(CONCEPT):
            filed[key(term, readings)].append(f"{term}\t{text[term]}")
            for other, reading in _read_otherwise(term, readings):
                filed[other].append(f"{term}~{reading}\t{text[term]}")
    words = list(concepts.words(site.terms, stop))
    known = frozenset(word for _, word, _ in words)
    concept_lists = {term.removeprefix(CONCEPT): found for term, found in text.items() if term.startswith(CONCEPT)}
    for word, line in concepts.lines(words, concept_lists, known):
        filed[key(word, readings)].append(line)
    return filed


def key(term: str, readings: Readings) -> str:
    """Return under what a term is filed: Chinese by the initials of its reading, Latin by its first two letters."""
    if is_han(term):
        return "z" + "".join(readings.of(character)[:1] or NO_READING for character in term[:2]).ljust(2, NO_READING)
    letters = "".join(takewhile(str.isascii, term[:2]))
    return "e" + letters.ljust(2, NO_READING)


def _read_otherwise(term: str, readings: Readings) -> Iterator[tuple[str, str]]:
    """Yield the key and the reading of a pair that is read unlike its characters by themselves."""
    if len(term) == 2 and is_han(term):
        together = readings.together(term)
        apart = " ".join(map(readings.of, term))
        if together != apart and together.count(" ") == 1:
            first, second = together.split(" ")
            yield f"z{first[:1]}{second[:1]}", together


def _shards(filed: Lines) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the first key of each shard with the shard's name and text.

    A range of keys is halved until it is small enough, whatever stands in other ranges, so that what changes in one
    shard moves nothing into another.
    """
    alphabet = sorted({*DIGITS, NO_READING})
    universe = [f"{kind}{first}{second}" for kind in "ez" for first in alphabet for second in alphabet]
    sizes = {name: sum(len(line.encode()) + 1 for line in filed.get(name, ())) for name in universe}
    for span in _halved(universe, sizes):
        text = "\n".join(line for name in span if name in filed for line in (f"#{name}", *filed[name]))
        name = f"{span[0]}-{_hash(text)}.js"
        yield span[0], (name, script(span[0], text))


def _halved(span: Sequence[str], sizes: Mapping[str, int]) -> Iterator[Sequence[str]]:
    if len(span) == 1 or sum(sizes[name] for name in span) <= LARGEST:
        yield span
    else:
        middle = len(span) // 2
        yield from _halved(span[:middle], sizes)
        yield from _halved(span[middle:], sizes)


def _names(found: Sequence[Topic], posts: Sequence[str], locale: str, source: str) -> Iterator[tuple[str, str]]:
    """Yield the files that name the topics, a fixed number in each."""
    places = {topic.slug: number for number, topic in enumerate(found) if not topic.anchor}
    for first in range(0, len(found), CHUNK):
        lines = []
        for topic in found[first : first + CHUNK]:
            shown = _shown(topic, locale, source)
            title = topic.versions[shown].title
            other = "" if shown == locale else f"\t{shown}"
            roles = "".join(DIGITS[number] for number, role in enumerate(posts) if role in topic.roles)
            related = " ".join(str(places[slug]) for slug in topic.related if slug in places)
            lines.append(f"{topic.slug}\t{topic.anchor}\t{roles}\t{related}\t{title}{other}")
        text = "\n".join(lines)
        number = first // CHUNK
        yield f"names-{locale}-{number}-{_hash(text)}.js", script(f"names-{number}", text)


def _shown(topic: Topic, locale: str, source: str) -> str:
    """Return the language in which a reader of a language sees a topic."""
    return next((name for name in (locale, source) if name in topic.versions), next(iter(topic.versions)))


def _texts(found: Sequence[Topic], locale: str, source: str) -> Iterator[tuple[str, str]]:
    """Yield the files that hold the sections of pages, from which a result's words are shown."""
    for name, group in groupby(found, key=lambda topic: topic.text):
        rows = [row for topic in group for row in _rows(topic, _shown(topic, locale, source))]
        yield f"text/{name}.{locale}.js", script(f"text/{name}", _json(rows))


def _rows(topic: Topic, shown: str) -> Iterator[list[object]]:
    """Yield number, anchor, heading and text of each section; the page itself is number 0."""
    version = topic.versions[shown]
    numbers = section_numbers(topic)
    yield [0, topic.anchor, "", version.summary]
    for section in version.sections:
        if section.id or section.text:
            yield [numbers[section.id], section.id, section.heading, section.text]


def _characters(readings: Readings) -> dict[str, str]:
    """Return the files that are read when a query has characters that the site does not use."""
    rows = " ".join(f"{syllable}{text}" for syllable, text in characters.unused(readings).items())
    traditional = characters.simplified(frozenset(readings.known))
    return {
        "traditional.js": f"zhikeSearch.traditional({_json(traditional)})\n",
        "uncommon.js": f"zhikeSearch.uncommon({_json(rows)})\n",
    }


def _start(
    site: Site, found: Sequence[Topic], locale: str, starts: Mapping[str, str], names: list[str], readings: Readings
) -> str:
    """Return the file that is read first."""
    kinds = sorted({topic.type for topic in found})
    types = site.settings.types
    value = {
        "locale": locale,
        "path": "" if locale == site.settings.source else f"{locale}/",
        "topics": len(found),
        "chunk": CHUNK,
        "kinds": [[kind, types[kind].weight if kind in types else 0.5] for kind in kinds],
        "types": "".join(DIGITS[kinds.index(topic.type)] for topic in found),
        "roles": [role.names.get(locale, role.id) for role in site.roles],
        "shards": " ".join(name.removesuffix(".js") for name in starts.values()),
        "names": " ".join(name.removesuffix(".js").rpartition("-")[2] for name in names),
        "syllables": " ".join(f"{syllable}{text}" for syllable, text in by_syllable(readings.known).items()),
        "stop": stopped(site, "stop"),
        "questions": stopped(site, "questions"),
        "kept": stopped(site, "kept"),
    }
    return f"zhikeSearch.start({_json(value)})\n"
