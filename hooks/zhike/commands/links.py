"""`zhike links`: follows every link of the built site with linkchecker."""

from __future__ import annotations

import argparse
from pathlib import Path

from .base import Call, add_format, show

HELP = "follow every link of the built site"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_format(parser)
    parser.add_argument(
        "site", nargs="?", type=Path, default=Path("site"), metavar="SITE", help="the built site's folder"
    )


def run(call: Call) -> int:
    """Follow the links and report."""
    from .. import linkcheck
    from ..load import load

    built = call.given.site
    if not (built / "index.html").is_file():
        call.wrong("there is no built site in '{path}'; run `make build` first", path=str(built))
    diagnostics = linkcheck.check(load(call.root), built)
    return show(diagnostics, call.given.format, sum(1 for _ in built.rglob("index.html")), call.lang)
