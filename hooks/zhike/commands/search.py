"""`zhike search`: finds pages as readers do."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .base import CLEAN, Call

HELP = "find pages as readers do"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("query", nargs="?", metavar="QUERY", help="what to look for")
    parser.add_argument("--evaluate", type=Path, metavar="FILE", help="measure the search by a file of queries")
    parser.add_argument("--format", choices=["text", "json"], default="text", metavar="F", help="text or json")


def run(call: Call) -> int:
    """Show the places that answer a query, best first, or how well a file of queries is answered."""
    from ..load import load
    from ..search import command

    given = call.given
    if bool(given.query) == bool(given.evaluate):
        call.wrong("search needs a query, or --evaluate FILE")
    if given.evaluate and not given.evaluate.is_file():
        call.wrong("there is no file or folder '{path}'", path=str(given.evaluate))
    site = load(call.root)
    locale = given.lang or site.settings.source
    if locale not in site.settings.locales:
        known = ", ".join(site.settings.locales)
        call.wrong("this site has no language '{locale}'; it has {known}", locale=locale, known=known)
    try:
        shown = command.evaluated(site, given.evaluate) if given.evaluate else command.found(site, given.query, locale)
    except command.WrongQueriesError:
        call.wrong("'{path}' is no list of queries with q, lang, group and want", path=str(given.evaluate))
    sys.stdout.write(shown.json if given.format == "json" else shown.text)
    return CLEAN
