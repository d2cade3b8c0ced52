"""Reads drawings as XML: what runs or loads in them, and where they are not well-formed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

RUNNING = frozenset({"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"})
SAID = frozenset({"title", "desc", "text", "tspan", "textpath"})
OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.I)
LOADING = re.compile(r"url\(\s*[\"']?\s*(?!#|data:image/)[^)]|@import|expression\(|javascript:", re.I)
SCRIPTS = ("javascript:", "data:", "vbscript:")
MOST = 50
NOT_SVG = "the first tag is not <svg>"


@dataclass(frozen=True)
class Parsed:
    """What stands in a drawing: what runs or loads, each with its offset, as many as anybody reads; why it is broken.

    `words` are the pieces of text that readers see or hear, with line and column.
    """

    unsafe: tuple[tuple[int, str], ...] = ()
    fault: tuple[int, int, str] | None = None
    words: tuple[tuple[int, int, str], ...] = ()


class _RefusedError(Exception):
    """Stops the reading of a drawing that declares things of its own, which may grow without end."""


def parsed(text: str) -> Parsed:
    """Return what stands in a drawing; never raises, whatever the text."""
    reader = _Reader(text)
    try:
        reader.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        last = len(text.rstrip().split("\n"))
        line, column = (error.lineno, error.offset) if error.lineno <= last else (last, 0)
        fault = (line, reader.column(line, column) + 1, expat.ErrorString(error.code))
        return Parsed(tuple(reader.unsafe), reader.fault or fault)
    except _RefusedError:
        pass
    return Parsed(tuple(reader.unsafe), reader.fault, tuple(reader.said))


class _Reader:
    def __init__(self, text: str) -> None:
        self.unsafe: list[tuple[int, str]] = []
        self.fault: tuple[int, int, str] | None = None
        self.names: list[str] = []
        self.said: list[tuple[int, int, str]] = []
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.element
        self.parser.EndElementHandler = lambda _: self.names.pop()
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def column(self, line: int, offset: int) -> int:
        """Return the column in characters of an offset in bytes."""
        written = self.lines[line - 1] if line <= len(self.lines) else ""
        return len(written.encode("utf-8", "replace")[:offset].decode(errors="ignore"))

    def note(self, what: str) -> None:
        if len(self.unsafe) < MOST:
            line = self.parser.CurrentLineNumber
            self.unsafe.append((self.starts[line - 1] + self.column(line, self.parser.CurrentColumnNumber), what))

    def element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        if not self.names and local != "svg":
            self.fault = (self.parser.CurrentLineNumber, 1, NOT_SVG)
        self.names.append(local)
        if local in RUNNING:
            self.note(f"<{name}>")
        for key, value in attributes.items():
            plain = key.rpartition(":")[2].lower()
            loads = plain in ("href", "src") and _leads_out(local, value)
            if plain.startswith("on") or loads or (plain == "style" and LOADING.search(value)):
                self.note(f"{key}=")

    def words(self, words: str) -> None:
        if self.names and self.names[-1] == "style" and (found := LOADING.search(words)):
            self.note(found.group())
        if words.strip() and self.names and self.names[-1] in SAID:
            line = self.parser.CurrentLineNumber
            self.said.append((line, self.column(line, self.parser.CurrentColumnNumber) + 1, words))

    def doctype(self, name: str, system: str | None, public: str | None, subset: int) -> None:
        if subset or (system and "w3.org" not in system):
            self.note("<!DOCTYPE")
            raise _RefusedError

    def instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.note(f"<?{target}")


def _leads_out(tag: str, value: str) -> bool:
    """Say whether an address in a drawing runs, or makes a browser fetch something."""
    plain = value.strip().lower()
    if tag == "a":
        return plain.startswith(SCRIPTS)
    return bool(OUTSIDE.match(value)) and not plain.startswith("data:image/")
