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
    from .. import stamping
    from ..load import load

    site = load(call.root)
    places = stamping.places(site, call.given.places)
    for given in call.given.places:
        if not any(stamping.is_at(place, given) for place in places):
            call.wrong(f"there is no section '{given}'; write docs/page.md or docs/page.md#section")
    stamps, refused = stamping.stamped(site, places, is_unchanged_right=call.given.unchanged and call.given.places)
    stamping.write(site, stamps)
    for place in refused:
        sys.stdout.write(f"{place}: {REFUSED}\n")
    return FOUND if refused else CLEAN
