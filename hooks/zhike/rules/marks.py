"""Marks inside a line that do something else than the editor meant, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Block, Page, Position, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import HAN, characters, holds, text_lines, without_code

STARS = regex(r"\\\*|\*+")
SPACED = regex(r"(?<![^ \ufffc，。：；、])\*\* [^*\n ][^*\n]* ?\*\*(?![*\w])")
WORDS = regex(f"[{HAN}]|[A-Za-z]{{2}}")
OPEN_COMMENT = regex(r"<!(?:-|–|—)|-->[ ]*$|^[ ]*-->")
EARLY_END = regex(r"<!--(-?>)")
ATTRIBUTES = regex(r"\{:?[ ]*[#.][^{}\n]*\}?|｛[:：]?[ ]*[#.][^｛｝\n]*｝?|\{:[^{}\n]*\}?")
TWO_IDS = regex(r"\{[ ]*#[^{}\n]*\}[ ]*\{[ ]*#[^{}\n]*\}[ ]*$")
MARKDOWN = regex(r"\*\*[^*\n]+\*\*|\[[^\[\]\n]+\]\([^()\n]+\)|^#{1,6} |^ {0,3}[-*+] \S")
DRAWN = ("mermaid", "plantuml", "echarts")
DRAWING = regex(r"(?:`{3,}|~{3,}) ?\{?\.?(?P<name>mermaid|plantuml|echarts)\b")
STRESSED = rf"[^_\n]{{0,40}}[{HAN}][^_\n]{{0,40}}(?<!\s)"
FOREIGN: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    ("~~", regex(r"(?<![~\w])~~[^~\s][^~\n]*~~(?!~)"), frozenset({"pymdownx.tilde", "pymdownx.betterem"})),
    ("==", regex(r"(?<![=\w])==[^=\s][^=\n]*==(?!=)"), frozenset({"pymdownx.mark"})),
    ("++", regex(r"(?<![+\w])\+\+[^+\s][^+\n]*\+\+(?!\+)"), frozenset({"pymdownx.keys", "pymdownx.caret"})),
    (
        ":",
        regex(r":(?<![:A-Za-z0-9\ufffc]:)[a-z][a-z0-9_+-]{1,40}:(?![:A-Za-z0-9])"),
        frozenset({"pymdownx.emoji"}),
    ),
    ("＊＊", regex(r"＊＊[^＊\n]+＊＊"), frozenset()),
    ("$$", regex(r"\$\$[^$\n]+\$\$"), frozenset({"pymdownx.arithmatex"})),
    (
        "$",
        regex(r"(?<![\\$])\$[^$\\\n]{0,80}\\[a-z]+[^$\n]{0,80}\$(?!\$)"),
        frozenset({"pymdownx.arithmatex"}),
    ),
    ("++", regex(r"(?<![+\w])\+\+[a-z]+(?:[+-][a-z0-9]+)+\+\+(?!\+)"), frozenset({"pymdownx.keys"})),
    ("~", regex(r"(?<=[A-Za-z])~\d{1,2}~(?!~)"), frozenset({"pymdownx.tilde"})),
    ("^", regex(r"(?<=[\w)])\^[\w+-]{1,6}\^(?!\^)"), frozenset({"pymdownx.caret"})),
    (".. ", regex(r"^\.\. [a-z][a-z-]*::", re.M), frozenset()),
    ("＞", regex(rf"^＞ ?(?=[{HAN}“A-Za-z])", re.M), frozenset()),
    ("＜", regex(r"＜/?[a-z][a-z0-9]{0,9} ?/?＞"), frozenset()),
    ("\\*", regex(r"\\\*\\\*(?P<words>[^*\\\n]{1,200})\\\*\\\*"), frozenset()),
    ("_", regex(rf"(?<=[{HAN}])__(?![_\s])(?P<words>{STRESSED})__(?!_)", re.M), frozenset()),
    ("_", regex(rf"(?<=[{HAN}])_(?![_\s])(?P<words>{STRESSED})_(?=[\s，。；：！？、）”]|$)", re.M), frozenset()),
    (
        "_",
        regex(
            rf"(?:^|(?<=[\s，。；：！？、“（]))(?P<mark>__?)(?![_\s])(?P<words>{STRESSED})(?P=mark)(?=[{HAN}])", re.M
        ),
        frozenset(),
    ),
)


def innermost(page: Page) -> Iterator[range]:
    """Yield the lines of every block of text."""
    kinds = ("paragraph", "item", "task", "row", "heading")
    return (block.lines for block in page.blocks if block.kind in kinds)


@rule(Severity.ERROR)
def unclosed_bold(site: Site) -> Iterator[Finding]:
    """Bold text begins and ends with `**` in the same paragraph.

    Bad:  **先道歉，再解决问题。
    Good: **先道歉**，再解决问题。
    """
    for page in site.written():
        starred = {number for number, line in enumerate(page.prose, 1) if "**" in line}
        for numbers in innermost(page) if starred else ():
            if starred.isdisjoint(numbers):
                continue
            open_at: Position | None = None
            for number in numbers:
                for match in STARS.finditer(page.prose[number - 1]) if "**" in page.prose[number - 1] else ():
                    if match.group()[0] == "*" and len(match.group()) in (2, 3) and not _is_spaced(page, number, match):
                        open_at = None if open_at else page.at(number, match.start() + 1)
            if open_at:
                yield found(open_at, "'**' is never closed", "add ** where the bold text ends, or delete it")


def _is_spaced(page: Page, number: int, match: re.Match[str]) -> bool:
    """Say whether stars stand between blanks, where they are shown as stars."""
    line = page.prose[number - 1]
    return (
        line[match.start() - 1 : match.start()] in ("", " ")
        and line[match.end() : match.end() + 1] in ("", " ")
        and line.strip(" *") != ""
    )


@rule(Severity.WARNING)
def empty_emphasis(site: Site) -> Iterator[Finding]:
    """Stars stand right beside the words that they stress.

    Bad:  ** 先道歉 **
    Good: **先道歉**

    With blanks inside the stars are shown as stars.
    """
    for page in site.written():
        if "** " not in page.running:
            continue
        for number, line in enumerate(page.prose, 1):
            for match in SPACED.finditer(line) if "** " in line else ():
                at = page.at(number, match.start() + 1)
                words = match.group()[2:-2].strip()
                if not WORDS.search(words):
                    continue
                finding = found(at, "blanks stand inside these stars", "write **{words}**", words=words[:20])
                yield finding.mended(replacing(at, match.group(), f"**{words}**"))


@rule(Severity.ERROR)
def unclosed_comment(site: Site) -> Iterator[Finding]:
    """A comment begins with `<!--` and ends with `-->`.

    Bad:  <!-- 下周补上
    Good: <!-- 下周补上 -->

    A comment that is never closed hides the rest of the page, or is shown as text.
    """
    for page in site.written():
        yield from _ended_early(page)
        if "<!" not in page.running and "-->" not in page.running:
            continue
        for number, line in enumerate(page.prose, 1):
            for match in OPEN_COMMENT.finditer(line):
                at = page.at(number, match.start() + 1)
                if ">" in match.group():
                    yield found(at, "this closes no comment", "delete it, or begin the comment")
                else:
                    yield found(at, "this comment is never closed", "close it, or delete its beginning")


def _ended_early(page: Page) -> Iterator[Finding]:
    """Yield the comments that browsers end before `-->`."""
    for comment in page.comments:
        begun = EARLY_END.match(page.lines[comment.at.line - 1], comment.at.column - 1)
        if mark := begun[1] if begun else "--!>" if "--!>" in comment.text else "":
            hint = "delete '{mark}'"
            yield found(comment.at, "browsers end this comment at '{mark}' and show the rest", hint, mark=mark)


@rule(Severity.WARNING)
def lost_attributes(site: Site) -> Iterator[Finding]:
    """Attributes in braces stand right behind what they belong to.

    Bad:  先道歉 { .important }，再解决问题
    Good: **先道歉**{ .important }，再解决问题

    Anywhere else they are shown as text.
    """
    for page in site.written():
        if "{" not in page.text and "｛" not in page.text:
            continue
        headings = {heading.at.line for heading in page.headings}
        for number, line, block in text_lines(site, page):
            for match in ATTRIBUTES.finditer(without_code(line)) if "{" in line or "｛" in line else ():
                if (wrong := _is_lost(line, match, block, number)) and not (
                    number in headings and match.end() == len(line.rstrip()) and wrong != "open"
                ):
                    at, mark = page.at(number, match.start() + 1), match.group()[:40]
                    if number in headings and wrong == "inside" and TWO_IDS.search(line, match.start()):
                        yield found(at, "this heading has two ids", "keep one")
                        continue
                    hint = "put it right behind the link, image or ** it belongs to"
                    if number in headings:
                        hint = "write it at the end of the heading, between half-width {{ and }}"
                    yield found(at, "'{mark}' is shown as text", hint, mark=mark)


def _is_lost(line: str, match: re.Match[str], block: Block, number: int) -> str:
    """Return why attributes have no effect where they stand, "" when they have."""
    written = match.group()
    if written[0] == "｛" or written[-1] != "}":
        return "open"
    if match.start() and line[match.start() - 1] in ")]*_>`":
        return ""
    is_last = number == block.end and match.end() == len(line.rstrip())
    if block.kind in ("row", "heading"):
        return "" if block.kind == "row" or is_last else "inside"
    alone = line[: match.start()].strip(" >") == ""
    return "" if is_last and (alone or block.kind in ("item", "task")) else "inside"


@rule(Severity.WARNING)
def markdown_in_html(site: Site) -> Iterator[Finding]:
    """Markdown stands outside HTML blocks.

    Bad:  <div> / **先道歉** / </div>
    Good: **先道歉**

    Inside an HTML block its marks are shown as they are typed.
    """
    for page in site.written():
        for block in page.blocks:
            if block.kind != "html":
                continue
            for number in block.lines:
                line = page.lines[number - 1]
                if match := MARKDOWN.search(without_code(line)):
                    yield found(
                        page.at(number, match.start() + 1),
                        "this is not read as Markdown",
                        "take it out of the HTML block",
                    )
                    break


@rule(Severity.WARNING)
def foreign_markup(site: Site) -> Iterator[Finding]:
    """A page uses the marks that this site renders.

    Bad:  ~~旧的~~、==重点==、:smile:
    Good: **重点**

    Marks of other programs are shown as they are typed.
    """
    extensions = site.once("extensions", lambda: _extensions(site))
    drawn = site.once("drawn", lambda: _configured(site))
    for page in site.written():
        known = characters(site, page)
        yield from _undrawn(page, drawn) if holds(page.text, DRAWN, known) else ()
        text = page.running
        for mark, pattern, needed in FOREIGN:
            if known.issuperset(mark) and mark in text and needed.isdisjoint(extensions):
                for match in pattern.finditer(text):
                    values = {"mark": match.group()[:20]}
                    at = page.place(match.start())
                    finding = found(at, "'{mark}' is shown as it is typed", "use ** or plain words", **values)
                    words = match.groupdict().get("words")
                    yield finding.mended(replacing(at, match.group(), f"**{words}**")) if words else finding


def _undrawn(page: Page, drawn: str) -> Iterator[Finding]:
    """Yield the fences around drawings in words, which readers see as code."""
    for block in page.blocks:
        line = page.lines[block.at.line - 1] if block.kind == "code" else ""
        if (match := DRAWING.match(line, block.at.column - 1)) and match["name"] not in drawn:
            hint = "put a drawing into docs/assets and show it as an image"
            yield found(block.at, "'{mark}' draws nothing here: readers see code", hint, mark=match["name"])


def _configured(site: Site) -> str:
    data = site.data.get("mkdocs.yml")
    return str(data.value) if data else ""


def _extensions(site: Site) -> frozenset[str]:
    """Return the names of the Markdown extensions that mkdocs.yml switches on."""
    data = site.data.get("mkdocs.yml")
    value = data.value.get("markdown_extensions") if data and isinstance(data.value, dict) else None
    names = (
        [next(iter(item), "") if isinstance(item, dict) else item for item in value] if isinstance(value, list) else []
    )
    return frozenset(str(name) for name in names)
