"""Keeps what was found from one run to the next, as JSON in the user's cache folder.

It lies outside the site, so that nobody can send answers along with the pages that they are about.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .findings import Finding, Severity, Value, Verdict, Word
from .model import Edit, Outline, Position
from .snapshot import digest


@dataclass
class Store:
    """Everything that is kept of one site; `context` names all that every answer depends on.

    `outlines` are kept by path with the digest of their file, `answers` by slug with the digest of their files and of
    the outlines they depend on.
    """

    context: str = ""
    outlines: dict[str, tuple[str, Outline]] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    whole: str = ""
    verdicts: list[Verdict] = field(default_factory=list)


def file_of(root: Path) -> Path:
    """Return where the findings about the site in a folder are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("zhike", appauthor=False) / f"{digest(str(root.resolve()))}.json"


def read(file: Path) -> Store:
    """Return what was kept; nothing when it is missing or cannot be understood."""
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        kept = json.loads(file.read_bytes())
        return Store(
            kept["context"],
            {path: (seen, _outline(path, *known)) for path, (seen, known) in kept["outlines"].items()},
            kept["answers"],
            kept["whole"],
            [Verdict(rule, Severity(severity), finding_from(packed)) for rule, severity, packed in kept["verdicts"]],
        )
    return Store()


def write(file: Path, store: Store) -> None:
    """Keep what was found; a cache that cannot be written is none."""
    kept = {
        "context": store.context,
        "outlines": {
            path: (seen, (outline.slug, outline.locale, outline.title, outline.anchors))
            for path, (seen, outline) in store.outlines.items()
        },
        "answers": store.answers,
        "whole": store.whole,
        "verdicts": [(verdict.rule, verdict.severity, packed(verdict.finding)) for verdict in store.verdicts],
    }
    draft = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(kept, ensure_ascii=True, separators=(",", ":")), encoding="ascii")
        draft.replace(file)


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
