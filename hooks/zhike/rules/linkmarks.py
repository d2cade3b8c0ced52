"""Link marks: what looks like a link to its writer is one to its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from ..addresses import cleaned, is_sound, relative
from ..model import Edit, Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import LINK_TARGET, UNCLOSED_LINK, characters

REVERSED = regex(rf"[(（]([^()（）\[\]\n]{{1,200}})[)）]\[({LINK_TARGET})\]")
WIKI = regex(r"!?\[\[([^\[\]\n|]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
WIDE = regex(r"([\[［【])([^\[\]［］【】\n]{1,200})([\]］】])[ \t]?([(（])[ \t]*([^\s()（）\[\]]{1,400})[ \t]*([)）])")
WIDE_BRACKETS = frozenset("（）【】［］")
LIKE_TARGET = regex(LINK_TARGET)
WIDE_TARGET = regex(
    r"\S+(?:\.|．|。)(?:md|svg|png|jpe?g|webp|html?)(?:[#＃]\S*)?|https?[:：]\S+|[#＃][a-z][\w-]*", re.I
)
SPLIT = regex(rf"\[([^\[\]\n]{{1,200}})\]([ \t\u00a0\u3000]+)\(({LINK_TARGET})\)")
FRAMED = regex(r"\[\[([^\[\]\n]*[^\W\d_][^\[\]\n]*)\]\](?=\()")
NESTED = regex(r"\[[^\[\]\n]*(?<!!)\[[^\[\]\n]+\]\([^()\n]*\)[^\[\]\n]*\]\(")
SECOND = regex(rf"(?<={Page.FILLER})\(({LINK_TARGET})\)")
ESCAPED = regex(r"\\.")
HIDDEN = regex(f"{Page.FILLER}+")
PICTURE = regex(r"\.(?:svg|png|jpe?g|webp|gif)(?:[#?]|$)", re.I)


@rule(Severity.ERROR)
def reversed_link(site: Site) -> Iterator[Finding]:
    """A link has its text in square brackets and its target in round ones.

    Bad:  (Installing)[install.md]
    Good: [Installing](install.md)
    """
    for page, number, line in _prose(site, "]"):
        for match in REVERSED.finditer(line):
            at = page.at(number, match.start() + 1)
            better = f"[{match[1]}]({match[2]})"
            finding = found(at, "the brackets of this link are the wrong way round", "write {better}", better=better)
            edit = replacing(at, match.group(), better)
            yield finding.mended(edit) if is_sound(site, page, match[2]) else finding


@rule(Severity.ERROR)
def wiki_link(site: Site) -> Iterator[Finding]:
    """A link is written [text](page.md); double brackets are shown as they are.

    Bad:  [[install]]
    Good: [Installing](install.md)
    """
    for page, number, line in _prose(site, "[["):
        for match in WIKI.finditer(line):
            at = page.at(number, match.start() + 1)
            better = _unwikied(site, page, match[1], match[2])
            hint = "write {better}" if better else "write [text](page.md)"
            finding = found(at, "double brackets make no link here", hint, better=better)
            is_certain = not match.group().startswith("!") and better and _leads(site, page, better)
            yield finding.mended(replacing(at, match.group(), better)) if is_certain else finding


def _leads(site: Site, page: Page, link: str) -> bool:
    return is_sound(site, page, link[link.rindex("(") + 1 : -1])


def _unwikied(site: Site, page: Page, name: str, text: str | None) -> str:
    """Return the link that a wiki link means when one page alone has its name."""
    wanted, _, anchor = name.strip().partition("#")
    wanted = wanted.removesuffix(".md").strip().lower()
    slugs = [slug for slug in sorted(site.slugs) if wanted and wanted in (slug.lower(), basename(slug).lower())]
    if len(slugs) != 1:
        return ""
    outline = site.outline(slugs[0], page.locale) or site.outline(slugs[0], site.settings.source)
    title = (text or "").strip() or (outline.title if outline else name)
    return f"[{title}]({relative(page, slugs[0] + '.md')}{'#' + anchor if anchor else ''})"


@rule(Severity.ERROR)
def fullwidth_link(site: Site) -> Iterator[Finding]:
    """The marks of a link are half-width: [ ] ( ) and, before an image, !.

    Bad:  [安装]（install.md）
    Good: [安装](install.md)
    """
    for page, number, line in _prose(site, "", WIDE_BRACKETS):
        for match in WIDE.finditer(line) if not line.isascii() else ():
            if match.group().isascii() or not (LIKE_TARGET.fullmatch(match[5]) or WIDE_TARGET.fullmatch(match[5])):
                continue
            if match[1] + match[3] + match[4] + match[6] == "[]()":
                continue
            at = page.at(number, match.start() + 1)
            better = f"[{match[2]}]({cleaned(match[5])})"
            finding = found(at, "full-width brackets make no link", "write {better}", better=better)
            edit = replacing(at, match.group(), better)
            yield finding.mended(edit) if is_sound(site, page, cleaned(match[5])) else finding
    yield from _wide_marks(site)


def _wide_marks(site: Site) -> Iterator[Finding]:
    for page in site.written():
        for link in page.links:
            before = page.lines[link.at.line - 1][link.at.column - 2 : link.at.column - 1]
            if before == "！" and link.text and PICTURE.search(link.target or ""):
                at = page.at(link.at.line, link.at.column - 1)
                finding = found(at, "a full-width ！ makes a link of this image", "write !")
                yield finding.mended(replacing(at, "！", "!"))


@rule(Severity.ERROR)
def split_link(site: Site) -> Iterator[Finding]:
    """Nothing stands between the two pairs of brackets of a link.

    Bad:  [Installing] (install.md)
    Good: [Installing](install.md)
    """
    for page, number, line in _prose(site, "]"):
        for match in SPLIT.finditer(line):
            at = page.at(number, match.start() + 1)
            gap = page.at(number, match.start(2) + 1)
            values = {"text": match[1], "target": match[3]}
            finding = found(at, "a blank parts the brackets of this link", "write [{text}]({target})", **values)
            edit = Edit(gap, page.at(number, match.end(2) + 1), "")
            yield finding.mended(edit) if is_sound(site, page, match[3]) else finding


@rule(Severity.ERROR)
def unclosed_link(site: Site) -> Iterator[Finding]:
    """A link's brackets are closed.

    Bad:  [Installing](install.md
    Good: [Installing](install.md)
    """
    for page, number, line in _prose(site, "]("):
        for match in UNCLOSED_LINK.finditer(line):
            at = page.at(number, match.start(1) + 1)
            values = {"target": match[2].rstrip(".,;")}
            yield found(at, "the bracket before '{target}' is never closed", "write ) behind it", **values)


@rule(Severity.ERROR)
def doubled_link(site: Site) -> Iterator[Finding]:
    """A link has one text and one target.

    Bad:  [Installing](install.md)(install.md), [[Installing]](install.md)
    Good: [Installing](install.md)

    What is written twice is shown as it is typed.
    """
    for page in site.written():
        for link in page.links:
            if framed := FRAMED.match(page.lines[link.at.line - 1], link.at.column - 1):
                finding = found(link.at, "one pair of brackets too many stands here", "write [{text}]", text=framed[1])
                yield finding.mended(replacing(link.at, framed.group(), f"[{framed[1]}]"))
            elif NESTED.match(page.lines[link.at.line - 1], link.at.column - 1):
                yield found(link.at, "a link stands in the text of this link", "write one link")
    for page, number, line in _prose(site, "("):
        for match in SECOND.finditer(line) if ")(" in page.lines[number - 1] else ():
            if page.lines[number - 1][match.start() - 1] == ")":
                at = page.at(number, match.start() + 1)
                finding = found(at, "a second target stands behind this link", "delete it", target=match[1])
                yield finding.mended(replacing(at, match.group(), ""))


def _prose(site: Site, mark: str, needed: frozenset[str] = frozenset()) -> Iterator[tuple[Page, int, str]]:
    """Yield page, number and text of every line of running text that holds a mark, bare addresses included.

    Pages without any of the characters that are needed are left out.
    """
    for page in site.written():
        if mark not in page.running or (needed and needed.isdisjoint(characters(site, page))):
            continue
        bare: dict[int, list[int]] = {}
        for address in page.addresses:
            bare.setdefault(address.at.line, []).append(address.at.column - 1)
        for number, line in enumerate(page.prose, 1):
            if mark in line:
                written = _restored(line, page.lines[number - 1], bare[number]) if number in bare else line
                yield page, number, ESCAPED.sub(Page.FILLER * 2, written) if "\\" in written else written


def _restored(prose: str, line: str, starts: list[int]) -> str:
    """Return a line of prose in which bare addresses stand as they are written."""
    pieces, last = [], 0
    for start in starts:
        if start < last:
            continue
        end = HIDDEN.match(prose, start)
        pieces += [prose[last:start], line[start : end.end()] if end else ""]
        last = end.end() if end else start
    return "".join([*pieces, prose[last:]])
