"""`zhike rules`: lists the rules."""

from __future__ import annotations

import argparse
import sys

from .base import CLEAN, Call, add_format

HELP = "list the rules"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_format(parser)


def run(call: Call) -> int:
    """List the rules."""
    from .. import report, rulebook
    from ..rules import ALL_RULES

    if call.given.format != "text":
        sys.stdout.write(report.REPORTERS[call.given.format]([], call.lang))
    else:
        width = max(len(rule.name) for rule in ALL_RULES)
        for rule in ALL_RULES:
            law = rulebook.law(rule, call.messages)
            sys.stdout.write(f"{rule.name:{width}}  {call.messages.word(rule.severity.value):7}  {law}\n")
    return CLEAN
