"""The navigator: its data, the page made from it, and the way that readers take through it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sites import site_of

from zhike.checking import about_pages, concluded
from zhike.load import load
from zhike.model import Answer, Navigator, Pages, Position, Question, Settings, Site
from zhike.rules.navigator import MOST_TAPS, answer_leads_nowhere, questions_in_a_circle, too_many_taps
from zhike.source import yaml

DATA = """\
-- _data/navigator.yml --
page:
  zh: {title: 现在怎么办, summary: 点三下。, text: ["先打 {{ ambulance }}。"]}
  en: {title: What now, summary: Three taps., text: ["First call {{ ambulance }}."]}
clocks:
- id: one-ten
  zh: 两步
  en: Two steps
  stages:
  - {minutes: 1, zh: {label: 接下, shown: 1 分钟}, en: {label: Take it, shown: 1 minute}}
  - {zh: {label: 解决, shown: 1 次}, en: {label: Solve, shown: 1 visit}}
questions:
- id: start
  zh: 谁？
  en: Who?
  answers:
  - {next: room, zh: 客人, en: A guest}
  - {next: room, zh: 同事, en: A colleague}
- id: room
  zh: 什么事？
  en: What?
  answers:
  - {next: noise, zh: 太吵, en: Noise}
situations:
- id: noise
  zh:
    title: 太吵
    steps: [道歉。, "{{ report-back }}内回话。"]
    authority: [不用请示。]
  en:
    title: Noise
    steps: [Apologise., "Report back within {{ report-back }}."]
    authority: [You need not ask.]
  say:
  - zh: 对不起。
    en: I am sorry.
  dial: [ambulance, unset]
  limits: [report-back, room-move]
  countdown: [report-back, room-move, one-ten]
  authority: [limit]
  call: [security, trainer]
  page: act-fast#steps
-- act-fast.md --
---
title: 快速行动
---

# 快速行动

## 步骤 {#steps}
-- act-fast.en.md --
---
title: Acting fast
---

# Acting fast

## Steps {#steps}
-- _data/roles.yml --
- {id: security, telephone: ext-security, zh: {name: 安保}, en: {name: Security}}
- {id: trainer, zh: {name: 培训师}, en: {name: Trainer}}
-- _data/house.yml --
units:
  minute: {zh: {other: "{} 分钟", unset: 待填}, en: {other: "{} minutes", unset: not set}}
  hour: {zh: {other: "{} 小时", unset: 待填}, en: {other: "{} hours", unset: not set}}
  yuan: {zh: {other: "{} 元", unset: 待填}, en: {other: "CNY {}", unset: not set}}
  number: {zh: {other: "{}", unset: 待填}, en: {other: "{}", unset: not set}}
values:
  report-back: {value: 1.5, unit: hour, zh: 回话, en: Report back within}
  room-move: {value: null, unit: minute, zh: 换房, en: Move the guest within}
  limit: {value: 200, unit: yuan, zh: 员工, en: Employee}
  ambulance: {value: 120, unit: number, zh: 急救, en: Ambulance}
  unset: {value: null, unit: number, zh: 报警, en: Police}
  ext-security: {value: 9, unit: number, zh: 安保, en: Security}
"""
CHINESE = """\
---
title: "现在怎么办"
type: "navigator"
summary: "点三下。"
---

# 现在怎么办

先打 {{ ambulance }}。

## 谁？ {#start}

- **客人** *什么事？*{: #room }
    - [太吵](#noise)
- [同事](#room)

## 太吵 {#noise}

[急救 120](tel:120) 报警 待填
{: .zk-dial }

1. 道歉。
2. {{ report-back }}内回话。

**时限**
{: .zk-now-limits }

- 回话：**{{ report-back }}**{: data-zk-clock="report-back" data-zk-minutes="90" }
- 换房：**{{ room-move }}**
- **两步**{: data-zk-clock="one-ten" }
    - 接下：**1 分钟**{: data-zk-minutes="1" }
    - 解决：**1 次**

**这样说**
{: .zk-now-say }

- **对不起。**{: lang="zh-Hans" } *I am sorry.*{: lang="en" }

**权限**
{: .zk-now-authority }

- 员工：{{ limit }}
- 不用请示。

**找谁**
{: .zk-now-call }

- 安保：{{ ext-security }}
- 培训师

**全部写在**
{: .zk-now-more }

- [快速行动](act-fast.md#steps)
"""
ENGLISH_LIMITS = """\
- Report back within **{{ report-back }}**{: data-zk-clock="report-back" data-zk-minutes="90" }
- Move the guest within **{{ room-move }}**
- **Two steps**{: data-zk-clock="one-ten" }
    - Take it: **1 minute**{: data-zk-minutes="1" }
    - Solve: **1 visit**
"""
NAMES = ["start", "a", "b", "c", "end", "elsewhere"]
PHONE = {"width": 390, "height": 844}


@cache
def real() -> Site:
    return load(ROOT)


def paths(navigator: Navigator, taken: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what every way from a question leads through, as far as one tap too many."""
    question = navigator.question_by_id.get(taken[-1])
    if question is None or not question.answers or len(taken) > MOST_TAPS + 1:
        yield taken
        return
    for answer in question.answers:
        yield from paths(navigator, (*taken, answer.next))


def test_page_tells_all_that_the_data_holds() -> None:
    page = site_of(DATA).page("now", "zh")

    assert page is not None
    assert (page.text, page.generated) == (CHINESE, True)


def test_page_reads_as_a_sentence_in_english() -> None:
    page = site_of(DATA).page("now", "en")

    assert page is not None
    assert ENGLISH_LIMITS in page.text
    assert '- **I am sorry.**{: lang="en" } *对不起。*{: lang="zh-Hans" }' in page.text
    assert "- Employee: {{ limit }}" in page.text


def test_links_and_anchors_of_the_page_are_seen_by_the_checker() -> None:
    page = site_of(DATA).page("now", "zh")

    assert page is not None
    assert [link.target for link in page.links] == ["#noise", "#room", "tel:120", "act-fast.md#steps"]
    assert set(page.anchors) == {"现在怎么办", "start", "room", "noise"}


def test_site_without_a_navigator_has_no_such_page() -> None:
    assert not site_of("-- a.md --\n# 一\n").has("now", "zh")


def test_page_that_an_editor_wrote_stays() -> None:
    page = site_of(f"-- now.md --\n# 自己写的\n{DATA}").page("now", "zh")

    assert page is not None
    assert page.text == "# 自己写的\n"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "  en: {title: What now, summary: Three taps.",
            "  xx: {title: What now",
            "missing_key docs/_data/navigator.yml:1",
        ),
        (
            "  - {next: noise, zh: 太吵, en: Noise}",
            "  - {next: noise, zh: 太吵}",
            "missing_key docs/_data/navigator.yml:22",
        ),
        (
            "  - {next: noise, zh: 太吵, en: Noise}",
            "  - {zh: 太吵, en: Noise}",
            "missing_key docs/_data/navigator.yml:22",
        ),
        ("    en: I am sorry.\n", "", "missing_key docs/_data/navigator.yml:34"),
        ("  page: act-fast#steps", "  pages: act-fast#steps", "unknown_key docs/_data/navigator.yml:41"),
        ("minutes: 1,", "minutes: soon,", "wrong_value docs/_data/navigator.yml:9"),
        ("questions:", "question:", "missing_key docs/_data/navigator.yml:1"),
    ],
    ids=["lead", "label", "next", "phrase", "key", "stage", "questions"],
)
def test_what_is_wrong_in_the_data_is_told_with_its_place(old: str, new: str, wanted: str) -> None:
    problems = site_of(DATA.replace(old, new)).problems

    assert wanted in [f"{problem.rule} {problem.at.path}:{problem.at.line}" for problem in problems]


def test_data_that_is_no_table_is_a_problem_and_no_crash() -> None:
    site = site_of("-- _data/navigator.yml --\n- start\n")

    assert [problem.rule for problem in site.problems] == ["wrong_value"]
    assert site.navigator == Navigator()


graphs = st.fixed_dictionaries({name: st.lists(st.sampled_from(NAMES), max_size=3) for name in NAMES[:4]})


@given(graphs)
def test_navigator_without_findings_leads_to_a_situation_in_three_taps(graph: dict[str, list[str]]) -> None:
    at = Position("navigator.yml")
    questions = tuple(
        Question(at, name, {}, tuple(Answer(at, {}, target) for target in targets)) for name, targets in graph.items()
    )
    navigator = Navigator(questions=questions, wrong=frozenset({"end"}))
    site = Site(ROOT, Settings(), {}, navigator=navigator)

    found = [f for r in (answer_leads_nowhere, questions_in_a_circle, too_many_taps) for f in r.check(site)]
    ways = list(paths(navigator, ("start",)))

    assert found or all(way[-1] == "end" and len(way) <= MOST_TAPS + 1 for way in ways)
    assert not found or any(
        way[-1] != "end" or len(way) > MOST_TAPS + 1 for name in graph for way in paths(navigator, (name,))
    )


def test_every_way_from_the_first_question_ends_at_a_situation_within_three_taps() -> None:
    navigator = real().navigator

    ways = list(paths(navigator, (navigator.questions[0].id,)))

    assert {way[-1] for way in ways} == set(navigator.situation_by_id)
    assert max(len(way) - 1 for way in ways) <= MOST_TAPS


def test_there_are_enough_situations_and_few_answers_to_choose_from() -> None:
    navigator = real().navigator

    assert len(navigator.situations) >= 30
    assert max(len(question.answers) for question in navigator.questions) <= 10
    assert all(3 <= len(advice.steps) <= 6 for s in navigator.situations for advice in s.words.values())


def test_every_phrase_stands_on_a_page_word_for_word_in_both_languages() -> None:
    texts = {
        locale: "\n".join(page.text for page in real().pages.values() if page.locale == locale)
        for locale in real().settings.locales
    }

    phrases = [(locale, text) for s in real().navigator.situations for pair in s.say for locale, text in pair.items()]

    assert [text for locale, text in phrases if text not in texts[locale]] == []


def test_clocks_say_what_the_page_on_response_times_says() -> None:
    pages = {locale: real().pages[real().settings.path("metrics/response-times", locale)] for locale in ("zh", "en")}

    shown = [
        (locale, text) for c in real().navigator.clocks for stage in c.stages for locale, text in stage.shown.items()
    ]

    assert [text for locale, text in shown if text not in pages[locale].text] == []


def test_no_text_of_the_navigator_names_a_time_or_an_amount_of_the_house_in_figures() -> None:
    data = real().data["docs/_data/navigator.yml"].value
    assert isinstance(data, dict)
    advice = [s.words[locale] for s in real().navigator.situations for locale in ("zh", "en")]

    texts = [text for words in advice for text in (words.title, *words.steps, *words.authority)]

    assert [text for text in texts if re.search(r"\d+ ?(分钟|小时|天|元|minutes?|hours?|days?)|CNY|%", text)] == []


OWN = frozenset({"unstamped-section", "forbidden-attribute"})  # nobody translated them; they wear the frame's classes


def test_pages_of_the_navigator_break_no_rule_that_written_pages_must_keep() -> None:
    site = real()
    made = {path: partial(site.made.__getitem__, path) for path in site.made if site.settings.slug(path) == "now"}
    written = {path: partial(site.pages.__getitem__, path) for path in site.pages}
    as_if_written = replace(site, pages=Pages(written | made), memo={})

    verdicts = concluded([about_pages(as_if_written, "now")])

    assert len(made) == 2
    told = [f"{v.finding.at.path}:{v.finding.at.line} {v.rule}" for v in verdicts if v.rule not in OWN]
    assert told == []


def test_ids_in_the_data_are_read_as_they_are_written() -> None:
    text = (ROOT / "docs/_data/navigator.yml").read_text(encoding="utf-8")

    assert yaml.read(text, "navigator.yml").problems == ()


# --- In a browser ---

site_and_browser = [pytest.mark.site, pytest.mark.browser]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE, has_touch=True, permissions=["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def answer(page: Page, name: str) -> None:
    page.locator(f".zk-now__answer[href='#{name}']").tap()


def shown(page: Page) -> list[str]:
    return page.locator("article h2:visible").all_inner_texts()


class TestInABrowser:
    pytestmark = site_and_browser

    @pytest.mark.parametrize(
        ("path", "title"), [("now/", "隔壁或楼上太吵"), ("en/now/", "Noise from next door or upstairs")]
    )
    def test_three_taps_lead_to_a_situation(self, page: Page, address: str, path: str, title: str) -> None:
        page.goto(address + path)

        for name in ("room", "noise", "noisy-neighbours"):
            answer(page, name)

        expect(page.get_by_role("heading", name=title)).to_be_focused()
        assert shown(page) == [title]

    def test_three_answers_by_keyboard_lead_to_a_situation(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/")
        page.locator(".zk-now__answer").first.focus()

        page.keyboard.press("Enter")
        expect(page.locator(".zk-now__title")).to_be_focused()
        for key in ("Tab", "Tab", "Enter"):
            page.keyboard.press(key)
        expect(page.locator(".zk-now__title")).to_have_text("有多严重？")
        for key in ("Tab", "Enter"):
            page.keyboard.press(key)

        expect(page.locator("#medical-emergency")).to_be_focused()

    def test_back_goes_through_every_step(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/")
        answer(page, "room")
        answer(page, "noise")
        answer(page, "noisy-neighbours")

        page.go_back()
        expect(page.locator(".zk-now__title")).to_have_text("声音从哪里来？")
        page.go_back()
        expect(page.locator(".zk-now__title")).to_have_text("哪里不对？")
        page.go_back()

        expect(page.locator(".zk-now__title")).to_have_text("谁遇到了事？")

    def test_the_button_goes_back_and_adds_no_step(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/")
        answer(page, "room")
        answer(page, "noise")
        length = page.evaluate("history.length")

        page.locator(".zk-now__back").tap()

        expect(page.locator(".zk-now__title")).to_have_text("哪里不对？")
        assert page.evaluate("history.length") == length

    def test_the_button_starts_again(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/#hair-in-food")

        page.locator(".zk-now__again").tap()

        expect(page.locator(".zk-now__title")).to_have_text("谁遇到了事？")

    def test_path_says_the_way_that_was_taken(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/#upset")
        answer(page, "rude")

        answer(page, "telephone-abuse")

        expect(page.locator(".zk-now__taken")).to_have_text("发火、骂人或喝醉的客人骂人、不讲理")

    @pytest.mark.parametrize("path", ["now/#laundry", "en/now/#laundry"])
    def test_plain_link_opens_a_situation_alone(self, page: Page, address: str, path: str) -> None:
        page.goto(address + path)

        expect(page.locator("#laundry")).to_be_visible()
        expect(page.locator("#laundry")).to_be_in_viewport()
        assert len(shown(page)) == 1

    def test_unknown_address_asks_the_first_question(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/#nowhere")

        expect(page.locator(".zk-now__title")).to_have_text("谁遇到了事？")

    def test_all_situations_can_be_seen_at_once(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/")

        page.locator(".zk-now__all a").tap()

        expect(page.locator("#start + ul a:visible")).to_have_count(real_links())

    @pytest.mark.parametrize("path", ["now/", "en/now/"])
    def test_without_script_the_page_shows_everything_and_links_lead(
        self, chromium: Browser, address: str, path: str
    ) -> None:
        context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
        page = context.new_page()
        page.goto(address + path)

        page.locator("#start + ul a[href='#laundry']").click()

        expect(page.locator("#laundry")).to_be_in_viewport()
        expect(page.locator("article h2:visible")).to_have_count(1 + len(real().navigator.situations))
        context.close()

    @pytest.mark.parametrize("path", ["now/", "en/now/"])
    def test_answers_and_buttons_suit_a_thumb(self, page: Page, address: str, path: str) -> None:
        page.goto(f"{address}{path}#quick-repair")
        targets = ".zk-now__step, .zk-phrase__tools > button, .zk-now__count"
        heights = page.locator(f":is({targets}):visible").evaluate_all("all => all.map(one => one.offsetHeight)")

        page.goto(f"{address}{path}#room")
        heights += page.locator(".zk-now__answer").evaluate_all("all => all.map(one => one.offsetHeight)")

        assert len(heights) > 10
        assert min(heights) >= 44

    def test_phrase_is_copied_word_for_word(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/#spill")

        page.locator("#spill ~ ul .zk-phrase__copy").tap()

        expect(page.locator("#spill ~ ul .zk-phrase__copy")).to_have_text("已复制")
        said = page.evaluate("navigator.clipboard.readText()").split("\n")
        assert said[0].startswith("对不起！烫着没有？")
        assert said[1].startswith("I am so sorry! Are you burnt?")

    def test_phrase_is_shown_to_a_guest_in_large_letters(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/#spill")

        page.locator("#spill ~ ul .zk-phrase__show").tap()

        large = page.locator(".zk-phrase-card__large")
        expect(large).to_contain_text("I am so sorry!")
        expect(large).to_have_attribute("lang", "en")
        page.locator(".zk-phrase-card__close").tap()
        expect(page.locator("#spill")).to_be_visible()

    def test_language_switch_keeps_the_situation_wherever_it_was_scrolled_to(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/#quick-repair")
        page.evaluate("scrollTo(0, 400)")

        page.locator("[data-zk-language]").first.tap()

        page.wait_for_url(f"{address}en/now/#quick-repair")
        expect(page.locator("#quick-repair")).to_be_visible()

    def test_countdown_says_when_it_ends_and_survives_a_reload(self, page: Page, address: str) -> None:
        page.clock.install(time="2026-11-22T15:22:10")
        page.goto(f"{address}now/#hair-in-food")

        page.locator(".zk-now__count:visible").tap()
        page.reload()

        expect(page.locator(".zk-now__left:visible")).to_have_text("15:42 到点，还有 20 分钟")
        page.clock.fast_forward("05:30")
        expect(page.locator(".zk-now__left:visible")).to_have_text("15:42 到点，还有 15 分钟")
        page.clock.fast_forward("15:00")
        expect(page.locator(".zk-now__left:visible")).to_have_text("时间到了：15:42")
        expect(page.locator(".zk-clocks__said")).to_contain_text("菜里有头发")

    def test_countdown_runs_on_other_pages_and_in_the_other_language(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/#hair-in-food")
        page.locator(".zk-now__count:visible").tap()

        page.goto(f"{address}en/recovery/act-fast/")
        expect(page.locator(".zk-clocks__left")).to_contain_text("20 min left")
        page.locator(".zk-clocks__title").tap()

        page.wait_for_url(f"{address}en/now/#hair-in-food")
        expect(page.locator(".zk-now__left:visible")).to_contain_text("20 min left")
        expect(page.locator(".zk-clocks__title")).to_contain_text("Hair or something else in the food")

    def test_several_countdowns_run_and_each_can_be_stopped(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/#quick-repair")
        for index in range(3):
            page.locator(".zk-now__count:visible").nth(index).tap()
        expect(page.locator(".zk-clocks__item")).to_have_count(3)

        page.locator(".zk-clocks__stop").first.tap()
        expect(page.locator(".zk-clocks__item")).to_have_count(2)
        page.locator(".zk-now__count:visible").nth(1).tap()
        page.locator(".zk-clocks__stop").first.tap()

        expect(page.locator(".zk-clocks")).to_be_hidden()

    def test_stages_of_a_clock_are_marks_with_their_times(self, page: Page, address: str) -> None:
        page.clock.install(time="2026-11-22T15:22:10")
        page.goto(f"{address}now/#telephone-complaint")

        page.locator(".zk-now__count:visible").nth(1).tap()
        page.clock.fast_forward("02:00")

        marks = page.locator(".zk-now__marks:visible > li")
        expect(marks).to_have_text(
            [re.compile("接下请求.*✓ 15:23 已到"), re.compile("回话.*15:32"), re.compile("16:22"), "解决：1 次"]
        )
        expect(page.locator(".zk-now__left--over")).to_have_count(0)

    def test_without_storage_a_countdown_still_runs_on_its_page(self, page: Page, address: str) -> None:
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed') } })")
        page.goto(f"{address}now/#hair-in-food")

        page.locator(".zk-now__count:visible").tap()

        expect(page.locator(".zk-now__left:visible")).to_contain_text("还有 20 分钟")

    def test_nothing_in_the_text_moves_when_the_page_is_shown(self, page: Page, address: str) -> None:
        page.goto(f"{address}now/")
        expect(page.locator(".zk-now__answer").first).to_be_visible()

        moved = page.evaluate(
            """() => new Promise((done) => {
                const within = (shift) => shift.sources.filter(({ node }) => node?.parentElement?.closest("article"));
                new PerformanceObserver((list) => done(list.getEntries().flatMap(within).length))
                    .observe({ type: "layout-shift", buffered: true });
                requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
            })"""
        )

        assert moved == 0

    @pytest.mark.parametrize("path", ["now/", "en/now/", "now/#quick-repair", "en/now/#several-ill"])
    def test_page_fits_a_narrow_screen_and_carries_no_style_of_its_own(
        self, page: Page, address: str, path: str
    ) -> None:
        page.set_viewport_size({"width": 320, "height": 700})

        page.goto(address + path)

        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.locator("article [style], .zk-clocks [style]").count() == 0

    def test_other_pages_fetch_nothing_for_clocks_that_do_not_run(self, page: Page, address: str) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))

        page.goto(f"{address}recovery/act-fast/")

        assert [url for url in asked if "navigator" in url] == []


def real_links() -> int:
    page = real().page("now", "zh")
    assert page is not None
    tree = page.text.partition("{#start}")[2].partition("\n## ")[0]
    return len(re.findall(r"\]\(#", tree))
