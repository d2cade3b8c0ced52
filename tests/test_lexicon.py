"""The termbase's words are found in running text: the longest, inflected, in their own sense."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhike.languages import language
from zhike.lexicon import ACCEPTED, FORBIDDEN, Lexicon, Match, inflected
from zhike.model import Position, Term, Wording


def term(name: str, zh: Wording, en: Wording, not_when: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> Term:
    return Term(Position("docs/_data/terms/service.yml"), name, {"zh": zh, "en": en}, not_when=not_when)


OTHER_SENSES = {"zh": ("要害部门",), "en": ("key figure", "low key")}
TERMS = (
    term("complaint", Wording("投诉", ("客诉",)), Wording("complaint")),
    term("complaint-handling", Wording("投诉处理"), Wording("complaint handling")),
    term("recovery", Wording("服务补救", (), ("服务挽救",)), Wording("service recovery", (), ("service repair",))),
    term("vip", Wording("VIP", ("贵宾",)), Wording("VIP")),
    term("desk", Wording("IT 部门"), Wording("IT desk")),
    term("key", Wording("钥匙", (), ("要害",)), Wording("key"), OTHER_SENSES),
    term("policy", Wording("制度"), Wording("policy", ("house rule",))),
    term("plan", Wording("计划"), Wording("plan")),
    term("apologise", Wording("道歉"), Wording("apologise")),
)
LEXICONS = {locale: Lexicon(TERMS, locale) for locale in ("zh", "en")}


def matches(text: str, locale: str) -> list[Match]:
    return list(LEXICONS[locale].matches(text))


def found(text: str, locale: str) -> list[tuple[str, str]]:
    """Return the words found in a text, each with the concept it names."""
    return [(text[match.start : match.end], match.term.id) for match in matches(text, locale)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("客人投诉了。", [("投诉", "complaint")]),
        ("客诉就是投诉", [("客诉", "complaint"), ("投诉", "complaint")]),
        ("投诉处理要快", [("投诉处理", "complaint-handling")]),
        ("他是VIP客人", [("VIP", "vip")]),
        ("他是 vip。", [("vip", "vip")]),
        ("VIPS、AVIP、VIP2 都不是", []),
        ("贵宾VIP贵宾", [("贵宾", "vip"), ("VIP", "vip"), ("贵宾", "vip")]),
        ("请找IT 部门", [("IT 部门", "desk")]),
        ("财务是要害部门", []),
        ("打中要害", [("要害", "key")]),
        ("没有术语", []),
        ("", []),
    ],
)
def test_chinese_words_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A complaint.", [("complaint", "complaint")]),
        ("COMPLAINTS", [("COMPLAINTS", "complaint")]),
        ("the complaint's cause, the complaint’s cause", [("complaint's", "complaint"), ("complaint’s", "complaint")]),
        ("good complaint handling", [("complaint handling", "complaint-handling")]),
        ("complaint-handling", [("complaint-handling", "complaint-handling")]),
        ("service\nrecovery", [("service\nrecovery", "recovery")]),
        ("policies and house rules", [("policies", "policy"), ("house rules", "policy")]),
        ("planned, planning, plans", [("planned", "plan"), ("planning", "plan"), ("plans", "plan")]),
        ("apologised and apologising", [("apologised", "apologise"), ("apologising", "apologise")]),
        ("the key, a key figure, low-key keys", [("key", "key"), ("keys", "key")]),
        ("monkey, keyboard, plane, explain", []),
        ("ask the it desk", [("it desk", "desk")]),
    ],
)
def test_english_words_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("服务补救，不是服务挽救", "zh", [ACCEPTED, FORBIDDEN]),
        ("service recovery, not service repairs", "en", [ACCEPTED, FORBIDDEN]),
    ],
)
def test_forbidden_words_are_told_from_accepted_ones(text: str, locale: str, expected: list[str]) -> None:
    assert [match.status for match in matches(text, locale)] == expected


@pytest.mark.parametrize(("text", "locale"), [("投诉处理", "zh"), ("complaint handling", "en")])
def test_a_word_names_the_concepts_it_contains_too(text: str, locale: str) -> None:
    assert [match.inside for match in matches(text, locale)] == [("complaint",)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("guest", {"guest", "guests", "guest's", "guested", "guesting"}),
        ("party", {"parties", "partied"}),
        ("address", {"addresses", "addressed"}),
        ("analysis", {"analyses"}),
        ("stop", {"stopped", "stopping"}),
        ("serve", {"served", "serving"}),
    ],
)
def test_words_are_inflected(word: str, expected: set[str]) -> None:
    assert expected <= set(inflected(word, language("en").inflection))


@given(st.text(alphabet="投诉处理客服务补救VIP部门要害 -\ncomplaint handlingkey’'sİ") | st.text())
def test_no_two_words_stand_at_one_place(text: str) -> None:
    for locale in ("zh", "en"):
        places = [place for match in matches(text, locale) for place in (match.start, match.end)]

        assert places == sorted(places)
        assert all(0 <= place <= len(text) for place in places)


@given(st.text(), st.sampled_from("，。 \n"), st.text())
def test_a_word_is_found_whatever_stands_around_it(before: str, between: str, after: str) -> None:
    text = f"{before}{between}贵宾{between}{after}"

    assert ("贵宾", "vip") in found(text, "zh")
