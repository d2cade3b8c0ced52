"""Moved pages and renamed sections are followed wherever they are named, and nothing is changed that is not sure."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import FRONT_MATTER

from zhike.cli import main

ZH = "## 步骤 {#steps}\n\n先道歉。\n\n## 时限 {#limits}\n\n20 分钟内。\n\n## 说法 {#say}\n\n请坐。\n"
EN = "## Steps {#steps}\n\nSay sorry.\n\n## Limits {#limits}\n\nWithin 20 minutes.\n\n## Words {#say}\n\nTake a seat.\n"
MENU = """\
nav:
  - index.md
  - 道歉 apology.md: apology.md
  - 别的: [deep/other.md, "deep/far.md"]
"""
FAR = "## 远 {#far}\n\n远处的一页。\n\n## 近 {#near}\n\n近处。\n"
NAVIGATOR = """\
page:
  zh: {title: 怎么办, summary: 点三下。}
  en: {title: What now, summary: Three taps.}
questions:
- {id: start, zh: 怎么了？, en: What is wrong?, answers: [{next: noise, zh: 太吵, en: Noise}]}
situations:
- id: noise
  zh: {title: 太吵, steps: [道歉。]}
  en: {title: noise, steps: [Apologise.]}
  page: apology#steps
"""
LINKS = (
    '[a](apology.md) [b](apology.md#steps) [c](<apology.md#limits> "t") ![d](assets/flow.svg) `[x](apology.md)`\n\n'
    "[e][r] [f](deep/other.md) [g](https://example.org/apology.md) [h \\] i](apology.md)\n"
    "[long\ntext](apology.md#say)\n\n"
    "    [code](apology.md)\n\n[r]: apology.md#steps\n"
)


def page(title: str, text: str, more: str = "") -> str:
    matter = FRONT_MATTER.format(title=title, summary="一句话。").replace("reviewed", f"{more}reviewed")
    return f"{matter}# {title}\n\n{text}"


def write(root: Path, path: str, content: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content, encoding="utf-8")


def read(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def change(root: Path, path: str, old: str, new: str) -> None:
    assert old in read(root, path)
    write(root, path, read(root, path).replace(old, new))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stamped site in which pages of two folders name one another."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "site"
    write(root, "mkdocs.yml", MENU)
    write(root, "docs/assets/flow.svg", "<svg/>")
    for ending, text in ((".md", ZH), (".en.md", EN)):
        write(root, f"docs/apology{ending}", page("道歉", f"[o](deep/other.md) ![f](assets/flow.svg)\n\n{text}"))
        write(root, f"docs/index{ending}", page("首页", LINKS, "related: [apology, deep/other]\n"))
        write(root, f"docs/deep/other{ending}", page("别的", "[a](../apology.md#limits)\n", 'related: ["apology"]\n'))
        write(root, f"docs/deep/far{ending}", page("远", FAR))
    assert main(["stamp", "--root", str(root)]) == 0
    return root


def move(root: Path, old: str, new: str, *endings: str) -> None:
    for ending in endings or (".md", ".en.md"):
        (root / f"docs/{new}").parent.mkdir(parents=True, exist_ok=True)
        (root / f"docs/{old}{ending}").rename(root / f"docs/{new}{ending}")


def fix(root: Path) -> int:
    return main(["fix", "--root", str(root)])


def status(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    main(["status", "--root", str(root)])
    return capsys.readouterr().out.splitlines()[-1]


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


FRESH = "4 pages: 9 fresh, 0 stale, 0 changed, 0 new, 0 missing"


def test_page_moved_with_its_translation_is_followed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move(root, "apology", "deep/sorry")
    capsys.readouterr()

    assert fix(root) == 0

    assert capsys.readouterr().out == "docs/apology.md is now docs/deep/sorry.md\n"
    for ending in (".md", ".en.md"):
        index = read(root, f"docs/index{ending}")
        assert (
            LINKS.replace("apology", "deep/sorry")
            .replace("`[x](deep/sorry.md)`", "`[x](apology.md)`")
            .replace("org/deep/sorry", "org/apology")
            .replace("[code](deep/sorry.md)", "[code](apology.md)")
            in index
        )
        assert "related: [deep/sorry, deep/other]" in index
        assert "[a](sorry.md#limits)" in read(root, f"docs/deep/other{ending}")
        assert 'related: ["deep/sorry"]' in read(root, f"docs/deep/other{ending}")
        assert "[o](other.md) ![f](../assets/flow.svg)" in read(root, f"docs/deep/sorry{ending}")
    assert "  - 道歉 apology.md: deep/sorry.md\n" in read(root, "mkdocs.yml")
    assert "docs/deep/sorry.md#steps " in read(root, "zhike.lock")
    assert status(root, capsys) == FRESH


@pytest.mark.parametrize(("old", "new"), [("deep/other", "other"), ("deep/far", "a/b/far")])
def test_menu_entries_in_any_form_are_followed(root: Path, old: str, new: str) -> None:
    move(root, old, new)

    fix(root)

    assert f"{new}.md" in read(root, "mkdocs.yml")
    assert f"{old}.md" not in read(root, "mkdocs.yml").replace(f"{new}.md", "")
    assert read(root, "mkdocs.yml").count('"') == 2


def test_places_that_data_name_are_followed(root: Path) -> None:
    write(
        root,
        "docs/_data/asks/all.yml",
        "- {page: apology, zh: [赔不是], en: [sorry]}\n- page: apology#steps\n  zh: [先]\n  en: [first]\n",
    )
    write(root, "docs/_data/changes.yml", "- {date: 2026-01-01, zh: 新。, en: New., pages: [index, 'apology']}\n")
    write(root, "docs/_data/navigator.yml", NAVIGATOR)
    move(root, "apology", "deep/sorry")
    for ending in (".md", ".en.md"):
        change(root, f"docs/deep/sorry{ending}", "{#steps}", "{#what-to-do}")

    fix(root)

    assert read(root, "docs/_data/asks/all.yml") == (
        "- {page: deep/sorry, zh: [赔不是], en: [sorry]}\n- page: deep/sorry#what-to-do\n  zh: [先]\n  en: [first]\n"
    )
    assert "pages: [index, 'deep/sorry']" in read(root, "docs/_data/changes.yml")
    assert read(root, "docs/_data/navigator.yml") == NAVIGATOR.replace("apology#steps", "deep/sorry#what-to-do")


def test_following_is_done_once(root: Path) -> None:
    move(root, "apology", "deep/sorry")
    change(root, "docs/index.md", "[a](apology.md)", "[a](apology.md) [z](apology.md#none)")
    fix(root)
    once = contents(root)

    assert fix(root) == 0
    assert contents(root) == once


def test_renamed_section_is_followed_in_links_lock_and_translation(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "docs/apology.md", "{#steps}", "{#first-steps}")
    capsys.readouterr()

    assert fix(root) == 0

    assert capsys.readouterr().out == "docs/apology.md#steps is now #first-steps\n"
    assert "## Steps {#first-steps}" in read(root, "docs/apology.en.md")
    assert "[b](apology.md#first-steps)" in read(root, "docs/index.md")
    assert "[r]: apology.md#first-steps" in read(root, "docs/index.en.md")
    assert "docs/apology.md#first-steps " in read(root, "zhike.lock")
    assert status(root, capsys) == FRESH


def test_page_and_section_are_followed_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move(root, "apology", "deep/sorry")
    for ending in (".md", ".en.md"):
        change(root, f"docs/deep/sorry{ending}", "{#limits}", "{#time}")

    assert fix(root) == 0

    assert "[c](<deep/sorry.md#time> " in read(root, "docs/index.md")
    assert "[a](sorry.md#time)" in read(root, "docs/deep/other.en.md")
    assert status(root, capsys) == FRESH


def test_links_within_the_page_follow_a_renamed_section(root: Path) -> None:
    change(root, "docs/apology.md", "请坐。", "请坐，见[上面](#steps)。")
    main(["stamp", "--root", str(root)])
    change(root, "docs/apology.md", "{#steps}", "{#first}")

    fix(root)

    assert "[上面](#first)" in read(root, "docs/apology.md")


def test_link_that_was_mended_by_hand_is_left_alone(root: Path) -> None:
    move(root, "apology", "deep/sorry")
    change(root, "docs/deep/sorry.md", "deep/other.md", "other.md")

    fix(root)

    assert "[o](other.md) ![f](../assets/flow.svg)" in read(root, "docs/deep/sorry.md")
    assert "[o](other.md) ![f](../assets/flow.svg)" in read(root, "docs/deep/sorry.en.md")


@pytest.mark.parametrize("what", ["rule", "page"])
def test_moves_are_followed_only_when_everything_is_to_be_mended(root: Path, what: str) -> None:
    move(root, "apology", "sorry")
    before = contents(root)

    assert (
        main(
            [
                "fix",
                "--root",
                str(root),
                *(["--rule", "broken-link"] if what == "rule" else [str(root / "docs/index.md")]),
            ]
        )
        == 0
    )
    assert contents(root) == before


def copied(root: Path) -> None:
    move(root, "apology", "sorry")
    for ending in (".md", ".en.md"):
        write(root, f"docs/regret{ending}", read(root, f"docs/sorry{ending}"))


def rewritten(root: Path) -> None:
    move(root, "apology", "sorry")
    for ending in (".md", ".en.md"):
        write(root, f"docs/sorry{ending}", page("新", "## 步骤 {#steps}\n\n全新的。\n\n## 时限 {#limits}\n\n全新。\n"))


def deleted(root: Path) -> None:
    for ending in (".md", ".en.md"):
        (root / f"docs/apology{ending}").unlink()


def joined(root: Path) -> None:
    for ending, text in ((".md", ZH), (".en.md", EN)):
        (root / f"docs/apology{ending}").unlink()
        (root / f"docs/deep/far{ending}").unlink()
        write(root, f"docs/both{ending}", page("都在这里", text + FAR))


def without_lock(root: Path) -> None:
    move(root, "apology", "sorry")
    (root / "zhike.lock").unlink()


def odd_name(root: Path) -> None:
    move(root, "apology", "so (sorry)")


@pytest.mark.parametrize("unsure", [copied, rewritten, deleted, joined, without_lock, odd_name])
def test_what_is_not_sure_is_left_alone(root: Path, unsure: object) -> None:
    unsure(root)  # type: ignore[operator]
    before = contents(root)

    fix(root)

    assert contents(root) == before


def test_id_that_was_taken_away_comes_back_from_the_translation(root: Path) -> None:
    before = contents(root)
    change(root, "docs/apology.md", " {#steps}", "")

    fix(root)

    assert contents(root) == before


def test_translation_left_behind_is_not_touched_but_links_are(root: Path) -> None:
    move(root, "apology", "deep/sorry", ".md")

    fix(root)

    assert "[o](deep/other.md)" in read(root, "docs/apology.en.md")
    assert "[a](deep/sorry.md)" in read(root, "docs/index.en.md")
