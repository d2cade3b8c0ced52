"""The search: what is found, what a result says, and what the index is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from sites import site_of

from zhike.cli import main
from zhike.load import load
from zhike.model import Site
from zhike.search import evaluate
from zhike.search.engine import Engine
from zhike.search.index import files
from zhike.search.scripts import short
from zhike.search.topics import topics
from zhike.search.words import all_pairs, joined, measures, pairs, stem

PAGE = """\
---
title: {title}
type: {kind}
summary: {summary}
asks: [{asks}]
reviewed: 2026-01-01
---

# {title}

## {heading} {{#steps}}

{text}
"""
TERM = """\
-- _data/terms/all.yml --
- id: luggage
  zh: {preferred: 行李, admitted: [行囊], forbidden: [包袱], definition: 客人带来的箱子和包。}
  en: {preferred: luggage, admitted: [baggage], definition: The cases and bags that a guest brings.}
"""


def page(title: str, text: str, heading: str = "步骤", asks: str = "", kind: str = "guide") -> str:
    """Return a page with one section."""
    return PAGE.format(title=title, kind=kind, summary=f"{title}。", asks=asks, heading=heading, text=text)


SMALL = f"""\
-- a.md --
{page("寄存行李", "客人退房以后，行李放在礼宾台。", asks="箱子能不能先放一下")}
-- a.en.md --
{page("Storing luggage", "After check-out the cases wait at the concierge desk.", "Steps")}
-- b.md --
{page("重复投诉", "同一位客人又来投诉，先道歉。")}
-- b.en.md --
{page("Repeated complaints", "A guest complains again: apologise first.", "Steps")}
-- c.md --
{page("夜间空调", "空调太吵，先换房间。")}
{TERM}"""


@pytest.fixture(scope="module")
def small() -> Iterator[Engine]:
    """A search in three pages and a term, its index open."""
    with Engine(files(site_of(SMALL))) as engine:
        # the forms of verbs come with the first English word
        engine.search("luggage", "en")
        yield engine


@pytest.fixture(scope="module")
def real() -> Site:
    """The real site."""
    return load(ROOT)


@pytest.fixture(scope="module")
def ours(real: Site) -> Iterator[Engine]:
    """A search in the real site."""
    with Engine(files(real)) as engine:
        yield engine


def first(engine: Engine, query: str, locale: str = "zh") -> object:
    return next((result["slug"] for result in engine.search(query, locale)), None)


@pytest.mark.parametrize(
    ("query", "locale"),
    [
        pytest.param("行李", "zh", id="a Chinese word"),
        pytest.param("客人的行李怎么寄存", "zh", id="a whole question"),
        pytest.param("storing luggages", "en", id="English with other endings"),
        pytest.param("xingli", "zh", id="pinyin"),
        pytest.param("xing li", "zh", id="pinyin with a blank"),
        pytest.param("xingl", "zh", id="an unfinished syllable"),
        pytest.param("xing l", "zh", id="an unfinished syllable after a blank"),
        pytest.param("jcxl", "zh", id="initials"),
        pytest.param("luggage", "zh", id="English on a Chinese page"),
        pytest.param("寄存行李", "en", id="Chinese on an English page"),
        pytest.param("lugage", "en", id="a letter left out"),
        pytest.param("lug", "en", id="an unfinished word"),
        pytest.param("形李", "zh", id="a character that sounds alike"),
        pytest.param("箱子放一下", "zh", id="a way to ask"),
        pytest.param("stored baggage", "en", id="an admitted word"),
        pytest.param("寄存 luggage", "zh", id="two languages"),
    ],
)
def test_a_query_finds_the_page_whatever_way_it_is_typed(small: Engine, query: str, locale: str) -> None:
    found = first(small, query, locale)

    assert found == "a"


def test_traditional_characters_find_what_is_written_in_simplified_ones(small: Engine) -> None:
    found = first(small, "重複投訴")

    assert found == "b"


def test_a_character_of_two_readings_is_found_by_the_reading_it_has_in_its_word(small: Engine) -> None:
    found = first(small, "chongfu")

    assert found == "b"


def test_a_word_that_must_not_be_said_leads_to_what_should_be(small: Engine) -> None:
    found = [result["slug"] for result in small.search("包袱", "zh")]

    assert "a" in found


def test_a_result_names_page_section_and_place(small: Engine) -> None:
    result = small.search("礼宾台", "zh")[0]

    shown = {name: result[name] for name in ("slug", "section", "locale", "path", "title", "heading", "type")}
    assert shown == {
        "slug": "a",
        "section": "steps",
        "locale": "zh",
        "path": "",
        "title": "寄存行李",
        "heading": "步骤",
        "type": "guide",
    }


def test_a_snippet_marks_what_matches(small: Engine) -> None:
    snippet = small.search("礼宾台", "zh")[0]["snippet"]

    assert snippet == [
        {"text": "客人退房以后，行李放在", "marked": False},
        {"text": "礼宾台", "marked": True},
        {"text": "。", "marked": False},
    ]


def test_a_page_of_one_language_is_shown_in_it(small: Engine) -> None:
    result = small.search("空调", "en")[0]

    assert (result["slug"], result["locale"], result["path"]) == ("c", "zh", "en/")


def test_the_glossary_answers_with_the_term(small: Engine) -> None:
    found = {(result["slug"], result["section"]) for result in small.search("行李", "zh")}

    assert ("glossary", "luggage") in found


def test_nothing_is_found_for_what_nobody_wrote(small: Engine) -> None:
    assert small.search("qzxv", "en") == []


def test_the_nearest_terms_are_offered_when_nothing_is_found(small: Engine) -> None:
    offered = small.nearest("lugggeg", "en")

    assert [term["section"] for term in offered] == ["luggage"]


def test_ways_to_ask_are_in_no_text_that_is_shown() -> None:
    made = files(site_of(SMALL))

    assert not [name for name, text in made.items() if "箱子能不能先放一下" in text]


@given(st.text(max_size=40))
def test_no_query_stops_the_search(small: Engine, query: str) -> None:
    assert isinstance(small.search(query, "zh"), list)


@given(st.text("abcdefghilmnostuwxyz", max_size=60))
def test_letters_in_any_order_are_read(small: Engine, query: str) -> None:
    assert isinstance(small.search(query, "zh"), list)


@given(st.from_regex(r"[a-z]{1,12}(ing|ed|s|ies|e|our|ise|'s)?", fullmatch=True))
def test_both_languages_of_the_search_stem_alike(small: Engine, word: str) -> None:
    assert small.stem(word) == stem(word)


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    assert set(pairs(text)) <= set(all_pairs(text))


def test_pairs_across_words_are_left_out() -> None:
    assert pairs("客人来投诉") == ["客人", "投诉"]


def test_hyphens_and_numbers_join_what_stands_beside_them() -> None:
    assert (joined("the Wi-Fi and a check-in"), measures("3 米以内 20分钟")) == (["wifi", "checkin"], ["3米", "20分"])


def test_a_site_makes_the_same_index_every_time(real: Site) -> None:
    assert files(real) == files(load(ROOT))


def test_one_edit_changes_the_parts_of_its_words_only(real: Site) -> None:
    page = real.pages["docs/recovery/apology.md"]
    edited = replace(page, prose=tuple(line.replace("不等主管来", "紫藤花架") for line in page.prose))

    before, after = files(real), files(replace(real, pages={**real.pages, edited.path: edited}, memo={}))
    texts = {name for name in before if name.startswith("text/") and before[name] != after[name]}
    parts = {name.rpartition("-")[0] for name in before.keys() ^ after.keys()}

    assert texts == {"text/recovery/apology.zh.js"}
    assert 0 < len(parts) < 30


def test_every_page_and_every_term_can_be_found(real: Site) -> None:
    places = {(topic.slug, topic.anchor) for topic in topics(real)}

    pages = {(page.slug, "") for page in real.written()}
    assert places == pages | {("glossary", term.id) for term in real.terms}


def test_a_published_script_has_no_comments() -> None:
    code = "/* what\n * and why */\n  a();\n  // because\n"

    assert short(code) == "a();\n"


def test_the_command_prints_places(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["search", "--root", str(ROOT), "--lang", "en", "--format", "json", "hair in the soup"])

    places = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [set(place) for place in places[:1]] == [{"path", "section", "title", "lang", "score"}]
    assert [(ROOT / place["path"]).is_file() for place in places[:1]] == [True]


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "a", "--lang", "xx"],
        ["search", "--evaluate", "nowhere.yml"],
        ["search", "a", "--evaluate", "b"],
    ],
)
def test_a_wrong_call_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([arguments[0], "--root", str(ROOT), *arguments[1:]])

    assert stopped.value.code == 2


def test_the_command_measures_a_file_of_queries(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "queries.yml"
    file.write_text("- {q: 道歉, lang: zh, group: zh, want: [recovery/apologise-first]}\n", encoding="utf-8")

    main(["search", "--root", str(ROOT), "--format", "json", "--evaluate", str(file)])

    measured = json.loads(capsys.readouterr().out)
    assert measured["groups"][-1] == {
        "group": "all",
        "queries": 1,
        "hit_1": 1.0,
        "hit_3": 1.0,
        "recall_10": 1.0,
        "mrr_10": 1.0,
    }


def test_quality_counts_pages_that_carry_what_is_wanted() -> None:
    query = evaluate.Query("a", "zh", "zh", ("x", "y"))
    outcome = evaluate.Outcome(query, ("p", "q"), (frozenset(), frozenset({"x"})))

    measured = evaluate.qualities([outcome])[-1]

    assert measured == evaluate.Quality("all", 1, 0.0, 1.0, 0.5, 0.5)


def test_the_real_site_answers_as_well_as_it_did(real: Site, ours: Engine) -> None:
    records: list[Mapping[str, object]] = yaml.safe_load(
        (ROOT / "tests/data/queries-tuning.yml").read_text(encoding="utf-8")
    )
    asked = evaluate.queries(records)

    outcomes = evaluate.outcomes(
        real, asked, lambda query, locale: [str(result["slug"]) for result in ours.search(query, locale, 10, "rank")]
    )
    whole = evaluate.qualities(outcomes)[-1]

    assert whole.hit_1 >= 0.85
    assert whole.recall_10 >= 0.89
