"""Puts every section of a page into an element of its own; of a long page a browser lays out what is read alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""", re.S)
VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# what stands at the end of a page belongs to all of its sections
LAST = re.compile(r'<(?:aside|div class="footnote")\b')
LONG = 60_000  # characters of HTML
NEAR = 10_000  # characters that fill the first screen of a desktop at least; to lay those out late would shift them
# what a character of HTML takes on a phone at most, in rem; where less was expected, sections would lie on one another
HEIGHT = 0.06


def parted(html: str, *, is_catalogue: bool = False) -> str:
    r"""Return HTML in which each heading of the second level and what follows it are one section.

    Of a catalogue, as of any long page, what is far from the top is laid out when it is read.

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
    far = starts[0] + NEAR if is_catalogue or len(html) > LONG else end
    sections = (_section(html[a:b], a > far) for a, b in zip(starts, [*starts[1:], end], strict=True))
    return html[: starts[0]] + "".join(sections) + html[end:]


def _section(html: str, is_far: bool) -> str:
    named = f'class="zk-part zk-part--far" data-height="{ceil(HEIGHT * len(html))}"' if is_far else 'class="zk-part"'
    return f"<section {named}>\n{html}</section>\n"


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
