"""Makes edits in the bytes of a file."""

from __future__ import annotations

from bisect import bisect_left
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from .model import Edit, Position
from .source import decode

ENCODINGS = ((b"", "utf-8"), (BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))


def edited(content: bytes, path: str, edits: Iterable[Edit]) -> bytes:
    """Return a file with edits made that do not overlap, in UTF-8 with plain line ends."""
    text = decode(content, path)[0].replace("\r\n", "\n").replace("\r", "\n")
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def offset(at: Position) -> int:
        return starts[at.line - 1] + at.column - 1

    parts, done = [], 0
    for start, end, put in _places(list(edits)):
        parts += [text[done : offset(start)], put]
        done = offset(end)
    return "".join([*parts, text[done:]]).encode()


def can_be_edited(content: bytes, path: str) -> bool:
    """Say whether a file can be written anew without losing a byte that nobody could read."""
    text, problems = decode(content, path)
    if any(mark + text.encode(name, "surrogatepass") == content for mark, name in ENCODINGS):
        return True
    # whoever reads another encoding for certain says so with a fix
    return any(problem.fix for problem in problems)


Place = tuple[Position, Position, str]


@dataclass
class Chosen:
    """The edits of one file that will be made, in order: none of them touches another but those of one finding."""

    places: list[Place] = field(default_factory=list)

    def fits(self, edits: Collection[Edit]) -> bool:
        """Say whether edits overlap neither one another nor touch one that was taken."""
        places = _places(edits)
        return all(a[1] <= b[0] for a, b in pairwise(places)) and not any(map(self._is_touched, places))

    def take(self, edits: Collection[Edit]) -> None:
        """Take edits in; what was taken before is not taken twice."""
        for place in _places(edits):
            index = bisect_left(self.places, place)
            if self.places[index : index + 1] != [place]:
                self.places.insert(index, place)

    def _is_touched(self, place: Place) -> bool:
        index = bisect_left(self.places, place)
        return any(
            other != place and place[0] <= other[1] and other[0] <= place[1]
            for other in self.places[max(index - 1, 0) : index + 2]
        )


def _places(edits: Collection[Edit]) -> list[Place]:
    return sorted({(edit.start, edit.end, edit.text) for edit in edits})
