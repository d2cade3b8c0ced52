"""The command line: `zhike check`, `zhike rules`, `zhike coverage`, `zhike links`, `zhike search`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from types import MappingProxyType

from . import collector, coverage, linkcheck, report
from .load import load
from .rules import ALL_RULES, check
from .rules.base import Diagnostic, Severity

CLEAN, FOUND, CALLED_WRONGLY = 0, 1, 2


@collector.paused()
def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when clean, 1 when errors were found, 2 when called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = _parser()
    given = parser.parse_args(arguments)
    if not (given.root / "docs").is_dir() and not (given.root / "pyproject.toml").is_file():
        parser.error(f"there is no site in '{given.root}': it has no docs folder")
    run: dict[str, object] = {
        "check": _check,
        "rules": _rules,
        "links": _links,
        "coverage": _coverage,
        "search": _search,
    }
    try:
        code = run[given.command](parser, given)  # type: ignore[operator]
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    return int(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zhike", description="Checks a bilingual site.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--root", type=Path, default=_root(), metavar="DIR", help="the site's folder")
    shared.add_argument(
        "--format", choices=list(report.REPORTERS), default="text", metavar="F", help="text, json, sarif or github"
    )
    checking = commands.add_parser("check", parents=[shared], help="find what is wrong")
    checking.add_argument("paths", nargs="*", type=Path, metavar="PATHS", help="report these files and folders only")
    checking.add_argument(
        "--rule", action="append", default=[], metavar="NAME", help="ask this rule only; may be repeated"
    )
    commands.add_parser("rules", parents=[shared], help="list the rules")
    commands.add_parser("coverage", parents=[shared], help="show which records of the ledger pages carry")
    links = commands.add_parser("links", parents=[shared], help="follow every link of the built site")
    links.add_argument(
        "site", nargs="?", type=Path, default=Path("site"), metavar="SITE", help="the built site's folder"
    )
    searching = commands.add_parser("search", help="find pages as readers do")
    searching.add_argument("--root", type=Path, default=_root(), metavar="DIR", help="the site's folder")
    searching.add_argument("--format", choices=["text", "json"], default="text", metavar="F", help="text or json")
    searching.add_argument("--lang", metavar="L", help="the reader's language, such as zh or en")
    searching.add_argument("--evaluate", type=Path, metavar="FILE", help="measure the search by a file of queries")
    searching.add_argument("query", nargs="?", metavar="QUERY", help="what to look for")
    return parser


def _root() -> Path:
    """Return the nearest folder upwards that holds a site, or this one."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)


def _check(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    names = {rule.name for rule in ALL_RULES}
    for name in given.rule:
        if name not in names:
            parser.error(f"there is no rule '{name}'; `zhike rules` lists them")
    wanted = [_inside(parser, path, given.root) for path in given.paths]
    site = load(given.root)
    diagnostics = [d for d in check(site, given.rule) if not wanted or any(_covers(path, d.path) for path in wanted)]
    return _show(diagnostics, given.format, sum(1 for _ in site.written()))


def _show(diagnostics: list[Diagnostic], form: str, pages: int) -> int:
    sys.stdout.write(report.REPORTERS[form](diagnostics, ALL_RULES))
    if form == "text":
        sys.stderr.write(report.summary(diagnostics, pages) + "\n")
    return FOUND if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics) else CLEAN


def _inside(parser: argparse.ArgumentParser, path: Path, root: Path) -> str:
    """Return a path as diagnostics name it."""
    if not path.exists():
        parser.error(f"there is no file or folder '{path}'")
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        parser.error(f"'{path}' is not in the site's folder '{root}'")


def _covers(wanted: str, path: str) -> bool:
    return wanted in (".", path) or path.startswith(f"{wanted}/")


def _rules(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    if given.format != "text":
        sys.stdout.write(report.REPORTERS[given.format]([], ALL_RULES))
        return CLEAN
    width = max(len(rule.name) for rule in ALL_RULES)
    for rule in ALL_RULES:
        sys.stdout.write(f"{rule.name:{width}}  {rule.severity:7}  {rule.law}\n")
    return CLEAN


def _links(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    if not (given.site / "index.html").is_file():
        parser.error(f"there is no built site in '{given.site}'; run `make build` first")
    site = load(given.root)
    diagnostics = linkcheck.check(site, given.site)
    return _show(diagnostics, given.format, sum(1 for _ in given.site.rglob("index.html")))


def _coverage(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    site = load(given.root)
    sys.stdout.writelines(f"{line}\n" for line in coverage.lines(site))
    return CLEAN if all(coverage.carriers(site).values()) else FOUND


def _search(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    # the engine takes long to load, and no other command needs it
    from .search import command

    if (given.query is None) == (given.evaluate is None):
        parser.error("name what to look for, or a file of queries with --evaluate")
    if given.evaluate and not given.evaluate.is_file():
        parser.error(f"there is no file '{given.evaluate}'")
    site = load(given.root)
    locale = given.lang or site.settings.source
    if locale not in site.settings.locales:
        parser.error(f"this site has no language '{locale}'; it has {', '.join(site.settings.locales)}")
    try:
        lines = command.evaluated(site, given.evaluate) if given.evaluate else command.found(site, given.query, locale)
    except command.WrongQueriesError as error:
        parser.error(str(error))
    sys.stdout.write(lines.json if given.format == "json" else lines.text)
    return CLEAN


COMMANDS: Mapping[str, Callable[[argparse.ArgumentParser, argparse.Namespace], int]] = MappingProxyType(
    {"check": _check, "rules": _rules, "links": _links, "coverage": _coverage, "search": _search}
)
