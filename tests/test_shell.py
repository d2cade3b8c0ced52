"""The reader's shell in a real Chromium: sealed, accessible, steady, by keys alone and without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = [pytest.mark.site, pytest.mark.browser]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
TEMPLATES = {
    "home": "",
    "role": "roles/front-desk/",
    "procedure": "recovery/apology/",
    "checklist": "checklists/guest-needs/",
    "phrase book": "communication/phrase-book/",
    "strategy": "strategies/anticipation/",
    "case": "cases/starbucks/",
    "model": "models/complaint-iceberg/",
    "figures": "metrics/key-figures/",
    "policy": "management/privacy/",
    "section": "recovery/",
    "glossary": "glossary/",
    "all pages": "all-pages/",
    "changes": "changes/",
    "code": "contribute/add-a-rule/",
    "not found": "404.html",
}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}},
}).then(result => result.violations.map(found => `${found.id}: ${found.nodes[0].html}`))"""
SHIFTS = """() => new Promise(done => {
    const told = ({node, previousRect: from, currentRect: to}) => `${(node?.outerHTML ?? node?.data)?.slice(0, 100)}
        from ${from.x},${from.y} ${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}`;
    new PerformanceObserver(list => done(list.getEntries().flatMap(shift => shift.sources.map(told))))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done([]), 200);
})"""
SMALL_TEXT = """() => [...document.querySelectorAll("body *")]
    .filter(e => !e.closest("svg, script, .zk-unseen") && e.checkVisibility())
    .filter(e => [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.outerHTML.slice(0, 100))"""
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button, summary, input:not([type=checkbox])")]
    .filter(e => e.checkVisibility() && !e.closest(".zk-text :is(p, td, li), .zk-card, .md-skip") &&
        !e.matches(".headerlink, .md-skip"))
    .map(e => [e, (e.closest("label") ?? e).getBoundingClientRect()])
    .filter(([e, box]) => box.width < 43.5 || box.height < 43.5).map(([e]) => e.outerHTML.slice(0, 100))"""
HIDDEN_FOCUS = """() => {
    const box = document.activeElement.getBoundingClientRect();
    const shown = document.activeElement.checkVisibility({visibilityProperty: true, opacityProperty: true});
    return !shown || box.width < 2 || box.right < 1 || box.left > innerWidth ? document.activeElement.outerHTML : null;
}"""


@dataclass
class Visit:
    """A page under the strict policy that keeps what was refused, what failed and who else was asked."""

    page: Page
    root: str
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page, note = self.page, self.problems.append
        page.on("console", lambda message: note(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.on("request", lambda request: None if request.url.startswith(self.root) else note(request.url))
        page.on("response", lambda reply: note(f"{reply.status} {reply.url}") if reply.status >= 400 else None)

    def open(self, path: str) -> Page:
        self.page.goto(self.root + path)
        return self.page


def context(chromium: Browser, size: dict[str, int], **options: object) -> BrowserContext:
    is_phone = size["width"] < 800
    return chromium.new_context(viewport=size, has_touch=is_phone, is_mobile=is_phone, **options)  # type: ignore[arg-type]


@pytest.fixture
def phone(chromium: Browser, sealed: str) -> Iterator[Visit]:
    with context(chromium, PHONE) as opened:
        yield Visit(opened.new_page(), sealed)


@pytest.fixture
def desktop(chromium: Browser, sealed: str) -> Iterator[Visit]:
    with context(chromium, DESKTOP) as opened:
        yield Visit(opened.new_page(), sealed)


@pytest.fixture
def without_script(chromium: Browser, sealed: str) -> Iterator[Visit]:
    with context(chromium, PHONE, java_script_enabled=False) as opened:
        yield Visit(opened.new_page(), sealed)


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1280"])
def test_template_is_accessible_sealed_and_steady(
    chromium: Browser, sealed: str, size: dict[str, int], scheme: str, language: str, path: str
) -> None:
    with context(chromium, size, color_scheme=scheme) as opened:
        visit = Visit(opened.new_page(), sealed)
        page = visit.open(language + path)

        assert page.evaluate(SHIFTS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(SMALL_TEXT) == []
        assert (page.evaluate(SMALL_TARGETS) if size == PHONE else []) == []
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []
        assert visit.problems == []


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("language", ["", "en/"], ids=["zh", "en"])
def test_template_fits_a_screen_of_320_px(chromium: Browser, sealed: str, language: str, path: str) -> None:
    with context(chromium, {"width": 320, "height": 256}) as opened:
        page = Visit(opened.new_page(), sealed).open(language + path)

        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1280"])
def test_the_first_stops_of_the_keyboard_are_all_seen(chromium: Browser, sealed: str, size: dict[str, int]) -> None:
    with context(chromium, size) as opened:
        page = Visit(opened.new_page(), sealed).open("recovery/apology/")

        hidden = []
        for _ in range(30):
            page.keyboard.press("Tab")
            hidden.append(page.evaluate(HIDDEN_FOCUS))

        assert [stop for stop in hidden if stop] == []


def test_first_stop_skips_to_the_text(desktop: Visit) -> None:
    page = desktop.open("en/recovery/apology/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_menu_opens_and_closes_by_keys_and_keeps_the_focus_inside(phone: Visit) -> None:
    page = phone.open("recovery/apology/")
    button = page.get_by_role("button", name="菜单")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#zk-menu")).to_be_hidden()

    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#zk-menu")).to_be_visible()
    expect(page.locator(".zk-header__menu")).to_have_attribute("aria-expanded", "true")
    stops = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.add(
            page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#zk-menu')")
        )
    page.keyboard.press("Escape")

    assert stops == {True}
    expect(page.locator("#zk-menu")).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_open_menu_is_accessible(phone: Visit) -> None:
    page = phone.open("recovery/apology/")
    page.locator(".zk-header__menu").tap()

    page.evaluate(AXE)

    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate(SMALL_TARGETS) == []


def test_tap_beside_the_menu_closes_it(phone: Visit) -> None:
    page = phone.open("recovery/apology/")
    page.locator(".zk-header__menu").tap()

    page.touchscreen.tap(380, 500)

    expect(page.locator("#zk-menu")).to_be_hidden()


def test_any_page_is_three_taps_from_any_other(phone: Visit) -> None:
    page = phone.open("cases/starbucks/")

    page.locator(".zk-header__menu").tap()
    page.locator("#zk-menu").get_by_role("link", name="服务补救").tap()
    page.locator("article").get_by_role("link", name="危机应对").first.tap()

    page.wait_for_url("**/recovery/crisis/**")


def test_chosen_colours_are_kept_on_the_next_page_and_before_it_is_drawn(desktop: Visit) -> None:
    page = desktop.open("")
    page.get_by_label("暗色", exact=True).check()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page = desktop.open("en/recovery/apology/")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark != "rgb(251, 248, 241)"
    expect(page.get_by_label("Dark", exact=True)).to_be_checked()
    assert page.locator("head script[src*='/scheme.']:not([defer], [async])").count() == 1


def test_without_a_choice_the_colours_follow_the_system(desktop: Visit) -> None:
    page = desktop.open("")
    colours = set()

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert len(colours) == 2


def test_contents_mark_the_section_being_read(desktop: Visit) -> None:
    page = desktop.open("recovery/apology/")

    page.evaluate("document.getElementById('say').scrollIntoView()")

    expect(page.locator(".zk-contents--beside [aria-current=location]")).to_have_attribute("href", "#say")


def test_way_up_is_at_hand_on_a_phone_after_a_screen_and_a_half(phone: Visit) -> None:
    page = phone.open("glossary/")
    way_up = page.locator(".zk-top__link")
    expect(way_up).not_to_be_in_viewport()

    page.evaluate("scrollTo(0, 4000)")
    expect(way_up).to_be_in_viewport()
    way_up.tap()

    page.wait_for_function("scrollY === 0")


def test_heading_that_a_link_leads_to_is_not_under_the_header(phone: Visit) -> None:
    page = phone.open("recovery/apology/#say")

    top = page.locator("#say").evaluate("heading => heading.getBoundingClientRect().top")

    assert top >= page.locator(".zk-header").evaluate("header => header.getBoundingClientRect().bottom")


def test_page_stays_where_it_is_when_the_search_gets_the_focus(desktop: Visit) -> None:
    page = desktop.open("recovery/apology/#say")
    before = page.evaluate("scrollY")

    page.locator("#zk-search-input").click()

    assert page.evaluate("scrollY") == before > 0


def test_without_script_menu_and_search_lead_to_the_list_of_everything(without_script: Visit) -> None:
    page = without_script.open("recovery/apology/")
    expect(page.locator(".zk-header__menu")).to_be_hidden()
    expect(page.locator(".zk-appearance")).to_be_hidden()

    page.get_by_role("link", name="菜单").tap()
    page.wait_for_url("**/all-pages/")
    page.locator("#zk-search-input").fill("道歉")
    page.locator("#zk-search-input").press("Enter")

    page.wait_for_url("**/all-pages/?q=*")
    expect(page.locator("article").get_by_role("link", name="道歉").first).to_be_visible()


def test_without_script_the_contents_fold_and_the_language_switches(without_script: Visit) -> None:
    page = without_script.open("recovery/apology/")

    page.locator(".zk-contents--under summary").tap()
    page.locator(".zk-contents--under").get_by_role("link", name="时限").tap()
    expect(page.locator("#time-limits")).to_be_in_viewport()
    page.locator("[data-zk-language]").tap()

    page.wait_for_url("**/en/recovery/apology/")


def test_paper_shows_the_text_alone(desktop: Visit) -> None:
    page = desktop.open("recovery/apology/")

    page.emulate_media(media="print")

    for part in (".zk-header", "#zk-menu", ".zk-footer", ".zk-contents--beside", ".zk-top"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("#steps")).to_be_visible()
