"""Says in an editor's words what is wrong with YAML that cannot be read, and mends what is certain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

TOO_DEEP = "nested too deeply"
FULL_WIDTH = re.compile(r"^\s*(?:- )?[\w-]+(：\s*)")
UNSPACED = re.compile(r"^\s*(?:- )?([A-Za-z][\w-]*):(?=[^\s:/])")
RESERVED = re.compile(r"^\s*(?:- )?(?:[\w-]+:\s+)?([@`%]|\*\*|[*&](?=[\s\W]))")
BEHIND = re.compile(r"^\s*(?:- )?(?:[\w-]+:\s+)?(?:\"[^\"]*\"|'[^']*')\s*[^\s,:#\]}]")
INDENTED = re.compile(r"\s+(?:- )?[\w-]+\s*")
CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.M)
LOOK_BACK = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line and a column, both from 0; `old` is to be written as `new` there when that mends it."""

    line: int
    column: int
    message: str
    hint: str
    values: Mapping[str, object] = field(default_factory=dict)
    old: str = ""
    new: str = ""


def explained(error: yaml.YAMLError, text: str) -> Fault:
    """Return what a YAML error means to an editor."""
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if isinstance(error, yaml.reader.ReaderError) and (found := yaml.reader.Reader.NON_PRINTABLE.search(text)):
        before = text[: found.start()]
        last = len(before) - before.rfind("\n") - 1
        return Fault(before.count("\n"), last, "a control character stands here", "delete it")
    problem, context = str(getattr(error, "problem", None) or ""), str(getattr(error, "context", None) or "")
    if problem == TOO_DEEP:
        return Fault(line, column, "this is nested too deeply to read", "flatten it")
    if mark := CONFLICT.search(text):
        named = {"mark": mark[0][:20].rstrip()}
        return Fault(
            text.count("\n", 0, mark.start()),
            0,
            "'{mark}' is left from a merge",
            "keep one version, delete this line",
            named,
        )
    opened = getattr(error, "context_mark", None)
    if "quoted scalar" in context and "escape" not in problem and opened:
        line, column = opened.line, opened.column
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    return _known(lines, line, column, problem) or _told(line, column, problem, context, written)


def _known(lines: list[str], line: int, column: int, problem: str) -> Fault | None:
    """Return the mistake that a line shows by itself: the one where reading stopped, or one just above it."""
    written = lines[line] if line < len(lines) else ""
    if "\t" in written[: column + 1] or "\\t" in problem:
        return Fault(line, max(written.find("\t"), 0), "a tab stands in front of this key", "use spaces")
    for number in range(min(line, len(lines) - 1), max(line - LOOK_BACK, 0) - 1, -1):
        if fault := _slip(lines[number], number):
            return fault
    return None


def _slip(written: str, line: int) -> Fault | None:
    """Return a slip of the keyboard in one line."""
    if wide := FULL_WIDTH.match(written):
        message, hint = "a full-width colon stands behind this key", "write ': '"
        return Fault(line, wide.start(1), message, hint, {}, wide[1], ": ")
    if close := UNSPACED.match(written):
        message, hint = "no blank stands behind '{key}:'", "write '{key}: '"
        return Fault(line, close.end() - 1, message, hint, {"key": close[1]}, ":", ": ")
    if mark := RESERVED.match(written):
        message, hint = "text cannot begin with '{mark}' here", "put the text between double quotes"
        return Fault(line, mark.start(1), message, hint, {"mark": mark[1]})
    if behind := BEHIND.match(written):
        message, hint = "text stands behind the closing quotation mark", "put all of it between the quotation marks"
        return Fault(line, behind.end() - 1, message, hint)
    return None


def _told(line: int, column: int, problem: str, context: str, written: str) -> Fault:
    """Return what the parser's own words mean."""
    if "mapping values are not allowed" in problem and INDENTED.fullmatch(written[:column]):
        start = len(written) - len(written.lstrip())
        hint = "begin it under the first letter of the key above"
        return Fault(line, start, "this line is indented too far", hint)
    if "mapping values are not allowed" in problem:
        return Fault(line, column, "a second colon on this line", "put the text behind the first between double quotes")
    if "quoted scalar" in context and "escape" not in problem:
        return Fault(line, column, "a quotation mark is never closed", "close it, or leave both out")
    if "flow sequence" in context:
        hint = "write ', ' between its entries and ] behind the last"
        return Fault(line, column, "a list in [ ] breaks off before this", hint)
    if "flow mapping" in context:
        hint = "write ', ' between its entries and }} behind the last; put text with , or : between double quotes"
        return Fault(line, column, "a group in {{ }} breaks off before this", hint)
    if "escape" in problem:
        hint = "put the text between single quotes ' '"
        return Fault(line, column, "a backslash between double quotes has a meaning of its own", hint)
    if "block collection" in context or "block sequence" in context:
        hint = "begin it with '- ', under the '- ' above"
        return Fault(line, column, "this does not stand under the entry above", hint)
    if "could not find expected ':'" in problem:
        return Fault(max(line - 1, 0), 0, "this line has no colon", "write 'key: value'")
    if "block mapping" in context:
        hint = "begin it under the first letter of the key above"
        return Fault(line, column, "this does not stand under the key above", hint)
    hint = "put text with marks such as : # [ {{ between double quotes"
    return Fault(line, column, "this cannot be read: {problem}", hint, {"problem": problem or "unknown fault"})
