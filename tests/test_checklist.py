"""Task lists become checklists that can be worked: boxes with labels, keys for ticks, help under the item, a sheet."""

from __future__ import annotations

import re

import markdown
import pytest
from sites import site_of

from zhike.enrich import checklist, remedies, sheet, ticks
from zhike.enrich.remedies import Item
from zhike.model import Page, Site

EXTENSIONS = ["attr_list", "tables", "admonition", "pymdownx.tasklist"]
HEAD = "---\ntitle: {}\ntype: checklist\nreviewed: 2026-03-01\n---\n"
CHINESE = HEAD.format("开班") + "\n# 开班\n\n## 项目 {#items}\n\n- [ ] 1. 灯亮着。\n- [ ] 2. 门开着。\n"
ENGLISH = (
    HEAD.format("Opening")
    + "\n# Opening\n\n## Items {#items}\n\n- [ ] 1. The light is on.\n- [ ] 2. The door is open.\n"
)
HOUSE = """\
-- _data/house.yml --
units:
  minute: {zh: {other: "{} 分钟", unset: 未定}, en: {one: "{} minute", other: "{} minutes", unset: not set}}
values:
  limit: {value: %s, unit: minute, zh: 时限, en: Limit}
"""
TABLE = "\n## 没做到 {{#if-it-fails}}\n\n| 哪一条 | 为什么 | 马上做 |\n| --- | --- | --- |\n{}\n"


def page_of(site: Site, locale: str = "zh", slug: str = "opening") -> Page:
    page = site.page(slug, locale)
    assert page is not None
    return page


def site_with(chinese: str, english: str = ENGLISH, slug: str = "opening", more: str = "") -> Site:
    return site_of(f"-- {slug}.md --\n{chinese}-- {slug}.en.md --\n{english}{more}")


def keys(chinese: str, slug: str = "opening", more: str = "") -> tuple[str, ...]:
    site = site_with(chinese, slug=slug, more=more)
    return ticks.keys(page_of(site, slug=slug), site)


def worked(chinese: str, locale: str = "zh") -> str:
    """Return the HTML of a page as it is after its checklists were made."""
    site = site_with(chinese)
    page = page_of(site, locale)
    body = page.text.rpartition("---\n")[2] if "---\n" in page.text else page.text
    html = markdown.markdown(body, extensions=EXTENSIONS, extension_configs={"pymdownx.tasklist": {}})
    return checklist.worked(html, page, site)


def helped(html: str) -> dict[str, list[str]]:
    """Return for each item with help what stands in it."""
    items = html.split('<li class="task-list-item">')[1:]
    texts = {
        re.sub("<[^>]+>", "", item.partition("</label>")[0]): re.findall(r"<dd>(.*?)</dd>", item) for item in items
    }
    return {text: cells for text, cells in texts.items() if cells}


def test_both_languages_have_the_same_keys() -> None:
    site = site_with(CHINESE)

    chinese, english = (ticks.keys(page_of(site, locale), site) for locale in ("zh", "en"))

    assert chinese == english
    assert len(set(chinese)) == 2


def test_items_of_pages_without_the_same_items_have_keys_of_their_own() -> None:
    site = site_with(CHINESE.replace("- [ ] 2. 门开着。\n", ""))

    first, second = ticks.keys(page_of(site, "en"), site)

    assert (first,) == ticks.keys(page_of(site), site)
    assert second != first


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] 1. 灯亮着。\n- [ ] 2. 门开着。", "- [ ] 1. 门开着。\n- [ ] 2. 灯亮着。"),
        ("灯亮着", "**灯** 亮着"),
        ("见[灯](light.md)。", "见[灯](lamps.md#on)。"),
        ("- [ ] 1. 灯亮着。", "* [x] 1. 灯亮着。"),
    ],
    ids=["order and number", "emphasis", "target of a link", "mark"],
)
def test_item_keeps_its_key_when_its_words_stay(before: str, after: str) -> None:
    text = CHINESE.replace("灯亮着。", "灯亮着。见[灯](light.md)。") if "light" in before else CHINESE
    assert before in text

    assert set(keys(text)) == set(keys(text.replace(before, after)))


def test_item_gets_another_key_when_its_words_change() -> None:
    first, second = keys(CHINESE)
    changed, same = keys(CHINESE.replace("灯亮着", "灯关了"))

    assert (changed != first, same) == (True, second)


def test_item_gets_another_key_when_a_house_value_in_it_changes() -> None:
    text = CHINESE.replace("灯亮着", "{{ limit }}内灯亮着")

    assert keys(text, more=HOUSE % 5)[0] != keys(text, more=HOUSE % 10)[0]


def test_changed_translation_keeps_the_ticks() -> None:
    before, after = site_with(CHINESE), site_with(CHINESE, ENGLISH.replace("light", "lamp"))

    assert ticks.keys(page_of(before, "en"), before) == ticks.keys(page_of(after, "en"), after)


def test_same_words_elsewhere_have_other_keys() -> None:
    twice = CHINESE + "- [ ] 3. 灯亮着。\n\n## 再查 {#again}\n\n- [ ] 1. 灯亮着。\n"

    assert len({*keys(twice), *keys(twice, slug="closing")}) == 8


def test_box_can_be_ticked_and_its_label_is_the_item() -> None:
    html = worked(CHINESE)
    names = re.findall(r'<li class="task-list-item"><input type="checkbox" id="(.*?)" autocomplete="off">', html)

    assert re.findall(r'<label for="(item-.*?)">(.*?)</label>', html) == list(
        zip(names, ["1. 灯亮着。", "2. 门开着。"], strict=True)
    )
    assert len(names) == 2


def test_blocks_in_an_item_stay_outside_its_label() -> None:
    html = worked(CHINESE.replace("灯亮着。\n", "灯亮着。\n\n    每一盏。\n\n    - [ ] 门口的\n\n"))

    assert "1. 灯亮着。</label>\n<p>每一盏。</p>" in html
    assert html.count("<label for=") == 3


def test_ticks_of_the_editor_are_not_published() -> None:
    assert "checked" not in worked(CHINESE.replace("[ ] 1", "[x] 1"))


def test_lists_of_a_section_are_one_checklist_with_the_headings_between_them() -> None:
    html = worked(CHINESE.replace("- [ ] 2", "\n### 门 {#doors}\n\n- [ ] 2"))

    assert html.count("<section") == 1
    assert 'data-zk-checklist="opening#items" data-title="开班" aria-labelledby="items"' in html
    assert html.index("<section") < html.index('<h3 id="doors"') < html.index("</section>")
    assert '<progress max="2"' in html


def test_list_of_a_page_that_is_more_than_a_checklist_is_named_by_its_heading() -> None:
    html = worked(CHINESE.replace("type: checklist", "type: role"))

    assert 'data-title="开班 · 项目"' in html


def test_lists_in_different_boxes_are_checklists_of_their_own() -> None:
    notes = "".join(f'\n!!! note "{name}"\n\n    - [ ] {name}着。\n' for name in ("灯", "门"))

    html = worked(CHINESE.partition("- [ ]")[0] + notes)

    assert html.count("<section") == html.count('<div class="admonition') == 2
    assert re.search(r"</section>\s*</div>\s*<div", html)


def test_long_list_says_so() -> None:
    assert "zk-checklist--long" not in worked(CHINESE)
    assert "zk-checklist--long" in worked(CHINESE + "".join(f"- [ ] {n}. 再查。\n" for n in range(3, 13)))


def test_page_without_items_stays_as_it_is() -> None:
    site = site_with("# 开班\n")

    assert checklist.worked("<ul><li>一</li></ul>", page_of(site), site) == "<ul><li>一</li></ul>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| 1. 灯 | 灭了 | 换灯 |", {"1. 灯亮着。": ["灭了", "换灯"]}),
        ("| 1、2 | 忘了 | 马上做 |", {"1. 灯亮着。": ["忘了", "马上做"], "2. 门开着。": ["忘了", "马上做"]}),
        ("| 1 到 2 | 忘了 | 马上做 |", {"1. 灯亮着。": ["忘了", "马上做"], "2. 门开着。": ["忘了", "马上做"]}),
        ("| 2 | 锁着 | 开锁 |\n| 2 | 坏了 | 报修 |", {"2. 门开着。": ["锁着", "开锁", "坏了", "报修"]}),
        ("| 门 2 | 锁着 | 开锁 |", {}),
        ("| 别的 | 一 | 二 |", {}),
        ("| 3 | 一 | 二 |", {}),
        ("| 2 次 | 一 | 二 |", {}),
    ],
    ids=["number and words", "numbers", "range", "two rows", "unknown group", "words", "no such item", "a count"],
)
def test_what_to_do_is_folded_under_the_items_that_a_row_names(rows: str, expected: dict[str, list[str]]) -> None:
    html = worked(CHINESE + TABLE.format(rows))

    assert helped(html) == expected
    assert "<table>" in html


@pytest.mark.parametrize(
    ("cell", "places"),
    [("做 1", {0}), ("避免 1、2", {2, 3}), ("做 2，避免 1", {1, 2}), ("1", set()), ("7", set())],
    ids=["a group", "numbers of a group", "two groups", "no group", "no such number"],
)
def test_row_names_items_by_group_and_number(cell: str, places: set[int]) -> None:
    items = [Item("做", 1), Item("做", 2), Item("避免什么", 1), Item("避免什么", 2)]

    found = remedies.remedies(
        f"<table><tr><th>a</th><th>b</th></tr><tr><td>{cell}</td><td>x</td></tr></table>", items, "到"
    )

    assert found == {place: ["<p>x</p>"] for place in places}


def test_number_names_the_group_when_items_have_none() -> None:
    items = [Item("1. 灯", None), Item("1. 灯", None), Item("2. 门", None)]

    found = remedies.remedies("<table><tr><th>a</th></tr><tr><td>1</td><td>x</td></tr></table>", items, "到")

    assert set(found) == {0, 1}


def test_sheet_says_where_the_page_is_and_which_version() -> None:
    site = site_with(CHINESE)

    heads = [
        sheet.headed("<h1>x</h1><p>y</p>", page_of(site, locale), site, "https://zhike.example/opening/")
        for locale in ("zh", "en")
    ]
    versions = [re.findall(r"2026-03-01 · [0-9a-f]{4} · zhike\.example/opening/", head) for head in heads]

    assert heads[0].startswith('<h1>x</h1>\n<div class="zk-sheet" data-search-exclude><svg ')
    assert versions[0] == versions[1] != []
    assert "style" not in heads[0]


def test_sheet_of_another_version_has_another_number() -> None:
    sites = [site_with(CHINESE), site_with(CHINESE.replace("灯", "窗"))]

    first, second = (sheet.version_of(page_of(site), site) for site in sites)

    assert first != second


def test_sheet_without_an_address_has_no_code() -> None:
    site = site_with(CHINESE)

    assert "<svg" not in sheet.headed("<h1>x</h1>", page_of(site), site, "")


def test_page_that_is_no_checklist_has_no_sheet() -> None:
    site = site_with(CHINESE.replace("type: checklist", "type: role"))

    assert sheet.headed("<h1>x</h1>", page_of(site), site, "https://zhike.example/") == "<h1>x</h1>"
