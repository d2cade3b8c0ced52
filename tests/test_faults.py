"""Every fault that an editor may plant in a healthy site is found at its line, and no harmless edit is flagged.

A file `faults/FAMILY.yml` lists faults. Each has an `id`, what is done to the healthy site (`edit`: path → pairs of
old and new text; `write`: path → whole text; `encoding`, `bytes`, `size`, `link` as how a file is written; `delete`:
paths; `move`: old path → new), and `expect`: a list of `rule path:line`. What expects nothing is harmless.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from sites import files_of

from zhike.checking import check
from zhike.load import load

FAULTS = Path(__file__).parent / "faults"
HEALTHY = files_of((FAULTS / "healthy.md").read_text(encoding="utf-8"))
BESIDE_DOCS = ("pyproject.toml", "mkdocs.yml", "zhike.lock")
KEYS = {"id", "edit", "write", "encoding", "bytes", "size", "link", "delete", "move", "expect"}


def listed() -> list[dict[str, Any]]:
    return [fault for file in sorted(FAULTS.glob("*.yml")) for fault in yaml.safe_load(file.read_text("utf-8"))]


def place(root: Path, path: str) -> Path:
    file = root / path if path in BESIDE_DOCS else root / "docs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def edited(text: str, pairs: list[list[str]]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def planted(root: Path, fault: dict[str, Any]) -> None:
    """Write the healthy site with one fault in it."""
    files = dict(HEALTHY)
    for path, pairs in fault.get("edit", {}).items():
        files[path] = edited(files[path], pairs)
    files |= fault.get("write", {})
    for path in fault.get("delete", []):
        del files[path]
    for old, new in fault.get("move", {}).items():
        files[new] = files.pop(old)
    for path, text in files.items():
        content = text.encode(fault.get("encoding", {}).get(path, "utf-8"))
        place(root, path).write_bytes(content.ljust(fault.get("size", {}).get(path, 0)))
    for path, raw in fault.get("bytes", {}).items():
        place(root, path).write_bytes(raw)
    for path, target in fault.get("link", {}).items():
        place(root, path).symlink_to(target)


def test_healthy_site_is_clean(tmp_path: Path) -> None:
    planted(tmp_path, {})

    assert check(load(tmp_path)) == []


@pytest.mark.parametrize("fault", listed(), ids=lambda fault: fault["id"])
def test_fault_is_found_at_its_line_and_nothing_harmless_is(fault: dict[str, Any], tmp_path: Path) -> None:
    planted(tmp_path, fault)

    found = {(d.rule, d.path.removeprefix("docs/"), d.line) for d in check(load(tmp_path))}

    expected = {(rule, *split(where)) for rule, where in (line.split(" ", 1) for line in fault["expect"])}
    assert expected <= found
    assert fault["expect"] or not found


def split(where: str) -> tuple[str, int]:
    path, _, line = where.rpartition(":")
    return path, int(line)


def test_faults_are_written_in_the_agreed_keys() -> None:
    assert all(set(fault) <= KEYS and {"id", "expect"} <= set(fault) for fault in listed())
    assert len({fault["id"] for fault in listed()}) == len(listed())
