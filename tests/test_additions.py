"""What is added to a page's HTML beside terms: the language of foreign words, boxes to tick, the list of everything."""

from __future__ import annotations

import time

import pytest
from sites import site_of

from zhike.enrich import foreign, typesetting
from zhike.model import Settings

SETTINGS = Settings()
LISTED = """\
-- mkdocs.yml --
nav: [index.md, glossary.md, all-pages.md, recovery/index.md, recovery/apology.md]
-- index.md --
---
title: 首页
summary: 从这里看。
---
# 首页
-- recovery/index.md --
---
title: 补救
---
# 补救
-- recovery/index.en.md --
---
title: Recovery
---
# Recovery
-- recovery/apology.md --
---
title: 道歉
summary: 先说对不起。
---
# 道歉
-- _data/terms/service.yml --
- id: compensation
  zh: {preferred: 补偿, definition: 赔给客人的东西。, reading: bǔ cháng}
  en: {preferred: compensation, definition: What the guest gets.}
"""


def body(text: str) -> str:
    return text.split("---\n")[-1]


@pytest.mark.parametrize(
    ("locale", "html", "expected"),
    [
        ("en", "<p>Say 对不起 first.</p>", '<p>Say <span lang="zh-Hans">对不起</span> first.</p>'),
        ("en", "<p>“对不起，20 分钟。” is</p>", '<p><span lang="zh-Hans">“对不起，20 分钟。”</span> is</p>'),
        ("en", "<td>对不起。</td>", '<td><span lang="zh-Hans">对不起。</span></td>'),
        (
            "en",
            '<p lang="zh">对<b>不</b>起</p><p>对</p>',
            '<p lang="zh">对<b>不</b>起</p><p><span lang="zh-Hans">对</span></p>',
        ),
        ("en", '<img alt="对"><svg><text>对</text></svg>', '<img alt="对"><svg><text>对</text></svg>'),
        ("en", "<p>Sorry.</p>", "<p>Sorry.</p>"),
        ("zh", "<td>I am sorry.</td>", '<td><span lang="en">I am sorry.</span></td>'),
        ("zh", "<td>Certainly.</td>", '<td><span lang="en">Certainly.</span></td>'),
        ("zh", "<td>VIP</td>", "<td>VIP</td>"),
        ("zh", "<td>对 sorry 说</td>", "<td>对 sorry 说</td>"),
        ("zh", "<p>说“I am very sorry.”就好</p>", '<p>说“<span lang="en">I am very sorry.</span>”就好</p>'),
        ("zh", "<p>给 VIP 和 CRM 用</p>", "<p>给 VIP 和 CRM 用</p>"),
        ("zh", '<td><span lang="en">I am sorry</span></td>', '<td><span lang="en">I am sorry</span></td>'),
    ],
)
def test_words_of_the_other_language_say_which_it_is(locale: str, html: str, expected: str) -> None:
    assert foreign.told(html, locale, SETTINGS) == expected


def test_a_site_of_one_script_says_nothing() -> None:
    assert foreign.told("<p>对</p>", "en", Settings(source="en", translations=("fr",))) == "<p>对</p>"


@pytest.mark.parametrize("text", ["a" * 50_000, "a b " * 20_000, "中" * 50_000, "中 " * 20_000, "，a" * 20_000])
def test_long_text_is_read_in_time_that_grows_with_its_length(text: str) -> None:
    started = time.process_time()

    for locale in ("zh", "en"):
        foreign.told(f"<p>{text}</p>", locale, SETTINGS)

    assert time.process_time() - started < 1


def test_code_that_is_too_wide_can_be_scrolled_by_keys() -> None:
    assert typesetting.reachable("<pre><code>x</code></pre>") == '<pre tabindex="0"><code>x</code></pre>'


def test_list_of_everything_has_the_pages_by_section_and_the_terms() -> None:
    page = site_of(LISTED).page("all-pages", "zh")

    assert page is not None
    assert body(page.text) == (
        "\n# 全部页面与术语\n\n## 从这里开始 {#start}\n\n- [首页](index.md)：从这里看。\n"
        "- [术语表](glossary.md)：本站的词：每个词什么意思，别的语言怎么说。\n\n"
        "## 补救 {#recovery}\n\n- [补救](recovery/index.md)\n- [道歉](recovery/apology.md)：先说对不起。\n\n"
        "## 术语 {#terms}\n\n### B {#terms-b}\n\n- [补偿](glossary.md#compensation)\n"
    )


def test_list_of_everything_names_untranslated_pages_too() -> None:
    page = site_of(LISTED).page("all-pages", "en")

    assert page is not None
    assert (
        "## Recovery {#recovery}\n\n- [Recovery](recovery/index.md)\n- [道歉](recovery/apology.md): 先说对不起。\n"
        in page.text
    )


def test_site_whose_menu_does_not_name_it_has_no_list_of_everything() -> None:
    assert site_of(LISTED.replace("all-pages.md, ", "")).page("all-pages", "zh") is None
