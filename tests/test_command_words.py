"""Every command speaks the editor's language, and never shows a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import FRONT_MATTER

from zhike.cli import main
from zhike.commands import COMMANDS
from zhike.messages import Messages

SAID = re.compile(r'(?:say|wrong)\(\s*"((?:[^"\\]|\\.)*)"')
CHINESE = re.compile("[\u4e00-\u9fff]")
PACKAGE = Path(__file__).parents[1] / "hooks/zhike"
PAGE = FRONT_MATTER.format(title="首页", summary="一句话。") + "# 首页\n\n欢迎。\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "site"
    (root / "docs").mkdir(parents=True)
    (root / "docs/index.md").write_text(PAGE, encoding="utf-8")
    return root


def templates() -> list[str]:
    files = [
        *sorted((PACKAGE / "commands").glob("*.py")),
        *(PACKAGE / f"{n}.py" for n in ("cli", "status", "coverage")),
    ]
    return sorted({said for file in files for said in SAID.findall(file.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("template", templates())
def test_message_of_a_command_has_chinese_words(template: str) -> None:
    messages = Messages("zh")

    messages.said("commands", template, dict.fromkeys(re.findall(r"\{(\w+)\}", template), "x"))

    assert messages.missing == set()


def test_state_of_translations_is_told_in_chinese(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--root", str(root), "--lang", "zh"]) == 0

    assert capsys.readouterr().out == (
        "docs/index.md：1 节里有 0 节跟上了\n  没译       en  #\n1 页：0 跟上了, 0 落后了, 0 都改了, 0 没盖戳, 1 没译\n"
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere.md"],
        ["check", "/"],
        ["check", "--rule", "no-such-rule"],
        ["check", "--baseline", "nowhere.txt"],
        ["check", "--write-baseline", "nowhere/at/all.txt"],
        ["fix", "nowhere.md"],
        ["fix", "--rule", "no-such-rule"],
        ["status", "nowhere.md"],
        ["stamp", "docs/nowhere.md"],
        ["stamp", "--unchanged"],
        ["explain", "no-such-rule"],
        ["search"],
        ["search", "--evaluate", "nowhere.yml"],
        ["links", "nowhere"],
        ["pack", "nowhere"],
    ],
)
def test_wrong_call_is_told_in_a_line_of_the_language(
    root: Path, lang: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--root", str(root), "--lang", lang])

    said = capsys.readouterr().err.splitlines()[-1].partition("error: ")[2]
    assert (stop.value.code, bool(said), bool(CHINESE.search(said))) == (2, True, lang == "zh")


@pytest.mark.parametrize(
    "settings", ["[tool.zhike", "[tool.zhike]\nsource = 1\n", '[tool.zhike]\ndocs = ".."\n', "\x00"]
)
@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"links", "pack", "explain", "search"}))
def test_broken_settings_show_no_traceback(
    root: Path, command: str, settings: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "pyproject.toml").write_text(settings, encoding="utf-8")

    code = main([command, "--root", str(root), "--lang", "zh"])

    out, err = capsys.readouterr()
    assert code in (0, 1)
    assert "Traceback" not in out + err
    assert "zhike itself" not in err
