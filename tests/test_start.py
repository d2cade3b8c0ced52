"""What a shift begins with: the lists of a post, what changed, and how long a review holds."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from sites import site_of

from zhike import clock, incremental
from zhike.enrich import changes, start
from zhike.enrich.view import links_to, view
from zhike.model import Settings, Site

HEAD = "-- {path} --\n---\ntitle: {title}\ntype: {type}\nroles: [{roles}]\nreviewed: 2026-03-01\n---\n\n"
PAGE = HEAD + "# {title}\n\n{text}\n"
BOOK = '-- pyproject.toml --\n[tool.zhike]\nphrases = "book"\nreview-after-months = 12\n'
CHANGES = """\
-- _data/changes.yml --
- {date: 2026-03-02, zh: 话术页分了情形。, en: The phrases are sorted., pages: [book, desk, none]}
- {date: 2026-03-02, zh: 新添“现在怎么办”。, en: "New: “What now?”", pages: [now]}
- {date: 2026-03-01, zh: 前台有了一页。, en: The desk has a page., pages: [desk]}
- {date: 2026-02-01, zh: 第一版。, en: The first edition., pages: [desk]}
-- _data/navigator.yml --
page: {zh: {title: 现在怎么办, summary: 点三下。}, en: {title: What now?, summary: Three taps.}}
questions:
- {id: start, zh: 谁？, en: Who?, answers: []}
situations: []
"""


def page(path: str, title: str, kind: str, roles: str, text: str = "") -> str:
    return PAGE.format(path=path, title=title, type=kind, roles=roles, text=text)


SAYS = "## 说 {#say}\n\n对不起。"
OWN = """\
## 一天 {#day}

见[道歉](sorry.md)、[道歉](sorry.md#say)、[快](fast.md)。

## 说什么 {#phrases}

对不起。

## 交班 {#handover}

- [ ] 逐件说。
"""
SITE = "".join(
    [
        BOOK,
        page("desk.md", "前台", "role", "desk", OWN),
        page(
            "desk.en.md", "Front desk", "role", "desk", OWN.replace("交班", "Handover").replace("说什么", "What to say")
        ),
        page("sorry.md", "道歉", "procedure", "desk, door", f"[慢](slow.md)\n\n{SAYS}"),
        page("sorry.en.md", "Apologising", "procedure", "desk, door", "## Say {#say}\n\nSorry."),
        page("fast.md", "快", "procedure", "desk, door"),
        page("slow.md", "慢", "procedure", "desk, door"),
        page("rare.md", "少见", "procedure", "desk"),
        page("common.md", "常见", "procedure", "desk, door"),
        page("door-only.md", "门口", "procedure", "door", "[常见](common.md)"),
        page("list.md", "清单", "checklist", "desk, door"),
        page(
            "book.md",
            "话术",
            "guide",
            "desk, door",
            "## 问候 {#hello}\n\n见[前台](desk.md)。\n\n## 再见 {#bye}\n\n走好。",
        ),
        page("both.md", "两岗", "role", "desk, door"),
    ]
)


def shown(site: Site, slug: str, reader: str) -> dict[str, list[str]]:
    own = site.page(slug, reader)
    assert own is not None
    lists = start.parts(site, own, reader)
    return {part.name: [f"{e.title} {e.slug}#{e.section}".removesuffix("#") for e in part.entries] for part in lists}


def test_page_of_a_post_begins_with_what_is_used_most() -> None:
    assert shown(site_of(SITE), "desk", "zh") == {
        "checklists": ["交班 desk#handover", "清单 list"],
        "procedures": ["道歉 sorry", "快 fast", "慢 slow", "少见 rare", "常见 common"],
        "phrases": ["说什么 desk#phrases", "问候 book#hello", "道歉 sorry#say", "话术 book"],
    }


def test_lists_are_in_the_language_of_the_reader_where_there_is_one() -> None:
    lists = start.parts(site_of(SITE), site_of(SITE).pages["docs/desk.en.md"], "en")

    assert [(e.title, e.locale) for e in lists[0].entries] == [("Handover", "en"), ("清单", "zh")]
    assert [(e.title, e.locale) for e in lists[1].entries][:2] == [("Apologising", "en"), ("快", "zh")]


def test_a_list_has_six_entries_and_the_phrase_book_is_the_last() -> None:
    many = "".join(page(f"more-{n}.md", f"第{n}", "procedure", "desk", SAYS) for n in range(9))

    lists = shown(site_of(SITE + many), "desk", "zh")

    assert [len(entries) for entries in lists.values()] == [2, 6, 6]
    assert lists["phrases"][-1] == "话术 book"


@pytest.mark.parametrize("slug", ["sorry", "both", "book"])
def test_only_the_page_of_one_post_begins_with_lists(slug: str) -> None:
    assert shown(site_of(SITE), slug, "zh") == {}


def test_site_without_a_phrase_book_shows_its_other_phrases() -> None:
    lists = shown(site_of(SITE.removeprefix(BOOK)), "desk", "zh")

    assert lists["phrases"] == ["说什么 desk#phrases", "道歉 sorry#say"]


CHINESE = """\
---
title: "最近更新"
type: "changes"
summary: "手册里新添了什么、改了什么，最新的在前。"
---

# 最近更新

## 2026 年 3 月 2 日 {#day-2026-03-02}

- 话术页分了情形。
    [话术](book.md)、[前台](desk.md)
- 新添“现在怎么办”。
    [现在怎么办](now.md)

## 2026 年 3 月 1 日 {#day-2026-03-01}

- 前台有了一页。
    [前台](desk.md)

## 2026 年 2 月 1 日 {#day-2026-02-01}

- 第一版。
    [前台](desk.md)
"""


def test_page_of_changes_tells_them_day_by_day_with_links() -> None:
    made = site_of(SITE + CHANGES).page("changes", "zh")

    assert made is not None
    assert (made.text, made.generated) == (CHINESE, True)


def test_home_shows_the_three_newest_changes_in_the_language_of_the_reader() -> None:
    news = changes.newest(site_of(SITE + CHANGES), "en")

    assert [(item.date, item.day, item.told) for item in news] == [
        ("2026-03-02", "2 March 2026", "The phrases are sorted."),
        ("2026-03-02", "2 March 2026", "New: “What now?”"),
        ("2026-03-01", "1 March 2026", "The desk has a page."),
    ]
    assert [item.pages for item in news] == [
        (("desk", "Front desk"),),
        (("now", "What now?"),),
        (("desk", "Front desk"),),
    ]


def test_site_without_changes_has_no_page_of_them() -> None:
    assert site_of(SITE).page("changes", "zh") is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("date: 2026-03-01", "date: 2026/3/1", "wrong_value docs/_data/changes.yml:3"),
        ("zh: 前台有了一页。, ", "", "missing_key docs/_data/changes.yml:3"),
        (", pages: [none]", "", "missing_key docs/_data/changes.yml:3"),
        ("pages: [none]", "page: [none]", "unknown_key docs/_data/changes.yml:3"),
    ],
)
def test_wrong_record_is_reported_and_the_others_stay(old: str, new: str, expected: str) -> None:
    data = CHANGES.replace("The desk has a page., pages: [desk]", "The desk has a page., pages: [none]")

    site = site_of(SITE + data.replace(old, new))

    assert expected in [f"{problem.rule} {problem.at.path}:{problem.at.line}" for problem in site.problems]
    assert [change.told["zh"] for change in site.changes] == ["话术页分了情形。", "新添“现在怎么办”。", "第一版。"]


@pytest.mark.parametrize(("months", "due"), [(12, "2027-03-01"), (10, "2027-01-01"), (0, "")])
def test_review_holds_for_the_months_of_the_settings(months: int, due: str) -> None:
    site = site_of(SITE, Settings(review_after_months=months))

    assert view(site, site.pages["docs/desk.md"], "zh", links_to(site)).due == due


@pytest.mark.parametrize("reviewed", [None, "2026-03-01", datetime.date(9999, 1, 1)])
def test_what_is_no_date_or_has_no_next_year_is_never_due(reviewed: object) -> None:
    assert Settings(review_after_months=12).due(reviewed) is None


def test_title_of_a_page_is_known_in_every_language() -> None:
    site = site_of(SITE)

    known = view(site, site.pages["docs/desk.md"], "zh", links_to(site))

    assert known.titles == {"zh": "前台", "en": "Front desk"}


@pytest.mark.parametrize("named", ["", "soon", "2026-13-01"])
def test_day_that_makes_no_sense_is_that_of_the_computer(named: str) -> None:
    assert clock.today({"ZHIKE_TODAY": named}) == datetime.date.today()


def test_review_becomes_due_with_the_days_though_answers_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("---\nreviewed: 2026-03-01\n---\n\n# 首页\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.zhike]\nreview-after-months = 12\n", encoding="utf-8")

    found = {}
    for day in ("2027-03-01", "2027-03-02", "2027-03-01"):
        monkeypatch.setenv("ZHIKE_TODAY", day)
        run = incremental.check(tmp_path, tmp_path / "kept")
        found[day] = [verdict.rule for verdict in run.verdicts if verdict.rule == "review-due"]

    assert found == {"2027-03-01": [], "2027-03-02": ["review-due"]}
