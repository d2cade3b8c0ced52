"""`zhike coverage`: shows which records of the ledger pages carry."""

from __future__ import annotations

import argparse
import sys

from .base import CLEAN, FOUND, Call

HELP = "show which records of the ledger pages carry"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""


def run(call: Call) -> int:
    """Show the coverage; records without a page are found."""
    from .. import coverage
    from ..load import load

    site = load(call.root)
    sys.stdout.writelines(f"{line}\n" for line in coverage.lines(site, call.say))
    return CLEAN if all(coverage.carriers(site).values()) else FOUND
