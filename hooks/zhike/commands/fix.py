"""`zhike fix`: mends what needs no decision."""

from __future__ import annotations

import argparse
import sys

from .base import CLEAN, FOUND, Call, add_paths, covers

HELP = "mend what needs no decision"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_paths(parser)
    parser.add_argument("--rule", action="append", default=[], metavar="NAME", help="mend this rule only; repeatable")
    parser.add_argument("--check", action="store_true", help="change nothing, but tell what would be mended")


def run(call: Call) -> int:
    """Mend the site's files, and tell which findings are gone."""
    from .. import fixing, report, settings, snapshot

    rules = call.known_rules() if call.given.rule else []
    wanted = call.chosen()
    configured = settings.read(call.root)
    read = snapshot.read(call.root, configured)
    mended = fixing.mended(
        read, configured, lambda v: covers(wanted, v.finding.at.path) and (not rules or v.rule in rules)
    )
    changed = [path for path, content in mended.read.contents.items() if content != read.contents.get(path)]
    for diagnostic in call.messages.diagnostics(mended.verdicts):
        sys.stdout.write(report.line(diagnostic) + "\n")
    if call.given.check:
        sys.stderr.write(f"{len(changed)} files would be mended\n")
        return FOUND if changed else CLEAN
    for path in changed:
        (call.root / path).write_bytes(mended.read.contents[path])
    sys.stderr.write(f"{len(changed)} files mended\n")
    return CLEAN
