"""What readers do, in a real Chromium: phone and desktop, both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.site, pytest.mark.browser]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
STEPS = "recovery/frontline-steps/"


class Visit:
    """A page in the browser that keeps what went wrong and which hosts were asked."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("response", lambda reply: self.problems.append(reply.url) if reply.status >= 400 else None)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visit(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visit]:
    is_phone = request.param == PHONE
    context = chromium.new_context(viewport=request.param, has_touch=is_phone)
    yield Visit(context.new_page(), address)
    context.close()


def tap(visit: Visit, selector: str) -> None:
    target = visit.page.locator(selector).first
    target.tap() if visit.page.viewport_size == PHONE else target.click()


@pytest.mark.parametrize(("path", "heading"), [("", "知客"), ("en/", "Zhike")])
def test_home_opens_and_leads_to_the_steps(visit: Visit, path: str, heading: str) -> None:
    page = visit.open(path)
    expect(page.locator("h1")).to_contain_text(heading)

    tap(visit, "#now ~ ul a[href*=frontline-steps]")

    expect(page.locator("#steps")).to_be_visible()


@pytest.mark.parametrize("path", ["", "en/"])
def test_home_leads_first_to_the_navigator(visit: Visit, path: str) -> None:
    page = visit.open(path)

    tap(visit, "#now ~ ul a")

    page.wait_for_url(f"{visit.address}{path}now/")
    expect(page.locator(".zk-now__title")).to_be_visible()


@pytest.mark.parametrize(("there", "back"), [("", "en/"), ("en/", "")])
def test_language_switch_keeps_page_and_section(visit: Visit, there: str, back: str) -> None:
    page = visit.open(f"{there}{STEPS}#time-limits")

    tap(visit, "[data-zk-language]")

    page.wait_for_url(f"{visit.address}{back}{STEPS}#time-limits")
    expect(page.locator("#time-limits")).to_be_in_viewport()


def test_language_switch_keeps_the_section_scrolled_to(visit: Visit) -> None:
    page = visit.open(STEPS)
    page.locator("#say").evaluate("heading => heading.scrollIntoView()")

    tap(visit, "[data-zk-language]")

    page.wait_for_url(f"{visit.address}en/{STEPS}#say")


@pytest.mark.parametrize(("path", "other"), [("", "service recovery"), ("en/", "服务补救")])
def test_term_opens_a_card_with_the_other_languages_word(visit: Visit, path: str, other: str) -> None:
    page = visit.open(f"{path}recovery/seven-measures/")

    tap(visit, "[popovertarget=term-service-recovery]")

    expect(page.locator("#term-service-recovery")).to_be_visible()
    expect(page.locator("#term-service-recovery")).to_contain_text(other)


def test_term_opens_and_closes_by_keyboard(visit: Visit) -> None:
    page = visit.open("recovery/seven-measures/")
    page.locator("[popovertarget=term-service-recovery]").first.focus()

    page.keyboard.press("Enter")
    expect(page.locator("#term-service-recovery")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#term-service-recovery")).to_be_hidden()


def test_card_leads_to_the_glossary(visit: Visit) -> None:
    page = visit.open("recovery/seven-measures/")
    tap(visit, "[popovertarget=term-service-recovery]")

    tap(visit, "#term-service-recovery a")

    page.wait_for_url(f"{visit.address}glossary/#service-recovery")


def test_page_names_the_pages_that_link_to_it(visit: Visit) -> None:
    page = visit.open("recovery/frontline-steps/")

    links = page.locator("nav[aria-labelledby=zk-backlinks] a")

    expect(links.filter(has_text="知客")).to_have_count(1)


@pytest.mark.parametrize(
    "path", ["", "en/", STEPS, f"en/{STEPS}", "glossary/", "en/glossary/", "checklists/guest-needs/"]
)
def test_nothing_is_fetched_from_elsewhere_and_nothing_fails(visit: Visit, path: str) -> None:
    page = visit.open(path)
    page.wait_for_load_state("networkidle")

    assert [url for url in visit.requests if not url.startswith((visit.address, "data:"))] == []
    assert visit.problems == []


@pytest.mark.parametrize("path", ["", "en/", STEPS, f"en/{STEPS}", "glossary/"])
def test_page_is_no_wider_than_the_screen(visit: Visit, path: str) -> None:
    page = visit.open(path)

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("path", "heading"), [("404.html", "没有这一页"), ("en/404.html", "Page not found")])
def test_unknown_address_answers_in_the_language_that_was_asked_for(visit: Visit, path: str, heading: str) -> None:
    page = visit.open(path)

    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("article a")).to_have_count(3)
