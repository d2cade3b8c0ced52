"""Notes: a box with a type that exists, in our way of writing it, with its text inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import Block, Edit, Page, Site
from .base import Finding, Severity, did_you_mean, found, guess, regex, replacing, rule
from .texts import beginning, watched

TYPES = frozenset(watched("note-types"))
MARK = regex(r"(?:!!!|\?\?\?\+?) ?")
BROKEN = regex(r"^(?:!!!+|！！！+|!!(?= ?[a-z]+\b)|\?\?\?\+? ?(?=[a-z])|？？？ ?(?=[a-z])) ?")
UNQUOTED = regex(r"(?:!!!|\?\?\?\+?) ?[\w-]+ ++(?P<title>[^\" ][^\"]*+)$")
GLUED = regex(r"(?:!!!|\?\?\?\+?)(?=\w)")
CONTAINER = regex(r"^:::+ ?\{?[a-z]|^:::+$")
ALERT = regex(r"^\[!(?P<type>[A-Za-z]+)\]")
WHOLE = regex(r"\{\{<[^{}\n]{0,60}>\}\}|\{%[^{}\n]{0,60}%\}|\S{1,40}(?: [A-Za-z\"“][\w\"“”]{0,40})?")
BLOCK = regex(r"^(?:///+ ?[a-z]+|=== ?\+?!?\"|\{% ?(?:hint|tab|note|alert)|\{\{< )")


@rule(Severity.ERROR)
def unknown_note_type(site: Site) -> Iterator[Finding]:
    """The type of a note is one that has a colour and a sign.

    Bad:  !!! wraning "小心"
    Good: !!! warning "小心"
    """
    for page in site.written():
        for block in page.blocks:
            if block.kind == "admonition" and block.label.lower() not in TYPES:
                nearest = guess(block.label, TYPES)
                hint = did_you_mean(nearest, "write note, tip or warning")
                at = page.at(block.at.line, block.at.column)
                text = page.lines[at.line - 1][at.column - 1 :]
                start = MARK.match(text)
                finding = found(at, "there is no type of note '{type}'", hint, type=block.label, guess=nearest)
                if start and nearest and text.startswith(block.label, start.end()):
                    word = page.at(at.line, at.column + start.end())
                    finding = finding.mended(replacing(word, block.label, nearest))
                yield finding


@rule(Severity.ERROR)
def note_without_text(site: Site) -> Iterator[Finding]:
    """The text of a note is indented by four blanks below its first line.

    Bad:  !!! warning "小心" / 不要和客人争论。
    Good: !!! warning "小心" / (four blanks)不要和客人争论。

    Otherwise the box is empty and its text stands below it.
    """
    for page in site.written():
        paragraphs = {block.at.line: block for block in page.blocks if block.kind == "paragraph"}
        for index, block in enumerate(page.blocks):
            if block.kind == "admonition" and block.end == block.at.line:
                following = page.blocks[index + 1] if index + 1 < len(page.blocks) else None
                yield _empty(page, block, following)
            elif block.kind == "admonition" and block.end < len(page.lines):
                yield from _outside(page, block, paragraphs)


def _outside(page: Page, note: Block, paragraphs: Mapping[int, Block]) -> Iterator[Finding]:
    """Yield a finding about a line of text right below a note that begins at the margin, outside of it."""
    line = page.lines[note.end]
    following = paragraphs.get(note.end + 1)
    if following and line.strip() and page.lines[note.end - 1].strip():
        hint = "indent it by 4 blanks, or leave a blank line above it"
        yield found(following.at, "this text stands outside the note above", hint)


def _empty(page: Page, note: Block, following: Block | None) -> Finding:
    """Return the finding about an empty note, at the text that was meant to stand in it."""
    if not following or following.kind not in ("paragraph", "item", "task") or following.at.line > note.end + 2:
        return found(note.at, "this note has no text", "indent its text by 4 blanks")
    finding = found(following.at, "this text stands outside the note above", "indent it by 4 blanks")
    margin = note.at.column - 1
    if following.kind != "paragraph" or margin:
        return finding
    lines = range(following.at.line, following.end + 1)
    edits = []
    for number in lines:
        line = page.lines[number - 1]
        blanks = len(line) - len(line.lstrip(" "))
        edits.append(Edit(page.at(number), page.at(number, blanks + 1), "    "))
    return finding.mended(*edits)


@rule(Severity.ERROR)
def foreign_note(site: Site) -> Iterator[Finding]:
    """A note begins with `!!!`, a type, and a title between straight quotation marks.

    Bad:  > [!WARNING] / ::: warning / !!! warning 小心 / ！！！ warning
    Good: !!! warning "小心"

    Other ways of writing it belong to other programs; here they are shown as text.
    """
    for page in site.written():
        for _, number, line, block in beginning(site, page, "!！?？:/=[{"):
            if block.kind == "admonition":
                yield from _lost_title(page, block)
            if block.kind not in ("paragraph", "item", "task"):
                continue
            text = line.lstrip(" >")
            at = page.at(number, len(line) - len(text) + 1)
            if (match := ALERT.match(text)) and ">" in line[: len(line) - len(text)]:
                kind = match["type"].lower()
                yield found(at, "'{mark}' is shown as text", "write !!! {type}", mark=match.group(), type=kind)
            elif match := CONTAINER.match(text) or BLOCK.match(text):
                shown = WHOLE.match(text)
                hint = 'write !!! note "title", and its text below it, indented by 4 blanks'
                yield found(at, "'{mark}' is shown as text", hint, mark=shown.group() if shown else text[:20])
            elif (match := BROKEN.match(text)) and len(text) > 3:
                hint = 'write !!! note "title", the title between straight quotation marks'
                yield found(at, "this line makes no note", hint)


def _lost_title(page: Page, note: Block) -> Iterator[Finding]:
    """Yield a finding about a title without quotation marks, which is taken for the name of a style."""
    text = page.lines[note.at.line - 1][note.at.column - 1 :]
    if (match := UNQUOTED.match(text)) and not match["title"].isascii():
        at = page.at(note.at.line, note.at.column + match.start("title"))
        title = match["title"].strip()
        finding = found(at, "this title is not shown", "put it between straight quotation marks")
        yield finding.mended(replacing(at, title, f'"{title}"'))


@rule(Severity.WARNING)
def note_without_blank(site: Site) -> Iterator[Finding]:
    """A blank stands between the marks of a note and its type.

    Bad:  !!!warning "小心"
    Good: !!! warning "小心"

    It is a box here all the same, and plain text in other programs.
    """
    for page in site.written():
        for block in page.blocks:
            text = page.lines[block.at.line - 1][block.at.column - 1 :] if block.kind == "admonition" else ""
            if mark := GLUED.match(text):
                at = page.at(block.at.line, block.at.column + mark.end())
                yield found(at, "no blank stands before the type of this note", "write one").mended(
                    replacing(at, "", " ")
                )
