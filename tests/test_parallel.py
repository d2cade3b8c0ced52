"""Both languages at once: beside or under each block, kept from page to page, on paper, and gone without a trace."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import html
from playwright.sync_api import Browser, Page, Route, expect
from test_shell import AXE, DESKTOP, PHONE, RUN_AXE, SHIFTS, SMALL_TARGETS, SMALL_TEXT, Visit, context

from zhike.load import load

pytestmark = [pytest.mark.site, pytest.mark.browser]
APOLOGY, GRUMBLES, BOOK = "recovery/apology/", "checklists/nine-common-complaints/", "communication/phrase-book/"
SITE = load(ROOT)
WRITTEN = sorted(
    f"{page.slug.removesuffix('index')}/".replace("//", "/")
    for page in SITE.pages.values()
    if page.locale == SITE.settings.source and page.slug != "index"
)
BOTH = """() => [...document.querySelectorAll(".zk-both")].map(both => {
    const [own, other] = [...both.children].map(part => part.getBoundingClientRect());
    return {own: [own.left, own.top, own.bottom, own.right], other: [other.left, other.top, other.bottom, other.right]};
})"""
DOUBLED = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""
KEPT = "localStorage.setItem('zk-parallel', 'on')"
# a slow computer must not make the text appear before the other language
PATIENT = "{ const later = setTimeout; window.setTimeout = (run, ms) => ms === 2500 ? 0 : later(run, ms) }"


@pytest.fixture(params=[PHONE, DESKTOP], ids=["390", "1280"])
def visit(chromium: Browser, sealed: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    with context(chromium, request.param) as opened:
        yield Visit(opened.new_page(), sealed)


@pytest.fixture
def desktop(chromium: Browser, sealed: str) -> Iterator[Visit]:
    with context(chromium, DESKTOP) as opened:
        yield Visit(opened.new_page(), sealed)


@pytest.fixture
def both(chromium: Browser, sealed: str) -> Iterator[Visit]:
    """A reader who has asked for both languages before."""
    with context(chromium, DESKTOP) as opened:
        opened.add_init_script(KEPT)
        yield Visit(opened.new_page(), sealed)


def turn(page: Page) -> None:
    page.locator("#zk-parallel").click()


def wait_for_both(page: Page) -> None:
    page.locator(".zk-text .zk-other").first.wait_for(state="attached")


@pytest.mark.parametrize(("path", "tag"), [(APOLOGY, "en"), (f"en/{APOLOGY}", "zh-Hans")], ids=["zh", "en"])
def test_switch_shows_the_other_language_after_each_block(visit: Visit, path: str, tag: str) -> None:
    page = visit.open(path)

    turn(page)
    wait_for_both(page)

    expect(page.locator("#zk-parallel")).to_have_attribute("aria-checked", "true")
    assert page.evaluate("new Set([...document.querySelectorAll('.zk-other')].map(e => e.lang)).size") == 1
    expect(page.locator(".zk-other").first).to_have_attribute("lang", tag)
    texts = [page.locator(f"{block} > .zk-both").first.locator("> *") for block in ("h1", "#say", "ol > li", "td")]
    read = [[re.sub("¶", "", part).strip()[:12] for part in text.all_text_contents()] for text in texts]
    chinese_first = [["道歉", "Apologising"], ["说什么", "What to say"]]
    assert read[:2] == (chinese_first if tag == "en" else [pair[::-1] for pair in chinese_first])
    assert all(len(pair) == 2 for pair in read)
    assert visit.problems == []


def test_other_language_stands_beside_where_there_is_room_and_below_where_not(visit: Visit) -> None:
    page = visit.open(APOLOGY)
    turn(page)
    wait_for_both(page)

    places = page.evaluate(BOTH)

    is_beside = [pair["other"][0] > pair["own"][0] + 100 and pair["other"][1] < pair["own"][2] for pair in places]
    is_below = [pair["other"][1] >= pair["own"][2] - 1 for pair in places]
    assert all(a or b for a, b in zip(is_beside, is_below, strict=True))
    wide = (page.viewport_size or PHONE)["width"] >= 1000
    assert any(is_beside) == wide
    blocks = page.locator(":is(h1, h2, p, li) > .zk-both").count()
    assert sum(is_beside) == (blocks if wide else 0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "is_beside"), [(1000, True), (999, False)])
def test_a_thousand_pixels_are_room_enough(chromium: Browser, sealed: str, width: int, is_beside: bool) -> None:
    with context(chromium, {"width": width, "height": 800}) as opened:
        page = Visit(opened.new_page(), sealed).open(APOLOGY)
        turn(page)
        wait_for_both(page)

        [lead] = page.evaluate(BOTH.replace('".zk-both"', '".zk-lead > .zk-both"'))

        assert (lead["other"][0] >= lead["own"][3]) == is_beside


def test_choice_is_kept_on_other_pages_in_either_language_until_it_is_taken_back(visit: Visit) -> None:
    turn(visit.open(APOLOGY))
    wait_for_both(visit.page)

    page = visit.open(f"en/{GRUMBLES}")
    wait_for_both(page)
    expect(page.locator("#zk-parallel")).to_have_attribute("aria-checked", "true")
    turn(page)
    page = visit.open(APOLOGY)

    expect(page.locator("#zk-parallel")).to_have_attribute("aria-checked", "false")
    expect(page.locator(".zk-other")).to_have_count(0)


def text_of(page: Page) -> str:
    """Return the HTML of a page's text; which section is being read is not the switch's concern."""
    return str(page.locator(".zk-text").inner_html()).replace(' aria-current="location"', "")


@pytest.mark.parametrize("path", [APOLOGY, f"en/{GRUMBLES}", BOOK, "models/complaint-iceberg/"])
def test_text_is_what_it_was_when_the_switch_is_turned_back(desktop: Visit, path: str) -> None:
    page = desktop.open(path)
    before = text_of(page)

    turn(page)
    wait_for_both(page)
    turn(page)

    assert text_of(page) == before
    assert page.locator("html").get_attribute("data-zk-parallel") is None


def test_blocks_of_every_page_find_their_partners(both: Visit) -> None:
    left_over = []

    for path in WRITTEN:
        page = both.open(path)
        wait_for_both(page)
        rest, doubled = page.locator("div.zk-other").count(), page.evaluate(DOUBLED)
        if rest or doubled:
            left_over.append((path, rest, doubled))

    assert left_over == []
    assert both.problems == []


def test_page_is_not_moved_when_the_choice_was_made_before(chromium: Browser, sealed: str) -> None:
    for size in (PHONE, DESKTOP):
        with context(chromium, size) as opened:
            opened.add_init_script(f"{KEPT}; {PATIENT}")
            page = Visit(opened.new_page(), sealed).open(APOLOGY)
            wait_for_both(page)

            assert page.evaluate(SHIFTS) == []


def test_reader_stays_where_they_are_when_the_languages_are_switched(visit: Visit) -> None:
    page = visit.open(APOLOGY)
    page.evaluate("document.getElementById('avoid').scrollIntoView()")
    top = "document.getElementById('avoid').getBoundingClientRect().top"
    before = page.evaluate(top)

    page.evaluate("document.getElementById('zk-parallel').click()")
    wait_for_both(page)
    during = page.evaluate(top)
    page.evaluate("document.getElementById('zk-parallel').click()")

    assert abs(during - before) <= 1
    assert abs(page.evaluate(top) - before) <= 1


def test_link_to_a_section_leads_there_in_both_languages(both: Visit) -> None:
    page = both.open(f"{APOLOGY}#limits")

    wait_for_both(page)

    expect(page.locator("#limits")).to_be_in_viewport()


def test_links_lead_on_in_their_language_and_stay_inside_the_page(desktop: Visit) -> None:
    page = desktop.open(APOLOGY)
    turn(page)
    wait_for_both(page)

    links = page.locator(".zk-other a").evaluate_all("all => all.map(link => link.getAttribute('href'))")

    assert "/en/recovery/act-fast/" in links
    assert [link for link in links if not link.startswith(("/en/", "#"))] == []


def test_phrases_that_a_table_has_in_both_languages_are_not_doubled(desktop: Visit) -> None:
    page = desktop.open(BOOK)
    turn(page)
    wait_for_both(page)

    expect(
        page.locator(".zk-phrases :is(.zk-phrase__say, .zk-phrase__other, .zk-phrase__tools) .zk-other")
    ).to_have_count(0)
    expect(page.locator("#greeting ~ table td").first).to_have_text(re.compile("客人进门.*"))
    expect(page.locator("#greeting ~ table td .zk-other").first).to_be_visible()
    page.locator(".zk-phrase__show").first.click()
    expect(page.locator(".zk-phrase-card__small")).to_have_text("下午好，欢迎您。路上辛苦了，请坐，我来办。")


def test_checklist_works_in_both_languages_and_is_copied_in_that_of_the_page(chromium: Browser, sealed: str) -> None:
    with context(chromium, PHONE) as opened:
        opened.grant_permissions(["clipboard-read", "clipboard-write"], origin=sealed.rstrip("/"))
        page = Visit(opened.new_page(), sealed).open(GRUMBLES)
        turn(page)
        wait_for_both(page)

        page.locator(".task-list-item > label .zk-other").nth(1).tap()
        page.locator(".zk-checklist__copy").tap()

        expect(page.locator(".zk-checklist__count")).to_have_text("已做 1 / 9")
        expect(page.locator(".zk-text input[type=checkbox]")).to_have_count(9)
        assert page.evaluate(DOUBLED) == []
        expect(page.locator(".zk-checklist__said")).to_contain_text("已复制")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "✓ 2. 等候" in copied
        assert "Waiting" not in copied


def test_help_under_an_item_is_read_in_both_languages(desktop: Visit) -> None:
    page = desktop.open(GRUMBLES)
    turn(page)
    wait_for_both(page)
    second = page.locator(".task-list-item").nth(1)

    second.locator("summary").click()

    expect(second.locator("dd .zk-other").first).to_be_visible()
    expect(second.locator("summary .zk-other")).to_have_count(0)


def test_switch_is_turned_by_key(visit: Visit) -> None:
    page = visit.open(APOLOGY)
    switch = page.get_by_role("switch", name="对照英文版")
    switch.focus()

    page.keyboard.press("Space")

    wait_for_both(page)
    expect(switch).to_be_focused()
    expect(switch).to_be_checked()
    page.keyboard.press("Enter")
    expect(switch).not_to_be_checked()


def test_reader_of_one_language_fetches_nothing_of_the_other(desktop: Visit) -> None:
    asked: list[str] = []
    desktop.page.on("request", lambda request: asked.append(request.url))

    desktop.open(APOLOGY)

    assert [url for url in asked if "/parallel." in url or "/en/" in url] == []


def test_page_that_cannot_be_fetched_is_told_and_the_text_stays(both: Visit) -> None:
    both.page.route(f"**/en/{APOLOGY}", lambda route: route.abort())

    page = both.open(APOLOGY)

    expect(page.locator(".zk-parallel__said")).to_have_text("没能打开，请点页首换语言。")
    expect(page.locator("#steps")).to_be_visible()
    expect(page.locator("#zk-parallel")).to_have_attribute("aria-checked", "false")


def test_text_does_not_wait_long_for_the_other_language(both: Visit) -> None:
    waiting: list[Route] = []
    both.page.route(f"**/en/{APOLOGY}", lambda route: waiting.append(route))

    page = both.open(APOLOGY)

    expect(page.locator("#steps")).to_be_visible()
    expect(page.locator(".zk-other")).to_have_count(0)
    waiting[0].continue_()
    wait_for_both(page)


def test_browser_that_keeps_nothing_shows_both_on_this_page(desktop: Visit) -> None:
    desktop.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('refused') }")
    page = desktop.open(APOLOGY)

    turn(page)

    wait_for_both(page)


@pytest.mark.parametrize("path", [APOLOGY, f"en/{APOLOGY}", f"en/{GRUMBLES}", BOOK, "models/complaint-iceberg/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1280"])
def test_both_languages_are_accessible_and_fit(
    chromium: Browser, sealed: str, size: dict[str, int], scheme: str, path: str
) -> None:
    with context(chromium, size, color_scheme=scheme) as opened:
        opened.add_init_script(KEPT)
        visit = Visit(opened.new_page(), sealed)
        page = visit.open(path)
        wait_for_both(page)

        page.evaluate(AXE)

        assert page.evaluate(RUN_AXE) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(SMALL_TEXT) == []
        assert (page.evaluate(SMALL_TARGETS) if size == PHONE else []) == []
        assert visit.problems == []


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        (APOLOGY, ("先说一句对不起。", "Say sorry first, in a few words.", "权限和求助", "Limits and help")),
        (f"en/{GRUMBLES}", ("Attitude:", "态度：")),
    ],
)
def test_paper_holds_both_languages_and_no_addresses(
    both: Visit, tmp_path: Path, path: str, texts: tuple[str, ...]
) -> None:
    page = both.open(path)
    wait_for_both(page)

    page.pdf(path=tmp_path / "both.pdf", prefer_css_page_size=True)
    run = subprocess.run(["pdftotext", tmp_path / "both.pdf", "-"], check=True, capture_output=True, text=True)

    assert [text for text in texts if text not in run.stdout] == []
    assert "http" not in run.stdout
    page.emulate_media(media="print")
    expect(page.locator(".zk-parallel")).to_be_hidden()


def test_page_opened_from_a_folder_asks_the_other_page_for_its_text(chromium: Browser, built: Path) -> None:
    with context(chromium, DESKTOP) as opened:
        page = opened.new_page()
        page.goto((built / APOLOGY / "index.html").as_uri())

        turn(page)
        wait_for_both(page)

        expect(page.locator("#say .zk-other")).to_have_text("What to say")
        expect(page.locator("iframe")).to_have_count(0)
        read = page.evaluate("JSON.parse(localStorage.getItem('zk-read'))")
        assert [(entry["slug"], entry["times"]) for entry in read] == [(APOLOGY, 1)]


def test_marks_of_the_search_stay_on_the_words_that_were_found(desktop: Visit) -> None:
    page = desktop.open(APOLOGY)
    page.evaluate("""() => document.dispatchEvent(new CustomEvent("zk-found",
        {detail: {address: location.href, words: ["对不起"]}}))""")

    turn(page)
    wait_for_both(page)

    marked = page.evaluate("""() => [...CSS.highlights.get("zk-found")].map(range =>
        range.startContainer.isConnected && range.startContainer.data.slice(range.startOffset, range.endOffset))""")
    assert set(marked) == {"对不起"}


def test_without_script_the_language_switches_and_nothing_speaks_of_both(chromium: Browser, sealed: str) -> None:
    with context(chromium, PHONE, java_script_enabled=False) as opened:
        page = Visit(opened.new_page(), sealed).open(APOLOGY)

        expect(page.locator(".zk-parallel")).to_be_hidden()
        page.locator("[data-zk-language]").tap()

        page.wait_for_url(f"**/en/{APOLOGY}")


def test_pages_with_a_text_in_both_languages_have_the_switch(built: Path) -> None:
    pages = {file.parent.relative_to(built).as_posix(): html.parse(str(file)) for file in built.rglob("index.html")}

    having = {f"{path}/" for path, page in pages.items() if page.xpath("//button[@id='zk-parallel']")}

    assert having == {*WRITTEN, *(f"en/{path}" for path in WRITTEN)}
