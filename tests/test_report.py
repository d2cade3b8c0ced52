"""Reports: the same findings for an editor, a program, a code scanner and a pull request."""

from __future__ import annotations

import json

import pytest

from zhike import report
from zhike.findings import Diagnostic, Severity
from zhike.rules import ALL_RULES

ERROR = Diagnostic("docs/index.md", 3, 7, "broken-link", Severity.ERROR, "no page at 'a.md'", "did you mean 'b.md'?")
WARNING = Diagnostic("docs/index.md", 5, 1, "heading-jump", Severity.WARNING, "the level jumps from 2 to 4")
INFO = Diagnostic("docs/a b,c/页.md", 1, 1, "unused-term", Severity.INFO, "100% unused: one,\ntwo", "50%")


def test_text_has_one_line_a_finding() -> None:
    shown = report.text([ERROR, WARNING, INFO], "en")

    assert shown.splitlines() == [
        "docs/index.md:3:7: no page at 'a.md'; did you mean 'b.md'? [broken-link]",
        "docs/index.md:5:1: the level jumps from 2 to 4 [heading-jump]",
        "docs/a b,c/页.md:1:1: 100% unused: one, two; 50% [unused-term]",
    ]


@pytest.mark.parametrize("character", ["\n", "\r", "\x1b", "\x00", "\x85", "\u2028"])
def test_nothing_in_a_finding_ends_its_line_or_drives_a_terminal(character: str) -> None:
    finding = Diagnostic("docs/a.md", 1, 1, "broken-link", Severity.ERROR, f"no page at 'a{character}b'")

    assert report.line(finding) == "docs/a.md:1:1: no page at 'a b' [broken-link]"


@pytest.mark.parametrize(
    ("diagnostics", "pages", "expected"),
    [
        ([], 0, "no findings in 0 pages"),
        ([ERROR], 1, "1 error in 1 page"),
        ([ERROR, ERROR, WARNING], 12, "2 errors, 1 warning in 12 pages"),
        ([WARNING, WARNING, INFO, INFO], 3, "2 warnings, 2 info in 3 pages"),
    ],
)
def test_summary_counts_by_severity(diagnostics: list[Diagnostic], pages: int, expected: str) -> None:
    assert report.summary(diagnostics, pages) == expected


def test_json_is_a_list_of_objects_with_stable_keys() -> None:
    shown = json.loads(report.as_json([WARNING], "en"))

    assert shown == [
        {
            "path": "docs/index.md",
            "line": 5,
            "column": 1,
            "rule": "heading-jump",
            "severity": "warning",
            "message": "the level jumps from 2 to 4",
            "hint": "",
            "fix": [],
        }
    ]


def test_sarif_is_version_2_1_0_and_counts_characters() -> None:
    log = json.loads(report.sarif([ERROR], "en"))

    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_sarif_knows_every_rule() -> None:
    [run] = json.loads(report.sarif([], "en"))["runs"]

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.name for rule in ALL_RULES]
    assert all(rule["shortDescription"]["text"].endswith(".") for rule in run["tool"]["driver"]["rules"])
    assert run["results"] == []


def test_sarif_result_has_rule_level_text_and_region() -> None:
    [run] = json.loads(report.sarif([ERROR], "en"))["runs"]

    assert run["results"] == [
        {
            "ruleId": "broken-link",
            "level": "error",
            "message": {"text": "no page at 'a.md'; did you mean 'b.md'?"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "docs/index.md"},
                        "region": {"startLine": 3, "startColumn": 7},
                    }
                }
            ],
        }
    ]


@pytest.mark.parametrize(("finding", "level"), [(ERROR, "error"), (WARNING, "warning"), (INFO, "note")])
def test_sarif_level_is_the_severity(finding: Diagnostic, level: str) -> None:
    [run] = json.loads(report.sarif([finding], "en"))["runs"]

    assert [result["level"] for result in run["results"]] == [level]


def test_sarif_address_is_a_valid_uri() -> None:
    [run] = json.loads(report.sarif([INFO], "en"))["runs"]
    [location] = run["results"][0]["locations"]

    assert location["physicalLocation"]["artifactLocation"] == {"uri": "docs/a%20b%2Cc/%E9%A1%B5.md"}


def test_github_gets_one_command_a_finding_with_its_marks_escaped() -> None:
    shown = report.github([ERROR, WARNING, INFO], "en")

    assert shown.splitlines() == [
        "::error file=docs/index.md,line=3,col=7,title=broken-link::no page at 'a.md'; did you mean 'b.md'?",
        "::warning file=docs/index.md,line=5,col=1,title=heading-jump::the level jumps from 2 to 4",
        "::notice file=docs/a b%2Cc/页.md,line=1,col=1,title=unused-term::100%25 unused: one,%0Atwo; 50%25",
    ]


@pytest.mark.parametrize(
    ("path", "shown"), [("a:b", "a%3Ab"), ("a,b", "a%2Cb"), ("50%", "50%25"), ("a\nb", "a%0Ab"), ("a\rb", "a%0Db")]
)
def test_github_property_holds_no_mark_that_ends_it(path: str, shown: str) -> None:
    finding = Diagnostic(path, 1, 1, "broken-link", Severity.ERROR, "no page")

    assert report.github([finding], "en").startswith(f"::error file={shown},line=1,")


@pytest.mark.parametrize("form", report.REPORTERS)
def test_every_report_ends_its_last_line(form: str) -> None:
    shown = report.REPORTERS[form]([ERROR], "en")

    assert shown.endswith("\n")
    assert not shown.endswith("\n\n")
