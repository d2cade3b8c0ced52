"""Writes words that are no Markdown so that they are shown as they are, whatever stands in them."""

from __future__ import annotations

import re

MARK = re.compile(r"(\{\{ *[\w-]+ *\}\})|[\\`*_{}\[\]]")
ENTITY = re.compile(r"&(?=#?\w{1,40};)")


def inert(text: str) -> str:
    r"""Return a text as Markdown that shows it as it is; house values stay what they are.

    >>> inert("[a] <b> {{ report-back }} {c} F&B &lt;")
    '\\[a\\] &lt;b> {{ report-back }} \\{c\\} F&B &amp;lt;'
    """
    marked = MARK.sub(lambda mark: mark[1] or f"\\{mark[0]}", text)
    return ENTITY.sub("&amp;", marked).replace("<", "&lt;").replace("\n", " ")
