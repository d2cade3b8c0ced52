"""Reads YAML into plain values with the place of every key; takes nothing that could run or explode."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from ..model import Comment, Data, Edit, Key, Position, Problem, Tag
from .explaining import TOO_DEEP, Fault, explained

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 20
COMMENT = re.compile(r"^(?P<before>[ \t]*|.*?(?<=\s)(?=#[ \t]*zhike\b))#[ \t]*(?P<words>.*)$", re.M)
PLAIN = frozenset(
    {"null", "bool", "int", "float", "timestamp", "str", "merge", "value", "map", "seq", "set", "omap", "pairs"}
)
CUT = re.compile(r"\s*+(?:- )?+(?:[\w-]++:[ ]++)?+(?P<value>[^#\n]*[^\s#:]) #\d")
QUOTE = "put the text between double quotes"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(text: str, path: str, first_line: int = 1, *, inert_tags: bool = False) -> Data:
    """Read a document whose first line has the number `first_line` in its file; inert tags are read as text."""
    reader = _Reader(text, path, first_line, inert_tags)
    comments = tuple(_comments(text, path, first_line)) if "#" in text else ()
    try:
        value = reader.document()
        reader.problems.extend(_cut(text, path, first_line))
    except yaml.YAMLError as error:
        reader.problems.append(_problem(explained(error, text), path, first_line))
        value = None
    return Data(value, reader.places, comments, tuple(reader.problems), tuple(reader.tags), reader.wide_commas)


def _cut(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Yield where a comment begins that was meant as text: a number behind its sign, in a value without quotes."""
    for number, line in enumerate(text.split("\n") if " #" in text else (), first_line):
        if (match := CUT.match(line)) and not set("\"'[]{}|>") & set(match["value"]):
            at = Position(path, number, match.end("value") + 2)
            message = "the text ends before this: a # behind a blank begins a comment"
            yield Problem(at, "wrong_value", message, QUOTE)


def _comments(text: str, path: str, first_line: int) -> Iterator[Comment]:
    line, start = first_line, 0
    for match in COMMENT.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        is_alone = not match["before"].strip()
        at = Position(path, line, match.start("words") - match.start() + 1)
        yield Comment(at, match["words"].strip(), line + is_alone)


def _problem(fault: Fault, path: str, first_line: int) -> Problem:
    at = Position(path, first_line + fault.line, fault.column + 1)
    end = Position(path, at.line, at.column + len(fault.old))
    fix = (Edit(at, end, fault.new),) if fault.new else ()
    return Problem(at, "unreadable_data", fault.message, fault.hint, fault.values, fix)


class _Reader:
    """Builds plain values from events: a tree of nodes would be made by recursion in C, which deep nesting crashes."""

    def __init__(self, text: str, path: str, first_line: int, inert_tags: bool) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=Loader)
        self.resolver: Any = yaml.resolver.Resolver()
        self.path = path
        self.inert_tags = inert_tags
        self.first_line = first_line
        self.places: dict[Key, Position] = {(): Position(path, first_line, 1)}
        self.problems: list[Problem] = []
        self.tags: list[Tag] = []
        self.wide_commas: dict[Key, Position] = {}

    def position(self, event: Any) -> Position:
        mark = event.start_mark
        return Position(self.path, self.first_line + mark.line, mark.column + 1)

    def fault(self, at: Position, message: str, hint: str, **values: object) -> None:
        self.problems.append(Problem(at, "unreadable_data", message, hint, values))

    def once(self, event: Any, message: str, hint: str) -> None:
        """Note a fault that stands in a file for all of its kind."""
        if not any(problem.message == message for problem in self.problems):
            self.fault(self.position(event), message, hint)

    def document(self) -> object:
        """Return the value of the first document; a second one is a fault."""
        value, documents = None, 0
        for event in self.events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents == 2:
                self.fault(self.position(event), "a second document begins here", "keep one, without a line ---")
                break
            if isinstance(event, yaml.NodeEvent):
                value = self.value(event, ())
        return value

    def value(self, event: Any, key: Key) -> object:
        self.places.setdefault(key, self.position(event))
        self.tag(event)
        if getattr(event, "anchor", None) and not self.inert_tags and not isinstance(event, yaml.AliasEvent):
            self.once(event, "a & before a text makes a name of it", f"{QUOTE}, or remove the &")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.AliasEvent):
            self.once(event, "a * before a text makes a reference of it", QUOTE)
            return None
        if len(key) > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=event.start_mark)
        return self.mapping(key) if isinstance(event, yaml.MappingStartEvent) else self.sequence(key)

    def tag(self, event: Any) -> None:
        """Note the tag of a value that the reader does not know, or find fault with it."""
        tag = getattr(event, "tag", None)
        if tag in (None, "!") or (tag.startswith("tag:yaml.org,2002:") and tag.rsplit(":", 1)[-1] in PLAIN):
            return
        at = self.position(event)
        if self.inert_tags:
            self.tags.append(Tag(at, tag, str(getattr(event, "value", ""))))
        else:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self.fault(at, "the tag '{tag}' is not allowed", "write plain text", tag=shown)

    def sequence(self, key: Key) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            place = (*key, len(found))
            found.append(self.value(event, place))
            if isinstance(event, yaml.ScalarEvent) and not event.style and "，" in event.value:
                self.wide_comma(event, place)
        return found

    def wide_comma(self, event: Any, key: Key) -> None:
        """Keep where a full-width comma stands in an entry of one line."""
        at = self.position(event)
        if event.start_mark.line == event.end_mark.line:
            self.wide_commas[key] = replace(at, column=at.column + event.value.index("，"))

    def mapping(self, key: Key) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(name := next(self.events), yaml.MappingEndEvent):
            at, word = self.position(name), self.name(name, key)
            if word in found:
                first = self.places[(*key, word)].line
                self.fault(at, "'{key}' stands twice, first on line {line}", "keep one", key=word, line=first)
            else:
                self.places[(*key, word)] = at
            value = self.value(next(self.events), (*key, word))
            found.setdefault(word, value)
        return found

    def name(self, event: Any, key: Key) -> str:
        """Return the name of a key, "?" for one that is no word."""
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        self.value(event, (*key, "?"))
        return "?"

    def scalar(self, event: Any) -> object:
        text, tag = str(event.value), event.tag
        if tag in (None, "!"):
            tag = self.resolver.resolve(yaml.ScalarNode, text, event.implicit)
        match tag.rsplit(":", 1)[-1]:
            case "null":
                return None
            case "bool":
                return text.lower() in ("yes", "true", "on")
            case "int" if text.isdigit() and len(text) < 16:
                return int(text)
            case "float":
                try:
                    return float(text)
                except ValueError:
                    return text
            case "timestamp" if DATE.fullmatch(text):
                try:
                    return datetime.date.fromisoformat(text)
                except ValueError:
                    return text
            case "str" | "int" | "timestamp" | "merge" | "value":
                return text
        return text if self.inert_tags else None
