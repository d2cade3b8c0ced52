"""Reads Markdown into blocks the way Python-Markdown does, keeping line and column of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..model import Block, Definition, Heading, Page, Position
from .folding import folded
from .inline import Found, Leaf, Line, ids_in, scan, without_comments
from .lines import (
    ADMONITION,
    DEFINITION,
    HEADING,
    ITEM,
    QUOTE,
    RULE,
    SEPARATOR,
    SETEXT,
    TASK,
    Items,
    add_items,
    attributes_of,
    cells,
    chunks,
    count_indented,
    count_uninterrupted,
    count_until_note,
    detabbed,
    is_folded,
)

MAX_DEPTH = 24
MARKS = frozenset(" #!?-_*>[")  # what begins a construct in the middle of a paragraph begins with one of these
COUNTED = re.compile(r"(.*)_([0-9]+)")
Lead = Callable[[list[Line]], None] | None
"""Takes the first paragraph of a list item, which is no block of its own."""


@dataclass
class Run:
    """The runs of lines of one container, and which is read next."""

    chunks: list[list[Line]]
    depth: int
    index: int = 0

    def starts_indented(self) -> bool:
        return self.index < len(self.chunks) and self.chunks[self.index][0][2].startswith("    ")

    def starts_item(self) -> bool:
        text = self.chunks[self.index][0][2] if self.index < len(self.chunks) else ""
        return bool(ITEM.match(text)) and not RULE.match(text)

    def take(self, count: int) -> list[Line]:
        """Return the first lines of the next run, and leave the rest to be read as a run of its own."""
        lines, rest = self.chunks[self.index][:count], self.chunks[self.index][count:]
        if rest:
            self.chunks[self.index] = rest
        else:
            self.index += 1
        return lines


@dataclass
class Scanner:
    """Collects blocks and headings of one page while its lines are read."""

    path: str
    slug_of: Callable[[str], str]
    prose: list[str]
    found: Found
    definitions: dict[str, str] = field(default_factory=dict)
    defined: list[Definition] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    section: str = ""
    used: set[str] = field(default_factory=set)
    following: dict[str, str] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    def read(self, lines: list[str], first: int) -> None:
        """Read the body of a page, whose first line has the number `first`."""
        kept, self.ends = folded(lines, first, self.found)
        self.used.update(name for _, _, text in kept if text.startswith("#") for name in _explicit(text))
        self.container(kept, 0)
        for leaf in self.leaves:
            scan(leaf, self.found, self.definitions)
        self.prose_of_leaves()

    def prose_of_leaves(self) -> None:
        """Put the text of all leaves where it stands, what is between them filled up."""
        pieces: dict[int, list[str]] = {}
        widths: dict[int, int] = {}
        for leaf in self.leaves:
            for (number, column, _), text in zip(leaf.lines, leaf.prose(), strict=True):
                width = widths.get(number, 0)
                pieces.setdefault(number, []).append(Page.FILLER * (column - width) + text)
                widths[number] = max(width, column) + len(text)
        for number, found in pieces.items():
            self.prose[number - 1] = "".join(found)

    def container(self, lines: list[Line], depth: int, lead: Lead = None) -> None:
        """Read the lines of one container; `lead` takes its first paragraph, or nothing when it starts otherwise."""
        run = Run([chunk for chunk in chunks(lines) if not self.defines(chunk)], depth)
        while run.index < len(run.chunks):
            self.chunk(run.take(len(run.chunks[run.index])), run, lead)
            lead = None
        if lead:
            lead([])

    def chunk(self, chunk: list[Line], run: Run, lead: Lead) -> None:
        """Read one run of lines without a blank."""
        start = here = 0
        while here < len(chunk):
            fresh = here == start
            construct = self.construct(chunk, here, run, fresh) if fresh or chunk[here][2][0] in MARKS else None
            if construct is None:
                here += 1
                continue
            self.paragraph(chunk[start:here], run.depth, lead)
            if lead and start == here:
                lead([])
            lead = None
            here += construct()
            start = here
        self.paragraph(chunk[start:], run.depth, lead)

    def construct(self, chunk: list[Line], here: int, run: Run, fresh: bool) -> Callable[[], int] | None:
        """Return what reads the construct that begins at a line and counts its lines, or None in a paragraph."""
        text = chunk[here][2]
        can_nest = run.depth < MAX_DEPTH
        if can_nest and (note := ADMONITION.match(text)):
            return lambda: self.admonition(note, chunk, here, run)
        if fresh and text.startswith("    "):
            return lambda: self.code(chunk, here, run.depth)
        if fresh and _is_table(chunk, here):
            return lambda: self.table(chunk, here, run.depth)
        if text.startswith("#") and (mark := HEADING.match(text)):
            return lambda: self.heading(
                chunk[here], len(mark[1]), mark[2].rstrip(" ").rstrip("#").rstrip(" "), len(mark[1]), run.depth
            )
        if fresh and here + 1 < len(chunk) and SETEXT.match(chunk[here + 1][2]):
            level = 1 if chunk[here + 1][2][0] == "=" else 2
            return lambda: self.heading(chunk[here], level, text, 0, run.depth) + 1
        if RULE.match(text):
            return lambda: self.add("rule", chunk[here], chunk[here][0], run.depth)
        if fresh and can_nest and ITEM.match(text):
            return lambda: self.items(chunk, here, run)
        if can_nest and QUOTE.match(text):
            return lambda: self.quote(chunk[here : here + count_uninterrupted(chunk, here)], run.depth)
        if "]:" in text and (definition := DEFINITION.match(text)):
            return lambda: self.define(chunk[here], definition)
        return None

    def add(self, kind: str, line: Line, end: int, depth: int, **more: object) -> int:
        """Add a block that begins with a line; return 1, the number of lines that most blocks have."""
        at = Position(self.path, line[0], line[1] + 1)
        self.blocks.append(Block(at, kind, end, self.section, depth, **more))  # type: ignore[arg-type]
        return 1

    def leaf(self, lines: list[Line]) -> None:
        self.leaves.append(Leaf(self.path, lines))

    def define(self, line: Line, definition: re.Match[str]) -> int:
        at = Position(self.path, line[0], line[1] + definition.start(1))
        self.defined.append(Definition(at, definition[1], definition[2]))
        self.definitions.setdefault(definition[1].lower(), definition[2])
        return 1

    def defines(self, chunk: list[Line]) -> bool:
        """Take in a run of nothing but link definitions, which leaves no trace between the blocks around it."""
        if "]:" not in chunk[0][2]:
            return False
        found = [DEFINITION.match(text) for _, _, text in chunk]
        if not all(found):
            return False
        for line, definition in zip(chunk, found, strict=True):
            if definition:
                self.define(line, definition)
        return True

    def code(self, chunk: list[Line], here: int, depth: int) -> int:
        taken = count_indented(chunk, here)
        number, column, text = chunk[here]
        self.add("code", (number, column + 4, text), chunk[here + taken - 1][0], depth)
        return taken

    def paragraph(self, lines: list[Line], depth: int, lead: Lead) -> None:
        """Add a paragraph, and the blocks that were folded into single lines of it."""
        words = [line for line in lines if not is_folded(line)]
        if words and lead:
            lead(words)
        elif words:
            number, column, text = words[0]
            self.add("paragraph", (number, column + len(text) - len(text.lstrip()), text), words[-1][0], depth)
            self.leaf(words)
        elif lines and lead:
            lead([])
        for line in lines if len(words) < len(lines) else ():
            kind = line[2].lstrip(" ")[1:] if is_folded(line) else "comment"
            if kind != "comment":
                self.add(kind, line, self.ends.get(line[0], line[0]), depth)

    def heading(self, line: Line, level: int, text: str, start: int, depth: int) -> int:
        attributes = attributes_of(text)
        explicit = _explicit(text)
        shown = text[: attributes.start()] if attributes else text
        words = without_comments(shown).strip()
        name = explicit[-1] if explicit else self.unique(self.slug_of(words))
        self.used.add(name)
        number, column, _ = line
        at = Position(self.path, number, column + 1)
        self.headings.append(Heading(at, level, words, name, bool(explicit)))
        if level > 1:
            self.section = name
        self.leaf([(number, column + start, shown)])
        return self.add("heading", line, number, depth, label=str(level))

    def unique(self, name: str) -> str:
        """Return the id that the toc extension gives when a name is taken already."""
        taken = []
        while name in self.used or not name:
            taken.append(name)
            # a jump over ids known to be taken, so that a thousand equal headings take no million steps
            name = self.following.get(name) or _next(name)
        self.following.update(dict.fromkeys(taken, name))
        return name

    def admonition(self, note: re.Match[str], chunk: list[Line], here: int, run: Run) -> int:
        number, column, _ = chunk[here]
        taken = 1 + count_indented(chunk, here + 1)
        inside = detabbed(chunk[here + 1 : here + taken])
        while here + taken == len(chunk) and run.starts_indented():
            next_chunk = run.chunks[run.index]
            indented = run.take(count_indented(next_chunk, 0))
            inside += [(indented[0][0], 0, ""), *detabbed(indented)]
            if len(indented) < len(next_chunk):
                break
        end = inside[-1][0] if inside else number
        self.add("admonition", chunk[here], end, run.depth, label=note[1].split()[0])
        if note[2]:
            self.leaf([(number, column + note.start(2), note[2])])
        self.container(inside, run.depth + 1)
        return taken

    def items(self, chunk: list[Line], here: int, run: Run) -> int:
        """Read a list; the indented or listed runs after it belong to it too."""
        taken = count_uninterrupted(chunk, here)
        lines, whole = chunk[here : here + taken], here + taken == len(chunk)
        items: Items = []
        while True:
            add_items(items, lines)
            while whole and run.starts_indented():
                following = run.take(len(run.chunks[run.index]))
                items[-1][1].extend([(following[0][0], 0, ""), *detabbed(following)])
            if not (whole and run.starts_item()):
                break
            count = count_uninterrupted(run.chunks[run.index], 0)
            whole = count == len(run.chunks[run.index])
            lines = run.take(count)
        for marker, content in items:
            self.item(marker, content, run.depth)
        return taken

    def item(self, marker: Line, content: list[Line], depth: int) -> None:
        number, column, mark = marker
        indent = len(mark) - len(mark.lstrip())

        def lead(lines: list[Line]) -> None:
            """Add the item with its first paragraph, from which a task's box is taken off."""
            task = TASK.match(lines[0][2]) if lines else None
            if task:
                (line, start, words), *rest = lines
                lines = [(line, start + task.end(), words[task.end() :]), *rest]
            kind, end = "task" if task else "item", lines[-1][0] if lines else number
            ordered, done = mark.lstrip()[0].isdigit(), task is not None and "x" in task.group().lower()
            self.add(kind, (number, column + indent, mark), end, depth, ordered=ordered, done=done)
            if lines:
                self.leaf(lines)

        self.container(content, depth + 1, lead)

    def quote(self, lines: list[Line], depth: int) -> int:
        inside = []
        for number, column, text in lines:
            match = QUOTE.match(text)
            cut = match.end() if match else 0
            inside.append((number, column + cut, text[cut:]))
        self.add("quote", lines[0], lines[-1][0], depth)
        self.container(inside, depth + 1)
        return len(lines)

    def table(self, chunk: list[Line], here: int, depth: int) -> int:
        taken = count_until_note(chunk, here)
        if here and RULE.match(chunk[here - 1][2]):
            # what follows a ruler is read anew, after headings were looked for in all of it
            taken = next((n for n in range(2, taken) if HEADING.match(chunk[here + n][2])), taken)
        rows = [chunk[here], *chunk[here + 2 : here + taken]]
        for row in rows:
            found = cells(row)
            places = tuple((column, column + len(text)) for _, column, text in found)
            self.add("row", row, row[0], depth, label="header" if row is rows[0] else "", cells=places)
            for cell in found:
                self.leaf([cell])
        return taken


def _explicit(heading: str) -> list[str]:
    """Return the ids that an editor gave a heading; the last counts."""
    attributes = attributes_of(heading)
    return ids_in(attributes[1]) if attributes else []


def _is_table(chunk: list[Line], here: int) -> bool:
    if here + 1 >= len(chunk) or "|" not in chunk[here][2] or not SEPARATOR.match(chunk[here + 1][2]):
        return False
    return len(cells(chunk[here])) == len(cells(chunk[here + 1]))


def _next(name: str) -> str:
    """Return the id that the toc extension tries after one that is taken."""
    counted = COUNTED.fullmatch(name)
    return f"{counted[1]}_{int(counted[2]) + 1}" if counted else f"{name}_1"
