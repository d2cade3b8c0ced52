"""A baseline lets a messy site take the checker up: what was there is passed over, what is new is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import FRONT_MATTER

from zhike.cli import main

PAGE = FRONT_MATTER.format(title="首页", summary="一句话。") + "# 首页\n\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A messy site whose findings stand in a baseline."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "site"
    (root / "docs/deep down").mkdir(parents=True)
    write(root, "index.md", PAGE + "[a](none.md)\n\n[a](none.md)\n\n[b](none.md#x)\n")
    write(root, "deep down/a.md", "no front matter, <b>raw</b>\n")
    (root / "docs/bad.md").write_bytes(b"\xff\xfe\x00")
    assert check(root, "--write-baseline") == 0
    return root


def write(root: Path, path: str, text: str) -> None:
    (root / "docs" / path).write_text(text, encoding="utf-8")


def check(root: Path, option: str = "--baseline", *more: str) -> int:
    return main(["check", "--root", str(root), "--lang", "en", option, str(root.parent / "baseline"), *more])


def test_messy_site_is_clean_with_its_baseline(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(root)]) == 1
    capsys.readouterr()

    assert check(root) == 0
    assert capsys.readouterr() == ("", "no findings in 3 pages\n")


def test_new_finding_shows(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "index.md", (root / "docs/index.md").read_text() + "\n[c](nowhere.md)\n")
    capsys.readouterr()

    assert check(root) == 1
    assert [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()] == ["docs/index.md:16:1"]


def test_third_of_two_alike_shows(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "index.md", (root / "docs/index.md").read_text() + "\n[a](none.md)\n")
    capsys.readouterr()

    assert check(root) == 1
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("text", ["新的一行。\n\n", "\n" * 20])
def test_lines_written_above_make_no_difference(root: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "index.md", (root / "docs/index.md").read_text().replace("# 首页\n\n", f"# 首页\n\n{text}"))
    capsys.readouterr()

    assert check(root) == 0
    assert capsys.readouterr().out == ""


def test_lines_that_no_longer_match_are_counted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "index.md", PAGE + "[a](none.md)\n\n[b](none.md#x)\n")
    capsys.readouterr()

    assert check(root) == 0
    assert capsys.readouterr().err == "1 finding of the baseline is gone; write it anew\nno findings in 3 pages\n"
    write(root, "index.md", PAGE + "欢迎。\n")
    assert check(root) == 0
    assert "3 findings of the baseline are gone; write it anew" in capsys.readouterr().err


@pytest.mark.parametrize("chosen", [["--rule", "forbidden-tag"], ["docs/deep down"]])
def test_lines_about_what_was_not_asked_are_not_counted(
    root: Path, chosen: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, "index.md", PAGE + "欢迎。\n")
    capsys.readouterr()

    check(root, "--baseline", *(str(root / part) if "docs" in part else part for part in chosen))

    assert "baseline" not in capsys.readouterr().err


def test_baseline_written_twice_is_the_same(root: Path) -> None:
    before = (root.parent / "baseline").read_bytes()

    check(root, "--write-baseline")

    assert (root.parent / "baseline").read_bytes() == before
    assert before.splitlines() == sorted(before.splitlines())


@pytest.mark.parametrize("content", [b"", b"\n\n", b"x", b"a b", b"docs/index.md broken-link"], ids=repr)
def test_any_text_is_a_baseline(root: Path, content: bytes) -> None:
    (root.parent / "baseline").write_bytes(content)

    assert check(root) == 1


@pytest.mark.parametrize("option", ["--baseline", "--write-baseline"])
def test_baseline_that_cannot_be_used_is_a_wrong_call(
    root: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root.parent / "baseline").unlink()
    (root.parent / "baseline").mkdir()

    with pytest.raises(SystemExit) as stop:
        check(root, option)

    assert stop.value.code == 2
    assert "the baseline" in capsys.readouterr().err
