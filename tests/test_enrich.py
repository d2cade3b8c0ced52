"""What is added to pages: the glossary, cards on terms, joined lines, house values, what stands around a page."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from sites import site_of

from zhike import house
from zhike.enrich import tooltips, typesetting
from zhike.enrich.view import Neighbour, View, links_to, view
from zhike.lexicon import lexicon
from zhike.model import Site
from zhike.workspace import Workspace

TERMS = """\
-- _data/terms/service.yml --
- id: recovery
  zh: {preferred: 服务补救, admitted: [补救], definition: 出错以后把事情做好。}
  en: {preferred: service recovery, definition: Putting things right <again>.}
- id: compensation
  zh: {preferred: 补偿, definition: 赔给客人的东西。, reading: bǔ cháng}
  en: {preferred: compensation, definition: What the guest gets.}
- id: vip
  zh: {preferred: VIP, definition: 贵宾。}
  en: {preferred: VIP, definition: A very important person.}
- id: early-arrival
  zh: {preferred: 24 小时入住, definition: 随时入住。}
  en: {preferred: 24-hour check-in, definition: Arriving at any hour.}
- id: handling
  zh: {preferred: 处理, definition: 做。}
  en: {preferred: Éclair, definition: A cake.}
  related: [recovery, unknown]
"""
SITE = site_of(TERMS)
ARTICLE = """\
-- a.md --
---
title: 道歉
type: procedure
summary: 先说对不起。
roles: [desk, nobody]
sources: [recovery/first, unknown]
related: [b, none]
reviewed: 2026-03-01
---

# 道歉

在 {{ limit }} 内，在{{ limit }}内，`{{ limit }}`，{{ none }}。

```
{{ limit }}
```
-- b.md --
---
title: 补偿
---

# 补偿

见[道歉](a.md)，再见[道歉](a.md#x)，[自己](b.md)，[没有](none.md)。
-- b.en.md --
---
title: Compensation
---

# Compensation

Within {{ limit }}.
-- c.md --
# 三

见[道歉](a.md)。
-- _data/roles.yml --
- {id: desk, zh: {name: 前台}, en: {name: Front desk}}
-- _data/sources.yml --
- id: recovery/first
  kind: recovery
  zh: 先道歉
  en: Apologise first
  documents: [A]
  roles: [desk]
  facts: [一条]
-- _data/house.yml --
units:
  minute: {zh: {other: "{} 分钟", unset: 未定}, en: {one: "{} minute", other: "{} minutes", unset: not set}}
values:
  limit: {value: 20, unit: minute, zh: 时限, en: Limit}
"""


def order(site: Site, locale: str) -> str:
    """Return the headings of the glossary page in a language, in order."""
    page = site.page("glossary", locale)
    return " ".join(f"{'#' * heading.level} {heading.text}" for heading in page.headings) if page else ""


def marked(html: str, locale: str = "zh") -> list[str]:
    """Return the words that got a card, in order."""
    body = tooltips.marked(html, locale, lexicon(SITE, locale), "glossary/").partition('<div class="zk-terms"')[0]
    return re.findall(r"<button[^>]*>([^<]*)</button>", body)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh", "# 术语表 ## 0–9 ### 24 小时入住 ## B ### 补偿 ## C ### 处理 ## F ### 服务补救 ## V ### VIP"),
        (
            "en",
            "# Glossary ## 0–9 ### 24-hour check-in ## C ### compensation ## E ### Éclair"
            " ## S ### service recovery ## V ### VIP",
        ),
    ],
)
def test_glossary_is_in_the_order_of_pinyin_or_of_letters(locale: str, expected: str) -> None:
    assert order(SITE, locale) == expected


def test_glossary_entry_shows_reading_other_word_and_known_relations() -> None:
    page = SITE.page("glossary", "zh")

    assert page is not None
    assert (
        "### 补偿 {#compensation}\n\n*bǔ cháng*{lang=zh-Latn} · *compensation*{lang=en}\n\n赔给客人的东西。\n"
        in page.text
    )
    assert "### VIP {#vip}\n\n*VIP*{lang=en}\n\n贵宾。" in page.text
    assert "*chǔ lǐ*{lang=zh-Latn} · *Éclair*{lang=en}\n\n做。\n\n- 相关词：[服务补救](#recovery)\n" in page.text


def test_site_without_terms_has_no_glossary() -> None:
    assert not site_of("-- a.md --\n# 一\n").has("glossary", "zh")


def test_glossary_that_an_editor_wrote_stays() -> None:
    page = site_of(f"-- glossary.md --\n# 自己写的\n{TERMS}").page("glossary", "zh")

    assert page is not None
    assert (page.text, page.generated) == ("# 自己写的\n", False)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>服务补救和服务补救，还有补救</p>", ["服务补救"]),
        ("<h2>一</h2><p>补救</p><h3>二</h3><p>补救</p><h2>三</h2><p>补救</p>", ["补救", "补救"]),
        ("<p>补救，补偿</p>", ["补救", "补偿"]),
        ('<p><a href="补救">补救</a> <code>补救</code> <kbd>补救</kbd></p><pre>补救</pre>', []),
        ("<h1>补救</h1><h2>补救</h2><h3>补救</h3><table><th>补救</th></table>", []),
        ("<p><!-- 补救 --><em>补救</em></p>", ["补救"]),
        ('<p><img alt="补救" src="a.svg"/><br />补偿</p>', ["补偿"]),
        ("<svg><title>补救</title></svg><p>补偿</p>", ["补偿"]),
        ("<details><summary>补救</summary><p>补偿</p></details>", ["补偿"]),
        ("<p>没有</p>", []),
    ],
    ids=[
        *("once", "once a section", "two", "link and code", "headings", "comment", "attribute", "drawing"),
        *("what opens", "none"),
    ],
)
def test_first_use_in_a_section_gets_a_card_outside_links_code_and_headings(html: str, expected: list[str]) -> None:
    assert marked(html) == expected


@pytest.mark.parametrize(
    ("html", "locale", "word"), [("<p>补救</p>", "zh", "补救"), ("<p>Service\nRecovery</p>", "en", "Service\nRecovery")]
)
def test_a_term_is_shown_as_it_was_written(html: str, locale: str, word: str) -> None:
    assert marked(html, locale) == [word]


@pytest.mark.parametrize(
    ("html", "locale", "card"),
    [
        (
            "<p>补偿</p>",
            "zh",
            '<div popover id="term-compensation" class="zk-card"><p class="zk-card__names"><strong>补偿</strong> '
            '<span lang="zh-Latn">bǔ cháng</span> <span lang="en">compensation</span></p><p>赔给客人的东西。</p>'
            '<p><a href="glossary/#compensation">见术语表</a></p></div>',
        ),
        (
            "<p>service recovery</p>",
            "en",
            '<div popover id="term-recovery" class="zk-card"><p class="zk-card__names">'
            '<strong>service recovery</strong> <span lang="zh-Hans">服务补救</span> '
            '<span lang="zh-Latn">fú wù bǔ jiù</span></p>'
            "<p>Putting things right &lt;again&gt;.</p>"
            '<p><a href="glossary/#recovery">See the glossary</a></p></div>',
        ),
    ],
)
def test_card_has_the_word_of_the_other_language_and_the_meaning(html: str, locale: str, card: str) -> None:
    shown = tooltips.marked(html, locale, lexicon(SITE, locale), "glossary/")

    assert shown.endswith(f'<div class="zk-terms" data-search-exclude>{card}</div>')


def test_text_without_terms_stays_as_it_is() -> None:
    assert tooltips.marked("<p>没有</p>", "zh", lexicon(SITE, "zh"), "glossary/") == "<p>没有</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>先道歉，\n再补偿</p>", "<p>先道歉，再补偿</p>"),
        ("<p>道<strong>歉</strong>\n<em>再</em>说</p>", "<p>道<strong>歉</strong><em>再</em>说</p>"),
        ("<p>请说\nsorry\n两次</p>", "<p>请说\nsorry\n两次</p>"),
        ("<p>say\nsorry</p>", "<p>say\nsorry</p>"),
        ("<pre>先\n后</pre><p>先\n后</p>", "<pre>先\n后</pre><p>先后</p>"),
        ("<p>他说：\nOK</p>", "<p>他说：OK</p>"),
        ("<p>行</p>\n<p>列</p>", "<p>行</p><p>列</p>"),
    ],
)
def test_line_end_between_chinese_characters_leaves_no_blank(html: str, expected: str) -> None:
    assert typesetting.joined(html) == expected


@pytest.mark.parametrize(
    ("file", "expected"), [("a.md", "“不。”然后"), ("a.en.md", '<span lang="zh-Hans">“不。”\n然后</span>')]
)
def test_lines_are_joined_on_pages_in_chinese_only(tmp_path: Path, file: str, expected: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / file).write_text("# 一\n", encoding="utf-8")

    assert Workspace(tmp_path, tmp_path / "site").html("“不。”\n然后", file, "") == expected


def test_many_tags_between_lines_are_read() -> None:
    tags = '<span class="a b c">' * 200

    assert typesetting.joined(f"<p>中{tags}x</p>") == f"<p>中{tags}x</p>"


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("先 <b>", '<h1>一</h1>\n<p class="zk-lead">先 &lt;b&gt;</p><h1>二</h1>'),
        ("", "<h1>一</h1><h1>二</h1>"),
    ],
)
def test_summary_stands_under_the_first_heading(summary: str, expected: str) -> None:
    assert typesetting.led("<h1>一</h1><h1>二</h1>", summary) == expected


def test_house_values_are_filled_but_not_in_code() -> None:
    site = site_of(ARTICLE)
    page = site.pages["docs/a.md"]

    body = house.filled(page, site).split("# 道歉\n\n")[1]

    assert body == "在 20 分钟 内，在 20 分钟内，`{{ limit }}`，{{ none }}。\n\n```\n{{ limit }}\n```\n"


def test_house_value_is_in_the_page_s_language() -> None:
    site = site_of(ARTICLE)

    assert house.filled(site.pages["docs/b.en.md"], site).endswith("\nWithin 20 minutes.\n")


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("20", "20 分钟", "20 minutes"),
        ("1", "1 分钟", "1 minute"),
        ("1.5", "1.5 分钟", "1.5 minutes"),
        ("12000", "12,000 分钟", "12,000 minutes"),
        ("3–5", "3–5 分钟", "3–5 minutes"),
        ("null", "未定", "not set"),
    ],
)
def test_house_value_is_printed_with_its_unit(value: str, chinese: str, english: str) -> None:
    [limit] = site_of(ARTICLE.replace("value: 20", f"value: {value}")).house

    assert limit.shown == {"zh": chinese, "en": english}


def test_view_has_names_in_the_reader_s_language() -> None:
    site = site_of(ARTICLE)

    shown = view(site, site.pages["docs/a.md"], "en", links_to(site))

    assert (shown.roles, shown.sources, shown.reviewed) == (("Front desk",), ("Apologise first",), "2026-03-01")
    assert (shown.reader.locale, shown.written.locale, shown.is_untranslated) == ("en", "zh", True)


@pytest.mark.parametrize(
    ("reader", "related", "backlinks"),
    [
        ("zh", (Neighbour("b", "补偿"),), (Neighbour("c", "c"),)),
        ("en", (Neighbour("b", "Compensation"),), (Neighbour("c", "c"),)),
    ],
)
def test_view_names_related_pages_and_those_that_link_here(
    reader: str, related: tuple[Neighbour, ...], backlinks: tuple[Neighbour, ...]
) -> None:
    site = site_of(ARTICLE)

    shown: View = view(site, site.pages["docs/a.md"], reader, links_to(site))

    assert (shown.related, shown.backlinks) == (related, backlinks)


def test_a_page_links_once_and_never_to_itself() -> None:
    assert links_to(site_of(ARTICLE)) == {"a": {"b": None, "c": None}}


def test_words_of_pages_and_data_run_nothing_where_they_are_listed() -> None:
    evil = "坏<img src=x onerror=run()>[词](javascript:run()) **词**{ onclick=run() } {{ limit }}"
    site = site_of(f"""\
-- mkdocs.yml --
nav: [index.md, all-pages.md, changes.md]
-- index.md --
---
title: "{evil}"
summary: "{evil}"
---
-- _data/terms/service.yml --
- id: bad
  zh: {{preferred: "{evil}", admitted: ["{evil}"], definition: "{evil}", reading: "{evil}"}}
  en: {{preferred: bad, definition: Bad.}}
-- _data/changes.yml --
- {{date: 2026-01-01, zh: "{evil}", en: Bad., pages: [index]}}
-- _data/house.yml --
units: {{word: {{zh: {{other: "{evil}", unset: 无}}, en: {{other: bad, unset: none}}}}}}
values: {{limit: {{value: 1, unit: word, zh: "{evil}", en: Bad}}}}
""")

    for slug in ("all-pages", "changes", "glossary"):
        page = site.made[f"docs/{slug}.md"]
        text = house.filled(page, site)
        html = markdown.markdown(text.partition("---\n\n")[2], extensions=["attr_list", "admonition"])
        assert "坏" in html
        assert set(re.findall(r"<([a-z0-9]+)", html)) <= {"h1", "h2", "h3", "p", "ul", "ol", "li", "a", "em"}
        assert not re.findall(r"<[^>]*(?:onclick|onerror|javascript)", html)
