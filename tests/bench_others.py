"""Measures other searches on the same pages and queries: lunr, lunr with Chinese cut by jieba, and Pagefind.

They are no part of this project. Put `lunr`, `jieba`, `pagefind` and `pagefind_bin` into a folder, and name it:
    pip install --target /tmp/others lunr jieba pagefind pagefind_bin
    PYTHONPATH=hooks:/tmp/others python tests/bench_others.py
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from playwright.sync_api import sync_playwright

from zhike.linkcheck import served
from zhike.load import load
from zhike.model import Page, Site
from zhike.search import evaluate

ROOT = Path(__file__).parents[1]
# what Material for MkDocs takes for the end of a word unless it is told otherwise
SEPARATOR = re.compile(r"[\s\-]+")
FIND = """async ([query, language]) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.options({language});
  const {results} = await pagefind.search(query);
  const found = await Promise.all(results.slice(0, 10).map(result => result.data()));
  return found.map(result => result.url);
}"""
Cut = Callable[[str], str]


def text(page: Page) -> str:
    """Return all that a page says, its questions among it."""
    return "\n".join([*page.names("asks"), str(page.front_matter.get("summary", "")), *page.prose]).replace(
        "\ufffc", ""
    )


def lunr(site: Site, cut: Cut) -> evaluate.Find:
    """Return a search by lunr in all pages of both languages, titles counting as much more as Material has it."""
    from lunr import lunr as built

    pages = [
        {"slug": f"{page.locale}:{page.slug}", "title": cut(page.title), "text": cut(text(page))}
        for page in site.written()
    ]
    fields = [{"field_name": "title", "boost": 1000}, {"field_name": "text", "boost": 1}]
    index = built(ref="slug", fields=fields, documents=pages)

    def find(query: str, locale: str) -> list[str]:
        words = " ".join(word for word in re.split(r"[\s:~^+*-]+", cut(query)) if word)
        found = [str(result["ref"]) for result in index.search(words)] if words else []
        mine = [ref.partition(":")[2] for ref in found if ref.startswith(f"{locale}:")]
        return mine[: evaluate.DEPTH]

    return find


def jieba_cut() -> Cut:
    """Return what puts blanks between Chinese words."""
    import jieba

    return lambda written: " ".join(jieba.cut(written))


async def bundled(site: Site, folder: Path) -> None:
    """Write Pagefind's index of all pages."""
    from pagefind.index import IndexConfig, PagefindIndex

    async with PagefindIndex(config=IndexConfig(output_path=str(folder / "pagefind"))) as index:
        for page in site.written():
            content = f"{page.title}\n{text(page)}"
            url = f"/{page.slug}"
            await index.add_custom_record(url=url, content=content, language=page.locale, meta={"title": page.title})


def show(name: str, site: Site, find: evaluate.Find, files: Sequence[Path]) -> None:
    """Print how well a search answers the queries of some files."""
    for file in files:
        asked = evaluate.queries(yaml.safe_load(file.read_text(encoding="utf-8")))
        whole = evaluate.qualities(evaluate.outcomes(site, asked, find))[-1]
        print(f"{name:18}{file.stem:18} hit@1 {whole.hit_1:.3f}  recall@10 {whole.recall_10:.3f}", flush=True)


def main(files: Sequence[Path]) -> None:
    """Print the table for some files of queries."""
    site = load(ROOT)
    show("lunr", site, lunr(site, lambda written: SEPARATOR.sub(" ", written)), files)
    show("lunr with jieba", site, lunr(site, jieba_cut()), files)
    with TemporaryDirectory() as folder:
        asyncio.run(bundled(site, Path(folder)))
        show_pagefind(site, Path(folder), files)


def show_pagefind(site: Site, folder: Path, files: Sequence[Path]) -> None:
    """Print the table of Pagefind, which needs a browser; each language has an index of its own."""
    with sync_playwright() as playwright:
        (folder / "index.html").write_text("<!doctype html><title>Pagefind</title>", encoding="utf-8")
        with served(folder) as address:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            pages: dict[str, Any] = {locale: browser.new_page() for locale in site.settings.locales}
            for page in pages.values():
                page.goto(address)
            show("Pagefind", site, lambda query, locale: _slugs(pages[locale].evaluate(FIND, [query, locale])), files)
            browser.close()


def _slugs(urls: list[str]) -> list[str]:
    return [url.strip("/") for url in urls]


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted((ROOT / "tests/data").glob("queries-*.yml")))
