"""`zhike stamp`: marks translated sections as brought up to date."""

from __future__ import annotations

import argparse
import sys

from .base import CLEAN, FOUND, Call

HELP = "mark translated sections as brought up to date"
REFUSED = "the source has changed, the translation has not; translate the change, or say --unchanged"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "places", nargs="*", metavar="PATH#SECTION", help="sections or whole pages; all that changed when none is named"
    )
    parser.add_argument(
        "--unchanged", action="store_true", help="the translation is right as it stands, though its source has changed"
    )


def run(call: Call) -> int:
    """Stamp what may be stamped, and name what may not."""
    from .. import lock, snapshot, stamping, writing
    from ..load import load

    given = call.given
    if given.unchanged and not given.places:
        call.wrong("--unchanged needs the sections by name; nobody has looked at all of them")
    site = load(call.root)
    chosen = stamping.places(site, given.places)
    for name in given.places:
        if not stamping.places(site, [name]):
            call.wrong("there is no section '{name}'; write docs/page.md or docs/page.md#section", name=name)
    stamps, refused = stamping.stamped(site, chosen, is_unchanged_right=given.unchanged)
    writing.write(call.root, {snapshot.LOCK: lock.written(stamps)})
    for state in refused:
        sys.stdout.write(f"{state.place} ({state.locale}): {call.say(REFUSED)}\n")
    return FOUND if refused else CLEAN
