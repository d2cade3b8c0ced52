"""References: each has one definition on its page, and each definition is used."""

from __future__ import annotations

from collections.abc import Iterator

from ..addresses import is_sound
from ..configuration import has_extension
from ..model import Page, Position, Site
from .base import Finding, Severity, found, regex, replacing, rule

PAGE_LIKE = regex(r"\S+\.md(?:#\S*)?|https?://\S+|#[\w-]+")
FOOTNOTE = regex(r"\[\^([^\[\]\n^]{1,60})\](:?)")


@rule(Severity.ERROR)
def undefined_reference(site: Site) -> Iterator[Finding]:
    """A reference link has its definition on the same page.

    Bad:  [Installing][inst] with no line `[inst]: install.md`
    Good: [Installing](install.md)
    """
    for page in site.written():
        for link in page.links:
            if link.target is None:
                yield _undefined(site, page, link.at, link.text)
        for image in page.images:
            if not image.target and image.alt is not None and _label(page, image.at, f"!{image.alt}"):
                yield _undefined(site, page, image.at, image.alt)


def _undefined(site: Site, page: Page, at: Position, text: str) -> Finding:
    label = _label(page, at, text)
    message = "'{text}' refers to a definition that is not on this page"
    if not PAGE_LIKE.fullmatch(label):
        values = {"text": text[:40], "label": label or text[:40]}
        return found(at, message, "add a line '[{label}]: page.md', or write [{text}](page.md)", **values)
    finding = found(at, message, "write '({label})' behind it", text=text[:40], label=label)
    start = Position(at.path, at.line, at.column + len(text) + 2)
    edit = replacing(start, f"[{label}]", f"({label})")
    return finding.mended(edit) if is_sound(site, page, label) else finding


def _label(page: Page, at: Position, text: str) -> str:
    """Return what stands in the second pair of brackets of a reference that stands on one line."""
    line, start = page.lines[at.line - 1], at.column + len(text) + 1
    end = line.find("]", start, start + 200)
    return line[start + 1 : end] if line[start : start + 1] == "[" and end > 0 else ""


@rule(Severity.ERROR)
def duplicate_reference(site: Site) -> Iterator[Finding]:
    """A reference is defined once on a page.

    Bad:  [desk]: front-desk.md … [desk]: concierge.md
    Good: [desk]: front-desk.md … [concierge]: concierge.md
    """
    for page in site.written():
        first: dict[str, int] = {}
        for definition in page.definitions:
            label = "" if definition.target == "#" else definition.label.lower()
            if label and label in first:
                values = {"label": definition.label, "line": first[label]}
                yield found(definition.at, "[{label}] is defined on line {line} already", "keep one", **values)
            first.setdefault(label, definition.at.line)


@rule(Severity.WARNING)
def unused_reference(site: Site) -> Iterator[Finding]:
    """The definition of a reference is used on its page.

    Bad:  [desk]: front-desk.md on a page without [the front desk][desk]
    Good: [desk]: front-desk.md on a page with [the front desk][desk]
    """
    for page in site.written():
        for definition in page.definitions:
            # [//]: # (words) is how some write a comment
            if not definition.is_used and definition.label[:1] not in ("^", "/") and definition.target != "#":
                yield found(definition.at, "nothing refers to [{label}]", "remove the line", label=definition.label)


@rule(Severity.ERROR)
def footnote(site: Site) -> Iterator[Finding]:
    """A footnote has one mark in the text and one note, on a site whose settings know footnotes.

    Bad:  A guest may refuse.[^1] with no line `[^1]: The house rules say so.`
    Good: A guest may refuse. (The house rules say so.)
    """
    known = has_extension(site, "footnotes")
    for page in site.written():
        notes = [note for note in _notes(page) if page.lines] if "[^" in page.text else []
        yield from _dangling(page, notes) if known else _unsupported(page, notes)


Note = tuple[Position, str, bool]
"""Where a footnote's mark stands, its name, and whether it begins the note itself."""


def _notes(page: Page) -> Iterator[Note]:
    """Yield the footnote marks of a page, those in code apart."""
    references = {(link.at.line, link.at.column) for link in page.links if link.text.startswith("^")}
    defined = {definition.at.line for definition in page.definitions}
    for number, (line, prose) in enumerate(zip(page.lines, page.prose, strict=True), 1):
        for match in FOOTNOTE.finditer(line) if number >= page.body and "[^" in line else ():
            column = match.start() + 1
            is_note = bool(match[2]) and not line[: match.start()].strip()
            is_read = number in defined if is_note else (number, column) in references
            is_escaped = line[match.start() - 1 : match.start()] == "\\"
            if is_read or (prose[match.start() : column] == "[" and not is_escaped):
                yield page.at(number, column), match[1], is_note


def _unsupported(page: Page, notes: list[Note]) -> Iterator[Finding]:
    for at, name, _ in notes:
        hint = "write the note in brackets, or as a sentence of its own"
        yield found(at, "this site has no footnotes: [^{name}] is shown as it is written", hint, name=name)


def _dangling(page: Page, notes: list[Note]) -> Iterator[Finding]:
    marked = {name for _, name, is_note in notes if not is_note}
    first: dict[str, int] = {}
    for at, name, is_note in notes:
        if is_note and name in first:
            yield found(at, "[^{name}] is defined on line {line} already", "keep one", name=name, line=first[name])
        elif is_note and name not in marked:
            yield found(at, "nothing refers to [^{name}]", "remove the note", name=name)
        if is_note:
            first.setdefault(name, at.line)
    for at, name, is_note in notes:
        if not is_note and name not in first:
            yield found(at, "no note [^{name}] on this page", "add a line '[^{name}]: …'", name=name)
