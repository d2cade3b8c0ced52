"""The sections of a page as units of translation: their text, and a digest that says whether it has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from .model import Page
from .snapshot import digest

LENGTH = 12
HEADING_ID = re.compile(r"[ \t]*\{:?[^{}\n]*\}[ \t]*(?:#+[ \t]*)?$")
ALLOWANCE = re.compile(r"<!--\s*zhike:[^>]*-->")


def starts(page: Page) -> list[tuple[int, str]]:
    """Return the first line and the id of every section; "" stands for what comes before the first, title included."""
    return [(page.body, ""), *((heading.at.line, heading.id) for heading in page.headings if heading.level > 1)]


def texts(page: Page) -> dict[str, str]:
    """Return the text of every section by its heading's id, what the front matter says to readers in the first.

    Ids and comments to the checker are left out, and blanks are made equal.
    """
    titles = {heading.at.line for heading in page.headings}
    parts: dict[str, list[str]] = {"": _said(page)}
    for (first, name), (end, _) in pairwise([*starts(page), (len(page.lines) + 1, "")]):
        lines = enumerate(page.lines[first - 1 : end - 1], first)
        said = (HEADING_ID.sub("", line) if number in titles else ALLOWANCE.sub("", line) for number, line in lines)
        # an id that stands twice is a fault, but no text may be lost for it
        parts.setdefault(name, []).extend(" ".join(line.split()) for line in said if line.strip())
    return {name: "\n".join(lines) for name, lines in parts.items()}


def _said(page: Page) -> list[str]:
    """Return what the front matter says to readers."""
    return [str(page.front_matter[key]) for key in ("title", "summary") if page.front_matter.get(key)]


def digests(page: Page) -> Mapping[str, str]:
    """Return a short name of the text of every section by its heading's id."""
    return {name: name_of(text) for name, text in texts(page).items()}


def name_of(text: str) -> str:
    r"""Return a short name of a text in which blanks and line ends make no difference: neither is translated.

    >>> name_of("先道歉，\n再解释。") == name_of("先道歉，再解释。")
    True
    """
    return digest("".join(text.split()))[:LENGTH]
