"""`zhike explain`: tells what a rule asks for, and why."""

from __future__ import annotations

import argparse
import sys

from .base import CLEAN, Call

HELP = "tell what a rule asks for, with an example"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("rule", nargs=1, metavar="RULE", help="the name at the end of a finding")


def run(call: Call) -> int:
    """Explain a rule."""
    from .. import rulebook
    from ..rules import ALL_RULES
    from ..rules.base import guess

    by_name = {rule.name: rule for rule in ALL_RULES}
    name = call.given.rule[0].strip("[]")
    if name not in by_name:
        nearest = guess(name, by_name)
        message = "there is no rule '{name}'; did you mean '{nearest}'?" if nearest else "there is no rule '{name}'"
        call.wrong(message, name=name, nearest=nearest)
    sys.stdout.write(rulebook.explained(by_name[name], call.messages))
    return CLEAN
