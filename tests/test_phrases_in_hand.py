"""Phrases in the hands of staff: a card for a guest's eyes, copying, keys; the real site in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from test_shell import AXE, DESKTOP, PHONE, RUN_AXE, SHIFTS, Visit, context

pytestmark = [pytest.mark.site, pytest.mark.browser]
BOOK = "communication/phrase-book/"
FIRST = "下午好，欢迎您。路上辛苦了，请坐，我来办。"
FIRST_IN_ENGLISH = (
    "Good afternoon and welcome. I hope the journey was not too tiring. Please have a seat while I see to everything."
)
Opened = Callable[..., Page]


@pytest.fixture(params=[PHONE, DESKTOP], ids=["390", "1280"])
def opened(chromium: Browser, sealed: str, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """Opens a page on a device that may copy."""
    with context(chromium, request.param) as device:
        device.grant_permissions(["clipboard-read", "clipboard-write"], origin=sealed.rstrip("/"))

        def visit(path: str) -> Page:
            return Visit(device.new_page(), sealed).open(path)

        yield visit


def shown(page: Page) -> tuple[str, str]:
    return page.locator(".zk-phrase-card__large").inner_text(), page.locator(".zk-phrase-card__small").inner_text()


@pytest.mark.parametrize(
    ("path", "large", "small"), [(BOOK, FIRST_IN_ENGLISH, FIRST), (f"en/{BOOK}", FIRST, FIRST_IN_ENGLISH)]
)
def test_card_shows_the_guest_s_language_large_and_the_page_s_small(
    opened: Opened, path: str, large: str, small: str
) -> None:
    page = opened(path)

    page.locator(".zk-phrase__show").first.click()

    assert shown(page) == (large, small)
    sizes = "[...card.querySelectorAll('p')].slice(0, 2).map(line => parseFloat(getComputedStyle(line).fontSize))"
    big, little = page.evaluate(f"() => {{ const card = document.querySelector('dialog'); return {sizes} }}")
    assert big >= 1.5 * little >= 24
    langs = [line.get_attribute("lang") for line in page.locator(".zk-phrase-card__text > p").all()]
    assert langs == (["en", "zh-Hans"] if path == BOOK else ["zh-Hans", "en"])


def test_card_turns_round_for_a_guest_of_the_page_s_language(opened: Opened) -> None:
    page = opened(BOOK)
    page.locator(".zk-phrase__show").first.click()

    page.get_by_role("button", name="换语言").click()

    assert shown(page) == (FIRST, FIRST_IN_ENGLISH)


@pytest.mark.parametrize("way", ["Escape", "tap", "button", "back"])
def test_card_closes_and_the_reader_is_where_it_was_opened(opened: Opened, way: str) -> None:
    page = opened(f"en/{BOOK}")
    button = page.locator(".zk-phrase__show").nth(20)
    button.click()
    card = page.locator(".zk-phrase-card")
    expect(card).to_be_visible()

    {
        "Escape": lambda: page.keyboard.press("Escape"),
        "tap": lambda: page.locator(".zk-phrase-card__large").click(),
        "button": lambda: page.get_by_role("button", name="Close", exact=True).last.click(),
        "back": page.go_back,
    }[way]()

    expect(card).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_be_in_viewport()
    page.wait_for_function("!history.state?.['zk-phrase']")
    assert page.url.endswith(f"en/{BOOK}")


def test_card_opens_and_closes_by_keys_and_keeps_the_focus_inside(opened: Opened) -> None:
    page = opened(BOOK)
    page.locator(".zk-phrase__show").first.focus()

    page.keyboard.press("Enter")
    stops = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        stops.add(
            page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
        )
    page.keyboard.press("Escape")

    assert stops == {True}
    expect(page.locator(".zk-phrase__show").first).to_be_focused()


def test_row_is_copied_in_both_languages_and_the_button_says_so(opened: Opened) -> None:
    page = opened(BOOK)
    button = page.locator(".zk-phrase__copy").first
    button.scroll_into_view_if_needed()
    before = button.bounding_box()

    button.click()

    expect(button).to_have_text("已复制")
    expect(page.locator("[role=status]", has_text="已复制")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == f"{FIRST}\n{FIRST_IN_ENGLISH}"
    assert button.bounding_box() == before
    expect(button).to_have_text("复制")


def test_card_copies_what_it_shows_large(opened: Opened) -> None:
    page = opened(BOOK)
    page.locator(".zk-phrase__show").first.click()

    page.locator(".zk-phrase-card__copy").click()

    expect(page.locator(".zk-phrase-card__copy")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == FIRST_IN_ENGLISH


def test_copying_without_https_works_in_a_row_and_in_the_card(opened: Opened) -> None:
    page = opened(BOOK)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    page.locator(".zk-phrase__copy").first.click()
    expect(page.locator(".zk-phrase__copy").first).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")

    page.locator(".zk-phrase__show").first.click()
    page.locator(".zk-phrase-card__copy").click()

    expect(page.locator(".zk-phrase-card__copy")).to_have_text("已复制")
    assert copied == f"{FIRST}\n{FIRST_IN_ENGLISH}"
    assert page.evaluate("navigator.clipboard.readText()") == FIRST_IN_ENGLISH


@pytest.mark.parametrize("path", [BOOK, f"en/{BOOK}"])
def test_page_and_card_are_accessible_and_steady(opened: Opened, path: str) -> None:
    page = opened(path)
    assert page.evaluate(SHIFTS) == []

    page.locator(".zk-phrase__show").nth(30).click()
    page.evaluate(AXE)

    assert page.evaluate(RUN_AXE) == []
    small = "[...document.querySelectorAll('dialog button, .zk-phrase__tools > button')]"
    heights = f"{small}.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect())"
    assert page.evaluate(f"{heights}.filter(box => box.height < 44 || box.width < 44).length") == 0


@pytest.mark.parametrize("path", [BOOK, f"en/{BOOK}", "communication/positive-phrasing/", "roles/front-desk/"])
def test_no_phrase_is_cut_off_by_the_card(opened: Opened, path: str) -> None:
    page = opened(path)
    wide = page.evaluate("""() => [...document.querySelectorAll(".zk-phrase__show")].filter(button => {
        button.click();
        const card = document.querySelector("dialog");
        const isWide = card.scrollWidth > card.clientWidth;
        card.close();
        return isWide;
    }).length""")

    assert wide == 0


@pytest.mark.parametrize("path", [BOOK, f"en/{BOOK}"])
def test_room_for_the_buttons_is_there_before_they_are(chromium: Browser, sealed: str, path: str) -> None:
    heights = "[...document.querySelectorAll('.zk-phrases tr')].map(row => row.getBoundingClientRect().height)"
    for size in (PHONE, DESKTOP):
        with context(chromium, size) as device:
            page = Visit(device.new_page(), sealed).open(path)
            after = page.evaluate(heights)
            page.route("**/assets/phrases.*.js", lambda route: route.abort())
            page.reload()

            assert page.locator(".zk-phrases button:not(.zk-term)").count() == 0
            assert page.evaluate(heights) == after


def test_without_script_the_table_is_a_table(chromium: Browser, sealed: str) -> None:
    with context(chromium, PHONE, java_script_enabled=False) as device:
        page = Visit(device.new_page(), sealed).open(BOOK)

        expect(page.locator(".zk-phrase__tools").filter(visible=True)).to_have_count(0)
        expect(page.locator(".zk-phrase__other").first).to_have_text(FIRST_IN_ENGLISH)


def test_paper_shows_no_buttons(opened: Opened) -> None:
    page = opened(BOOK)

    page.emulate_media(media="print")

    expect(page.locator(".zk-phrase__tools").filter(visible=True)).to_have_count(0)
