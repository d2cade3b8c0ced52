"""The editor's language: what the environment asks for, and what is said in it."""

from __future__ import annotations

import pytest

from zhike.cli import main
from zhike.messages import Messages, preferred
from zhike.report import summary
from zhike.rules import ALL_RULES


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh-Hans-CN"}, "zh"),
        ({"LANG": "zh_CN@pinyin"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zhx_CN"}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "", "LANG": "zh_CN"}, "en"),
        ({"LC_CTYPE": "zh_CN.UTF-8"}, "en"),
        ({"LANGUAGE": "zh"}, "zh"),
        ({"LANGUAGE": "de:zh:en", "LANG": "de_DE.UTF-8"}, "zh"),
        ({"LANGUAGE": "en:zh", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANGUAGE": "de", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANGUAGE": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANGUAGE": "zh", "LANG": "C"}, "en"),
        ({"LANGUAGE": "zh", "LC_ALL": "POSIX", "LANG": "zh_CN"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "zh", "LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "../../etc"}, "en"),
    ],
)
def test_language_is_read_from_the_environment_as_gettext_does(environment: dict[str, str], lang: str) -> None:
    assert preferred(environment) == lang


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_rule_is_explained_with_its_law_and_an_example(rule: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", rule.name, "--lang", "en"]) == 0  # type: ignore[attr-defined]

    out = capsys.readouterr().out
    assert out.startswith(f"{rule.name} (")  # type: ignore[attr-defined]
    assert rule.law in out  # type: ignore[attr-defined]
    assert "\nBad:   " in out
    assert "\nGood:  " in out
    assert f"<!-- zhike: allow {rule.name} (why) -->" in out  # type: ignore[attr-defined]


def test_rule_is_explained_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "[stale-translation]", "--lang", "zh"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("stale-translation (警告)\n\n原文改了，这一节的译文要跟着改。\n")
    assert "在那之前，读者会看到" in out


def test_unknown_rule_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["explain", "stale-translatoin"])

    assert stop.value.code == 2
    assert "did you mean 'stale-translation'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "pages", "words"),
    [("en", 1, "no findings in 1 page"), ("en", 2, "no findings in 2 pages"), ("zh", 2, "2 页：没有发现问题")],
)
def test_summary_counts_in_every_language(lang: str, pages: int, words: str) -> None:
    assert summary([], pages, lang) == words


def test_message_that_was_not_translated_is_said_as_the_rule_says_it() -> None:
    messages = Messages("zh")

    assert messages.said("none", "no such words {a}", {"a": 1}) == "no such words 1"
    assert messages.missing == {("none", "no such words {a}")}
