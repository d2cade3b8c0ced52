"""What rules find, and what a reader is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .model import Edit, Position


class Severity(StrEnum):
    """How bad a finding is: an error stops a build, a warning does not, info only tells.

    A failure says that the checker itself is at fault: a rule could not be asked.
    """

    FAILURE = "failure"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Word(str):
    """A value in a message that is a word of ours, to be translated with it."""


Value = str | int


@dataclass(frozen=True, slots=True)
class Finding:
    """A place and what is wrong there; message and hint are templates for `values`, so that they can be translated.

    `fix` holds the edits that mend it, none when a person must decide.
    """

    at: Position
    message: str
    hint: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    fix: tuple[Edit, ...] = ()

    def mended(self, *edits: Edit) -> Finding:
        """Return this finding with the edits that mend it."""
        return replace(self, fix=edits)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding with the rule that made it."""

    rule: str
    severity: Severity
    finding: Finding


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """A finding as reports show it."""

    path: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    fix: tuple[Edit, ...] = field(default=(), compare=False)
