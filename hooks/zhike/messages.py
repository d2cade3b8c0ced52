"""Says what rules find in the editor's language, from one table a rule family."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from .findings import Diagnostic, Verdict, Word

FOLDER = Path(__file__).parent / "rules"
SPOKEN = "en"  # the language of the rules themselves


@dataclass(frozen=True)
class Messages:
    """The words of one language; what has no translation is said as the rule says it."""

    lang: str = SPOKEN
    missing: set[tuple[str, str]] = field(default_factory=set, compare=False)

    @cached_property
    def _tables(self) -> Mapping[str, Any]:
        files = [] if self.lang == SPOKEN else sorted((FOLDER / self.lang).glob("*.toml"))
        tables: dict[str, Any] = {}
        for file in files:
            tables |= tomllib.loads(file.read_text(encoding="utf-8"))
        return tables

    def diagnostics(self, verdicts: Iterable[Verdict]) -> list[Diagnostic]:
        """Return findings as they are shown, sorted by place, none twice."""
        return sorted(set(map(self.diagnostic, verdicts)))

    def diagnostic(self, verdict: Verdict) -> Diagnostic:
        """Return a finding as it is shown."""
        rule, finding = verdict.rule, verdict.finding
        return Diagnostic(
            path=finding.at.path,
            line=finding.at.line,
            column=finding.at.column,
            rule=rule,
            severity=verdict.severity,
            message=self.said(rule, finding.message, finding.values),
            hint=self.said(rule, finding.hint, finding.values),
            fix=finding.fix,
        )

    def said(self, rule: str, template: str, values: Mapping[str, str | int]) -> str:
        """Return a message with its values, in this language."""
        if self.lang == SPOKEN or not template:
            return template.format(**values)
        shown = {key: self.word(value) if type(value) is not str else value for key, value in values.items()}
        return self._translated(rule, template).format(**shown)

    def word(self, value: str | int) -> str | int:
        """Return a word of ours in this language, and anything else as it is."""
        return self._tables.get("words", {}).get(value, value) if isinstance(value, str) else value

    def counted(self, count: int, word: str) -> str:
        """Return a number of things: `2 errors`."""
        if self.lang != SPOKEN:
            return self.said("common", "{count} {word}", {"count": count, "word": Word(word)})
        return f"{count} {word}{'s' if count != 1 and word != 'info' else ''}"

    def listed(self, parts: Iterable[str]) -> str:
        """Return parts as a list in running text."""
        return str(self.word(", ")).join(parts)

    def of_rule(self, rule: str, part: str) -> str:
        """Return what is said of a rule itself: its law, bad, good or why; "" when nothing is."""
        return str(self._tables.get(rule, {}).get(part, ""))

    def _translated(self, rule: str, template: str) -> str:
        said = self._tables.get(rule, {}).get("messages", {}).get(template)
        said = said or self._tables.get("common", {}).get("messages", {}).get(template)
        if said is None:
            self.missing.add((rule, template))
        return str(said or template)


def languages() -> list[str]:
    """Return the languages in which findings can be told."""
    return [SPOKEN, *sorted(folder.name for folder in FOLDER.iterdir() if any(folder.glob("*.toml")))]


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language that an environment asks for, as gettext reads it."""
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if locale in ("C", "POSIX"):
        return SPOKEN  # asks for no translation, whatever LANGUAGE says
    known = languages()
    wanted = (environment.get("LANGUAGE") or locale).split(":")
    codes = (re.split(r"[.@_-]", name, maxsplit=1)[0].lower() for name in wanted)
    return next((code for code in codes if code in known), SPOKEN)
