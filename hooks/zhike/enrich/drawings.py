"""Puts drawings into the page itself, so that they follow its colours and its language."""

from __future__ import annotations

import re

from ..model import UNSAFE_DRAWING, Page, Site

IMAGE = re.compile(r'<img\b[^>]*\bsrc="([^"]+\.svg)"[^>]*>')


def inlined(html: str, page: Page, site: Site) -> str:
    """Return a page's HTML with each drawing of the site in place of its image, in the page's language."""

    def drawing(match: re.Match[str]) -> str:
        name = match[1].rsplit("/", 1)[-1].removesuffix(".svg")
        folder = site.settings.drawings
        text = site.drawings.get(f"{folder}/{name}.{page.locale}.svg") or site.drawings.get(f"{folder}/{name}.svg")
        start = text.find("<svg") if text else -1
        if text is None or start < 0 or UNSAFE_DRAWING.search(text):
            return match[0]
        return f'<span class="zk-drawing">{text[start:].strip()}</span>'

    return IMAGE.sub(drawing, html) if site.drawings and "<img" in html else html
