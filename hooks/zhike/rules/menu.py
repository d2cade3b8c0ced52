"""The menu in mkdocs.yml: every page stands in it once, every entry is a page, and its titles are translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import configuration
from ..addresses import cleaned
from ..languages import language
from ..model import Key, Position, Site
from .base import About, Finding, Severity, did_you_mean, found, guess, regex, rule

WIDE_COLON = regex(r"：(?=[ ]-[ ]|[ ]*[\w./-]+\.md)|：$")
Entry = tuple[Key, str | None, object]
"""Where an entry stands in mkdocs.yml, the title it has there, and what it names."""


@rule(Severity.ERROR, About.SITE)
def not_in_menu(site: Site) -> Iterator[Finding]:
    """Every page of the source language is in the menu.

    Bad:  docs/recovery/new.md that `nav:` in mkdocs.yml does not name
    Good: a line `- recovery/new.md` under `nav:`
    """
    if site.nav is None or _stands_twice(site):
        return
    named = {_slug(site, entry.target) for entry in site.nav}
    # an entry that is written wrongly has a finding of its own
    named |= {_slug(site, better) for _, _, value in _entries(site) if (better := _better(site, value))}
    named |= {_slug(site, path) for _, _, value in _entries(site) for path in _swallowed(value)}
    for slug in sorted(site.slugs):
        if site.has(slug, site.settings.source) and slug not in named:
            at = Position(site.settings.path(slug, site.settings.source))
            yield found(at, "this page is in no menu", "add '{line}' to nav in mkdocs.yml", line=f"- {slug}.md")


@rule(Severity.ERROR, About.SITE)
def menu_without_page(site: Site) -> Iterator[Finding]:
    """Every entry of the menu names a page.

    Bad:  - recovery/aplogy.md
    Good: - recovery/apology.md
    """
    for entry in site.nav or ():
        if (
            not _swallowed(entry.target)
            and _slug(site, entry.target) not in site.slugs
            and not _better(site, entry.target)
        ):
            nearest = guess(entry.target, [f"{slug}.md" for slug in site.slugs])
            values = {"target": entry.target, "guess": nearest}
            hint = did_you_mean(nearest, "write its path inside docs, or remove the line")
            yield found(entry.at, "no page at '{target}'", hint, **values)


@rule(Severity.ERROR, About.SITE)
def menu_names_page_twice(site: Site) -> Iterator[Finding]:
    """A page stands in the menu once.

    Bad:  - recovery/apology.md in two sections
    Good: - recovery/apology.md in the section where readers look for it
    """
    first: dict[str, int] = {}
    for entry in site.nav or ():
        if entry.target in first:
            values = {"target": entry.target, "line": first[entry.target]}
            yield found(entry.at, "'{target}' stands on line {line} already", "keep one", **values)
        first.setdefault(entry.target, entry.at.line)


@rule(Severity.ERROR, About.SITE)
def odd_menu_entry(site: Site) -> Iterator[Finding]:
    """An entry of the menu is a file of docs, a section with entries, or an address with https.

    Bad:  - recovery/apology/
    Good: - recovery/apology.md
    """
    data = configuration.document(site)
    written = configuration.value(site, "nav")
    if "nav" in (data.value if isinstance(data.value, Mapping) else {}) and not isinstance(written, list):
        yield found(data.at("nav"), "the menu is no list", "begin each entry with '- '")
    for key, title, value in _entries(site) if isinstance(written, list) else ():
        at = data.at(*key)
        if isinstance(value, str) and WIDE_COLON.search(value):
            yield found(at, "a full-width colon stands behind this title", "write ':'")
        elif value in (None, "", [], {}):
            yield found(at, "this entry of the menu names nothing", "name a page, or remove the line")
        elif not isinstance(value, (str, list, dict)):
            yield found(at, "'{value}' is no page", "write a path such as recovery/apology.md", value=value)
        elif title is not None and not title.strip():
            yield found(at, "this entry of the menu has no title", "write one, or leave it out")
        elif isinstance(value, str) and (better := _better(site, value)):
            values = {"target": value, "better": better}
            yield found(at, "'{target}' is not how a page is named here", "write '{better}'", **values)
        elif isinstance(value, str) and value.startswith("http://"):
            yield found(at, "'{target}' is sent in the open", "write https://", target=value)
        elif isinstance(value, str) and not value.endswith(".md") and not value.startswith("https://"):
            values = {"target": value}
            yield found(at, "'{target}' is no page of this site", "name its file, ending in .md", **values)


def _swallowed(value: object) -> list[str]:
    """Return the pages that stand in the text of a title, as they do behind a full-width colon."""
    is_torn = isinstance(value, str) and WIDE_COLON.search(value)
    return [word for word in str(value).split() if word.endswith(".md")] if is_torn else []


def _stands_twice(site: Site) -> bool:
    """Say whether there are two menus, of which one is not read."""
    problems = configuration.document(site).problems
    return any(problem.values.get("key") == "nav" for problem in problems)


def _better(site: Site, value: object) -> str:
    """Return how a page is named that an entry names otherwise, "" when it is right or means none."""
    if not isinstance(value, str) or "://" in value:
        return ""
    path = cleaned(value).partition("#")[0].removeprefix("./").strip("/")
    if value.removeprefix("./").removesuffix(".md") in site.slugs and value.endswith(".md"):
        return ""
    stem = path.removesuffix(".html").removesuffix(".markdown").removesuffix(".md")
    for locale in site.settings.locales:
        stem = stem.removesuffix(f".{locale}").removeprefix(f"{site.settings.docs}/")
    slugs = {slug.lower(): slug for slug in sorted(site.slugs)}
    known = slugs.get(stem.lower()) or slugs.get(f"{stem}/index".lower().lstrip("/"))
    return f"{known}.md" if known else ""


def _entries(site: Site) -> Iterator[Entry]:
    yield from _within(configuration.value(site, "nav"), ("nav",), None)


def _within(value: object, key: Key, title: str | None) -> Iterator[Entry]:
    """Yield the entries of a part of the menu, sections that hold something apart."""
    if isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from _within(item, (*key, index), None)
    elif isinstance(value, dict) and value:
        for name, item in value.items():
            yield from _within(item, (*key, name), name)
    else:
        yield key, title, value


def _slug(site: Site, target: str) -> str:
    return target.removesuffix(".md")


@rule(Severity.WARNING, About.SITE)
def untranslated_menu_title(site: Site) -> Iterator[Finding]:
    """A title in the menu has a translation for every language.

    Bad:  服务补救 in nav, and nothing for it in nav_translations
    Good: nav_translations: {服务补救: Service recovery}
    """
    translated = dict(_translations(site))
    data = configuration.document(site)
    for key, title in _titles(configuration.value(site, "nav"), ("nav",)):
        if title.isascii():
            continue
        for locale, known in translated.items():
            if title not in known:
                values = {"title": title, "locale": locale}
                hint = "add it to nav_translations of '{locale}'"
                yield found(data.at(*key), "the menu's '{title}' has no translation for '{locale}'", hint, **values)
    for locale, known in translated.items():
        yield from _needless(site, locale, known)
        yield from _left(site, locale, known)
    yield from _titles_twice(site)


def _left(site: Site, locale: str, known: Mapping[str, object]) -> Iterator[Finding]:
    """Yield the translations that are the title itself, in a script that the language has not."""
    data, own = configuration.document(site), language(locale)
    others = [language(other) for other in site.settings.locales]
    for key, at in data.places.items():
        title = key[-1] if len(key) > 2 and key[-2] == "nav_translations" else None
        if not isinstance(title, str) or known.get(title) != title or own.letter.search(title):
            continue
        if any(other.script != own.script and other.letter.search(title) for other in others):
            yield found(at, "the menu's '{title}' is not translated", "translate it", title=title)


def _titles_twice(site: Site) -> Iterator[Finding]:
    """Yield the sections side by side in the menu that have one title."""
    first: dict[tuple[Key, str], Position] = {}
    data = configuration.document(site)
    for key, title in _titles(configuration.value(site, "nav"), ("nav",)):
        at = data.at(*key)
        if first.setdefault((key[:-2], title), at) != at:
            values = {"title": title, "line": first[key[:-2], title].line}
            yield found(at, "'{title}' stands on line {line} already", "tell the two apart", **values)


def _titles(value: object, key: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _titles(item, (*key, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield (*key, name), name
            yield from _titles(item, (*key, name))


def _translations(site: Site) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the translations of the menu's titles for every language that has some."""
    for name, options, _ in configuration.named(site, "plugins"):
        languages = options.get("languages") if name == "i18n" and isinstance(options, dict) else None
        for entry in languages if isinstance(languages, list) else ():
            known = entry.get("nav_translations") if isinstance(entry, dict) else None
            if isinstance(known, dict):
                yield str(entry["locale"]) if "locale" in entry else "", known


def _needless(site: Site, locale: str, known: Mapping[str, object]) -> Iterator[Finding]:
    titles = {title for _, title in _titles(configuration.value(site, "nav"), ("nav",))}
    data = configuration.document(site)
    for key, at in data.places.items():
        if len(key) > 2 and key[-2] == "nav_translations" and key[-1] not in titles and key[-1] in known:
            yield found(at, "no title in the menu is '{title}'", "remove it", title=key[-1])
