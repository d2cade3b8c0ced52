"""A checklist in the hands of staff: a small page under a strict policy, a real browser, a clock that can be moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import markdown
import pytest
from conftest import ROOT
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sites import site_of

from zhike.enrich import checklist

pytestmark = pytest.mark.browser
SCRIPT = (ROOT / "overrides/assets/checklist.js").read_text(encoding="utf-8")
STYLE = (ROOT / "overrides/assets/checklist.css").read_text(encoding="utf-8")
HOST = "https://zhike.example"
HEAD = "---\ntitle: {0}\ntype: checklist\n---\n\n# {0}\n\n"
LISTS = {
    "zh": HEAD.format("开班") + "## 项目 {#items}\n\n- [ ] 1. 灯亮着。\n- [ ] 2. 门开着。\n- [ ] 3. 人到齐。\n",
    "en": HEAD.format("Opening")
    + "## Items {#items}\n\n- [ ] 1. The light is on.\n- [ ] 2. The door is open.\n- [ ] 3. Everyone is here.\n",
}
EVENING, NIGHT, MORNING = "2026-03-01T22:00:00+08:00", "2026-03-02T05:30:00+08:00", "2026-03-02T06:30:00+08:00"
Visit = Callable[..., Page]


def page_in(locale: str, chinese: str = LISTS["zh"], slug: str = "opening") -> str:
    """Return a page with a checklist as readers get it."""
    site = site_of(f"-- {slug}.md --\n{chinese}-- {slug}.en.md --\n{LISTS['en']}")
    page = site.page(slug, locale)
    assert page is not None
    text = page.text.rpartition("---\n")[2]
    html = markdown.markdown(text, extensions=["attr_list", "pymdownx.tasklist"])
    return (
        f'<!doctype html><html class="js" lang="{locale}"><title>{page.title}</title>'
        '<link rel="stylesheet" href="/checklist.css"><script src="/checklist.js" defer></script>'
        f'<body class="md-typeset">{checklist.worked(html, page, site)}'
    )


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, timezone_id="Asia/Shanghai"
    ) as opened:
        opened.clock.install(time=EVENING)
        yield opened


@pytest.fixture
def visit(context: BrowserContext) -> Visit:
    """Opens a page in a new tab of the same device."""

    def opened(locale: str = "zh", host: str = HOST, **page: str) -> Page:
        answers = {
            "/": ("text/html", page_in(locale, **page)),
            "/checklist.js": ("text/javascript", SCRIPT),
            "/checklist.css": ("text/css", STYLE),
        }

        def answer(route: Route) -> None:
            kind, body = answers[route.request.url.removeprefix(host)]
            policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'"}
            route.fulfill(body=body, content_type=f"{kind}; charset=utf-8", headers=policy)

        tab = context.new_page()
        tab.route(f"{host}/**", answer)
        tab.goto(f"{host}/")
        return tab

    return opened


def tick(page: Page, *numbers: int) -> None:
    for number in numbers:
        page.locator(".task-list-item > label").nth(number - 1).tap()


def ticked(page: Page) -> list[int]:
    boxes = page.locator(".task-list-item > input").all()
    return [number for number, box in enumerate(boxes, 1) if box.is_checked()]


def test_tap_on_the_row_ticks_and_counts(visit: Visit) -> None:
    page = visit()

    tick(page, 1, 3)

    assert ticked(page) == [1, 3]
    expect(page.locator(".zk-checklist__count")).to_have_text("已做 2 / 3")
    expect(page.locator("progress")).to_have_js_property("value", 2)
    expect(page.locator(".zk-checklist__time time")).to_have_text("22:00")


def test_keyboard_ticks_and_shows_where_it_is(visit: Visit) -> None:
    page = visit()

    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Space")

    assert ticked(page) == [1]
    assert page.locator(".task-list-item").nth(1).evaluate("row => getComputedStyle(row).outlineStyle") == "solid"


def test_ticks_name_and_time_are_there_after_a_reload(visit: Visit) -> None:
    page = visit()
    tick(page, 2)
    page.locator(".zk-checklist__name input").fill("小李")

    page.reload()

    assert ticked(page) == [2]
    expect(page.locator(".zk-checklist__name input")).to_have_value("小李")
    expect(page.locator(".zk-checklist__time time")).to_have_text("22:00")


def test_ticks_are_shared_between_the_languages_and_open_tabs(visit: Visit) -> None:
    english = visit("en")
    chinese = visit("zh")

    tick(chinese, 1, 2)

    expect(english.locator(".zk-checklist__count")).to_have_text("Done 2 / 3")
    tick(english, 1)
    expect(chinese.locator(".zk-checklist__count")).to_have_text("已做 1 / 3")
    assert ticked(english) == ticked(chinese) == [2]


def test_item_whose_words_changed_loses_its_tick_and_the_others_keep_theirs(visit: Visit) -> None:
    tick(visit(), 1, 2)

    page = visit(chinese=LISTS["zh"].replace("灯亮着", "灯都亮着"))

    assert ticked(page) == [2]


def test_item_that_moved_keeps_its_tick(visit: Visit) -> None:
    tick(visit(), 1)

    page = visit(chinese=LISTS["zh"].replace("- [ ] 1. 灯亮着。\n", "") + "- [ ] 4. 灯亮着。\n")

    assert ticked(page) == [3]


def test_another_page_with_the_same_words_has_ticks_of_its_own(visit: Visit) -> None:
    tick(visit(), 1)

    assert ticked(visit(slug="closing")) == []


def test_night_before_six_belongs_to_the_shift_of_the_day_before(visit: Visit, context: BrowserContext) -> None:
    tick(visit(), 1)
    context.clock.set_system_time(NIGHT)

    page = visit()

    assert ticked(page) == [1]
    expect(page.locator(".zk-checklist__shift")).to_have_text("班次日期 2026-03-01")


def test_next_shift_starts_empty_and_the_last_one_is_kept(visit: Visit, context: BrowserContext) -> None:
    tick(visit(), 1)
    context.clock.set_system_time(MORNING)

    page = visit("en")

    assert ticked(page) == []
    expect(page.locator(".zk-checklist__shift")).to_have_text("Shift of 2026-03-02")
    assert page.evaluate("Object.keys(localStorage).sort()") == ["zk-checklist:opening#items:2026-03-01", "zk-name"]


def test_open_page_turns_to_the_next_shift_at_six(visit: Visit, context: BrowserContext) -> None:
    page = visit()
    tick(page, 1)

    context.clock.fast_forward("08:00:02")

    expect(page.locator(".zk-checklist__count")).to_have_text("已做 0 / 3")
    assert ticked(page) == []


@pytest.mark.parametrize(("date", "is_kept"), [("2026-02-15", True), ("2026-02-14", False)])
def test_shifts_are_forgotten_after_fourteen_days(visit: Visit, date: str, is_kept: bool) -> None:
    page = visit()
    key = f"zk-checklist:closing#items:{date}"
    page.evaluate("key => localStorage.setItem(key, '{}')", key)

    page.reload()

    assert page.evaluate("key => localStorage.getItem(key) !== null", key) == is_kept


def test_clearing_empties_the_list_and_can_be_undone(visit: Visit) -> None:
    page = visit()
    tick(page, 1, 2)
    button = page.locator(".zk-checklist__reset")

    button.tap()

    assert ticked(page) == []
    expect(page.locator(".zk-checklist__said")).to_have_text("已清空。")
    expect(page.locator(".zk-checklist__time time")).to_have_text("--:--")
    expect(button).to_have_text("撤销清空")
    button.tap()
    assert ticked(page) == [1, 2]
    expect(page.locator(".zk-checklist__time time")).to_have_text("22:00")
    expect(button).to_have_text("清空，给下一班")


def test_clearing_is_not_undone_over_new_ticks(visit: Visit) -> None:
    page = visit()
    tick(page, 1, 2)
    page.locator(".zk-checklist__reset").tap()

    tick(page, 3)

    expect(page.locator(".zk-checklist__reset")).to_have_text("清空，给下一班")
    assert ticked(page) == [3]


EMPTY = """\
开班
班次日期 2026-03-01

没做 3 / 3
□ 1. 灯亮着。
□ 2. 门开着。
□ 3. 人到齐。

姓名 ____
最后打勾 --:--"""
RESULT = """\
Opening
Shift of 2026-03-01

Open 1 / 3
□ 2. The door is open.

Done 2 / 3
✓ 1. The light is on.
✓ 3. Everyone is here.

Name Li
Last tick 22:00"""


def test_result_is_copied_as_text(visit: Visit, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit("en")
    tick(page, 3, 1)
    page.locator(".zk-checklist__name input").fill("Li")

    page.locator(".zk-checklist__copy").tap()

    expect(page.locator(".zk-checklist__said")).to_have_text("Copied. Paste it into your chat.")
    assert page.evaluate("navigator.clipboard.readText()") == RESULT


def test_result_is_copied_where_the_site_has_no_https(visit: Visit) -> None:
    page = visit(host="http://zhike.example")

    page.locator(".zk-checklist__copy").tap()

    expect(page.locator(".zk-checklist__said")).to_have_text("已复制，可以贴到聊天里。")
    expect(page.locator("textarea")).to_be_hidden()


def test_result_is_shown_where_nothing_can_be_copied(visit: Visit) -> None:
    page = visit(host="http://zhike.example")
    page.evaluate("document.execCommand = () => false")

    page.locator(".zk-checklist__copy").tap()

    expect(page.locator(".zk-checklist__said")).to_have_text("没能复制，请选中下面的文字来复制。")
    expect(page.locator("textarea")).to_have_value(EMPTY)


def test_browser_that_keeps_nothing_says_so_and_still_ticks(visit: Visit, context: BrowserContext) -> None:
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('refused') }")
    page = visit()

    tick(page, 1, 2)

    assert ticked(page) == [1, 2]
    expect(page.locator(".zk-checklist__count")).to_have_text("已做 2 / 3")
    expect(page.locator(".zk-checklist__note")).to_have_text("这个浏览器不让保存，关掉页面，勾就没有了。")


@pytest.mark.parametrize("kept", ["no json", "7", '{"done": 7}', "null"])
def test_what_is_kept_and_makes_no_sense_counts_as_empty(visit: Visit, kept: str) -> None:
    page = visit()
    page.evaluate("kept => localStorage.setItem('zk-checklist:opening#items:2026-03-01', kept)", kept)

    page.reload()
    tick(page, 2)

    assert ticked(page) == [2]


def test_nothing_moves_when_rows_are_ticked_and_cleared(visit: Visit) -> None:
    page = visit()
    places = "[...document.querySelectorAll('body *')].map(e => JSON.stringify(e.getBoundingClientRect())).join()"
    before = page.evaluate(places)

    tick(page, 1, 2, 3)
    page.locator(".zk-checklist__reset").tap()

    assert page.evaluate(places) == before
