"""The zip opens from a folder: pages, both languages, links, nothing asked of a server."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import ROOT
from lxml import html
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.site, pytest.mark.browser]
THEMES_OWN = "search/search_index.js"  # the theme's search asks for it; ours does without


def pack(site: Path, target: Path) -> None:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1767225600"}
    subprocess.run([sys.executable, "-m", "zhike", "pack", site, target], cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="module")
def packed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("pack") / "zhike.zip"
    pack(built, target)
    return target


@pytest.fixture(scope="module")
def folder(packed: Path) -> Path:
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(packed.parent / "资料 unpacked")
    return packed.parent / "资料 unpacked/zhike"


class Reader:
    """A page in the browser that keeps every request, and those that failed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.failed: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.failed.append(request.url))

    @property
    def failed_requests(self) -> list[str]:
        return [url for url in self.failed if not url.endswith(THEMES_OWN)]


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Reader]:
    context = chromium.new_context()
    yield Reader(context.new_page())
    context.close()


def test_zip_of_one_build_is_always_the_same(built: Path, packed: Path, tmp_path: Path) -> None:
    pack(built, tmp_path / "zhike.zip")

    assert (tmp_path / "zhike.zip").read_bytes() == packed.read_bytes()


def test_every_page_of_the_site_is_in_the_zip(built: Path, folder: Path) -> None:
    pages = {page.relative_to(built) for page in built.rglob("index.html")}

    assert pages == {page.relative_to(folder) for page in folder.rglob("index.html")}


def test_every_link_of_every_page_leads_to_a_file(folder: Path) -> None:
    dead = {
        (page.relative_to(folder).as_posix(), link)
        for page in folder.rglob("index.html")
        for link in html.parse(page).xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src | //img/@src")
        if ":" not in link and not (page.parent / unquote(urlsplit(link).path)).is_file() and urlsplit(link).path
    }

    assert dead == set()


def test_reader_goes_from_page_to_page_and_to_the_other_language(folder: Path, reader: Reader) -> None:
    page = reader.page
    page.goto((folder / "index.html").as_uri())

    page.locator('article a[href*="checklists/"]').first.click()
    page.wait_for_url("**/checklists/**/index.html*")
    page.locator("[data-zk-language]").first.click()
    page.wait_for_url("**/en/checklists/**/index.html*")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert [url for url in reader.requests if not url.startswith(("file:", "data:"))] == []
    assert reader.failed_requests == []


def test_link_that_a_script_writes_leads_to_a_page_too(folder: Path, reader: Reader) -> None:
    reader.page.goto((folder / "en/index.html").as_uri())
    reader.page.evaluate("""() => {
        const link = document.createElement("a");
        link.href = new URL("recovery/apology/#say", location);
        link.textContent = "found";
        document.querySelector("article").prepend(link);
    }""")

    reader.page.get_by_role("link", name="found", exact=True).click()

    reader.page.wait_for_url("**/en/recovery/apology/index.html#say")


def test_site_that_was_built_and_not_packed_can_be_read_from_its_folder(built: Path, reader: Reader) -> None:
    reader.page.goto((built / "index.html").as_uri())

    reader.page.locator('article a[href*="checklists/"]').first.click()

    reader.page.wait_for_url("**/checklists/**/index.html*")
    assert reader.failed_requests == []
