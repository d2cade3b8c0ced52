"""What a checklist on paper says above its items: where the page is, which version, who worked it and when."""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

import segno

from ..languages import language
from ..model import Page, Site
from .ticks import digest, keys

BLANKS = ("name", "date", "shift")
SHORT = 4


def headed(html: str, page: Page, site: Site, address: str) -> str:
    """Return a checklist's HTML with the head of its sheet, which only paper shows, behind its first heading."""
    if page.front_matter.get("type") != "checklist":
        return html
    words = language(page.locale).words
    lines = "".join(f"<p>{words[f'sheet_{name}']}</p>" for name in BLANKS)
    shown = " · ".join(filter(None, (version_of(page, site), unquote(address).partition("://")[2])))
    version = f'<p class="zk-sheet__version">{words["sheet_version"]} {escape(shown)}</p>'
    head = f'<div class="zk-sheet" data-search-exclude>{code(address, words["sheet_scan"])}{lines}{version}</div>'
    return html.replace("</h1>", f"</h1>\n{head}", 1)


def version_of(page: Page, site: Site) -> str:
    """Return the date of review and a digest of the items, the same in every language."""
    reviewed = str(page.front_matter.get("reviewed", ""))
    return " · ".join(filter(None, (reviewed, digest(*keys(page, site))[:SHORT])))


def code(address: str, name: str) -> str:
    """Return a QR code of an address as a drawing without styles, nothing for none."""
    if not address:
        return ""
    drawing = segno.make(address, error="m", micro=False)
    return drawing.svg_inline(omitsize=True, svgclass="zk-sheet__code", lineclass=None, title=name, border=4)
