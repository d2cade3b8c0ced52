"""Small repairs to a page's HTML: the summary under the title, no blanks where Chinese lines were joined."""

from __future__ import annotations

import re
from html import escape

HAN = r"\u2018-\u201d\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
STOPS = "。，、；：？！）”"  # a blank never follows these
JOINED = re.compile(
    rf"(?:(?<=[{STOPS}])((?:</?\w++[^<>]*+>)*+)\n *+((?:<\w++[^<>]*+>)*+)(?=[^\s<])"
    rf"|(?<=[{HAN}])((?:</?\w++[^<>]*+>)*+)\n *+((?:<\w++[^<>]*+>)*+)(?=[{HAN}]))"
)
PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.S)
# pages of so many headings that links from each to itself would be a tenth of the page
CATALOGUES = frozenset({"glossary", "navigator"})
PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.S)


def joined(html: str) -> str:
    """Return HTML in which a line end between Chinese characters leaves no blank."""
    parts = PREFORMATTED.split(html)
    return "".join(part if index % 2 else JOINED.sub(r"\1\2\3\4", part) for index, part in enumerate(parts))


def reachable(html: str) -> str:
    """Return HTML in which keys can scroll what is too wide for a phone."""
    return html.replace("<pre>", '<pre tabindex="0">')


def led(html: str, summary: str) -> str:
    """Return HTML with a page's summary right under its first heading."""
    return html.replace("</h1>", f'</h1>\n<p class="zk-lead">{escape(summary)}</p>', 1) if summary else html


def light(html: str, kind: str) -> str:
    """Return the HTML of a page of some type; the headings of catalogues have no links to themselves."""
    return PERMALINK.sub("", html) if kind in CATALOGUES else html
