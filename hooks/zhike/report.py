"""Shows diagnostics as text, JSON, SARIF 2.1.0 or GitHub annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from types import MappingProxyType
from urllib.parse import quote

from .findings import Diagnostic, Severity
from .messages import SPOKEN, Messages
from .model import Edit

Reporter = Callable[[Sequence[Diagnostic], str], str]
SARIF_LEVELS = {Severity.FAILURE: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
GITHUB_LEVELS = {
    Severity.FAILURE: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # ends a line or drives a terminal


def line(diagnostic: Diagnostic) -> str:
    """Return one finding on one line: its place, what is wrong, how to mend it, the rule."""
    place = f"{diagnostic.path}:{diagnostic.line}:{diagnostic.column}"
    return CONTROL.sub(" ", f"{place}: {sentence(diagnostic)} [{diagnostic.rule}]")


def sentence(diagnostic: Diagnostic) -> str:
    """Return what is wrong and how to mend it."""
    return f"{diagnostic.message}; {diagnostic.hint}" if diagnostic.hint else diagnostic.message


def summary(diagnostics: Sequence[Diagnostic], pages: int, lang: str = SPOKEN) -> str:
    """Return the last line of a check: how many findings of each severity, on how many pages."""
    messages = Messages(lang)
    counted = [(sum(d.severity is severity for d in diagnostics), severity) for severity in Severity]
    parts = [messages.counted(count, str(severity)) for count, severity in counted if count]
    found = messages.listed(parts) or messages.word("no findings")
    return messages.said("common", "{found} in {pages}", {"found": found, "pages": messages.counted(pages, "page")})


def text(diagnostics: Sequence[Diagnostic], lang: str) -> str:
    """Return one line a finding."""
    return "".join(f"{line(diagnostic)}\n" for diagnostic in diagnostics)


def as_json(diagnostics: Sequence[Diagnostic], lang: str) -> str:
    """Return a list of objects whose keys are a stable contract."""
    found = [asdict(replace(d, fix=())) | {"fix": [_edit(edit) for edit in d.fix]} for d in diagnostics]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _edit(edit: Edit) -> dict[str, object]:
    return {
        "path": edit.start.path,
        "line": edit.start.line,
        "column": edit.start.column,
        "end_line": edit.end.line,
        "end_column": edit.end.column,
        "text": edit.text,
    }


def sarif(diagnostics: Sequence[Diagnostic], lang: str) -> str:
    """Return a SARIF 2.1.0 log with all rules; columns count characters."""
    from .rules import ALL_RULES

    messages = Messages(lang)
    driver = {
        "name": "zhike",
        "rules": [
            {
                "id": rule.name,
                "shortDescription": {"text": messages.of_rule(rule.name, "law") or rule.law},
                "fullDescription": {"text": f"{rule.law}\n\n{rule.example}"},
                "defaultConfiguration": {"level": SARIF_LEVELS[rule.severity]},
            }
            for rule in ALL_RULES
        ],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(d) for d in diagnostics]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _result(diagnostic: Diagnostic) -> dict[str, object]:
    region = {"startLine": diagnostic.line, "startColumn": diagnostic.column}
    location = {"artifactLocation": {"uri": quote(diagnostic.path)}, "region": region}
    return {
        "ruleId": diagnostic.rule,
        "level": SARIF_LEVELS[diagnostic.severity],
        "message": {"text": sentence(diagnostic)},
        "locations": [{"physicalLocation": location}],
    }


def github(diagnostics: Sequence[Diagnostic], lang: str) -> str:
    """Return workflow commands that GitHub shows as annotations beside the lines."""
    return "".join(
        f"::{GITHUB_LEVELS[d.severity]} file={_property(d.path)},line={d.line},col={d.column},"
        f"title={_property(d.rule)}::{_message(sentence(d))}\n"
        for d in diagnostics
    )


def _message(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _message(value).replace(":", "%3A").replace(",", "%2C")


REPORTERS: Mapping[str, Reporter] = MappingProxyType({"text": text, "json": as_json, "sarif": sarif, "github": github})
