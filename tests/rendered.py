"""What a built page really holds, read from its HTML without our additions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

from lxml import html

OURS = " | ".join(
    f"//*[contains(concat(' ', @class, ' '), ' {name} ')]"
    for name in ("zk-lead", "zk-terms", "zk-contents", "zk-help", "zk-start", "zk-mine", "zk-news")
)


@dataclass(frozen=True)
class Rendered:
    """The anchors, link addresses, list items and tasks of a page, each in order."""

    anchors: list[str]
    links: list[str]
    items: int
    tasks: int
    rows: int
    notes: int


def rendered(file: Path, url: str) -> Rendered:
    """Read the text of a built page; link addresses are given from the site's root."""
    article = html.parse(str(file)).xpath("//article//div[@lang]")[0]
    for element in article.xpath(OURS):
        element.getparent().remove(element)
    headings = article.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
    links = article.xpath(".//a[not(contains(@class, 'headerlink')) and @href]")
    return Rendered(
        anchors=[heading.get("id") for heading in headings],
        links=[unquote(urljoin(url, link.get("href"))) for link in links],
        items=len(article.xpath(".//li[not(contains(@class, 'task-list-item'))]")),
        tasks=len(article.xpath(".//li[contains(@class, 'task-list-item')]")),
        rows=len(article.xpath(".//tr")),
        notes=len(
            article.xpath(".//*[contains(@class, 'admonition') and not(contains(@class, 'title'))] | .//details")
        ),
    )
