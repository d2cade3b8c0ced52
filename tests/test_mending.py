"""A finding's edits mend it: what they leave has no such finding, no other one, and nothing more to mend."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import test_faults
from sites import BESIDE_DOCS, expected, files_of, with_front_matter

from zhike.checking import check
from zhike.load import load
from zhike.model import Edit, Position
from zhike.rules import ALL_RULES
from zhike.rules.base import Diagnostic

CASES = Path(__file__).parent / "rules"
FAULTS = [fault for fault in test_faults.listed() if fault["expect"]]
MOST_ROUNDS = 4


def offset(text: str, at: Position) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: at.line - 1]) + at.column - 1


def edited(text: str, edits: set[Edit]) -> str:
    """Return a text with all edits that do not stand in each other's way."""
    before = len(text) + 1
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, edit.text), reverse=True):
        start, end = offset(text, edit.start), offset(text, edit.end)
        if end <= before:
            text, before = text[:start] + edit.text + text[end:], start
    return text


def mend(root: Path, diagnostics: list[Diagnostic]) -> bool:
    """Write all edits of some findings to their files; say whether there were any."""
    edits = {edit for diagnostic in diagnostics for edit in diagnostic.fix}
    for path in {edit.start.path for edit in edits}:
        text = (root / path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        (root / path).write_text(edited(text, {edit for edit in edits if edit.start.path == path}), encoding="utf-8")
    return bool(edits)


def kinds(diagnostics: list[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((diagnostic.rule, diagnostic.path) for diagnostic in diagnostics)


def mended(root: Path) -> list[Diagnostic]:
    """Mend a site until nothing is left to mend, and return what is found then."""
    for _ in range(MOST_ROUNDS):
        if not mend(root, diagnostics := check(load(root))):
            return diagnostics
    raise AssertionError("mending does not come to an end")


def told(diagnostics: list[Diagnostic]) -> set[tuple[str, str, str, str]]:
    return {(d.rule, d.path, d.message, d.hint) for d in diagnostics}


@pytest.mark.parametrize("name", [rule.name for rule in ALL_RULES])
def test_mending_a_case_comes_to_an_end_and_mends(name: str, tmp_path: Path) -> None:
    case, _ = expected(with_front_matter((CASES / f"{name}.md").read_text(encoding="utf-8")))
    for path, content in files_of(case).items():
        file = tmp_path / path if path in BESIDE_DOCS else tmp_path / "docs" / path.partition(" ")[0]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    fixable = [d for d in check(load(tmp_path), [name]) if d.fix]

    after = mended(tmp_path)

    assert told(after) & told(fixable) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["id"])
def test_mending_a_fault_makes_no_other_finding(fault: dict[str, object], tmp_path: Path) -> None:
    test_faults.planted(tmp_path, fault)
    before = check(load(tmp_path))

    after = mended(tmp_path)

    assert kinds(after) - kinds(before) == Counter()
    assert told(after) & told([d for d in before if d.fix]) == set()
