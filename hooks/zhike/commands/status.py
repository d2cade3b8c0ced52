"""`zhike status`: shows how far the translations are, and what changed in the source since."""

from __future__ import annotations

import argparse
import json
import sys

from .base import CLEAN, Call, add_paths, covers

HELP = "show which translations are up to date, stale or missing"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_paths(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", metavar="F", help="text or json")


def run(call: Call) -> int:
    """Show the state of every page that is not in step, and a summary."""
    from .. import status
    from ..load import load

    wanted = call.chosen()
    site = load(call.root)
    pages = [page for page in status.pages(site) if covers(wanted, page.path)]
    if call.given.format == "json":
        sys.stdout.write(json.dumps([page.plain for page in pages], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in status.lines(pages, call.say))
    return CLEAN
