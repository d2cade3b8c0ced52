"""Findings that were there when a site took the checker up: written to a file, and passed over while they last.

A line names a finding by its file, its rule and a digest of the words on its line, so that it is known again when
other lines are written above it; two alike need two lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from .findings import Severity, Verdict
from .snapshot import Snapshot, digest


def write(file: Path, verdicts: Iterable[Verdict], read: Snapshot, wrong: Callable[..., NoReturn]) -> None:
    """Write findings to a baseline file, one a line, sorted."""
    known = [verdict for verdict in verdicts if verdict.severity is not Severity.FAILURE]
    try:
        file.write_text("".join(f"{line}\n" for line in sorted(_lines(known, read))), encoding="utf-8")
    except OSError as error:
        wrong("the baseline '{path}' cannot be written: {reason}", path=str(file), reason=str(error.strerror))


def read(file: Path, wrong: Callable[..., NoReturn]) -> Counter[str]:
    """Return the lines of a baseline file, each with how often it stands there."""
    try:
        return Counter(filter(None, file.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError):
        wrong("the baseline '{path}' cannot be read", path=str(file))


def without(known: Counter[str], verdicts: Iterable[Verdict], read: Snapshot) -> tuple[list[Verdict], Counter[str]]:
    """Return the findings that a baseline does not name, and its lines that name none."""
    verdicts, unused = list(verdicts), known.copy()
    left = []
    for verdict, line in zip(verdicts, _lines(verdicts, read), strict=True):
        if unused[line] > 0:
            unused[line] -= 1
        else:
            left.append(verdict)
    return left, +unused


def parted(line: str) -> tuple[str, str]:
    """Return the file and the rule that a line names."""
    path, rule, _ = [*line.rsplit(" ", 2), "", ""][:3]
    return path, rule


def _lines(verdicts: Iterable[Verdict], read: Snapshot) -> list[str]:
    texts: dict[str, list[bytes]] = {}
    found = []
    for verdict in verdicts:
        at = verdict.finding.at
        lines = texts.setdefault(at.path, read.contents.get(at.path, b"").splitlines())
        words = lines[at.line - 1].strip() if at.line <= len(lines) else b""
        found.append(f"{at.path} {verdict.rule} {digest(words, verdict.finding.message)}")
    return found
