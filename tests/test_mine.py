"""What a shift begins with, in Chromium: favourites, pages read, lists of posts, news, reviews past their day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from test_shell import AXE, DESKTOP, PHONE, RUN_AXE, SMALL_TARGETS, SMALL_TEXT, Visit, context

pytestmark = [pytest.mark.site, pytest.mark.browser]
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1280"])
HOMES = pytest.mark.parametrize("home", ["", "en/"], ids=["zh", "en"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
POST = "roles/front-desk/"
AFTER_A_YEAR = "2027-11-23T08:00:00"
WRITE = "([key, value]) => localStorage.setItem(key, value)"

# what stands below the header, which a busy computer may draw in pieces
MOVED = """() => new Promise(done => {
    const content = document.querySelector(".md-content");
    const inside = entry => entry.sources.map(source => source.node).filter(node => content.contains(node));
    new PerformanceObserver(list => done(list.getEntries().flatMap(inside).map(node => node.textContent.slice(0, 40))))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done([]), 200);
})"""


@pytest.fixture(params=[PHONE, DESKTOP], ids=["390", "1280"])
def visit(request: pytest.FixtureRequest, chromium: Browser, sealed: str) -> Iterator[Visit]:
    with context(chromium, request.param, service_workers="block") as opened:
        yield Visit(opened.new_page(), sealed)


@pytest.fixture
def phone(chromium: Browser, sealed: str) -> Iterator[Visit]:
    with context(chromium, PHONE, service_workers="block") as opened:
        yield Visit(opened.new_page(), sealed)


def problems(visit: Visit) -> list[str]:
    """Return what went wrong; that these tests keep the site off the device is not."""
    return [problem for problem in visit.problems if "Service Worker registration blocked" not in problem]


def star(visit: Visit, path: str) -> None:
    button = visit.open(path).locator(".zk-star")
    button.tap() if visit.page.viewport_size == PHONE else button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def strip(page: Page, name: str) -> list[str]:
    """Return the titles that the strip shows under a name."""
    return page.get_by_role("list", name=name, exact=True).get_by_role("link").all_inner_texts()


@HOMES
def test_starred_page_is_on_the_home_pages_and_those_of_posts_in_both_languages(visit: Visit, home: str) -> None:
    star(visit, f"{home}recovery/apology/")

    found = {path: strip(visit.open(path), name) for path, name in {"": "收藏", "en/": "Favourites"}.items()}
    found |= {path: strip(visit.open(path + POST), name) for path, name in {"": "收藏", "en/": "Favourites"}.items()}
    visit.page.get_by_role("link", name="Apologising").first.click()

    assert found == {"": ["道歉"], "en/": ["Apologising"]}
    visit.page.wait_for_url(f"{visit.root}en/recovery/apology/")


def test_star_is_worked_by_keys_and_taken_back(visit: Visit) -> None:
    page = visit.open("en/recovery/apology/")
    button = page.get_by_role("button", name="Favourite", exact=True)

    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.focus()
    page.keyboard.press("Space")

    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("localStorage.getItem('zk-starred')") is None


def test_star_moves_nothing_and_is_large_enough(visit: Visit) -> None:
    page = visit.open("recovery/apology/")
    places = "[...document.querySelectorAll('body *')].map(e => JSON.stringify(e.getBoundingClientRect())).join()"
    before, box = page.evaluate(places), page.locator(".zk-star").bounding_box()

    page.locator(".zk-star").click()

    assert page.evaluate(places) == before
    assert box
    assert min(box["width"], box["height"]) >= 44


def test_star_does_not_lie_over_the_way_back(chromium: Browser, sealed: str) -> None:
    with context(chromium, {"width": 320, "height": 640}) as opened:
        page = Visit(opened.new_page(), sealed).open("en/relationships/guest-profiles-and-segmentation/")

        left = page.locator(".zk-star").evaluate("star => star.getBoundingClientRect().left")
        ends = page.locator(".zk-path a").evaluate_all("all => all.map(link => link.getBoundingClientRect().right)")

        assert max(ends) <= left


def test_pages_read_follow_the_favourites_newest_first_and_none_stands_twice(visit: Visit) -> None:
    star(visit, "recovery/apology/")
    for path in ("recovery/crisis/", "en/cases/starbucks/", "recovery/crisis/", POST):
        visit.open(path)

    page = visit.open("en/")
    found = strip(page, "Favourites"), strip(page, "Read recently")
    page.goto(visit.root + POST)

    assert found == (["Apologising"], ["Front desk", "Crisis response", "The coffee-machine crisis"])
    assert strip(page, "最近看过") == ["危机应对", "咖啡机引发的服务危机"]


def test_favourite_starred_in_another_tab_appears(visit: Visit) -> None:
    visit.open("recovery/crisis/")
    home = visit.page.context.new_page()
    home.goto(visit.root)

    visit.page.locator(".zk-star").click()

    expect(home.get_by_role("list", name="收藏")).to_have_text("危机应对")


def test_search_box_offers_the_favourites_first(visit: Visit) -> None:
    star(visit, "recovery/apology/")
    visit.open("recovery/crisis/")
    page = visit.open("en/")

    page.locator("#zk-search-input").click()

    groups = page.locator("[role=listbox] [role=group]").evaluate_all("all => all.map(one => one.innerText)")
    assert groups[:2] == ["Favourites\nApologising", "Read recently\nCrisis response"]


@HOMES
@SCHEMES
@pytest.mark.parametrize("path", ["", POST], ids=["home", "post"])
def test_own_pages_move_nothing_and_are_accessible(
    chromium: Browser, sealed: str, scheme: str, home: str, path: str
) -> None:
    for size in (PHONE, DESKTOP):
        with context(chromium, size, color_scheme=scheme, service_workers="block") as opened:
            visit = Visit(opened.new_page(), sealed)
            for each in ("recovery/apology/", "en/recovery/compensation/"):
                star(visit, each)
            page = visit.open("recovery/crisis/")
            page = visit.open(home + path)

            expect(page.locator(".zk-mine")).to_be_visible()
            assert page.evaluate(MOVED) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.evaluate(SMALL_TEXT) == []
            assert (page.evaluate(SMALL_TARGETS) if size == PHONE else []) == []
            page.evaluate(AXE)
            assert page.evaluate(RUN_AXE) == []
            assert problems(visit) == []


@pytest.mark.parametrize("path", ["", POST], ids=["home", "post"])
def test_first_visit_shows_no_pages_of_the_reader(visit: Visit, path: str) -> None:
    page = visit.open(path)

    expect(page.locator(".zk-mine")).to_be_hidden()


def test_reader_of_this_page_alone_is_told_how_to_keep_one(visit: Visit) -> None:
    visit.open(POST)

    page = visit.open(POST)

    expect(page.locator(".zk-mine")).to_have_text("点页首的 ☆，那一页就收在这里。")


def test_browser_that_keeps_nothing_has_no_star_and_no_pages(visit: Visit) -> None:
    visit.page.add_init_script("Object.defineProperty(globalThis, 'localStorage', {get() { throw new Error('no') }})")

    page = visit.open(POST)

    expect(page.locator(".zk-star")).to_be_hidden()
    expect(page.locator(".zk-mine")).to_be_hidden()
    assert problems(visit) == []


@pytest.mark.parametrize("kept", ["no json", "7", "null", '[1, {"slug": 2}, {"slug": "a/"}]', '{"slug": "a/"}'])
def test_what_is_kept_and_makes_no_sense_counts_as_nothing(phone: Visit, kept: str) -> None:
    page = phone.open("")
    for key in ("zk-starred", "zk-read"):
        page.evaluate(WRITE, [key, kept])

    page.reload()

    expect(page.locator(".zk-mine a")).to_have_count(0)
    assert problems(phone) == []


def test_own_pages_lead_on_from_a_disk(chromium: Browser, built: Path) -> None:
    with context(chromium, DESKTOP) as opened:
        page = Visit(opened.new_page(), f"{built.as_uri()}/").open("recovery/apology/index.html")
        page.locator(".zk-star").click()
        page.goto(f"{built.as_uri()}/en/index.html")

        page.get_by_role("list", name="Favourites").get_by_role("link").click()

        page.wait_for_url(f"{built.as_uri()}/en/recovery/apology/index.html")


LISTS = {"": ("清单", "交班", "步骤", "话术"), "en/": ("Checklists", "Handover", "Steps", "Phrases")}


@HOMES
def test_phone_opens_a_list_of_the_post_over_the_page_and_closes_it_where_it_leads(phone: Visit, home: str) -> None:
    page, (lists, own, *_) = phone.open(home + POST), LISTS[home]
    sheet = page.locator("#zk-start-checklists")
    expect(sheet).to_be_hidden()

    page.get_by_role("button", name=lists, exact=True).tap()
    expect(sheet).to_be_visible()
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate(SMALL_TARGETS) == []
    sheet.get_by_role("link", name=own).tap()

    expect(sheet).to_be_hidden()
    expect(page.locator("#handover")).to_be_in_viewport()


def test_lists_of_a_post_open_and_close_by_keys(phone: Visit) -> None:
    page = phone.open(f"en/{POST}")
    button = page.get_by_role("button", name="Steps", exact=True)

    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Front-line recovery steps")
    page.keyboard.press("Escape")

    expect(page.locator("#zk-start-procedures")).to_be_hidden()
    expect(button).to_be_focused()


@HOMES
def test_desktop_shows_the_lists_of_a_post_side_by_side(chromium: Browser, sealed: str, home: str) -> None:
    with context(chromium, DESKTOP) as opened:
        page = Visit(opened.new_page(), sealed).open(home + POST)

        tops = page.locator(".zk-start__part").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")

        assert len(tops) == 3
        assert len(set(tops)) == 1
        expect(page.locator(".zk-start__link")).to_have_count(18)
        expect(page.locator(".zk-start__open").first).to_be_hidden()
        expect(page.locator("#now")).to_be_in_viewport()


@SIZES
@HOMES
def test_without_script_the_lists_are_there_and_what_needs_script_is_not(
    chromium: Browser, sealed: str, size: dict[str, int], home: str
) -> None:
    with context(chromium, size, java_script_enabled=False) as opened:
        page = Visit(opened.new_page(), sealed).open(home + POST)
        if size == PHONE:
            page.get_by_role("button", name=LISTS[home][2], exact=True).tap()

        page.locator("#zk-start-procedures").get_by_role("link").first.click()

        page.wait_for_url(f"{sealed}{home}recovery/frontline-steps/")
        expect(page.locator(".zk-star")).to_be_hidden()
        expect(page.locator(".zk-review")).to_be_hidden()
        page.goto(sealed + home)
        expect(page.locator(".zk-mine")).to_be_hidden()
        expect(page.locator(".zk-news__list > li")).to_have_count(3)


@pytest.mark.parametrize(
    ("home", "name", "everything"), [("", "最近更新", "全部更新"), ("en/", "What changed", "All changes")]
)
def test_home_leads_to_what_changed(visit: Visit, home: str, name: str, everything: str) -> None:
    page = visit.open(home)

    page.locator(".zk-contents--jump").get_by_role("link", name=name).click()
    expect(page.locator("#news")).to_be_in_viewport()
    newest = page.locator(".zk-news__told").all_inner_texts()
    page.get_by_role("link", name=everything).click()

    page.wait_for_url(f"{visit.root}{home}changes/")
    told = page.locator(".zk-part > ul > li").all_text_contents()
    assert len(newest) == 3
    assert all(text.startswith(news) for text, news in zip(told, newest, strict=False))


REVIEWED = {
    "": "这一页上次核对是 2026-11-21，已经过了 12 个月。照着做以前，先向负责的人确认一下。",
    "en/": "This page was last reviewed on 2026-11-21, more than 12 months ago. "
    "Ask the person in charge whether it still holds.",
}


@HOMES
@SIZES
@SCHEMES
def test_page_past_its_review_says_so_quietly_and_nothing_moves(
    chromium: Browser, sealed: str, size: dict[str, int], home: str, scheme: str
) -> None:
    with context(chromium, size, color_scheme=scheme, timezone_id="Asia/Shanghai") as opened:
        opened.clock.set_fixed_time(AFTER_A_YEAR)
        visit = Visit(opened.new_page(), sealed)
        page = visit.open(f"{home}recovery/apology/")

        expect(page.get_by_role("note").first).to_have_text(REVIEWED[home])
        assert page.evaluate(MOVED) == []
        page.evaluate(AXE)
        assert page.evaluate(RUN_AXE) == []
        assert problems(visit) == []


@pytest.mark.parametrize(
    ("now", "zone", "is_shown"),
    [
        ("2027-11-21T12:00:00Z", "Asia/Shanghai", False),
        ("2027-11-21T16:30:00Z", "Asia/Shanghai", True),
        ("2027-11-21T16:30:00Z", "Europe/London", False),
        ("2026-11-22T12:00:00Z", "Asia/Shanghai", False),
    ],
)
def test_review_holds_to_the_end_of_its_last_day_where_the_reader_is(
    chromium: Browser, sealed: str, now: str, zone: str, is_shown: bool
) -> None:
    with context(chromium, PHONE, timezone_id=zone) as opened:
        opened.clock.set_fixed_time(now)
        page = Visit(opened.new_page(), sealed).open("recovery/apology/")

        assert page.locator(".zk-review").is_visible() == is_shown


@pytest.mark.parametrize("path", ["glossary/", "now/", "changes/", "404.html"])
def test_page_made_from_data_has_no_day_of_review(phone: Visit, path: str) -> None:
    page = phone.open(path)

    expect(page.locator(".zk-review")).to_have_count(0)


@SCHEMES
def test_note_on_a_section_older_than_its_source_can_be_read(chromium: Browser, sealed: str, scheme: str) -> None:
    with context(chromium, PHONE, color_scheme=scheme) as opened:
        page = Visit(opened.new_page(), sealed).open("en/recovery/apology/")
        page.locator("#steps").evaluate(
            "heading => heading.insertAdjacentHTML('afterend', '<p class=zk-stale>Old.</p>')"
        )

        page.evaluate(AXE)

        assert page.evaluate(RUN_AXE) == []
        assert page.locator(".zk-stale").evaluate("note => getComputedStyle(note).borderLeftWidth") == "5px"


def test_paper_leaves_out_what_only_works_on_a_screen(phone: Visit) -> None:
    page = phone.open(POST)

    page.emulate_media(media="print")

    for part in (".zk-star", ".zk-start", ".zk-mine"):
        expect(page.locator(part)).to_be_hidden()
