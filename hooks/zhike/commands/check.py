"""`zhike check`: finds what is wrong."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..findings import Severity
from .base import CLEAN, Call, add_format, add_paths, covers, show

HELP = "find what is wrong"
GONE = "{count} findings of the baseline are gone; write it anew"
ONE_GONE = "{count} finding of the baseline is gone; write it anew"


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

    def is_asked(path: str, rule: str) -> bool:
        return covers(wanted, path) and (not rules or rule in rules)

    chosen = [v for v in checked.verdicts if is_asked(v.finding.at.path, v.rule) or v.severity is Severity.FAILURE]
    if given.write_baseline:
        baseline.write(given.write_baseline, chosen, checked.read, call.wrong)
        return CLEAN
    if given.baseline:
        known = baseline.read(given.baseline, call.wrong)
        chosen, unused = baseline.without(known, chosen, checked.read)
        gone = sum(count for line, count in unused.items() if is_asked(*baseline.parted(line)))
        if gone:
            sys.stderr.write(call.say(GONE if gone > 1 else ONE_GONE, count=gone) + "\n")
    return show(call.messages.diagnostics(chosen), given.format, len(checked.seen), call.lang)
