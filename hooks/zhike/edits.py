"""Makes edits in the bytes of a file."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Edit
from .source import decode


def edited(content: bytes, path: str, edits: Iterable[Edit]) -> bytes:
    """Return a file with edits made that do not overlap, in UTF-8 with plain line ends."""
    text = decode(content, path)[0].replace("\r\n", "\n").replace("\r", "\n")
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in sorted(set(edits), key=lambda edit: edit.start, reverse=True):
        start = starts[edit.start.line - 1] + edit.start.column - 1
        end = starts[edit.end.line - 1] + edit.end.column - 1
        text = text[:start] + edit.text + text[end:]
    return text.encode("utf-8")
