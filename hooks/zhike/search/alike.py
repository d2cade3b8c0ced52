"""What a misspelt word may have been: the words of the site by their first letter, for comparing and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from .postings import CONCEPT
from .scripts import script
from .shards import Found, key
from .words import Readings, is_han

# a pair on fewer pages is no likelier than what was typed
USUAL = 4


def files(lists: Mapping[str, Found], readings: Readings) -> dict[str, str]:
    """Return a file for each first letter: stems, or pairs of characters, the commonest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in sorted(lists, key=lambda term: (-len(lists[term]), term)):
        is_pair = len(term) == 2 and is_han(term) and len(lists[term]) >= USUAL
        if is_pair or (len(term) > 2 and not is_han(term) and not term.startswith(CONCEPT)):
            found[key(term, readings)[:2]].append(term)
    return {name: script(f"alike-{name}", " ".join(terms)) for name, terms in sorted(found.items())}
