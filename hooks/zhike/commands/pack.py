"""`zhike pack`: puts the built site into a zip that opens without a server."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from .base import CLEAN, Call

HELP = "put the built site into a zip that opens without a server"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "site", nargs="?", type=Path, default=Path("site"), metavar="SITE", help="the built site's folder"
    )
    parser.add_argument("zip", nargs="?", type=Path, default=Path("zhike.zip"), metavar="ZIP", help="the zip to write")


def run(call: Call) -> int:
    """Write the zip."""
    from ..publish.archive import zipped
    from ..publish.portable import portable
    from ..publish.staging import commit_time
    from ..publish.tree import read

    site, target = call.given.site, call.given.zip
    if not (site / "index.html").is_file():
        call.wrong("there is no built site in '{path}'; run `make build` first", path=str(site))
    if not target.absolute().parent.is_dir():
        call.wrong("there is no folder '{path}'", path=str(target.parent))
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or commit_time(call.root))
    target.write_bytes(zipped(portable(read(site)), target.stem, moment))
    return CLEAN
