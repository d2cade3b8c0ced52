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
    from .. import fixing, report, settings, snapshot, store, writing

    rules = call.known_rules() if call.given.rule else []
    wanted = call.chosen()
    configured = settings.read(call.root)
    read = snapshot.read(call.root, configured)
    kept = store.file_of(call.root)
    mended = fixing.mended(
        read,
        configured,
        lambda v: covers(wanted, v.finding.at.path) and (not rules or v.rule in rules),
        follow=not (wanted or rules),
        known=store.read(kept) if kept else None,
    )
    changed = {path: now for path, now in mended.read.contents.items() if now != read.contents.get(path)}
    sys.stdout.writelines(f"{line}\n" for line in fixing.told(mended.moves, configured, call.say))
    sys.stdout.writelines(report.line(diagnostic) + "\n" for diagnostic in call.messages.diagnostics(mended.verdicts))
    if call.given.check:
        sys.stderr.write(call.say("{count} files would be mended", count=len(changed)) + "\n")
        return FOUND if changed else CLEAN
    missed = writing.write(call.root, changed, read.contents)
    for path in missed:
        message = "{path} was changed meanwhile and is left alone; run zhike fix again"
        sys.stderr.write(call.say(message, path=path) + "\n")
    sys.stderr.write(call.say("{count} files mended", count=len(changed) - len(missed)) + "\n")
    return FOUND if missed else CLEAN
