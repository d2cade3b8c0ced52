"""The command line: what it prints, with which exit code, and that nothing makes it fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zhike.cli import main
from zhike.rules import ALL_RULES

PAGE = "---\ntitle: {title}\ntype: guide\nsummary: {title}\nreviewed: 2026-01-01\n---\n\n# {title}\n\n{text}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A clean site of one page in two languages."""
    (tmp_path / "docs/recovery").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text(PAGE.format(title="首页", text="欢迎。"), encoding="utf-8")
    (tmp_path / "docs/index.en.md").write_text(PAGE.format(title="Home", text="Welcome."), encoding="utf-8")
    return tmp_path


def spoil(root: Path) -> None:
    (root / "docs/index.md").write_text(PAGE.format(title="首页", text="见[道歉](none.md)。"), encoding="utf-8")


def test_clean_site_exits_with_0(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(root)]) == 0
    assert capsys.readouterr().out == ""


def test_error_exits_with_1_and_names_the_place(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(root)

    assert main(["check", "--root", str(root), "--rule", "broken-link"]) == 1
    assert capsys.readouterr().out.startswith("docs/index.md:10:2: no page at 'none.md'")


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["check", "--rule", "none"], ["check", "--format", "none"], ["check", "no-such-file"]],
    ids=["nothing", "unknown command", "unknown rule", "unknown format", "missing path"],
)
def test_wrong_call_exits_with_2(root: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*arguments[:1], "--root", str(root), *arguments[1:]] if arguments else [])

    assert stop.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["check", "--rule", "borken-link"], "there is no rule 'borken-link'"),
        (["check", "docs/none.md"], "there is no file or folder 'docs/none.md'"),
        (["check", "/"], "'/' is not in the site's folder"),
        (["check", "--root", "docs/recovery"], "there is no site in 'docs/recovery'"),
        (["links", "docs"], "there is no built site in 'docs'"),
    ],
    ids=["rule", "path", "outside", "root", "built site"],
)
def test_wrong_call_says_why(
    root: Path, arguments: list[str], reason: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)

    with pytest.raises(SystemExit):
        main(arguments)

    assert f"zhike: error: {reason}" in capsys.readouterr().err


def test_site_is_found_upwards_from_a_subfolder(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(root)
    (root / "mkdocs.yml").touch()
    monkeypatch.chdir(root / "docs/recovery")

    assert main(["check", "--rule", "broken-link", "../index.md"]) == 1
    assert capsys.readouterr().out.startswith("docs/index.md:10:2: ")


def test_folder_without_a_site_exits_with_2(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", "--root", str(tmp_path)])

    assert stop.value.code == 2


@pytest.mark.parametrize(
    ("path", "code"), [("docs/index.md", 1), ("docs", 1), ("", 1), ("docs/index.en.md", 0), ("docs/recovery", 0)]
)
def test_paths_choose_what_is_reported(root: Path, path: str, code: int) -> None:
    spoil(root)

    assert main(["check", "--root", str(root), "--rule", "broken-link", str(root / path)]) == code


def test_json_is_a_list_of_findings_with_stable_keys(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(root)

    main(["check", "--root", str(root), "--format", "json", "--rule", "broken-link"])

    assert json.loads(capsys.readouterr().out) == [
        {
            "path": "docs/index.md",
            "line": 10,
            "column": 2,
            "rule": "broken-link",
            "severity": "error",
            "message": "no page at 'none.md'",
            "hint": "name the .md file, from this page's folder",
            "fix": [],
        }
    ]


def test_sarif_says_its_version_rules_and_places(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(root)

    main(["check", "--root", str(root), "--format", "sarif", "--rule", "broken-link"])
    log = json.loads(capsys.readouterr().out)

    assert log["version"] == "2.1.0"
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) == len(ALL_RULES)
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "docs/index.md"},
        "region": {"startLine": 10, "startColumn": 2},
    }


def test_rules_are_listed_with_their_law(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--root", str(root)]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [rule.name for rule in ALL_RULES]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00#\x00",
        "# 道歉\n".encode("gb18030"),
        b"\x00\x01\x02",
        b"---\n" + b"a: &a [x]\nb: [" + b"*a, " * 99 + b"]\n---\n# a\n",
        b"---\ntitle: " + b"[" * 100_000 + b"\n---\n",
        b">" * 20_000 + b" a\n",
        b"[" * 20_000,
        b"`" * 9_999 + b"a",
        b"x" * 600_000,
    ],
    ids=["empty", "UTF-16", "GB 18030", "control", "aliases", "deep YAML", "quotes", "brackets", "backticks", "huge"],
)
def test_hostile_page_gives_findings_at_a_place(root: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/bad.md").write_bytes(content)

    assert main(["check", "--root", str(root)]) == 1
    assert "docs/bad.md:" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["docs/_data/terms/a.yml", "docs/_data/house.yml", "docs/_data/roles.yml", "mkdocs.yml", "pyproject.toml"]
)
@pytest.mark.parametrize(
    "content",
    [b"\xff\xfea\x00", b"a: \xff\n", b"a: \0\n", b"a: " + b"[" * 100_000, b"a: &a [x]\nb: [*a, *a]\n"],
    ids=["UTF-16", "wrong byte", "NUL", "deep", "aliases"],
)
def test_hostile_file_beside_the_pages_gives_findings_at_a_place(
    root: Path, path: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "docs/_data/terms").mkdir(parents=True)
    (root / path).write_bytes(content)

    assert main(["check", "--root", str(root)]) == 1
    assert f"{path}:" in capsys.readouterr().out


def test_settings_that_are_nested_too_deeply_are_a_finding(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "pyproject.toml").write_text("a = " + "[" * 100_000, encoding="utf-8")

    assert main(["check", "--root", str(root)]) == 1
    assert "pyproject.toml:1:1: pyproject.toml cannot be read" in capsys.readouterr().out


def test_symbolic_link_that_leads_round_in_circles_is_a_finding(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/round").symlink_to(root / "docs")
    (root / "docs/self").symlink_to("self")

    assert main(["check", "--root", str(root)]) == 1
    assert capsys.readouterr().out.count("a symbolic link, which may lead outside") == 2


@pytest.mark.parametrize("command", ["rules", "check"])
def test_reader_that_hangs_up_gets_no_traceback(root: Path, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    run = subprocess.run(
        [sys.executable, "-m", "zhike", command, "--root", root], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)

    assert (run.returncode, b"Error" in run.stderr) == (0, False)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [(["none"], "there is no built site in 'none'"), ([".", "none/a.zip"], "there is no folder 'none'")],
)
def test_zip_is_not_made_of_nothing_and_not_put_nowhere(
    arguments: list[str],
    reason: str,
    tmp_path: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("index.html").touch()

    with pytest.raises(SystemExit) as stop:
        main(["pack", "--root", str(root), *arguments])

    assert stop.value.code == 2
    assert reason in capsys.readouterr().err
