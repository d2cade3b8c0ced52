"""Assets: files beside the pages are small, safe, used, and what their names say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from .. import vectors
from ..addresses import cleaned
from ..model import UNSAFE_DRAWING, Page, Position, Site
from .base import About, Finding, Severity, Word, found, is_external, reported, rule

KINDS = (
    ("PNG", (".png",), re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("JPEG", (".jpg", ".jpeg"), re.compile(rb"\xff\xd8\xff")),
    ("GIF", (".gif",), re.compile(rb"GIF8[79]a")),
    ("WebP", (".webp",), re.compile(rb"RIFF.{4}WEBP", re.S)),
    ("AVIF", (".avif",), re.compile(rb".{4}ftypavi[fs]", re.S)),
    ("HEIC", (".heic",), re.compile(rb".{4}ftyp(?:heic|heix|hevc|mif1|msf1)", re.S)),
    ("BMP", (".bmp",), re.compile(rb"BM.{4}\0\0\0\0", re.S)),
    ("TIFF", (".tif", ".tiff"), re.compile(rb"II\*\0|MM\0\*")),
    ("PDF", (".pdf",), re.compile(rb"%PDF-")),
    ("ZIP", (".zip", ".docx", ".xlsx", ".pptx", ".epub", ".jar"), re.compile(rb"PK\x03\x04")),
    ("a program", (".exe", ".dll"), re.compile(rb"MZ.{58}", re.S)),
    ("a program", (), re.compile(rb"\x7fELF")),
    ("a script", (".sh", ".py"), re.compile(rb"#!\s*/")),
    ("HTML", (".html", ".htm"), re.compile(rb"\s*(?:<!doctype html|<html)\b", re.I)),
    (
        "SVG",
        (".svg",),
        re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)*<svg\b", re.S | re.I),
    ),
    ("WOFF", (".woff", ".woff2"), re.compile(rb"wOF[F2]")),
    ("ICO", (".ico",), re.compile(rb"\0\0\x01\0")),
    ("MP4", (".mp4", ".m4v", ".mov"), re.compile(rb".{4}ftyp(?:isom|mp4|M4V|qt)", re.S)),
)
KNOWN = frozenset(ending for _, endings, _ in KINDS for ending in endings)
MOST = 50
TAKEN = ("robots.txt", "CNAME", "favicon.ico", "favicon.svg")


def _at(site: Site, file: str) -> Position:
    return Position(f"{site.settings.docs}/{file}")


@rule(Severity.ERROR, About.SITE)
def huge_asset(site: Site) -> Iterator[Finding]:
    """A file beside the pages is no larger than the limit.

    Bad:  assets/flow.png with 20 MB
    Good: assets/flow.svg with 8 kB
    """
    limit = site.settings.max_asset_kilobytes
    for file, size in site.files.items():
        if size > limit * 1024 and not file.endswith(".md"):
            values = {"size": size // 1024, "limit": limit}
            yield found(_at(site, file), "{size} kB, more than {limit} kB", "shrink it", **values)


@rule(Severity.ERROR, About.SITE)
def forbidden_file(site: Site) -> Iterator[Finding]:
    """A file beside the pages is of an allowed kind, and one in the data folder is read.

    Bad:  assets/tool.exe
    Good: assets/flow.svg
    """
    yield from reported(site, "forbidden_file")
    allowed = site.settings.asset_endings
    for file in site.files:
        name = file.rpartition("/")[2]
        ending = "." + name.rpartition(".")[2].lower()
        if name.startswith("~$") or file.endswith(".md") or _is_allowed(site, file):
            continue  # another rule speaks of what a program left behind
        named = {"ending": ending, "allowed": " ".join(sorted(allowed)), "better": cleaned(name)}
        if "." in name:
            yield found(
                _at(site, file), "files ending in '{ending}' are not published", "allowed are {allowed}", **named
            )
        elif "." in cleaned(name):
            message = "the full stop in this name is full-width"
            yield found(_at(site, file), message, "rename it to '{better}'", **named)
        else:
            message = "a file without an ending is not published"
            yield found(_at(site, file), message, "remove it, or give it one of {allowed}", **named)


def _is_allowed(site: Site, file: str) -> bool:
    return "." + file.rpartition(".")[2].lower() in site.settings.asset_endings


@rule(Severity.ERROR, About.SITE)
def disguised_file(site: Site) -> Iterator[Finding]:
    """A file is of the kind that the ending of its name says.

    Bad:  assets/steps.png that is a JPEG
    Good: assets/steps.jpg that is a JPEG

    Browsers are told to trust the ending, so that nothing can be slipped in under another name.
    """
    for file, size in site.files.items():
        ending = "." + file.rpartition(".")[2].lower()
        if file.endswith(".md") or ending not in site.settings.asset_endings:
            continue
        at, head = _at(site, file), site.heads.get(file)
        kind = next(((name, endings) for name, endings, mark in KINDS if mark.match(head or b"")), None)
        if not size and ending in KNOWN:
            yield found(at, "this file is empty", "save the picture again")
        elif head is not None and kind and ending not in kind[1] and (ending in KNOWN or kind[0] != "a script"):
            hint = (
                "give it the ending {right}" if kind[1] and kind[1][0] in site.settings.asset_endings else "remove it"
            )
            yield found(at, "this file holds {kind}", hint, kind=Word(kind[0]), right=(*kind[1], "")[0])
        elif head is not None and kind is None and ending in KNOWN and ending != ".svg":
            yield found(at, "this is no {ending} file", "save the picture again", ending=ending)


@rule(Severity.ERROR, About.SITE)
def unsafe_drawing(site: Site) -> Iterator[Finding]:
    """A drawing holds shapes and words only: nothing that runs, loads or styles from outside.

    Bad:  <svg><script>…</script></svg>
    Good: <svg><title>The four steps</title><text>Apologise</text></svg>
    """
    for file, text in site.vectors.items():
        drawn = UNSAFE_DRAWING.finditer(text) if file in site.drawings else ()
        faults = [(match.start(), match.group()) for match in islice(drawn, MOST)] or vectors.parsed(text).unsafe[:MOST]
        for start, what in faults:
            line = text.count("\n", 0, start) + 1
            at = Position(f"{site.settings.docs}/{file}", line, start - text.rfind("\n", 0, start))
            hint = "remove it: a drawing must not run or load anything"
            yield found(at, "'{what}' may not stand in a drawing", hint, what=what[:40])


@rule(Severity.ERROR, About.SITE)
def broken_drawing(site: Site) -> Iterator[Finding]:
    """A drawing is well-formed: every tag is closed, and it begins with <svg>.

    Bad:  <svg><text>Apologise</svg>
    Good: <svg><text>Apologise</text></svg>

    Browsers show nothing at all of a drawing that is not.
    """
    for file, text in site.vectors.items():
        parsed = vectors.parsed(text)
        if parsed.fault:
            line, column, reason = parsed.fault
            at = Position(f"{site.settings.docs}/{file}", line, column)
            yield found(at, "this drawing cannot be shown: {reason}", "export it again", reason=reason)


@rule(Severity.INFO, About.SITE)
def unused_asset(site: Site) -> Iterator[Finding]:
    """A file beside the pages is used by one of them.

    Bad:  assets/old-steps.svg that no page shows
    Good: assets/steps.svg that a page shows
    """
    used = set(site.gathered.get("assets", ()))
    configuration = json.dumps([data.value for path, data in site.data.items() if "/" not in path], default=str)
    for file in site.files:
        if (
            file.endswith(".md")
            or file in used
            or file in TAKEN
            or file in configuration
            or not _is_allowed(site, file)
        ):
            continue
        if not file.endswith((".css", ".js")) and _neutral(site, file) not in used:
            yield found(_at(site, file), "no page shows or links to this file", "use it, or remove it")


def _neutral(site: Site, file: str) -> str:
    """Return the name of a file without its language, by which pages of every language show it."""
    stem, dot, ending = file.rpartition(".")
    name, _, locale = stem.rpartition(".")
    return f"{name}{dot}{ending}" if locale in site.settings.locales else file


def used_assets(site: Site, page: Page) -> set[str]:
    """Return the files that a page shows or links to."""
    written = [*(image.target for image in page.images), *(link.target for link in page.links)]
    targets = {target for target in written if target and not is_external(target)}
    paths = (unquote(target).partition("#")[0].partition("?")[0] for target in targets)
    files = {site.resolve(page, path) for path in paths if path and not path.endswith(".md")}
    return {file for file in files if file in site.files and file}
