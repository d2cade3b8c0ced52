"""The sections of a page as units of translation: their text, and a digest that says whether it has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from .model import Page
from .snapshot import digest

LENGTH = 12
HEADING_ID = re.compile(r"[ \t]*\{:?[^{}\n]*\}[ \t]*$")


def texts(page: Page) -> dict[str, str]:
    """Return the text of every section by its heading's id; "" stands for what comes before the first, title included.

    Ids and blanks are left out: neither is a reason to translate again.
    """
    starts = [(heading.at.line, heading.id) for heading in page.headings if heading.level > 1]
    places = [(page.body, ""), *starts, (len(page.lines) + 1, "")]
    found = {}
    for (first, name), (end, _) in pairwise(places):
        lines = [HEADING_ID.sub("", line) if line.startswith("#") else line for line in page.lines[first - 1 : end - 1]]
        found[name] = "\n".join(" ".join(line.split()) for line in lines if line.strip())
    found[""] = "\n".join([*_said(page), found[""]])
    return found


def _said(page: Page) -> list[str]:
    """Return what the front matter says to readers."""
    return [str(page.front_matter[key]) for key in ("title", "summary") if page.front_matter.get(key)]


def digests(page: Page) -> Mapping[str, str]:
    """Return a short name of the text of every section by its heading's id."""
    return {name: digest(text)[:LENGTH] for name, text in texts(page).items()}
