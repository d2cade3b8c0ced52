"""linkchecker follows every link of the built site, and a finding names the Markdown that holds it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from zhike.linkcheck import check
from zhike.load import load
from zhike.report import line

pytestmark = pytest.mark.site


@pytest.fixture
def damaged(built: Path, tmp_path: Path) -> Path:
    """A few pages of the built site, one of them without the section that a link names, another page missing."""
    for name in ("assets", "recovery"):
        shutil.copytree(built / name, tmp_path / name)
    links = '<a href="recovery/frontline-steps/#steps">步骤</a> <a href="recovery/">补救</a>'
    home = f"<!doctype html><title>知客</title>{links}"
    (tmp_path / "index.html").write_text(home, encoding="utf-8")
    steps = tmp_path / "recovery/frontline-steps/index.html"
    steps.write_text(steps.read_text(encoding="utf-8").replace('id="steps"', 'id="stepz"'), encoding="utf-8")
    shutil.rmtree(tmp_path / "recovery/apology")
    return tmp_path


def test_dead_anchor_and_dead_page_are_found_at_their_markdown(damaged: Path) -> None:
    found = [line(diagnostic) for diagnostic in check(load(ROOT), damaged)]

    assert any("'/recovery/frontline-steps/#steps' leads nowhere" in finding for finding in found)
    assert any(
        finding.startswith("docs/recovery/") and "'/recovery/apology/' leads nowhere" in finding for finding in found
    )
