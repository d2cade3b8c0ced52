"""The pages of rules are written from the rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from zhike.cli import main
from zhike.messages import Messages
from zhike.rulebook import SLUG, page
from zhike.rules import ALL_RULES
from zhike.settings import read
from zhike.source import parse


def test_written_pages_are_current() -> None:
    written = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "docs").glob(f"{SLUG}*.md")}

    made = {name: page(ALL_RULES, Messages(read(ROOT).split(name)[1])) for name in written}

    assert written == made, "run `zhike rules --write`"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_has_a_section_for_every_rule(lang: str) -> None:
    parsed = parse(page(ALL_RULES, Messages(lang)), path="docs/a.md", slug="a", locale=lang)

    assert [heading.id for heading in parsed.headings if heading.level == 2] == [rule.name for rule in ALL_RULES]
    assert parsed.problems == ()
    assert sum(block.kind == "code" for block in parsed.blocks) == len(ALL_RULES)


def test_pages_are_written_in_every_language_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "docs/contribute").mkdir(parents=True)

    assert main(["rules", "--write", "--root", str(tmp_path)]) == 0

    assert sorted(path.name for path in (tmp_path / "docs/contribute").iterdir()) == ["rules.en.md", "rules.md"]
    assert "# 检查规则" in (tmp_path / "docs/contribute/rules.md").read_text(encoding="utf-8")


def test_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()

    assert main(["rules", "--write", "--root", str(tmp_path)]) == 0
    assert (tmp_path / f"docs/{SLUG}.md").is_file()
