"""The search box in a real Chromium: typed into in both languages, by keys, by an input method, and from a disk."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

pytestmark = [pytest.mark.site, pytest.mark.browser]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}})
    .then(result => result.violations.map(found => `${found.id}: ${found.nodes[0].html}`))"""
QUERIES = {
    "Chinese": ("", "道歉", "recovery/apology/"),
    "pinyin": ("", "daoqian", "recovery/apology/"),
    "pinyin in parts": ("", "dao qian", "recovery/apology/"),
    "an unfinished syllable": ("", "daoqi", "recovery/apology/"),
    "everyday words": ("", "赔不是", "recovery/apology/"),
    "Traditional": ("", "賠償", "recovery/compensation/"),
    "initials": ("", "fwbj", "recovery/"),
    "English": ("en/", "apology", "en/recovery/apology/"),
    "misspelt": ("en/", "appology", "en/recovery/apology/"),
    "the other language": ("en/", "道歉", "en/recovery/apology/"),
}
SLOW_WORKER = """
    asked = [];
    answer = number => {
        const {worker, id, query} = asked[number];
        const result = {title: `answer to ${query}`, heading: "", snippet: [], type: "", roles: [], locale: "en"};
        worker.onmessage({data: {id, value: {results: [{...result, address: location.href}], nearest: []}}});
    };
    Worker = class {
        constructor() { setTimeout(() => this.onmessage({data: {id: 0}})); }
        postMessage(message) { asked.push({worker: this, ...message}); }
    };
"""
BLOCKED = "Service Worker registration blocked"  # by these tests: what it fetches would only slow them down
NOTHING = "qzxwvvkkjjqq"


class Box:
    """The search box of a page under the strict policy, with what was asked for and what went wrong."""

    def __init__(self, page: Page, root: str) -> None:
        self.page, self.root = page, root
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda said: self.note(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def note(self, problem: str) -> None:
        if BLOCKED not in problem:
            self.problems.append(problem)

    @property
    def field(self) -> Locator:
        return self.page.locator("#zk-search-input")

    @property
    def options(self) -> Locator:
        return self.page.get_by_role("option")

    @property
    def chosen(self) -> Locator:
        return self.page.locator("[role=option][aria-selected=true]")

    def open(self, path: str) -> Page:
        self.page.goto(self.root + path)
        return self.page

    def type(self, query: str) -> None:
        """Type a query and wait until its answer is shown."""
        self.field.click()
        self.page.keyboard.type(query)
        expect(self.page.locator(".zk-search__text").first).to_be_visible()
        expect(self.field).to_have_attribute("aria-activedescendant", "zk-search-option-0")


def context(chromium: Browser, size: dict[str, int]) -> BrowserContext:
    is_phone = size == PHONE
    return chromium.new_context(viewport=size, has_touch=is_phone, is_mobile=is_phone, service_workers="block")  # type: ignore[arg-type]


@pytest.fixture(params=[PHONE, DESKTOP], ids=["390", "1280"])
def box(request: pytest.FixtureRequest, chromium: Browser, sealed: str) -> Iterator[Box]:
    with context(chromium, request.param) as opened:
        yield Box(opened.new_page(), sealed)


@pytest.fixture
def desktop(chromium: Browser, sealed: str) -> Iterator[Box]:
    with context(chromium, DESKTOP) as opened:
        yield Box(opened.new_page(), sealed)


@pytest.mark.parametrize(("home", "query", "there"), QUERIES.values(), ids=QUERIES)
def test_enter_opens_the_best_answer(box: Box, home: str, query: str, there: str) -> None:
    page = box.open(home)

    box.type(query)
    page.keyboard.press("Enter")

    page.wait_for_url(f"{box.root}{there}**")
    assert box.problems == []


def test_nothing_is_fetched_before_the_box_is_used(desktop: Box) -> None:
    page = desktop.open("recovery/apology/")
    page.wait_for_load_state("networkidle")
    before = [url for url in desktop.requests if "/assets/search/" in url]

    desktop.type("道歉")

    assert before == []
    assert any("/assets/search/worker.js" in url for url in desktop.requests)


def test_enter_that_is_faster_than_the_answer_opens_it_too(desktop: Box) -> None:
    page = desktop.open("en/")
    desktop.field.click()

    page.keyboard.type("apology")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{desktop.root}en/recovery/apology/**")


def test_results_do_not_wait_for_their_snippets(desktop: Box) -> None:
    page = desktop.open("en/")
    page.context.route("**/assets/search/text/**", lambda _: None)  # never answered
    desktop.field.click()

    page.keyboard.type("apology")

    expect(desktop.options.first).to_contain_text("Apologising")
    expect(desktop.chosen).to_have_count(1)


def test_index_that_comes_late_is_asked_for_once(desktop: Box) -> None:
    page = desktop.open("en/")

    def hold(route: Route) -> None:
        expect(desktop.field).to_have_value("apology")
        route.continue_()

    page.context.route("**/assets/search/start.*", hold)
    desktop.field.click()
    page.keyboard.type("apology")

    expect(desktop.options.first).to_contain_text("Apologising")
    assert len([url for url in desktop.requests if "/search/start." in url]) == 1


def test_arrows_go_round_the_results_and_escape_closes_them(desktop: Box) -> None:
    page = desktop.open("en/")
    page.keyboard.press("/")
    desktop.type("complaint")
    last = desktop.options.count() - 1

    walked = []
    for key in ("ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "End", "Home"):
        page.keyboard.press(key)
        walked.append(desktop.field.get_attribute("aria-activedescendant"))
    page.keyboard.press("Escape")

    assert walked == [f"zk-search-option-{number}" for number in (1, 0, last, 0, last, 0)]
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(desktop.field).to_have_attribute("aria-expanded", "false")
    expect(desktop.field).to_have_value("complaint")
    expect(desktop.field).to_be_focused()


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_keys_open_the_box_from_anywhere(desktop: Box, keys: str) -> None:
    page = desktop.open("recovery/apology/")

    page.keyboard.press(keys)

    expect(desktop.field).to_be_focused()
    expect(desktop.field).to_have_value("")
    expect(page.get_by_role("listbox")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "query", "said"), [("", "道歉", "条结果，回车打开第一条"), ("en/", "apology", "results.")]
)
def test_number_of_results_is_announced(desktop: Box, path: str, query: str, said: str) -> None:
    page = desktop.open(path)

    desktop.type(query)

    expect(page.get_by_role("status").first).to_contain_text(f"{desktop.options.count()}")
    expect(page.get_by_role("status").first).to_contain_text(said)


def test_enter_of_an_input_method_takes_the_word_over_and_opens_nothing(desktop: Box) -> None:
    page = desktop.open("")
    method = page.context.new_cdp_session(page)
    desktop.field.click()

    method.send("Input.imeSetComposition", {"text": "dao'qian", "selectionStart": 8, "selectionEnd": 8})
    expect(desktop.options.first).to_contain_text("道歉")
    key = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    method.send("Input.insertText", {"text": "道歉"})
    method.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})

    expect(desktop.field).to_have_value("道歉")
    expect(page.locator("mark").first).to_have_text("道歉")
    assert page.url == desktop.root


def test_answer_to_an_older_query_never_shows(desktop: Box) -> None:
    desktop.page.add_init_script(SLOW_WORKER)
    page = desktop.open("en/")
    desktop.field.click()

    page.keyboard.type("ab")
    page.wait_for_function("asked.length === 2")
    page.evaluate("answer(1)")
    page.evaluate("answer(0)")

    expect(desktop.options).to_have_text(["answer to ab"])


@pytest.mark.parametrize("path", ["", "en/"], ids=["zh", "en"])
def test_open_box_is_accessible(box: Box, path: str) -> None:
    page = box.open(f"{path}recovery/apology/")
    page.evaluate(AXE)
    found = []

    box.field.click()
    expect(box.options.first).to_be_visible()
    found += page.evaluate(RUN_AXE)
    box.type("道歉")
    found += page.evaluate(RUN_AXE)
    box.field.fill(NOTHING)
    expect(page.get_by_role("listbox")).to_contain_text(NOTHING)
    found += page.evaluate(RUN_AXE)

    assert found == []


def test_nothing_found_leads_to_posts_glossary_and_all_pages(desktop: Box) -> None:
    page = desktop.open("en/")
    desktop.field.click()

    page.keyboard.type(NOTHING)

    expect(page.get_by_role("listbox")).to_contain_text("Nothing found")
    assert [link.split("/en/")[1] for link in desktop.options.evaluate_all("all => all.map(one => one.href)")] == [
        "roles/",
        "glossary/",
        "all-pages/",
    ]


def test_on_a_phone_the_box_takes_the_screen_and_the_way_back_leaves_it(chromium: Browser, sealed: str) -> None:
    with context(chromium, PHONE) as opened:
        box = Box(opened.new_page(), sealed)
        page = box.open("en/recovery/apology/")

        box.type("complaint")
        area = page.locator("#zk-search").bounding_box()
        size = box.field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)")
        page.get_by_role("button", name="Back", exact=True).tap()

        assert area == {"x": 0, "y": 0, **PHONE}
        assert size >= 16
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(page.locator("[inert]")).to_have_count(0)


def test_match_is_marked_on_arrival_until_the_reader_takes_the_marks_away(desktop: Box) -> None:
    page = desktop.open("en/")
    desktop.type("apology")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery/apology/**")

    marked = page.evaluate("""[...CSS.highlights.get("zk-found")].map(range =>
        range.startContainer.data.slice(range.startOffset, range.endOffset).toLowerCase())""")
    page.get_by_role("button", name="Remove the marks").click()

    assert marked
    assert {word[:7] for word in marked} <= {"apology", "apologi"}
    assert page.evaluate("CSS.highlights.has('zk-found')") is False
    assert "?" not in page.url


def test_pages_read_in_one_language_are_offered_in_the_other_and_can_be_forgotten(desktop: Box) -> None:
    desktop.open("recovery/apology/")
    desktop.open("en/cases/starbucks/")
    page = desktop.open("en/")

    desktop.field.click()
    offered = desktop.options.evaluate_all("all => all.map(one => one.href)")[:2]
    page.get_by_role("button", name="Clear what I have read").click()

    assert offered == [f"{desktop.root}en/cases/starbucks/", f"{desktop.root}en/recovery/apology/"]
    expect(desktop.options).to_have_count(3)


def test_search_answers_without_a_worker(desktop: Box) -> None:
    desktop.page.add_init_script("delete globalThis.Worker")
    desktop.open("en/")

    desktop.type("apology")

    expect(desktop.options.first).to_contain_text("pologi")
    assert desktop.problems == []


@pytest.mark.parametrize(("home", "query"), [("", "daoqian"), ("en/", "apology")])
def test_search_answers_from_a_disk(chromium: Browser, built: Path, home: str, query: str) -> None:
    with context(chromium, DESKTOP) as opened:
        box = Box(opened.new_page(), f"{built.as_uri()}/")
        page = box.open(f"{home}index.html")

        box.type(query)
        page.keyboard.press("Enter")

        page.wait_for_url(f"{box.root}{home}recovery/apology/index.html**")
        expect(page.locator("h1")).to_be_visible()
