"""`zhike check`: finds what is wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from .base import Call, add_format, add_paths, covers, show

HELP = "find what is wrong"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_paths(parser)
    add_format(parser)
    parser.add_argument("--rule", action="append", default=[], metavar="NAME", help="ask this rule only; repeatable")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="pass over the findings written in this file")
    parser.add_argument("--write-baseline", type=Path, metavar="FILE", help="write today's findings to this file")
    parser.add_argument("--no-cache", action="store_true", help="ask every rule again")


def run(call: Call) -> int:
    """Check the site and report."""
    from .. import baseline, incremental, store

    given = call.given
    rules = call.known_rules() if given.rule else []
    wanted = call.chosen()
    checked = incremental.check(call.root, None if given.no_cache else store.file_of(call.root))
    chosen = [v for v in checked.verdicts if covers(wanted, v.finding.at.path) and (not rules or v.rule in rules)]
    if given.write_baseline:
        baseline.write(given.write_baseline, chosen, checked.read)
        return 0
    if given.baseline:
        chosen = baseline.without(chosen, given.baseline, checked.read, call.wrong)
    return show(call.messages.diagnostics(chosen), given.format, len(checked.seen), call.lang)
