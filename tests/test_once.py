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
LINKS = {
    "recovery/apology.md": [["退款要找到根本原因", "退款要找到[根本原因](../glossary.md#root-cause)"]],
    "recovery/apology.en.md": [["the root cause", "the [root cause](../glossary.md#root-cause)"]],
}
APOLOGY, APOLOGY_EN, PROCESS_EN = "recovery/apology.md", "recovery/apology.en.md", "recovery/process.en.md"
END = "reviewed: 2026-01-01\n---\n"
CASES = {
    "term without definition": (TERMS, "    definition: 问题真正的来由。\n", "", "missing-key"),
    "term without preferred word": (TERMS, "    preferred: root cause\n", "", "missing-key"),
    "unreadable terms": (TERMS, "root-cause\n  zh:", "root-cause\n  zh:\n\t", "unreadable-data"),
    "full-width colon in a role": (ROLES, "zh: {name: 前台}", "zh：{name: 前台}", "unreadable-data"),
    "merge in the roles": (ROLES, "- id: front-desk", "<<<<<<< HEAD\n- id: front-desk", "unreadable-data"),
    "unreadable sources": (SOURCES, "zh: 先道歉", "zh：先道歉", "unreadable-data"),
    "unreadable house values": (HOUSE, "    zh: {other", "\tzh: {other", "unreadable-data"),
    "unknown unit": (HOUSE, "unit: minute,", "unit: minutes,", "wrong-value"),
    "unreadable menu": ("mkdocs.yml", "  - index.md", "\t- index.md", "unreadable-data"),
    "two menus": ("mkdocs.yml", "nav:\n", "nav:\n  - index.md\nnav:\n", "unreadable-data"),
    "full-width colon in the menu": ("mkdocs.yml", "补救:", "补救：", "odd-menu-entry"),
    "mistyped link": (APOLOGY, "process.md#steps", "proces.md#steps", "broken-link"),
    "mistyped anchor": (APOLOGY_EN, "process.md#steps", "process.md#step", "broken-anchor"),
    "link that names a language": (APOLOGY_EN, "process.md#steps", "process.en.md#steps", "link-names-a-language"),
    "mistyped image": (APOLOGY_EN, "flow.svg", "flw.svg", "missing-image"),
    "blank line before front matter": (APOLOGY, "---\ntitle", "\n---\ntitle", "missing-front-matter"),
    "front matter that never ends": (PROCESS_EN, END, "reviewed: 2026-01-01\n", "missing-front-matter"),
    "empty cell in a table of phrases": (APOLOGY, "| 让您久等了 |", "| |", "empty-cell"),
}


@pytest.mark.parametrize("name", CASES)
def test_fault_is_told_once(name: str, tmp_path: Path) -> None:
    path, old, new, rule = CASES[name]
    links = LINKS if path == TERMS else {}
    test_faults.planted(tmp_path, {"edit": {path: [[old, new]]} | links})

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
