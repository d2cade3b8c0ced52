"""Puts every section of a page into an element of its own, so that a browser lays out what is read and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""", re.S)
VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# what stands at the end of a page belongs to all of its sections
LAST = re.compile(r'<(?:aside|div class="footnote")\b')
OPENING, CLOSING = '<section class="zk-part">\n', "</section>\n"


def parted(html: str) -> str:
    r"""Return HTML in which each heading of the second level and what follows it are one section.

    >>> parted("<h1>a</h1><h2>b</h2><p>c</p>")
    '<h1>a</h1><section class="zk-part">\n<h2>b</h2><p>c</p></section>\n'
    """
    starts, end = [], len(html)
    for place, name in _outermost(html):
        if name == "h2":
            starts.append(place)
        elif starts and LAST.match(html, place):
            end = place
            break
    if not starts:
        return html
    pieces = [html[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True)]
    return html[: starts[0]] + "".join(f"{OPENING}{piece}{CLOSING}" for piece in pieces) + html[end:]


def _outermost(html: str) -> Iterator[tuple[int, str]]:
    """Yield where the elements begin that stand in no other, with their names."""
    depth = 0
    for tag in TAG.finditer(html):
        closing, name, rest = tag.groups()
        if name is None or name in VOID or rest.endswith("/"):
            continue
        if closing:
            depth -= 1
        else:
            if not depth:
                yield tag.start(), name
            depth += 1
