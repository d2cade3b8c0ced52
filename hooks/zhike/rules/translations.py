"""Translations: both languages have the same pages, sections, blocks and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..alignment import aligned, shared_sections
from ..languages import language
from ..model import Block, Page, Position, Site
from .base import Finding, Severity, Word, found, is_external, near, rule

KINDS = {
    "paragraph": "paragraphs",
    "item": "list items",
    "task": "checklist items",
    "row": "table rows",
    "code": "code blocks",
    "admonition": "notes",
    "quote": "quotations",
    "html": "HTML blocks",
    "rule": "rulers",
    "heading": "headings",
}
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@rule(Severity.ERROR)
def missing_translation(site: Site) -> Iterator[Finding]:
    """A page exists in every language, unless it says why not.

    Bad:  install.md without install.en.md
    Good: install.md and install.en.md
    """
    settings = site.settings
    for page in site.written():
        if page.locale != settings.source or page.front_matter.get("untranslated"):
            continue
        for locale in settings.translations:
            if not site.has(page.slug, locale):
                path = settings.path(page.slug, locale)
                hint = "write it, or say 'untranslated: why' in the front matter"
                yield found(page.at(), "no {path}: readers of '{locale}' get this text", hint, path=path, locale=locale)


@rule(Severity.ERROR)
def missing_source_page(site: Site) -> Iterator[Finding]:
    """A translation has a page of the source language to be a translation of.

    Bad:  install.en.md without install.md
    Good: install.md and install.en.md
    """
    settings = site.settings
    for page in site.written():
        if page.locale != settings.source and not site.has(page.slug, settings.source):
            yield found(page.at(), "no {path} for this translation", path=settings.path(page.slug, settings.source))


@rule(Severity.ERROR)
def section_differs(site: Site) -> Iterator[Finding]:
    """A translation has the sections of its source, with the same ids in the same order.

    Bad:  ## 时限 {#limits} … ## Limits {#limit}
    Good: ## 时限 {#limits} … ## Limits {#limits}
    """
    for source, translation in site.pairs():
        ours = {h.id: h for h in source.headings if h.level > 1}
        theirs = {h.id: h for h in translation.headings if h.level > 1}
        missing = [heading for name, heading in ours.items() if name not in theirs]
        extra = [heading for name, heading in theirs.items() if name not in ours]
        names = list(ours)
        for heading in missing:
            index = names.index(heading.id)
            before = next((name for name in reversed(names[:index]) if name in theirs), "")
            at, named = near(translation, before), {"id": heading.id, "there": heading.at}
            yield found(at, "no section #{id} after this one; it stands at {there}", "translate it", **named)
        for heading in extra:
            hint = "use the same id, or add the section there"
            yield found(heading.at, "no section #{id} in {path}", hint, id=heading.id, path=source.path)
        if not missing and not extra and names != list(theirs):
            moved = next(theirs[b] for a, b in zip(names, theirs, strict=True) if a != b)
            named = {"id": moved.id, "path": source.path}
            yield found(moved.at, "the section #{id} comes in another order than in {path}", "move it", **named)
        for name, heading in theirs.items():
            if name in ours and heading.level != ours[name].level:
                named = {"level": heading.level, "there": ours[name].at, "other": ours[name].level}
                yield found(heading.at, "level {level} here, level {other} at {there}", "use the same", **named)


def _counts(site: Site, kinds: frozenset[str]) -> Iterator[Finding]:
    for source, translation in site.pairs():
        for section, ours, theirs in shared_sections(source, translation):
            mine = Counter([block.kind for block in ours])
            other = Counter([block.kind for block in theirs])
            if mine == other:
                continue
            for kind in sorted(kinds):
                if mine[kind] != other[kind]:
                    at = _divergence(ours, theirs, kind) or near(translation, section)
                    there = next((b.at for b in ours if b.kind == kind), near(source, section))
                    named = {"kind": Word(KINDS[kind]), "here": other[kind], "count": mine[kind], "there": there}
                    yield found(
                        at, "{kind} in this section: {here} here, {count} at {there}", "make them match", **named
                    )


def _divergence(ours: list[Block], theirs: list[Block], kind: str) -> Position | None:
    """Return the first block of a translation that stands where its source has another kind."""
    for a, b in zip(ours, theirs, strict=False):
        if a.kind != b.kind and kind in (a.kind, b.kind):
            return b.at
    return theirs[-1].at if theirs else None


@rule(Severity.ERROR)
def list_differs(site: Site) -> Iterator[Finding]:
    """A list has as many items in every language.

    Bad:  4 steps in Chinese, 3 steps in English
    Good: 4 steps in both
    """
    yield from _counts(site, frozenset({"item", "task"}))


@rule(Severity.ERROR)
def table_differs(site: Site) -> Iterator[Finding]:
    """A table has as many rows and columns in every language.

    Bad:  3 rows in Chinese, 2 rows in English
    Good: 3 rows in both
    """
    yield from _counts(site, frozenset({"row"}))
    for source, translation in site.pairs():
        for ours, theirs in aligned(source, translation):
            if ours.kind == "row" and ours.label == "header" and ours.columns != theirs.columns:
                named = {"here": theirs.columns, "count": ours.columns, "there": ours.at}
                yield found(theirs.at, "columns: {here} here, {count} at {there}", "make them match", **named)


@rule(Severity.ERROR)
def blocks_differ(site: Site) -> Iterator[Finding]:
    """A section has the same paragraphs, notes, quotations and code in every language.

    Bad:  a warning in Chinese that is missing in English
    Good: the warning in both
    """
    yield from _counts(site, frozenset(KINDS) - {"item", "task", "row", "heading"})


@rule(Severity.ERROR)
def note_differs(site: Site) -> Iterator[Finding]:
    """A note is of the same kind in every language.

    Bad:  !!! warning "小心" … !!! note "Take care"
    Good: !!! warning "小心" … !!! warning "Take care"
    """
    for source, translation in site.pairs():
        for ours, theirs in aligned(source, translation):
            if ours.kind == "admonition" and ours.label.lower() != theirs.label.lower():
                named = {"here": theirs.label, "label": ours.label, "there": ours.at}
                yield found(theirs.at, "'{here}' here, '{label}' at {there}", "use the same kind", **named)


@rule(Severity.ERROR)
def links_differ(site: Site) -> Iterator[Finding]:
    """A block links to the same pages in every language.

    Bad:  见[道歉](apology.md) … See the page on apologies
    Good: 见[道歉](apology.md) … See [Apologising](apology.md)
    """
    for source, translation in site.pairs():
        ours, theirs = _links_by_line(site, source), _links_by_line(site, translation)
        for a, b in aligned(source, translation):
            mine = {target: None for line in a.lines for target in ours.get(line, ())}
            other = {target: None for line in b.lines for target in theirs.get(line, ())}
            for target in [*mine, *other]:
                if target in mine and target in other:
                    continue
                here, there = (b, a) if target in mine else (a, b)
                message = "no link to '{target}' here, but one at {there}"
                yield found(here.at, message, "link to the same page", target=target, there=there.at)


def _links_by_line(site: Site, page: Page) -> dict[int, list[str]]:
    """Return the targets of the links inside the site by line, each as a path inside docs."""
    found_links: dict[int, list[str]] = {}
    for link in page.links:
        if link.target and not is_external(link.target):
            path, mark, anchor = link.target.partition("#")
            whole = (site.resolve(page, path) or path) if path else ""
            found_links.setdefault(link.at.line, []).append(f"{whole}{mark}{anchor}")
    return found_links


@rule(Severity.ERROR)
def metadata_differs(site: Site) -> Iterator[Finding]:
    """What a page says of itself in keys that are not words is the same in every language.

    Bad:  roles: [front-desk] in Chinese, roles: [security] in English
    Good: the same roles in both
    """
    for source, translation in site.pairs():
        if source.meta.problems or translation.meta.problems:
            continue
        for key in ("type", "roles", "sources", "related"):
            ours, theirs = source.front_matter.get(key) or [], translation.front_matter.get(key) or []
            if _sorted(ours) != _sorted(theirs):
                named = {"key": key, "there": source.meta.at(key)}
                yield found(
                    translation.meta.at(key), "'{key}' is not the same as at {there}", "make them the same", **named
                )


def _sorted(value: object) -> list[str]:
    return sorted(map(str, value)) if isinstance(value, list) else [str(value)]


@rule(Severity.ERROR)
def untranslated_text(site: Site) -> Iterator[Finding]:
    """A translation's running text is in its own language.

    Bad:  an English page with the sentence 请在二十分钟内给客人回话。
    Good: the sentence in English, a Chinese term at most
    """
    for _, translation in site.pairs():
        if language(translation.locale).is_han or not language(site.settings.source).is_han:
            continue
        for block in translation.blocks:
            # tables show phrases in both languages side by side
            for line in block.lines if block.kind not in ("row", "code", "html") else ():
                text = translation.prose[line - 1]
                if _is_han(text, 2 if block.kind == "heading" else 4):
                    column = text.index(HAN.findall(text)[0]) + 1
                    yield found(translation.at(line, column), "this line is not translated", "translate it")
        for key in ("title", "summary"):
            value = translation.front_matter.get(key)
            if isinstance(value, str) and _is_han(value, 2):
                yield found(translation.meta.at(key), "'{key}' is not translated", "translate it", key=key)


def _is_han(text: str, least: int) -> bool:
    """Say whether a text has Chinese characters, at least so many, and more of them than half its Latin letters."""
    han = len(HAN.findall(text))
    return han >= least and han * 2 > sum(character.isascii() and character.isalpha() for character in text)
