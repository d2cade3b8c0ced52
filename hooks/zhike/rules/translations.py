"""Translations: both languages have the same pages, sections and front matter."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..model import Site
from .base import Finding, Severity, found, near, rule


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
            hint = "write that page, or give this one the name of the page that it translates"
            path = settings.path(page.slug, settings.source)
            yield found(page.at(), "no {path} for this translation", hint, path=path)


@rule(Severity.WARNING)
def needless_untranslated(site: Site) -> Iterator[Finding]:
    """A page that says why it is not translated has no translation.

    Bad:  untranslated: only for our own staff, beside install.en.md
    Good: install.md and install.en.md, without the key
    """
    for page in site.written():
        if page.locale != site.settings.source and page.front_matter.get("untranslated"):
            message, hint = "'untranslated' stands in a translation", "remove the key"
            yield found(page.meta.at("untranslated"), message, hint)
    for source, translation in site.pairs():
        if source.front_matter.get("untranslated"):
            at, named = source.meta.at("untranslated"), {"path": translation.path}
            yield found(at, "'untranslated' stands here, but there is {path}", "remove the key", **named)


@rule(Severity.ERROR)
def section_differs(site: Site) -> Iterator[Finding]:
    """A translation has the sections of its source, with the same ids in the same order.

    Bad:  ## 时限 {#limits} … ## Limits {#limit}
    Good: ## 时限 {#limits} … ## Limits {#limits}
    """
    for source, translation in site.pairs():
        ours = {h.id: h for h in source.headings if h.level > 1}
        theirs = {h.id: h for h in translation.headings if h.level > 1}
        extra = [heading for name, heading in theirs.items() if name not in ours]
        names, before, missing = list(ours), near(translation, ""), False
        for name, heading in ours.items():
            if name in theirs:
                before = theirs[name].at
                continue
            missing, named = True, {"id": name, "there": heading.at}
            yield found(before, "no section #{id} after this one; it stands at {there}", "translate it", **named)
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


@rule(Severity.ERROR)
def metadata_differs(site: Site) -> Iterator[Finding]:
    """What a page says of itself in keys that are not words is the same in every language.

    Bad:  roles: [front-desk] in Chinese, roles: [security] in English
    Good: the same roles in both
    """
    for source, translation in site.pairs():
        if any(page.meta.problems or not page.front_matter for page in (source, translation)):
            continue
        for key in ("type", "roles", "sources", "related"):
            ours, theirs = source.front_matter.get(key) or [], translation.front_matter.get(key) or []
            if _sorted(ours) != _sorted(theirs):
                at, named = translation.meta.at(key), {"key": key, "there": source.meta.at(key)}
                yield found(at, "'{key}' is not the same as at {there}", "make them the same", **named)


def _sorted(value: object) -> list[str]:
    return sorted(map(str, value)) if isinstance(value, list) else [str(value)]


@rule(Severity.WARNING)
def earlier_review(site: Site) -> Iterator[Finding]:
    """A translation was reviewed no earlier than its source.

    Bad:  reviewed: 2026-03-05 in Chinese, reviewed: 2025-03-05 in English
    Good: both reviewed on 2026-03-05
    """
    for source, translation in site.pairs():
        ours, theirs = source.front_matter.get("reviewed"), translation.front_matter.get("reviewed")
        if isinstance(ours, datetime.date) and isinstance(theirs, datetime.date) and theirs < ours:
            named = {"date": theirs.isoformat(), "other": ours.isoformat(), "there": source.meta.at("reviewed")}
            message, hint = "reviewed on {date}, but on {other} at {there}", "compare both, then write today's date"
            yield found(translation.meta.at("reviewed"), message, hint, **named)
