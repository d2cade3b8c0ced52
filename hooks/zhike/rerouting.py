"""Makes what named a moved page or a renamed section name its new place: links, images, menu, data, ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate

from .model import Edit, Heading, Page, Position, Site
from .sections import digests, starts

FARTHEST = 2000  # characters between the beginning of a link and its address
DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:[ \t]*<?(?P<target>[^\s<>]+)")
ATTRIBUTE = re.compile(r"[^>]*?\b(?:href|src)\s*=\s*[\"']")
LINK_END = re.compile(r"[)>\s]")
WORD_END = re.compile(r"[\s\"',\]}]|\Z")


def edits(
    site: Site, text: Callable[[str], str], slugs: Mapping[str, str], ids: Mapping[tuple[str, str], str]
) -> Iterator[Edit]:
    """Yield the edits that follow moved pages (old slug → new slug) and sections (old slug and id → new id).

    `text` returns what a file holds that is no page.
    """
    was = {new: old for old, new in slugs.items()}
    for page in site.written():
        moved = _Moved(site, page, replace(page, slug=was.get(page.slug, page.slug)), slugs, ids)
        yield from moved.edits()
    lines = cache(lambda path: text(path).replace("\r\n", "\n").split("\n"))
    for at, old, new in _named(site, slugs, ids):
        if new != old:
            yield from _word(lines(at.path)[at.line - 1], at, old, new)


def _named(
    site: Site, slugs: Mapping[str, str], ids: Mapping[tuple[str, str], str]
) -> Iterator[tuple[Position, str, str]]:
    """Yield every page and section that the menu and data name: where, how, and how after the moves."""
    for entry in site.nav or ():
        slug = entry.target.removesuffix(".md")
        yield entry.at, entry.target, f"{slugs[slug]}.md" if slug in slugs else entry.target
    places = [(situation.place("page"), situation.page) for situation in site.navigator.situations]
    places += [(asks.at, asks.id) for asks in site.asks]
    places += [
        (change.place("pages", index), slug) for change in site.changes for index, slug in enumerate(change.pages)
    ]
    for at, place in places:
        slug, mark, section = place.partition("#")
        yield at, place, f"{slugs.get(slug, slug)}{mark}{ids.get((slug, section), section)}"


@dataclass(frozen=True)
class _Moved:
    """A page with its place before the moves, and all the moves."""

    site: Site
    page: Page
    before: Page
    slugs: Mapping[str, str]
    ids: Mapping[tuple[str, str], str]

    def edits(self) -> Iterator[Edit]:
        yield from self._headings()
        for at, target in self._addresses():
            new = self._target(at, target)
            if new != target:
                yield _replacing(at, target, new)
        for index, slug in enumerate(self.page.names("related")):
            at = self.page.meta.at("related", index)
            if slug in self.slugs:
                yield from _word(self.page.lines[at.line - 1], at, slug, self.slugs[slug])

    def _headings(self) -> Iterator[Edit]:
        """Yield the renaming of a translation's sections whose source has another id now."""
        for heading in self.page.headings:
            new = self.ids.get((self.before.slug, heading.id))
            if new and heading.explicit and new not in self.page.anchors:
                yield from _id(self.page, heading, new)

    def _addresses(self) -> Iterator[tuple[Position, str]]:
        """Yield the addresses that stand on the page, each where it begins."""
        items = [*((link.at, link.target) for link in self.page.links), *((i.at, i.target) for i in self.page.images)]
        text = _Text(self.page)
        for at, target in items:
            place = _address(self.page, text, at, target) if target else None
            if target and place:
                yield place, target
        code = {line for block in self.page.blocks if block.kind == "code" for line in block.lines}
        for number, line in enumerate(self.page.lines[self.page.body - 1 :], self.page.body):
            if number not in code and (found := DEFINITION.match(line)):
                yield self.page.at(number, found.start("target") + 1), found["target"]

    def _target(self, at: Position, target: str) -> str:
        """Return how the page names what a target named before the moves; the same where nobody can be sure."""
        path, mark, anchor = target.partition("#")
        if ":" in target or target.startswith("/"):
            return target
        if not path:
            return f"#{self.ids.get((self.before.slug, anchor), anchor)}"
        old = self.site.resolve(self.before, path)
        if old is None or self._is_mended(at, path):
            return target
        slug = old.removesuffix(".md")
        name = self.ids.get((slug, anchor), anchor)
        if self.page.slug == self.before.slug and slug not in self.slugs:
            return f"{path}{mark}{name}"
        new = self.slugs.get(slug, slug) + ".md" if old.endswith(".md") else old
        return f"{self.page.relative(new)}{mark}{name}" if self._exists(new) else target

    def _is_mended(self, at: Position, path: str) -> bool:
        """Say whether whoever moved the page has changed this link already."""
        now = self.site.resolve(self.page, path)
        if self.page.slug == self.before.slug or now is None or not self._exists(now):
            return False
        if not self._was(self.site.resolve(self.before, path) or ""):
            return True
        sections = starts(self.page)
        section = sections[bisect_right([line for line, _ in sections], at.line) - 1][1] if sections else ""
        place = f"{self.site.settings.path(self.page.slug, self.site.settings.source)}#{section}"
        return digests(self.page).get(section) not in self.site.lock.get(place, ())

    def _exists(self, file: str) -> bool:
        return file in self.site.files or file.removesuffix(".md") in self.site.slugs

    def _was(self, file: str) -> bool:
        return self._exists(file) or file.removesuffix(".md") in self.slugs


def _address(page: Page, text: _Text, at: Position, target: str) -> Position | None:
    """Return where the address of a link or image stands that begins at a place, if it stands there as it is read."""
    whole, start = page.text, text.offset(at)
    if whole.startswith("<", start):
        found = ATTRIBUTE.match(whole, start, start + FARTHEST)
        begins, ends = found.end() if found else -1, WORD_END
    else:
        bracket = _closing(whole, start + whole.startswith("!", start))
        begins, ends = bracket + 2 if whole.startswith("](", bracket) else -1, LINK_END
        begins += whole.startswith("<", begins) if begins > 0 else 0
    is_there = begins > 0 and whole.startswith(target, begins) and ends.match(whole, begins + len(target))
    return text.position(begins) if is_there else None


@dataclass(frozen=True)
class _Text:
    """The places of a page's text and their offsets."""

    page: Page

    @cached_property
    def starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.page.lines)]

    def offset(self, at: Position) -> int:
        return self.starts[at.line - 1] + at.column - 1

    def position(self, offset: int) -> Position:
        line = bisect_right(self.starts, offset)
        return self.page.at(line, offset - self.starts[line - 1] + 1)


def _closing(text: str, start: int) -> int:
    """Return where the bracket closes that opens at an offset; where none opens, or it never closes, the text's end."""
    depth, index, end = 0, start, min(start + FARTHEST, len(text))
    while index < end:
        depth += {"[": 1, "]": -1}.get(text[index], 0)
        if depth <= 0:
            return index if text[index] == "]" else len(text)
        index += 2 if text[index] == "\\" else 1
    return len(text)


def _id(page: Page, heading: Heading, new: str) -> Iterator[Edit]:
    line = page.lines[heading.at.line - 1]
    mark = f"#{heading.id}"
    column = line.rfind(mark, line.rfind("{") + 1)
    if column > 0 and line[column + len(mark) :].lstrip(" \t")[:1] in ("}", ".") and line.rfind("{") >= 0:
        yield _replacing(page.at(heading.at.line, column + 2), heading.id, new)


def _word(line: str, at: Position, old: str, new: str) -> Iterator[Edit]:
    """Yield the replacement of a word of YAML that stands on a line at a place or after it, if it stands there once."""
    found = [match.start() for match in re.finditer(re.escape(old), line) if match.start() >= at.column - 1]
    whole = [
        start for start in found if WORD_END.match(line, start + len(old)) and line[start - 1 : start] in " \t\"'[,"
    ]
    if len(whole) == 1:
        yield _replacing(replace(at, column=whole[0] + 1), old, new)


def _replacing(at: Position, old: str, new: str) -> Edit:
    return Edit(at, replace(at, column=at.column + len(old)), new)
