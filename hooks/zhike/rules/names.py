"""File names: every system can hold them, every address is theirs alone, and each says its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..addresses import cleaned
from ..model import Position, Site
from .base import About, Finding, Severity, found, regex, rule

PLAIN = regex(r"[a-z0-9_]+(?:[.-][a-z0-9_]+)*")
RESERVED = regex(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.I)
FORBIDDEN = regex(r"[<>:\"\\|?*\x00-\x1f]|[ .]$")
COPY = regex(r"\(\d+\)|[ _-]+(?:copy|副本|复制|备份|old|backup|bak|conflict)(?:[ _-]*\d*)?(?=\.|$)|~$|冲突", re.I)
LANGUAGE = regex(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
CODES = frozenset(
    {"ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko"}
) | frozenset({"ms", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh"})
CODES |= frozenset({"cn", "jp", "kr", "tw", "hk", "gb", "us"})  # of countries, by which languages are meant
LONGEST = 180
TOO_LATE = (".markdown", ".mdown", ".mdx", ".mkd", ".md.txt", ".rst", ".adoc")


def _at(site: Site, file: str) -> Position:
    return Position(f"{site.settings.docs}/{file}")


@rule(Severity.WARNING, About.SITE)
def odd_file_name(site: Site) -> Iterator[Finding]:
    """A file's name is made of small letters, digits and hyphens.

    Bad:  docs/recovery/Say Sorry (1).md
    Good: docs/recovery/say-sorry.md

    Blanks and other letters become %20 and the like in addresses, and large letters differ on some systems only.
    """
    for file in site.files:
        odd = next((part for part in file.split("/") if not PLAIN.fullmatch(part)), "")
        if odd.startswith(("~$", ".~lock")):
            hint = "close the program, then delete the file"
            yield found(_at(site, file), "'{name}' is a temporary file of an office program", hint, name=odd)
        elif odd and COPY.search(odd):
            hint = "remove it, or give it a name of its own"
            yield found(_at(site, file), "'{name}' looks like a copy of another file", hint, name=odd)
        elif odd and odd not in ("README.md", "CNAME"):
            better = re.sub(r"[^a-z0-9._]+", "-", cleaned(odd.replace(" ", "-")).lower()).strip("-").replace("-.", ".")
            hint = "write '{better}'" if better.split(".")[0] else "use small English letters, digits and hyphens"
            yield found(_at(site, file), "'{name}' is not a plain name for a file", hint, name=odd, better=better)


@rule(Severity.ERROR, About.SITE)
def name_for_some_systems(site: Site) -> Iterator[Finding]:
    """Every system can hold a file's name.

    Bad:  docs/recovery/what-now?.md or docs/aux.md
    Good: docs/recovery/what-now.md

    Nobody with Windows can check out a project that holds such a name.
    """
    for file in site.files:
        parts = file.split("/")
        if reserved := next((part for part in parts if RESERVED.fullmatch(part)), ""):
            yield found(_at(site, file), "Windows keeps the name '{name}' for itself", "choose another", name=reserved)
        elif mark := next((hit for part in parts if (hit := FORBIDDEN.search(part))), None):
            yield found(_at(site, file), "Windows holds no name with '{mark}'", "rename it", mark=mark.group())
        elif len(file) > LONGEST or any(len(part.encode("utf-8", "replace")) > LONGEST for part in parts):
            yield found(_at(site, file), "this path is too long for some systems", "shorten it")


@rule(Severity.ERROR, About.SITE)
def names_differ_in_case(site: Site) -> Iterator[Finding]:
    """No two names differ in letter case alone.

    Bad:  docs/assets/Steps.svg and docs/assets/steps.svg
    Good: docs/assets/steps.svg alone

    Windows and macOS keep one of them only.
    """
    right: dict[str, str] = {}
    for path in _paths(site):
        # the name with the most small letters is the right one
        right[path.lower()] = max(path, right.get(path.lower(), path))
    told: set[str] = set()
    for file in site.files:
        parts = file.split("/")
        paths = ("/".join(parts[: n + 1]) for n in range(len(parts)))
        odd = next((path for path in paths if right[path.lower()] != path), "")
        if odd and odd not in told:
            told.add(odd)
            values = {"name": odd, "other": right[odd.lower()]}
            yield found(_at(site, file), "'{name}' and '{other}' differ in case only", "keep one", **values)


def _paths(site: Site) -> Iterator[str]:
    """Yield the path of every file and of every folder around it."""
    for file in site.files:
        parts = file.split("/")
        yield from ("/".join(parts[: n + 1]) for n in range(len(parts)))


@rule(Severity.ERROR, About.SITE)
def pages_at_one_address(site: Site) -> Iterator[Finding]:
    """Every page has an address of its own.

    Bad:  docs/recovery.md and docs/recovery/index.md
    Good: docs/recovery/index.md alone
    """
    files = set(site.files)
    for file in site.files:
        folder, _, name = file.rpartition("/")
        index = f"{folder}/index.md".lstrip("/")
        if name.lower().startswith("readme.") and name.lower().endswith(".md"):
            hint = "rename it to index.md, or move it out of {docs}"
            message = "this is published as the first page of its folder"
            yield found(_at(site, file), message, hint, docs=site.settings.docs)
        elif name == "index.md" and folder and f"{folder}.md" in files:
            values = {"other": f"{folder}.md", "index": index}
            yield found(_at(site, file), "'{other}' has the same address", "keep one of the two", **values)


@rule(Severity.ERROR, About.SITE)
def page_of_no_language(site: Site) -> Iterator[Finding]:
    """A page's name says its language as the settings do, the source language not at all.

    Bad:  docs/install.zh.md on a site whose source language is zh
    Good: docs/install.md
    """
    settings = site.settings
    for file in site.files:
        stem, name = file.removesuffix(".md"), file.rpartition("/")[2]
        late = next((ending for ending in TOO_LATE if name.lower().endswith(ending)), "")
        if late or (name.lower().endswith(".md") and not name.endswith(".md")):
            ending = late or name[-3:]
            hint = "rename it so that it ends in .md"
            yield found(_at(site, file), "a file ending in '{ending}' is no page", hint, ending=ending)
            continue
        _, dot, ending = stem.rpartition("/")[2].rpartition(".")
        if not (file.endswith(".md") and dot) or ending in settings.translations:
            continue
        if ending == settings.source:
            better = f"{stem.removesuffix(dot + ending)}.md"
            values = {"locale": ending, "better": better}
            yield found(_at(site, file), "'{locale}' is the source language", "rename it to {better}", **values)
        elif LANGUAGE.fullmatch(ending.lower()) and ending[:2].lower() in CODES:
            known = " ".join(settings.translations)
            values = {"locale": ending, "known": known}
            yield found(
                _at(site, file), "'{locale}' is no language of this site", "its languages are {known}", **values
            )
