"""The checklists of the real site, on a phone and on paper, in both languages."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from conftest import ROOT
from lxml import html
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.site, pytest.mark.browser]
NAMES = sorted(
    file.stem for file in (ROOT / "docs/checklists").glob("*.md") if not file.stem.endswith((".en", "index"))
)
PATHS = [f"{language}checklists/{name}/" for language in ("", "en/") for name in NAMES]
GRUMBLES = "checklists/nine-common-complaints/"
A4 = "(A4)"
# where the code stands on the sheet, in millimetres: left, top, side
CODE = (172, 8, 28)
DOTS = 300
SMALLEST_ON_PAPER = """() => Math.min(...[...document.querySelectorAll(".md-content *")]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
ROWS = """() => [...document.querySelectorAll(".task-list-item")].map(row => [row, row.querySelector("label")])
    .map(([row, label]) => [row.getBoundingClientRect(), label.getBoundingClientRect()])
    .filter(([row, label]) => label.height < 44 || label.width < row.width - 3).length"""


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        yield context.new_page()


def tick(page: Page, *numbers: int) -> None:
    for number in numbers:
        page.locator(".task-list-item > label").nth(number - 1).click(position={"x": 10, "y": 10})


def ticked(page: Page) -> list[int]:
    return [n for n, box in enumerate(page.locator(".task-list-item > input").all(), 1) if box.is_checked()]


def drawn(pdf: Path, *options: str) -> tuple[int, int, bytes]:
    """Return the width, the height and the grey dots of the first sheet, or of a part of it."""
    command = ["pdftoppm", "-gray", "-f", "1", "-l", "1", *options, str(pdf)]
    _, size, _, dots = subprocess.run(command, check=True, capture_output=True).stdout.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, dots


def modules(pdf: Path, side: int) -> list[list[bool]]:
    """Return the code on a sheet as rows of dark and light squares, `side` in a row."""
    left, top, length = (str(round(place / 25.4 * DOTS)) for place in CODE)
    width, height, dots = drawn(pdf, "-r", str(DOTS), "-x", left, "-y", top, "-W", length, "-H", length)
    dark = [divmod(place, width) for place, dot in enumerate(dots[: width * height]) if dot < 128]
    first, start = min(y for y, _ in dark), min(x for _, x in dark)
    step = (max(x for _, x in dark) + 1 - start) / side
    middles = [(number + 0.5) * step for number in range(side)]
    return [[dots[int(first + y) * width + int(start + x)] < 128 for x in middles] for y in middles]


@pytest.mark.parametrize("path", PATHS)
def test_checklist_prints_on_one_sheet_with_a_code_that_leads_back(
    desk: Page, address: str, tmp_path: Path, path: str
) -> None:
    desk.goto(address + path)
    desk.pdf(path=tmp_path / "empty.pdf", prefer_css_page_size=True)
    facts = subprocess.run(["pdfinfo", tmp_path / "empty.pdf"], check=True, capture_output=True, text=True).stdout
    code = segno.make(f"https://zhike.example/{path}", error="m", micro=False)

    found = modules(tmp_path / "empty.pdf", len(code.matrix))

    assert [line.split(":")[1].strip() for line in facts.splitlines() if line.startswith("Pages")] == ["1"]
    assert A4 in facts
    assert found == [[module & 1 == 1 for module in line] for line in code.matrix]
    desk.emulate_media(media="print")
    assert desk.evaluate(SMALLEST_ON_PAPER) >= 12  # px: 9 points


@pytest.mark.parametrize("path", [GRUMBLES, "en/" + GRUMBLES, "roles/front-desk/"])
def test_boxes_on_paper_are_empty_whatever_was_ticked(desk: Page, address: str, tmp_path: Path, path: str) -> None:
    desk.goto(address + path)
    desk.pdf(path=tmp_path / "empty.pdf", prefer_css_page_size=True)

    tick(desk, 1, 2, 5)
    desk.locator(".zk-checklist__name input").fill("x")
    desk.pdf(path=tmp_path / "ticked.pdf", prefer_css_page_size=True)

    assert ticked(desk) == [1, 2, 5]
    assert drawn(tmp_path / "ticked.pdf") == drawn(tmp_path / "empty.pdf")


@pytest.mark.parametrize("path", PATHS)
def test_every_row_is_a_target_for_a_thumb(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)

    assert phone.evaluate(ROWS) == 0
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_name_the_same_items_and_fold_help_under_them(built: Path, name: str) -> None:
    pages = [html.parse(str(built / f"{language}checklists/{name}/index.html")) for language in ("", "en/")]
    items = [
        [(row.find("input").get("id"), row.find("details") is not None) for row in page.xpath("//li[input]")]
        for page in pages
    ]

    assert items[0] == items[1] != []


@pytest.mark.parametrize("path", [GRUMBLES, "checklists/correcting-performance/", "checklists/goal-and-survey-tests/"])
def test_every_item_of_a_page_with_a_table_says_what_to_do(built: Path, path: str) -> None:
    page = html.parse(str(built / path / "index.html"))

    assert page.xpath("//li[input][not(details)]") == []


def test_switch_of_language_keeps_the_ticks(phone: Page, sealed: str) -> None:
    phone.goto(sealed + GRUMBLES)
    tick(phone, 1, 4)

    phone.locator("a[data-zk-language]").first.tap()

    phone.wait_for_url(f"{sealed}en/{GRUMBLES}*")
    expect(phone.locator(".zk-checklist__count")).to_have_text("Done 2 / 9")
    assert ticked(phone) == [1, 4]


def test_page_that_was_left_shows_the_ticks_of_the_other_language_when_it_is_back(phone: Page, sealed: str) -> None:
    phone.goto(sealed + GRUMBLES)
    phone.goto(f"{sealed}en/{GRUMBLES}")
    tick(phone, 3)

    phone.go_back()

    expect(phone.locator(".zk-checklist__count")).to_have_text("已做 1 / 9")
    assert ticked(phone) == [3]


def test_progress_stays_in_view_and_covers_no_focus(phone: Page, sealed: str) -> None:
    phone.goto(sealed + GRUMBLES)
    last = phone.locator(".task-list-item > input").nth(8)
    last.scroll_into_view_if_needed()

    phone.locator(".zk-checklist__name input").focus()
    for _ in range(12):
        phone.keyboard.press("Shift+Tab")
    bar = phone.locator(".zk-checklist__progress").bounding_box()
    focus = phone.evaluate("document.activeElement.getBoundingClientRect().top")

    expect(phone.locator(".zk-checklist__count")).to_be_in_viewport()
    assert bar is not None
    assert focus >= bar["y"] + bar["height"]


def test_help_is_folded_under_the_item_and_opens_by_key(phone: Page, sealed: str) -> None:
    phone.goto(f"{sealed}en/{GRUMBLES}")
    second = phone.locator(".task-list-item").nth(1)
    expect(second.locator("dl")).to_be_hidden()

    second.locator("summary").press("Enter")

    expect(second.locator("dl")).to_contain_text("Say how much longer, bring tea, ask the supervisor for more people.")
    assert ticked(phone) == []


def test_without_script_boxes_can_be_ticked_and_nothing_speaks_of_keeping(chromium: Browser, sealed: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sealed + GRUMBLES)

        tick(page, 2)

        assert ticked(page) == [2]
        expect(page.locator(".zk-checklist__tools, .zk-checklist__progress").filter(visible=True)).to_have_count(0)


def test_only_pages_with_items_load_the_script(built: Path) -> None:
    pages = {file.parent.relative_to(built).as_posix(): html.parse(str(file)) for file in built.rglob("index.html")}

    loading = {path for path, page in pages.items() if page.xpath("//script[contains(@src, 'assets/checklist.')]")}

    assert loading == {path for path, page in pages.items() if page.xpath("//li/input[@type='checkbox']")}
