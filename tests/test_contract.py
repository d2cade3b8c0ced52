"""On every page of the real site the parser found what MkDocs rendered, and every link leads where zhike says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT
from rendered import rendered

from zhike.load import load
from zhike.model import Page, Site

pytestmark = pytest.mark.site
SITE = load(ROOT)


def url_of(slug: str, locale: str) -> str:
    path = "" if slug == "index" else slug.removesuffix("/index") + "/"
    return f"/{path}" if locale == SITE.settings.source else f"/{locale}/{path}"


def address_of(site: Site, page: Page, target: str) -> str:
    """Return the address that a link of a page must have in the built site."""
    if ":" in target:
        return unquote(target)
    found = site.target(page, unquote(target))
    assert found
    assert found.page
    return url_of(found.page.slug, page.locale) + (f"#{found.anchor}" if found.anchor else "")


@pytest.mark.parametrize("page", SITE.pages.values(), ids=SITE.pages)
def test_page_holds_what_the_parser_found(built: Path, page: Page) -> None:
    url = url_of(page.slug, page.locale)
    kinds = Counter(block.kind for block in page.blocks)

    real = rendered(built / url.strip("/") / "index.html", url)

    assert real.anchors == [heading.id for heading in page.headings]
    assert real.links == [address_of(SITE, page, link.target or "") for link in page.links]
    assert (real.items, real.tasks) == (kinds["item"], kinds["task"])
    assert (real.rows, real.notes) == (kinds["row"], kinds["admonition"])


def test_every_page_is_at_most_three_taps_from_home(built: Path) -> None:
    reached, edge = {"/"}, {"/"}

    for _ in range(3):
        edge = {
            link.partition("#")[0]
            for url in edge
            for link in rendered(built / url.strip("/") / "index.html", url).links
            if link.startswith("/")
        }
        reached |= edge

    assert {url_of(page.slug, "zh") for page in SITE.pages.values() if page.locale == "zh"} - reached == set()
