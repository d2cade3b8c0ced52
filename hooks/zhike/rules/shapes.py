"""Shapes: both languages have the same lists, tables, notes and paragraphs in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from ..alignment import Gap, aligned, cell_texts, gaps, shared_sections
from ..lexicon import matches
from ..model import Block, Page, Position, Site
from ..numbers.numerals import quantities
from .base import Finding, Severity, Word, found, lately, near, rule

KINDS = {
    "paragraph": "paragraphs",
    "item": "list items",
    "task": "checklist items",
    "row": "table rows",
    "code": "code blocks",
    "admonition": "notes",
    "quote": "quotations",
    "html": "HTML blocks",
    "rule": "lines ---",
    "heading": "headings",
}
ONE = {
    "paragraph": "a paragraph",
    "item": "a list item",
    "task": "a checklist item",
    "row": "a table row",
    "code": "a code block",
    "admonition": "a note",
    "quote": "a quotation",
    "html": "an HTML block",
    "rule": "a line ---",
}


Section = tuple[str, list[Block], list[Block]]


def _counted(site: Site, source: Page, translation: Page) -> list[tuple[Section, Counter[str], Counter[str]]]:
    """Return every section that two pages have, and how many blocks of each kind both have in it."""
    return lately(
        site,
        f"sections with {translation.locale}",
        source,
        lambda: [
            (section, Counter([block.kind for block in section[1]]), Counter([block.kind for block in section[2]]))
            for section in shared_sections(source, translation)
        ],
    )


def _counts(site: Site, kinds: frozenset[str]) -> Iterator[Finding]:
    for source, translation in site.pairs():
        for (section, ours, theirs), mine, other in _counted(site, source, translation):
            if mine == other:
                continue
            differing = [kind for kind in sorted(kinds) if mine[kind] != other[kind]]
            alone = list(gaps(source, ours, translation, theirs, partial(_said, site))) if differing else []
            for kind in differing:
                at, there = _places(kind, mine[kind] > other[kind], ours, theirs, alone)
                at, there = at or near(translation, section), there or near(source, section)
                named = {"kind": Word(KINDS[kind]), "here": other[kind], "count": mine[kind], "there": there}
                message = "{kind} in this section: {here} here, {count} at {there}"
                yield found(at, message, "make them match", **named)


def _said(site: Site, page: Page, block: Block) -> set[object]:
    """Return the terms and the numbers of a block."""
    known = site.once(("said", page.path), lambda: _said_by_line(site, page))
    return {token for line in block.lines for token in known.get(line, ())}


def _said_by_line(site: Site, page: Page) -> dict[int, list[object]]:
    tokens: dict[int, list[object]] = {}
    for match in matches(site, page):
        tokens.setdefault(page.line(match.start), []).append(match.term.id)
    for quantity in quantities(page.running, page.locale):
        tokens.setdefault(page.line(quantity.offset), []).append(quantity.measure)
    return tokens


def _places(
    kind: str, is_lacking: bool, ours: list[Block], theirs: list[Block], alone: list[Gap]
) -> tuple[Position | None, Position | None]:
    """Return where a translation lacks a block of a kind or has one too many, and where its source has the partner."""
    for gap in alone:
        if gap.in_source == is_lacking and (ours if is_lacking else theirs)[gap.index].kind == kind:
            here, there = (gap.place, gap.index) if is_lacking else (gap.index, gap.place)
            return _at(theirs, here), _at(ours, there)
    return _at(theirs, len(theirs)), next((block.at for block in ours if block.kind == kind), None)


def _at(blocks: list[Block], index: int) -> Position | None:
    return blocks[min(index, len(blocks) - 1)].at if blocks else None


@rule(Severity.ERROR)
def list_differs(site: Site) -> Iterator[Finding]:
    """A list has as many items in every language, numbered, nested and ticked in the same way.

    Bad:  4 steps in Chinese, 3 steps in English
    Good: 4 steps in both
    """
    yield from _counts(site, frozenset({"item", "task"}))
    for source, translation in site.pairs():
        before: tuple[bool, bool] = (False, False)
        for a, b in aligned(site, source, translation):
            if a.kind not in ("item", "task"):
                continue
            # one finding for the items of a list, which are all of one kind
            now = (a.ordered, b.ordered)
            if a.ordered != b.ordered and now != before:
                message = "numbered here, not at {there}" if b.ordered else "not numbered here, but at {there}"
                yield found(b.at, message, "make them match", there=a.at)
            if a.done != b.done:
                message = "ticked here, not at {there}" if b.done else "not ticked here, but at {there}"
                yield found(b.at, message, "make them match", there=a.at)
            before = now


@rule(Severity.ERROR)
def table_differs(site: Site) -> Iterator[Finding]:
    """A table has as many rows and columns in every language.

    Bad:  3 rows in Chinese, 2 rows in English
    Good: 3 rows in both
    """
    yield from _counts(site, frozenset({"row"}))
    for source, translation in site.pairs():
        for ours, theirs in aligned(site, source, translation):
            if ours.kind != "row":
                continue
            if ours.label != theirs.label:
                here = (
                    "a table begins here, but not at {there}" if theirs.label else "a table begins at {there}, not here"
                )
                yield found(theirs.at, here, "make them match", there=ours.at)
            elif ours.label and ours.columns != theirs.columns:
                named = {"here": theirs.columns, "count": ours.columns, "there": ours.at}
                yield found(theirs.at, "columns: {here} here, {count} at {there}", "make them match", **named)


@rule(Severity.ERROR)
def empty_cell(site: Site) -> Iterator[Finding]:
    """A cell of a table that has text in one language has text in the other.

    Bad:  | 等得太久 | 让您久等了 | … | A long wait | |
    Good: | 等得太久 | 让您久等了 | … | A long wait | Thank you for waiting |
    """
    for source, translation in site.pairs():
        for a, b in aligned(site, source, translation):
            if a.kind != "row" or a.columns != b.columns:
                continue
            mine, other = cell_texts(source, a), cell_texts(translation, b)
            if mine.count("") == other.count(""):
                continue
            page, row, texts, there = (
                (translation, b, other, a) if other.count("") > mine.count("") else (source, a, mine, b)
            )
            partner = mine if texts is other else other
            index = next((i for i, text in enumerate(texts) if not text and partner[i]), texts.index(""))
            at = page.at(row.at.line, row.cells[index][0] + 1)
            yield found(at, "this cell is empty, the one at {there} is not", "fill it in", there=there.at)


@rule(Severity.ERROR)
def blocks_differ(site: Site) -> Iterator[Finding]:
    """A section has the same paragraphs, notes, quotations and code in every language.

    Bad:  a warning in Chinese that is missing in English
    Good: the warning in both
    """
    yield from _counts(site, frozenset(KINDS) - {"item", "task", "row", "heading"})


@rule(Severity.ERROR)
def order_differs(site: Site) -> Iterator[Finding]:
    """The blocks of a section come in the same order in every language, and lie in the same block.

    Bad:  a paragraph and a warning … the warning and then the paragraph
    Good: the paragraph before the warning in both
    """
    for source, translation in site.pairs():
        for (_, ours, theirs), mine, other in _counted(site, source, translation):
            if mine == other:
                yield from _first_moved(ours, theirs)


def _first_moved(ours: list[Block], theirs: list[Block]) -> Iterator[Finding]:
    for a, b in zip(ours, theirs, strict=True):
        if a.kind != b.kind:
            named = {"here": Word(ONE[b.kind]), "other": Word(ONE[a.kind]), "there": a.at}
            yield found(b.at, "{here} here, {other} at {there}", "use the same order", **named)
            return
        if a.depth != b.depth:
            message = "inside another block here, not at {there}" if b.depth > a.depth else "not as deep as at {there}"
            yield found(b.at, message, "indent it alike", there=a.at)
            return


@rule(Severity.ERROR)
def note_differs(site: Site) -> Iterator[Finding]:
    """A note is of the same kind in every language, and folded in all of them or in none.

    Bad:  !!! warning "小心" … !!! note "Take care"
    Good: !!! warning "小心" … !!! warning "Take care"
    """
    for source, translation in site.pairs():
        for ours, theirs in aligned(site, source, translation):
            if ours.kind == "admonition" and ours.label.lower() != theirs.label.lower():
                named = {"here": theirs.label, "label": ours.label, "there": ours.at}
                yield found(theirs.at, "'{here}' here, '{label}' at {there}", "use the same kind", **named)
            elif ours.kind == "admonition" and _is_folded(source, ours) != _is_folded(translation, theirs):
                message = (
                    "folded here, open at {there}"
                    if _is_folded(translation, theirs)
                    else "open here, folded at {there}"
                )
                yield found(theirs.at, message, "begin both with !!! or both with ???", there=ours.at)


def _is_folded(page: Page, note: Block) -> bool:
    return page.lines[note.at.line - 1].startswith("?", note.at.column - 1)
