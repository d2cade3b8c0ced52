"""What must hold in the HTML of every built page, read without a browser."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT
from lxml import html

from zhike.load import load

pytestmark = pytest.mark.site
SITE = load(ROOT)
PATHS = sorted(
    f"{'' if page.locale == 'zh' else 'en/'}{page.slug.removesuffix('index').rstrip('/')}".rstrip("/")
    for page in SITE.pages.values()
)
FILES = [*(f"{path}/index.html".lstrip("/") for path in PATHS), "404.html", "en/404.html"]
HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){3}")
FIRST_LOAD = 60 * 1000  # bytes


def read(built: Path, file: str) -> html.HtmlElement:
    return html.document_fromstring((built / file).read_text(encoding="utf-8"))


def own(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield every text of a page with the language that it is in for a reader."""
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in ("script", "style"):
            parent = node.getparent()
            yield language_of(node), node.text or ""
            yield language_of(parent) if parent is not None else "", node.tail or ""


def language_of(node: html.HtmlElement) -> str:
    return next((said for at in (node, *node.iterancestors()) if (said := at.get("lang"))), "")


def address(built: Path, file: str, link: str) -> Path:
    """Return the file that a page asks for: relative to itself, or to the root as error pages ask."""
    path = unquote(link.partition("#")[0].partition("?")[0])
    return (built / path.lstrip("/")) if path.startswith("/") else (built / file).parent / path


@pytest.mark.parametrize("file", FILES)
def test_page_runs_and_styles_nothing_inline(built: Path, file: str) -> None:
    page = read(built, file)

    assert page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]") == []
    assert page.xpath("//@*[starts-with(., 'javascript:') or starts-with(., 'data:')]") == []


@pytest.mark.parametrize("file", FILES)
def test_page_asks_for_files_of_this_site_that_are_there(built: Path, file: str) -> None:
    asked = read(built, file).xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")

    assert asked
    assert [link for link in asked if not address(built, file, link).is_file()] == []


@pytest.mark.parametrize("file", FILES)
def test_first_load_is_light(built: Path, file: str) -> None:
    # browsers fetch a disabled style sheet when a script enables it
    styles = "//link[(@rel='stylesheet' and not(@disabled)) or @rel='icon']/@href"
    asked = read(built, file).xpath(f"//script/@src | //img/@src | {styles}")
    files = {built / file, *(address(built, file, link).resolve() for link in asked)}

    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) <= FIRST_LOAD


@pytest.mark.parametrize("file", FILES)
def test_every_text_is_in_the_language_that_is_said(built: Path, file: str) -> None:
    texts = list(own(read(built, file)))

    assert [text for said, text in texts if HAN.search(text) and not said.startswith("zh-Hans")] == []
    assert [text for said, text in texts if ENGLISH.search(text) and not said.startswith("en")] == []


@pytest.mark.parametrize("file", FILES)
def test_skip_link_leads_to_the_heading_of_the_text(built: Path, file: str) -> None:
    page = read(built, file)

    [skip] = page.xpath("//a[@class='md-skip']/@href")

    assert page.xpath("//article//h1/@id") == [unquote(skip).lstrip("#")]


@pytest.mark.parametrize("file", FILES)
def test_ids_are_unique(built: Path, file: str) -> None:
    ids = read(built, file).xpath("//@id")

    assert [name for name in set(ids) if ids.count(name) > 1] == []


@pytest.mark.parametrize("path", PATHS)
def test_page_names_its_own_address_and_that_of_each_translation(built: Path, path: str) -> None:
    page = read(built, f"{path}/index.html".lstrip("/"))
    root, slug = "https://zhike.example/", re.sub(r"^en/?", "", path)
    chinese, english = f"{root}{slug}/".replace(".example//", ".example/"), f"{root}en/{slug}/".replace("en//", "en/")

    others = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate']")}

    assert page.xpath("//link[@rel='canonical']/@href") == [english if re.match(r"en(/|$)", path) else chinese]
    assert others == {"zh": chinese, "en": english, "x-default": chinese}
