"""What results show: the names of topics, and the text of their sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .postings import section_numbers
from .scripts import digest, script, written
from .shards import DIGITS
from .topics import Topic

CHUNK = 8


def names(found: Sequence[Topic], posts: Sequence[str], locale: str, source: str) -> Iterator[tuple[str, str]]:
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
        yield f"names-{locale}-{number}-{digest(text)}.js", script(f"names-{number}", text)


def _shown(topic: Topic, locale: str, source: str) -> str:
    """Return the language in which a reader of a language sees a topic."""
    return next((name for name in (locale, source) if name in topic.versions), next(iter(topic.versions)))


def texts(found: Sequence[Topic], locale: str, source: str) -> Iterator[tuple[str, str]]:
    """Yield the files that hold the sections of pages, from which a result's words are shown."""
    for name, group in groupby(found, key=lambda topic: topic.text):
        rows = [row for topic in group for row in _rows(topic, _shown(topic, locale, source))]
        yield f"text/{name}.{locale}.js", script(f"text/{name}", written(rows))


def _rows(topic: Topic, shown: str) -> Iterator[list[object]]:
    """Yield number, anchor, heading and text of each section; the page itself is number 0."""
    version = topic.versions[shown]
    numbers = section_numbers(topic)
    yield [0, topic.anchor, "", version.summary]
    for section in version.sections:
        if section.id or section.text:
            yield [numbers[section.id], section.id, section.heading, section.text]


def terms(found: Sequence[Topic], locale: str, source: str) -> str:
    """Return the file of all terms with their words, which is read when nothing is found."""
    rows = []
    for topic in found:
        if topic.anchor:
            version = topic.versions[_shown(topic, locale, source)]
            rows.append("\t".join((topic.anchor, version.title, *version.asks)))
    return script("terms", "\n".join(rows))
