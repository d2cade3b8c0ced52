"""Findings that were there when a site took the checker up: written to a file, and passed over while they last.

A line names a finding by its file, its rule and a digest of the words on its line, so that it is known again when
other lines are written above it; two alike need two lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from .findings import Verdict
from .snapshot import Snapshot, digest


def write(file: Path, verdicts: Iterable[Verdict], read: Snapshot) -> None:
    """Write findings to a baseline file, one a line, sorted."""
    file.write_text("".join(f"{line}\n" for line in sorted(_lines(verdicts, read))), encoding="utf-8")


def without(verdicts: list[Verdict], file: Path, read: Snapshot, wrong: Callable[[str], NoReturn]) -> list[Verdict]:
    """Return the findings that a baseline file does not name."""
    try:
        known = Counter(file.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        wrong(f"the baseline '{file}' cannot be read")
    left = []
    for verdict, line in zip(verdicts, _lines(verdicts, read), strict=True):
        if known[line] > 0:
            known[line] -= 1
        else:
            left.append(verdict)
    return left


def _lines(verdicts: Iterable[Verdict], read: Snapshot) -> list[str]:
    texts: dict[str, list[bytes]] = {}
    found = []
    for verdict in verdicts:
        at = verdict.finding.at
        lines = texts.setdefault(at.path, read.contents.get(at.path, b"").splitlines())
        words = lines[at.line - 1].strip() if at.line <= len(lines) else b""
        found.append(f"{at.path} {verdict.rule} {digest(words, verdict.finding.message)}")
    return found
