"""What every command is made of; a command imports what it needs when it runs, so that each starts fast."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol

from ..findings import Diagnostic, Severity
from ..messages import Messages, languages, preferred

CLEAN, FOUND, FAILED = 0, 1, 2


@dataclass(frozen=True)
class Call:
    """One run of a command."""

    parser: argparse.ArgumentParser
    given: argparse.Namespace

    @property
    def root(self) -> Path:
        return Path(self.given.root)

    @property
    def lang(self) -> str:
        """The language of messages: the one asked for, or that of the environment."""
        lang = self.given.lang or preferred()
        if lang not in languages():
            self.parser.error(f"there are no messages in '{lang}', only in {' and '.join(languages())}")
        return str(lang)

    @property
    def messages(self) -> Messages:
        return Messages(self.lang)

    def say(self, template: str, **values: str | int) -> str:
        """Return a message of a command with its values, in the language of messages."""
        # a search names the language of its reader, in which there may be no messages
        lang = self.given.lang if self.given.lang in languages() else preferred()
        return Messages(lang).said("commands", template, values)

    def wrong(self, template: str, **values: str | int) -> NoReturn:
        """Say how the command was called wrongly, and stop with 2."""
        self.parser.error(self.say(template, **values))

    def chosen(self) -> list[str]:
        """Return the paths given on the command line as diagnostics name them."""
        return [self._inside(path) for path in self.given.paths]

    def _inside(self, path: Path) -> str:
        if not path.exists():
            self.wrong("there is no file or folder '{path}'", path=str(path))
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            self.wrong("'{path}' is not in the site's folder '{root}'", path=str(path), root=str(self.root))

    def known_rules(self) -> list[str]:
        """Return the rules named on the command line."""
        from ..rules import ALL_RULES

        names = {rule.name for rule in ALL_RULES}
        for name in self.given.rule:
            if name not in names:
                self.wrong("there is no rule '{name}'; `zhike rules` lists them", name=name)
        return list(self.given.rule)


class Command(Protocol):
    """A module in this folder."""

    HELP: str

    def add(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""

    def run(self, call: Call) -> int:
        """Run the command; return its exit code."""


def shared(root: Path) -> argparse.ArgumentParser:
    """Return the options that all commands have."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--root", type=Path, default=root, metavar="DIR", help="the site's folder")
    parser.add_argument("--lang", metavar="LANG", help="the language of messages, or of the reader who searches")
    return parser


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add the option that chooses a report."""
    from ..report import REPORTERS

    names = list(REPORTERS)
    parser.add_argument("--format", choices=names, default="text", metavar="F", help="text, json, sarif or github")


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add the files and folders that a command is about."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATHS", help="these files and folders only")


def covers(wanted: Iterable[str], path: str) -> bool:
    """Say whether a path is among chosen files and folders; nothing chosen is everything."""
    chosen = list(wanted)
    return not chosen or any(place in (".", path) or path.startswith(f"{place}/") for place in chosen)


def show(diagnostics: list[Diagnostic], form: str, pages: int, lang: str) -> int:
    """Write a report and, when it is text, its last line; return the exit code."""
    from .. import report

    sys.stdout.write(report.REPORTERS[form](diagnostics, lang))
    if form == "text":
        sys.stderr.write(report.summary(diagnostics, pages, lang) + "\n")
    severities = {diagnostic.severity for diagnostic in diagnostics}
    return FAILED if Severity.FAILURE in severities else FOUND if Severity.ERROR in severities else CLEAN
