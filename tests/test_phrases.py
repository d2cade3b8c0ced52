"""Tables of phrases are known by the names of their columns, and their rows can be used."""

from __future__ import annotations

import pytest
from sites import site_of

from zhike.enrich import phrases, tables

SITE = site_of("-- a.md --\n# 一\n-- a.en.md --\n# One\n")


def table(locale: str, *rows: str) -> str:
    """Return a table as the page has it when phrases are looked for: the names of the columns, then the cells."""
    head, *body = [row.split("|") for row in rows]
    names = "".join(f"<th>{name}</th>" for name in head)
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    html = f"<table><thead><tr>{names}</tr></thead><tbody>{cells}</tbody></table>"
    page = SITE.page("a", locale)
    assert page is not None
    return phrases.marked(tables.labelled(html), page, SITE)


@pytest.mark.parametrize(
    ("locale", "head", "tag"),
    [
        ("zh", "场合|这样说|英文", "en"),
        ("zh", "不要说|换成|英文", "en"),
        ("en", "When|Say|In Chinese", "zh-Hans"),
        ("en", "Example|Do not say|Say|The new version in Chinese", "zh-Hans"),
    ],
)
def test_what_another_language_says_carries_its_language_and_a_row_has_room_for_buttons(
    locale: str, head: str, tag: str
) -> None:
    html = table(locale, head, "|".join("abcd"[: head.count("|") + 1]))

    assert html.startswith('<table class="zk-table zk-phrases" role="table">')
    assert html.count(f'<td class="zk-phrase__other" lang="{tag}" role="cell"') == 1
    assert html.count('<td class="zk-phrase__say" role="cell"') == 1
    assert html.count('<td role="cell" class="zk-phrase__tools"></td></tr>') == 1
    assert html.count("<th ") == html.count("<td ") == head.count("|") + 2


def test_what_must_not_be_said_is_not_offered_to_show() -> None:
    html = table("zh", "不要说|英文|为什么", "没办法。|No way.|像在推开客人。")

    assert "zk-phrases" in html
    assert '<td class="zk-phrase__avoid" role="cell" data-label="不要说">没办法。</td>' in html
    assert "zk-phrase__tools" not in html


@pytest.mark.parametrize(
    ("locale", "head"),
    [("zh", "这样说|英文"), ("zh", "场合|这样说|为什么"), ("zh", "When|Say|In Chinese"), ("en", "A|B|C")],
)
def test_other_tables_stay_as_they_are(locale: str, head: str) -> None:
    assert "zk-phrase" not in table(locale, head, "a|b|c")
