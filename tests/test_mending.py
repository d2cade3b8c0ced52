"""A finding's edits mend it: what they leave has no such finding, no other one, and nothing more to mend."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import test_faults
import yaml
from sites import BESIDE_DOCS, expected, files_of, with_front_matter

from zhike import fixing, settings, snapshot
from zhike.checking import check
from zhike.findings import Diagnostic
from zhike.load import load
from zhike.rules import ALL_RULES

CASES = Path(__file__).parent / "rules"
FAMILIES = ("links", "headings", "images", "files", "metadata", "configuration")
FAULTS = [
    fault
    for family in FAMILIES
    for fault in yaml.safe_load((test_faults.FAULTS / f"{family}.yml").read_text(encoding="utf-8"))
    if fault["expect"]
]


def mend(root: Path) -> int:
    """Mend the files of a site; return how many findings were mended."""
    configured = settings.read(root)
    read = snapshot.read(root, configured)
    mended = fixing.mended(read, configured)
    for path, content in mended.read.contents.items():
        if content != read.contents.get(path):
            (root / path).write_bytes(content)
    return len(mended.verdicts)


def kinds(diagnostics: list[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((diagnostic.rule, diagnostic.path) for diagnostic in diagnostics)


def told(diagnostics: list[Diagnostic]) -> set[tuple[str, str, str, str]]:
    return {(d.rule, d.path, d.message, d.hint) for d in diagnostics}


@pytest.mark.parametrize("name", [rule.name for rule in ALL_RULES])
def test_mending_a_case_comes_to_an_end(name: str, tmp_path: Path) -> None:
    case, _ = expected(with_front_matter((CASES / f"{name}.md").read_text(encoding="utf-8")))
    for path, content in files_of(case).items():
        file = tmp_path / path if path in BESIDE_DOCS else tmp_path / "docs" / path.partition(" ")[0]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    mend(tmp_path)

    assert mend(tmp_path) == 0


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["id"])
def test_mending_a_fault_makes_no_other_finding(fault: dict[str, object], tmp_path: Path) -> None:
    test_faults.planted(tmp_path, fault)
    before = check(load(tmp_path))

    mend(tmp_path)

    after = check(load(tmp_path))
    assert kinds(after) - kinds(before) == Counter()
    assert told(after) & told([d for d in before if d.fix]) == set()
