"""Every rule finds what its case file expects, where it expects it, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sites import expected, site_of, with_front_matter

from zhike.checking import check
from zhike.messages import Messages, languages
from zhike.report import sentence
from zhike.rules import ALL_RULES
from zhike.rules.base import Regex

CASES = Path(__file__).parent / "rules"


def shown_path(path: str) -> str:
    return path.removeprefix("docs/")


@pytest.mark.parametrize("name", [rule.name for rule in ALL_RULES])
def test_rule_finds_what_its_case_expects(name: str) -> None:
    case, wanted = expected(with_front_matter((CASES / f"{name}.md").read_bytes().decode()))

    diagnostics = check(site_of(case), [name])

    assert {(shown_path(d.path), d.line, sentence(d)) for d in diagnostics} == wanted


@pytest.mark.parametrize("name", [rule.name for rule in ALL_RULES])
def test_case_expects_something(name: str) -> None:
    _, wanted = expected((CASES / f"{name}.md").read_bytes().decode())

    assert wanted


@pytest.mark.parametrize("family", sorted({rule.check.__module__ for rule in ALL_RULES}))
def test_regular_expressions_of_a_family_compile(family: str) -> None:
    written = [value for value in vars(sys.modules[family]).values() if isinstance(value, Regex)]

    assert all(isinstance(found.pattern, str) for found in written)


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.md")} == {rule.name for rule in ALL_RULES}


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_rule_states_its_law_and_shows_bad_and_good(rule: object) -> None:
    assert rule.law.endswith(".")  # type: ignore[attr-defined]
    assert rule.example.startswith("Bad:  ")  # type: ignore[attr-defined]
    assert "\nGood: " in rule.example  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != "en"])
@pytest.mark.parametrize("name", [rule.name for rule in ALL_RULES])
def test_every_message_can_be_told_in_every_language(name: str, lang: str) -> None:
    case, _ = expected(with_front_matter((CASES / f"{name}.md").read_bytes().decode()))
    messages = Messages(lang)

    check(site_of(case), [name], messages)

    assert messages.missing == set()
    assert all(messages.of_rule(name, part) for part in ("law", "bad", "good"))
