"""Texts outside pages that say the same in two languages: in records, under images, in drawings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .model import Data, Image, Key, Page, Position, Site

# lists of words that stand for each other as a whole, not one for one
APART = frozenset({"admitted", "forbidden", "preferred", "reading", "hant", "not_when"})
# ways to ask, near words, and the short names of the ledger, are no translations of each other
LISTS = ("asks", "near", "sources")
TOLD = re.compile(r"<(?P<name>title|desc)\b[^<>]*>(?P<text>[^<]*)<")


Text = tuple[str, str, Position]
"""A text with its language and its place."""


def in_records(site: Site) -> Iterator[tuple[Text, Text]]:
    """Yield each text of the data files with each of its translations."""
    folder = f"{site.settings.docs}/{site.settings.data}/"
    for path, data in site.data.items():
        name = path.removeprefix(folder)
        if name != path and not name.startswith(LISTS):
            yield from _below(data, data.value, (), site.settings.locales)


def _below(data: Data, value: object, key: Key, locales: tuple[str, ...]) -> Iterator[tuple[Text, Text]]:
    """Yield the texts below a key of a record that stands in every language, or in which such records stand."""
    source, *translations = locales
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(data, item, (*key, index), locales)
    elif isinstance(value, dict):
        for locale in translations if source in value else ():
            ours = _told(value[source], (*key, source))
            theirs = dict(_told(value.get(locale), (*key, locale)))
            for place, text in ours:
                there = (*key, locale, *place[len(key) + 1 :])
                if there in theirs:
                    yield (text, source, data.at(*place)), (theirs[there], locale, data.at(*there))
        for name, item in value.items():
            if name not in locales and name not in APART:
                yield from _below(data, item, (*key, name), locales)


def _told(value: object, key: Key) -> Iterator[tuple[Key, str]]:
    """Yield the texts of one language with their keys."""
    if isinstance(value, str):
        yield key, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        if name not in APART:
            yield from _told(item, (*key, name))


def in_drawings(site: Site) -> Iterator[tuple[Text, Text]]:
    """Yield the titles and descriptions of each drawing with those of the same drawing in other languages."""
    source, *translations = site.settings.locales
    for path in site.vectors:
        stem = path.removesuffix(".svg").removesuffix(f".{source}")
        for locale in translations:
            other = f"{stem}.{locale}.svg"
            if other in site.vectors and not stem.endswith(tuple(f".{each}" for each in translations)):
                theirs = _words_of(site, other)
                for name, (text, at) in _words_of(site, path).items():
                    if name in theirs:
                        yield (text, source, at), (theirs[name][0], locale, theirs[name][1])


def _words_of(site: Site, path: str) -> dict[str, tuple[str, Position]]:
    """Return the first title and the first description in a drawing."""
    found: dict[str, tuple[str, Position]] = {}
    drawn = site.vectors[path]
    for match in TOLD.finditer(drawn):
        start = match.start("text")
        at = Position(
            f"{site.settings.docs}/{path}", drawn.count("\n", 0, start) + 1, start - drawn.rfind("\n", 0, start)
        )
        found.setdefault(match["name"], (match["text"], at))
        if len(found) > 1:
            break
    return found


def under_images(site: Site, source: Page, translation: Page) -> Iterator[tuple[Text, Text]]:
    """Yield the alternative text of each image with that of the same image, or of its version in that language."""
    theirs = dict(_images(site, translation))
    for key, image in _images(site, source):
        if key in theirs:
            yield (
                (image.alt or "", source.locale, image.at),
                (
                    theirs[key].alt or "",
                    translation.locale,
                    theirs[key].at,
                ),
            )


def _images(site: Site, page: Page) -> Iterator[tuple[tuple[str, int], Image]]:
    """Yield the images of a page by file without its language, and how many times it was shown before."""
    times: Counter[str] = Counter()
    for image in page.images:
        path = site.resolve(page, image.target) or image.target
        for locale in site.settings.locales:
            path = path.replace(f".{locale}.", ".")
        yield (path, times[path]), image
        times[path] += 1
