"""The site stays on the device: a real server is stopped, and a real browser goes on reading."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, BrowserContext, Page, expect
from server import free_port, running

from zhike.publish.finish import Delivery, finish

pytestmark = [pytest.mark.site, pytest.mark.browser]
LATER = 86400
PAGE = """<!doctype html><html lang="{lang}"><title>{title}</title><link rel="icon" href="{up}assets/favicon.svg">
<link rel="stylesheet" href="{up}assets/offline.css"><script src="{up}assets/offline.js" defer></script>
<p class="zk-offline" role="status" hidden>as of <time></time></p><h1>{title}</h1>
<a href="{up}">zh</a> <a href="{up}en/">en</a></html>"""


def write_site(folder: Path, moment: int, offline: bool = True, **titles: str) -> Path:
    """Write a site of four pages under the strict rules of the server, as a build leaves it."""
    for path, lang in (("", "zh-Hans"), ("more/", "zh-Hans"), ("en/", "en"), ("en/more/", "en")):
        (folder / path).mkdir(parents=True, exist_ok=True)
        text = PAGE.format(lang=lang, up="../" * path.count("/") or "./", title=titles.get(lang[:2], path or "home"))
        (folder / path / "index.html").write_text(text, encoding="utf-8")
    (folder / "assets").mkdir()
    for name in ("assets/offline.js", "assets/offline.css", "assets/favicon.svg", "sw.js"):
        (folder / name).write_bytes((ROOT / "overrides" / name).read_bytes())
    finish(folder, Delivery("/", ["en"], moment, offline))
    return folder


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    yield context
    context.close()


def wait_until_kept(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_whole_site_is_read_in_both_languages_when_the_server_is_gone(
    built: Path, tmp_path: Path, context: BrowserContext
) -> None:
    page = context.new_page()
    with running(built, tmp_path) as server:
        page.goto(f"{server.address}en/")
        wait_until_kept(page)

    shown = [page.goto(f"{server.address}{path}recovery/apology/") for path in ("", "en/")]
    addresses = [f"/{file.parent.relative_to(built).as_posix()}/" for file in built.rglob("index.html")]
    answers = page.evaluate("all => Promise.all(all.map(one => fetch(one).then(answer => answer.status)))", addresses)

    assert [answer.status for answer in shown if answer] == [200, 200]
    assert answers == [200] * len(addresses)


def test_everything_is_kept_and_nothing_twice(built: Path, tmp_path: Path, context: BrowserContext) -> None:
    page = context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url) if request.service_worker else None)
    with running(built, tmp_path) as server:
        page.goto(server.address)
        wait_until_kept(page)
        kept = page.evaluate("caches.open('zhike').then(cache => cache.keys()).then(keys => keys.map(key => key.url))")

    addresses = {url.partition("?")[0] for url in kept}
    pages = {
        f"{server.address}{file.parent.relative_to(built).as_posix()}/".replace("/./", "/")
        for file in built.rglob("index.html")
    }
    assert pages - addresses == set()
    assert len(addresses) == len(kept)


def test_readers_own_language_is_fetched_first(tmp_path: Path, context: BrowserContext) -> None:
    site = write_site(tmp_path / "site", 0)
    page = context.new_page()
    fetched: list[str] = []
    context.on("request", lambda request: fetched.append(request.url) if request.service_worker else None)

    with running(site, tmp_path / "nginx") as server:
        page.goto(f"{server.address}en/")
        wait_until_kept(page)

    order = [url.removeprefix(server.address) for url in fetched]
    assert order.index("en/more/") < order.index("more/")


def test_page_says_that_it_comes_from_the_device_and_since_when(tmp_path: Path, context: BrowserContext) -> None:
    site = write_site(tmp_path / "site", LATER)
    page = context.new_page()
    with running(site, tmp_path / "nginx") as server:
        page.goto(server.address)
        wait_until_kept(page)
        page.goto(f"{server.address}en/")
        expect(page.locator(".zk-offline")).to_be_hidden()

    page.goto(f"{server.address}en/more/")

    expect(page.locator(".zk-offline")).to_have_text("as of 1970-01-02")


def test_line_goes_when_the_server_is_back(tmp_path: Path, context: BrowserContext) -> None:
    site = write_site(tmp_path / "site", LATER)
    page, port = context.new_page(), free_port()
    with running(site, tmp_path / "nginx", port=port) as server:
        page.goto(server.address)
        wait_until_kept(page)
    page.goto(f"{server.address}en/")
    expect(page.locator(".zk-offline")).to_be_visible()

    with running(site, tmp_path / "nginx", port=port):
        page.evaluate("dispatchEvent(new Event('online'))")

        expect(page.locator(".zk-offline")).to_be_hidden()


def test_new_build_is_read_at_the_next_start_and_the_old_one_is_gone(tmp_path: Path, context: BrowserContext) -> None:
    old, new = write_site(tmp_path / "old", 0, en="before"), write_site(tmp_path / "new", LATER, en="after")
    from_before_all_this, page, port = context.new_page(), context.new_page(), free_port()
    with running(old, tmp_path / "nginx", port=port) as server:
        from_before_all_this.goto(f"{server.address}en/")
        wait_until_kept(from_before_all_this)
    with running(new, tmp_path / "nginx", port=port):
        page.goto(f"{server.address}en/")
        expect(page.locator("h1")).to_have_text("before")
        page.wait_for_function("navigator.serviceWorker.getRegistration().then(found => Boolean(found.waiting))")
    page.close()
    from_before_all_this.wait_for_function(
        "navigator.serviceWorker.getRegistration().then(found => !found.waiting && found.active.state === 'activated')"
    )

    page = context.new_page()
    page.goto(f"{server.address}en/")

    expect(page.locator("h1")).to_have_text("after")
    expect(page.locator("time")).to_have_text("1970-01-02")
    kept = page.evaluate("caches.open('zhike').then(cache => cache.keys()).then(keys => keys.map(key => key.url))")
    addresses = [url.partition("?")[0] for url in kept]
    assert len(addresses) == len(set(addresses))


def test_new_build_also_starts_when_the_only_page_of_the_old_one_is_left(
    tmp_path: Path, context: BrowserContext
) -> None:
    old, new = write_site(tmp_path / "old", 0, en="before"), write_site(tmp_path / "new", LATER, en="after")
    page, port = context.new_page(), free_port()
    with running(old, tmp_path / "nginx", port=port) as server:
        page.goto(f"{server.address}en/")
        wait_until_kept(page)
    with running(new, tmp_path / "nginx", port=port):
        page.goto(f"{server.address}en/")
        page.wait_for_function("navigator.serviceWorker.getRegistration().then(found => Boolean(found.waiting))")

        # the worker may hear of the new build a moment after the page does
        shown = next((title for title in titles(page, f"{server.address}en/more/") if title == "after"), "before")

    assert shown == "after"


def titles(page: Page, address: str) -> Iterator[str]:
    """Open a page a few times, and yield what it says each time once it has loaded."""
    for _ in range(5):
        page.goto(address)
        page.wait_for_function("document.querySelector('h1')")
        yield str(page.locator("h1").text_content())


def test_half_published_build_is_not_taken_until_it_is_whole(tmp_path: Path, context: BrowserContext) -> None:
    old, new = write_site(tmp_path / "old", 0, en="before"), write_site(tmp_path / "new", LATER, en="after")
    shutil.copy(old / "en/more/index.html", new / "en/more/index.html")
    page, port = context.new_page(), free_port()
    with running(old, tmp_path / "nginx", port=port) as server:
        page.goto(f"{server.address}en/")
        wait_until_kept(page)

    with running(new, tmp_path / "nginx", port=port):
        page.goto(f"{server.address}en/")
        page.wait_for_function(
            "navigator.serviceWorker.getRegistration().then(found => !found.installing && !found.waiting)"
        )
        page.goto(f"{server.address}en/more/")

        expect(page.locator("h1")).to_have_text("before")

    whole = write_site(tmp_path / "whole", LATER, en="after")
    with running(whole, tmp_path / "nginx", port=port):
        page.goto(f"{server.address}en/")
        page.wait_for_function("navigator.serviceWorker.getRegistration().then(found => Boolean(found.waiting))")


def test_site_that_shall_not_be_kept_any_more_is_forgotten(tmp_path: Path, context: BrowserContext) -> None:
    kept, forgotten = write_site(tmp_path / "old", 0), write_site(tmp_path / "new", 0, offline=False)
    page, port = context.new_page(), free_port()
    with running(kept, tmp_path / "nginx", port=port) as server:
        page.goto(server.address)
        wait_until_kept(page)

    with running(forgotten, tmp_path / "nginx", port=port):
        page.goto(server.address)
        page.wait_for_function("caches.open('zhike').then(cache => cache.keys()).then(keys => !keys.length)")
        page.wait_for_function("navigator.serviceWorker.getRegistration().then(found => !found)")


def test_address_without_its_last_slash_and_one_that_is_not_there(tmp_path: Path, context: BrowserContext) -> None:
    site = write_site(tmp_path / "site", 0, en="here")
    page = context.new_page()
    with running(site, tmp_path / "nginx") as server:
        page.goto(server.address)
        wait_until_kept(page)

    page.goto(f"{server.address}en/more")

    expect(page).to_have_url(f"{server.address}en/more/")
    expect(page.locator("h1")).to_have_text("here")


def test_strict_rules_of_the_server_hold_for_pages_from_the_device(tmp_path: Path, context: BrowserContext) -> None:
    site = write_site(tmp_path / "site", 0)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    with running(site, tmp_path / "nginx") as server:
        page.goto(server.address)
        wait_until_kept(page)
        answer = page.goto(f"{server.address}en/")

    assert answer
    assert answer.from_service_worker
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert problems == []


@pytest.mark.parametrize(("path", "name", "scope"), [("", "知客", "./"), ("en/", "Zhike", "../")])
def test_browser_finds_nothing_wrong_with_the_manifest(
    built: Path, tmp_path: Path, context: BrowserContext, path: str, name: str, scope: str
) -> None:
    page = context.new_page()
    with running(built, tmp_path) as server:
        page.goto(server.address + path)
        found = context.new_cdp_session(page).send("Page.getAppManifest")
        page.goto(found["url"])
        manifest = page.evaluate("JSON.parse(document.body.innerText)")
        icons = [page.goto(f"{server.address}{icon['src'].removeprefix('../')}") for icon in manifest["icons"]]

    assert found["errors"] == []
    assert (manifest["name"], manifest["scope"], manifest["start_url"]) == (name, scope, "./")
    assert [icon.status for icon in icons if icon] == [200] * len(manifest["icons"])
