"""What cannot be read says so once: rules that compare or count keep silent about what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_faults

from zhike.checking import check
from zhike.load import load

TERMS = "_data/terms/service.yml"
ROLES, SOURCES, HOUSE = "_data/roles.yml", "_data/sources.yml", "_data/house.yml"
PETS = """\
- id: pets
  zh: {preferred: 宠物房, definition: 可以带宠物的房间。}
  en: {preferred: pet room, definition: A room for pets.}
  related: [root-cause]
"""
LINKED = {
    "recovery/apology.md": [["退款要找到根本原因", "退款要找到[根本原因](../glossary.md#root-cause)"]],
    "recovery/apology.en.md": [["the root cause", "the [root cause](../glossary.md#root-cause)"]],
}
END = "reviewed: 2026-01-01\n---\n"
CASES = {
    "term without definition": ({TERMS: [["    definition: 问题真正的来由。\n", ""]]} | LINKED, "missing-key", TERMS),
    "term without preferred word": ({TERMS: [["    preferred: root cause\n", ""]]} | LINKED, "missing-key", TERMS),
    "unreadable terms": ({TERMS: [["root-cause\n  zh:", "root-cause\n  zh:\n\t"]]} | LINKED, "unreadable-data", TERMS),
    "full-width colon in a role": ({ROLES: [["zh: {name: 前台}", "zh：{name: 前台}"]]}, "unreadable-data", ROLES),
    "merge in the roles": ({ROLES: [["- id: front-desk", "<<<<<<< HEAD\n- id: front-desk"]]}, "unreadable-data", ROLES),
    "unreadable sources": ({SOURCES: [["zh: 先道歉", "zh：先道歉"]]}, "unreadable-data", SOURCES),
    "unreadable house values": ({HOUSE: [["    zh: {other", "\tzh: {other"]]}, "unreadable-data", HOUSE),
    "unknown unit": ({HOUSE: [["unit: minute,", "unit: minutes,"]]}, "wrong-value", HOUSE),
    "unreadable menu": ({"mkdocs.yml": [["  - index.md", "\t- index.md"]]}, "unreadable-data", "mkdocs.yml"),
    "two menus": ({"mkdocs.yml": [["nav:\n", "nav:\n  - index.md\nnav:\n"]]}, "unreadable-data", "mkdocs.yml"),
    "full-width colon in the menu": ({"mkdocs.yml": [["补救:", "补救："]]}, "odd-menu-entry", "mkdocs.yml"),
    "mistyped link": (
        {"recovery/apology.md": [["process.md#steps", "proces.md#steps"]]},
        "broken-link",
        "recovery/apology.md",
    ),
    "mistyped anchor": (
        {"recovery/apology.en.md": [["process.md#steps", "process.md#step"]]},
        "broken-anchor",
        "recovery/apology.en.md",
    ),
    "link that names a language": (
        {"recovery/apology.en.md": [["process.md#steps", "process.en.md#steps"]]},
        "link-names-a-language",
        "recovery/apology.en.md",
    ),
    "mistyped image": (
        {"recovery/apology.en.md": [["flow.svg", "flw.svg"]]},
        "missing-image",
        "recovery/apology.en.md",
    ),
    "blank line before front matter": (
        {"recovery/apology.md": [["---\ntitle", "\n---\ntitle"]]},
        "missing-front-matter",
        "recovery/apology.md",
    ),
    "front matter that never ends": (
        {"recovery/process.en.md": [[END, "reviewed: 2026-01-01\n"]]},
        "missing-front-matter",
        "recovery/process.en.md",
    ),
    "empty cell in a table of phrases": (
        {
            "recovery/apology.md": [["| 让您久等了 |", "| |"]],
            "recovery/apology.en.md": [["| Thank you for waiting |", "| 让您久等了 |"]],
        },
        "empty-cell",
        "recovery/apology.md",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_fault_is_told_once(name: str, tmp_path: Path) -> None:
    edits, rule, path = CASES[name]
    test_faults.planted(tmp_path, {"edit": edits})

    found = [(d.rule, d.path.removeprefix("docs/")) for d in check(load(tmp_path))]

    assert found == [(rule, path)]


@pytest.mark.parametrize("path", [ROLES, SOURCES, HOUSE, TERMS])
@pytest.mark.parametrize("text", ["", "<<<<<<< HEAD\n- id: a\n=======\n- id: b\n>>>>>>> c\n"])
def test_nobody_is_blamed_for_naming_what_an_unreadable_file_holds(path: str, text: str, tmp_path: Path) -> None:
    test_faults.planted(tmp_path, {"write": {path: text}})

    assert {d.path.removeprefix("docs/") for d in check(load(tmp_path))} == {path}


def test_unknown_ids_in_another_file_of_terms_are_not_told(tmp_path: Path) -> None:
    edit = {TERMS: [["root-cause\n  zh:", "root-cause\n  zh:\n\t"]]}
    test_faults.planted(tmp_path, {"edit": edit, "write": {"_data/terms/pets.yml": PETS}})

    assert {d.rule for d in check(load(tmp_path))} == {"unreadable-data", "unused-term"}


@pytest.mark.parametrize("path", ["assets/rules.docx", "recovery/crisis.bak"])
def test_forbidden_file_is_not_called_unused(path: str, tmp_path: Path) -> None:
    test_faults.planted(tmp_path, {"write": {path: "x"}})

    assert [d.rule for d in check(load(tmp_path))] == ["forbidden-file"]
