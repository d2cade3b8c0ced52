"""Lines that make another block than the editor meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Block, Edit, Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import HAN, beginning, text_lines

FENCE = regex(r"^(?P<mark>`{3,}|~{3,}|·{3,}|｀{3,}|'{3,}(?=[a-z]*$)|～{3,})(?P<info>[^`]*)$")
FENCED = regex(r"^[ >]*(?:[-*+] +|\d+\. +)?(?:`{3,}|~{3,})")
SENTENCE = regex(
    rf"[{HAN}]|^(?:[-*+] |\d+\. )?[A-Z][a-z]*(?: [\w',-]+){{3,}}.*[.!?:]$|\[[^\]\n]+\]\([^)\n]+\)|^\|.*\|$"
    r"|^#{2,6} .*\{#[\w-]+\}$"
)
UNREAD = "\x02\x03"  # Markdown's parser drops these wherever they stand
TYPED_BREAK = regex(rf"(?<=[{HAN}。，！？；：.!?])\\n(?=[{HAN}A-Z“]|$)", re.M)
TRAILING = regex(r"(?P<blanks> {2,})$|(?<!\\)(?P<slash>\\)$")


@rule(Severity.ERROR)
def unclosed_fence(site: Site) -> Iterator[Finding]:
    """A fence around code is closed with the same marks at the same indentation.

    Bad:  ``` / code / ~~~
    Good: ``` / code / ```
    """
    for page in site.written():
        for block in page.blocks:
            if block.kind == "code" and (inner := _opened_inside(page, block)):
                hint = "close it before line {line}, where another begins"
                yield found(block.at, "this fence is never closed", hint, line=inner)
        for _, number, line, block in beginning(site, page, "`~·｀'～"):
            text = line.lstrip(" >")
            if block.kind in ("paragraph", "item", "task") and (match := FENCE.match(text)):
                at = page.at(number, len(line) - len(text) + 1)
                mark = match["mark"]
                if mark[0] in "`~":
                    yield found(at, "this fence is never closed", "close it with the same marks: {mark}", mark=mark)
                elif mark[0] != "·" or not match["info"].strip() or match["info"].isascii():
                    yield found(at, "'{mark}' makes no fence", "write ```", mark=mark)


def _opened_inside(page: Page, block: Block) -> int:
    """Return the line inside fenced code at which another fence like it begins, or 0."""
    start = FENCED.match(page.lines[block.at.line - 1])
    mark = start.group().lstrip(" >-*+0123456789.") if start else ""
    inside = enumerate(page.lines[block.at.line : block.end - 1], block.at.line + 1) if mark else ()
    same = re.compile(rf"^[ >]*{re.escape(mark)}[A-Za-z]+[ ]*$")
    return next((number for number, line in inside if same.match(line)), 0)


@rule(Severity.ERROR)
def indented_text(site: Site) -> Iterator[Finding]:
    """Only code is indented by four blanks, and code stands between fences.

    Bad:  (four blanks)先道歉，再解决问题。
    Good: 先道歉，再解决问题。

    Text indented by four blanks is shown as code.
    """
    for page in site.written():
        for block in page.blocks:
            if block.kind == "code" and not FENCED.match(page.lines[block.at.line - 1]):
                lines = page.lines[block.at.line - 1 : block.end]
                if any(SENTENCE.search(line.strip()[:400]) for line in lines):
                    yield found(block.at, "this text is shown as code", "indent it less; put code between ``` lines")


@rule(Severity.ERROR)
def accidental_heading(site: Site) -> Iterator[Finding]:
    """Headings begin with `#`; a line of hyphens is a ruler.

    Bad:  先道歉。 / ---
    Good: 先道歉。 / (blank line) / ---

    A line of hyphens or equals signs right below a line of text makes a heading of it.
    """
    for page in site.written():
        for heading in page.headings:
            line = page.lines[heading.at.line - 1]
            if not line[heading.at.column - 1 :].lstrip(UNREAD).startswith("#"):
                under = page.at(heading.at.line + 1)
                finding = found(under, "this line makes a heading of the text above", "leave a blank line above it")
                is_ruler = page.lines[heading.at.line].strip(" -") == "" and heading.at.column == 1
                yield finding.mended(Edit(under, under, "\n")) if is_ruler else finding


@rule(Severity.WARNING)
def hard_break(site: Site) -> Iterator[Finding]:
    """A line ends without blanks and without a backslash.

    Bad:  先道歉。(two blanks) / 再解决问题。
    Good: 先道歉。 / 再解决问题。

    Two blanks, which nobody sees, break the line on the page; a backslash is shown.
    """
    for page in site.written():
        for typed in TYPED_BREAK.finditer(page.running) if "\\n" in page.running else ():
            yield found(page.place(typed.start()), "a backslash does not break a line here", "begin a new paragraph")
        if " \n" not in page.text and "\\\n" not in page.text:
            continue
        lines = text_lines(site, page)
        for index, (number, line, block) in enumerate(lines):
            follows = (
                index + 1 < len(lines) and lines[index + 1][2] is block and block.kind in ("paragraph", "item", "task")
            )
            if (match := TRAILING.search(line[-40:])) and follows and line.strip():
                if match["blanks"]:
                    start = len(line.rstrip(" "))
                    at = page.at(number, start + 1)
                    finding = found(at, "blanks at the end break this line", "delete them, or begin a new paragraph")
                    yield finding.mended(replacing(at, line[start:], ""))
                else:
                    at = page.at(number, len(line))
                    yield found(at, "a backslash does not break a line here", "begin a new paragraph")
