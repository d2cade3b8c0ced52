"""Keeps what was found from one run to the next, as JSON in the user's cache folder.

It lies outside the site, so that nobody can send answers along with the pages that they are about. A file that was
damaged, or that others could have written to, is not read.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_IWGRP, S_IWOTH
from typing import Any

from .findings import Finding, Severity, Value, Verdict, Word
from .model import Edit, Outline, Position
from .snapshot import digest

MISUNDERSTOOD = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What reading plain values of the wrong shape raises."""


@dataclass(frozen=True)
class Store:
    """Everything that is kept of one site; `context` names all that every answer depends on.

    `outlines` are kept by path with the digest of their file, `answers` by slug with the digest of their files and of
    the outlines they depend on. `whole` names everything that the verdicts depend on.
    """

    context: str = ""
    outlines: Mapping[str, tuple[str, Outline]] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    whole: str = ""
    verdicts: list[Verdict] = field(default_factory=list)


def file_of(root: Path) -> Path | None:
    """Return where the findings about the site in a folder are kept; None for a user without a folder."""
    from platformdirs import user_cache_path

    folder = user_cache_path("zhike", appauthor=False)
    return folder / f"{digest(str(root.resolve()))}.json" if folder.is_absolute() else None


def read(file: Path) -> Store:
    """Return what was kept; nothing when it is missing, damaged or not ours."""
    with suppress(OSError, *MISUNDERSTOOD):
        if not _is_ours(file):
            return Store()
        name, content = file.read_bytes().split(b"\n", 1)
        if name == digest(content).encode():
            return _unpacked(json.loads(content))
    return Store()


def _is_ours(file: Path) -> bool:
    """Say whether nobody but the user could have written a file."""
    status = file.stat()
    return status.st_uid == getattr(os, "getuid", int)() and not status.st_mode & (S_IWGRP | S_IWOTH)


def write(file: Path, store: Store) -> None:
    """Keep what was found; a cache that cannot be written is none."""
    content = json.dumps(_packed(store), separators=(",", ":")).encode("ascii")
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix=file.stem)
        try:
            with os.fdopen(handle, "wb") as written:
                written.write(digest(content).encode() + b"\n" + content)
            Path(draft).replace(file)
        except OSError:
            Path(draft).unlink()


def _packed(store: Store) -> dict[str, Any]:
    return {
        "context": store.context,
        "outlines": {
            path: (seen, (outline.slug, outline.locale, outline.title, outline.anchors))
            for path, (seen, outline) in store.outlines.items()
        },
        "answers": store.answers,
        "whole": store.whole,
        "verdicts": [(verdict.rule, verdict.severity, packed(verdict.finding)) for verdict in store.verdicts],
    }


def _unpacked(kept: Mapping[str, Any]) -> Store:
    return Store(
        kept["context"],
        {path: (seen, _outline(path, *known)) for path, (seen, known) in kept["outlines"].items()},
        kept["answers"],
        kept["whole"],
        [Verdict(rule, Severity(severity), finding_from(packed)) for rule, severity, packed in kept["verdicts"]],
    )


def _outline(path: str, slug: str, locale: str, title: str, anchors: list[str]) -> Outline:
    return Outline(path, slug, locale, title, tuple(anchors))


def packed(finding: Finding) -> list[Any]:
    """Return a finding as plain lists."""
    values = {key: {"word": value} if isinstance(value, Word) else value for key, value in finding.values.items()}
    edits = [(_place(edit.start), _place(edit.end), edit.text) for edit in finding.fix]
    return [_place(finding.at), finding.message, finding.hint, values, edits]


def finding_from(packed: list[Any]) -> Finding:
    """Return the finding that was packed."""
    at, message, hint, values, edits = packed
    fix = tuple(Edit(Position(*start), Position(*end), text) for start, end, text in edits)
    return Finding(Position(*at), message, hint, _values(values), fix)


def _values(values: Mapping[str, Any]) -> dict[str, Value]:
    return {key: Word(value["word"]) if isinstance(value, dict) else value for key, value in values.items()}


def _place(at: Position) -> tuple[str, int, int]:
    return at.path, at.line, at.column
