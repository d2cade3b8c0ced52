"""Reads YAML into plain values with the place of every key; takes nothing that could run or explode."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import yaml

from ..model import Comment, Data, Key, Position, Problem

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 20
COMMENT = re.compile(r"^(?P<before>.*?)(?:^|(?<=\s))#\s*(?P<words>zhike\b.*?)\s*$", re.M)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(text: str, path: str, first_line: int = 1, *, inert_tags: bool = False) -> Data:
    """Read a document whose first line has the number `first_line` in its file; inert tags are read as text."""
    reader = _Reader(path, first_line, inert_tags)
    comments = tuple(_comments(text, path, first_line)) if "zhike" in text else ()
    try:
        node = yaml.compose(text, Loader=Loader)
        value = reader.value(node, ()) if node is not None else None
    except yaml.YAMLError as error:
        reader.fault(*_explained(error, text))
        value = None
    except RecursionError:
        reader.fault(0, 0, "this is nested too deeply to read", "flatten it")
        value = None
    return Data(value, reader.places, comments, tuple(reader.problems))


def _comments(text: str, path: str, first_line: int) -> Iterator[Comment]:
    for match in COMMENT.finditer(text):
        line = first_line + text.count("\n", 0, match.start())
        is_alone = not match["before"].strip()
        yield Comment(Position(path, line, match.start("words") - match.start() + 1), match["words"], line + is_alone)


def _explained(error: yaml.YAMLError, text: str) -> tuple[int, int, str, str]:
    """Return line and column from 0, and what is wrong in an editor's words."""
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    problem = str(getattr(error, "problem", None) or "")
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    if "\t" in written[: column + 1] or "\\t" in problem:
        return line, max(written.find("\t"), 0), "a tab stands in front of this key", "use spaces"
    if "mapping values are not allowed" in problem:
        return line, column, "a second colon on this line", "put the text between double quotes"
    if "quoted scalar" in str(getattr(error, "context", "")):
        return line, column, "a quotation mark is never closed", "close it, or leave both out"
    if "special characters are not allowed" in str(error) or "unacceptable character" in str(error):
        return line, column, "a control character stands here", "delete it"
    return line, column, "this cannot be read as YAML: " + (problem or "unknown fault"), "compare with another page"


class _Reader:
    def __init__(self, path: str, first_line: int, inert_tags: bool) -> None:
        self.path = path
        self.inert_tags = inert_tags
        self.first_line = first_line
        self.places: dict[Key, Position] = {(): Position(path, first_line, 1)}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def position(self, node: yaml.Node) -> Position:
        mark = node.start_mark
        return Position(self.path, self.first_line + mark.line, mark.column + 1)

    def fault(self, line: int, column: int, message: str, hint: str) -> None:
        at = Position(self.path, self.first_line + line, column + 1)
        self.problems.append(Problem(at, "unreadable_data", "{problem}", "{mend}", {"problem": message, "mend": hint}))

    def value(self, node: yaml.Node, key: Key) -> object:
        self.places.setdefault(key, self.position(node))
        mark = node.start_mark
        if id(node) in self.seen or len(key) > MAX_DEPTH:
            self.fault(mark.line, mark.column, "a YAML alias or too deep a nesting stands here", "write the value out")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*key, index)) for index, item in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, item in node.value:
            word = name.value if isinstance(name, yaml.ScalarNode) else "?"
            if word in found:
                mark = name.start_mark
                first = self.places[(*key, word)].line
                self.fault(mark.line, mark.column, f"'{word}' stands twice, first on line {first}", "keep one")
                continue
            self.places[(*key, word)] = self.position(name)
            found[word] = self.value(item, (*key, word))
        return found

    def scalar(self, node: yaml.Node) -> object:
        text = str(node.value)
        match node.tag.rsplit(":", 1)[-1]:
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
        if self.inert_tags:
            return text
        mark = node.start_mark
        self.fault(mark.line, mark.column, f"the tag '{node.tag}' is not allowed", "write plain text")
        return None
