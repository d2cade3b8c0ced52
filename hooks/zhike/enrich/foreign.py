"""Says of words in another language which one it is, so that they are read aloud and drawn as what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..languages import language
from ..model import Settings

PIECE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.S)
TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)")
SELF_CLOSING = frozenset({"br", "hr", "img", "input", "wbr"})
HAN = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
# from the first Chinese character to the last before the next Latin letter, with the quotation marks around them
HAN_RUN = re.compile(rf"[“‘]*{HAN}(?:[^A-Za-z<&]*{HAN})?[”’]*")
WORD = r"[A-Za-z][A-Za-z’'-]*"
# three words in a row are a phrase; one or two may be a name or an abbreviation that Chinese has taken in
LATIN_RUN = re.compile(rf"(?<![A-Za-z’'-])(?:{WORD}[ ,;:]+){{2,}}{WORD}[.?!…]?")
SMALL_LETTERS = re.compile("[a-z]{2}")
HAS_HAN = re.compile(HAN)


def told(html: str, locale: str, settings: Settings) -> str:
    """Return a page's HTML in which runs of the site's other script carry their language."""
    is_han = language(locale).is_han
    other = next((name for name in settings.locales if language(name).is_han != is_han), None)
    if other is None:
        return html
    opening = f'<span lang="{language(other).tag}">'
    return "".join(_pieces(html, _latin(opening) if is_han else _han(opening)))


Marker = Callable[[str, bool], str]


def _han(opening: str) -> Marker:
    return lambda text, _: HAN_RUN.sub(lambda run: f"{opening}{run[0]}</span>", text)


def _latin(opening: str) -> Marker:
    def marked(text: str, is_whole_cell: bool) -> str:
        if is_whole_cell and SMALL_LETTERS.search(text) and not HAS_HAN.search(text):
            return f"{opening}{text}</span>"
        return LATIN_RUN.sub(lambda run: f"{opening}{run[0]}</span>", text)

    return marked


def _pieces(html: str, marked: Marker) -> Iterator[str]:
    """Yield the pieces of a page; what says its language already, and what is no text, stays as it is."""
    parts = PIECE.split(html)
    closing, depth = "", 0
    for index, piece in enumerate(parts):
        tag = TAG.match(piece)
        if depth:
            if tag and tag[2] == closing:
                depth += -1 if tag[1] else 1
            yield piece
        elif tag and not tag[1] and tag[2] not in SELF_CLOSING and (tag[2] in ("script", "svg") or " lang=" in piece):
            closing, depth = tag[2], 1
            yield piece
        elif piece.startswith("<") or not piece.strip():
            yield piece
        else:
            is_whole = parts[index - 1].startswith("<td") and parts[index + 1 : index + 2] == ["</td>"]
            yield marked(piece, is_whole)
