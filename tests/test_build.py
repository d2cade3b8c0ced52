"""A build is safe and repeatable, and says what the checker says."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, build

from zhike.checking import check
from zhike.load import load
from zhike.report import line

pytestmark = pytest.mark.site
FRONT_MATTER = "---\ntitle: {title}\ntype: guide\nsummary: 一句话。\nasks: [怎么做]\nreviewed: 2026-01-01\n---\n\n"
PAGE = FRONT_MATTER + "# {title}\n\n{text}\n"


def files_in(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def differing(a: Path, b: Path) -> list[str]:
    """Return the files that two folders do not hold alike."""
    _, mismatched, missing = filecmp.cmpfiles(a, b, files_in(a) | files_in(b), shallow=False)
    return sorted(map(str, [*mismatched, *missing]))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small site with the real configuration and one page in two languages."""
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    shutil.copytree(
        ROOT / "docs/_data",
        tmp_path / "docs/_data",
        ignore=shutil.ignore_patterns("asks", "terms", "changes.yml", "navigator.yml", "origins.yml", "sources.yml"),
    )
    configuration = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(configuration.partition("nav:\n  - index.md")[0] + "nav: [index.md]\n")
    (tmp_path / "docs/index.md").write_text(PAGE.format(title="首页", text="欢迎。"))
    english = PAGE.format(title="Home", text="Welcome.").replace("一句话。", "One.").replace("怎么做", "where to begin")
    (tmp_path / "docs/index.en.md").write_text(english)
    return tmp_path


def test_two_builds_are_identical(built: Path, tmp_path: Path) -> None:
    run = build(ROOT, tmp_path / "again", "--strict")

    assert run.returncode == 0
    assert differing(built, tmp_path / "again") == []


def test_properdocs_builds_the_same_site(built: Path, tmp_path: Path) -> None:
    run = build(ROOT, tmp_path / "proper", "--strict", generator="properdocs")

    assert run.returncode == 0, run.stderr
    assert differing(built, tmp_path / "proper") == []


def test_healthy_site_is_published(small: Path) -> None:
    run = build(small, small / "site", "--strict")

    assert run.returncode == 0, run.stderr
    assert (small / "site/en/index.html").is_file()
    assert [path.name for path in small.glob(".site*")] == []


def test_strict_build_fails_with_the_findings_of_the_checker(small: Path) -> None:
    (small / "docs/index.md").write_text(PAGE.format(title="首页", text="[没有](none.md)"))
    findings = [line(diagnostic) for diagnostic in check(load(small))]

    run = build(small, small / "site", "--strict")

    assert run.returncode == 1
    assert [finding for finding in findings if finding not in run.stderr] == []
    assert "Traceback" not in run.stderr


def test_failed_build_leaves_the_old_site(small: Path) -> None:
    build(small, small / "site", "--strict")
    before = (small / "site/index.html").read_text()
    (small / "docs/index.md").write_text(PAGE.format(title="首页", text="[没有](none.md) 新的话。"))

    run = build(small, small / "site", "--strict")

    assert run.returncode == 1
    assert (small / "site/index.html").read_text() == before


def test_build_that_is_not_strict_warns_and_publishes(small: Path) -> None:
    (small / "docs/index.md").write_text(PAGE.format(title="首页", text="[没有](none.md)"))

    run = build(small, small / "site")

    assert run.returncode == 0
    assert "docs/index.md:11:1: no page at 'none.md'" in run.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00a",
        b"# a\xff\n",
        b"",
        b"---\ntemplate: none.html\n---\n",
        b"---\ntitle: [\n---\n# a\n",
        b"\x00\x01",
    ],
    ids=["UTF-16", "not UTF-8", "empty", "another template", "broken front matter", "control characters"],
)
def test_hostile_page_gives_a_finding_and_no_traceback(small: Path, content: bytes) -> None:
    (small / "docs/bad.md").write_bytes(content)

    run = build(small, small / "site")

    assert run.returncode == 0
    assert "docs/bad.md:" in run.stderr
    assert "Traceback" not in run.stderr


def test_nothing_outside_docs_is_published_through_a_link(small: Path) -> None:
    (small / "secret.svg").write_text("secret")
    (small / "docs/link.svg").symlink_to(small / "secret.svg")

    run = build(small, small / "site")

    assert "docs/link.svg:1:1" in run.stderr
    assert not (small / "site/link.svg").exists()


def test_page_without_translation_says_so_in_the_language_of_its_text(small: Path) -> None:
    (small / "docs/only.md").write_text(PAGE.format(title="只有中文", text="这页还没有译文。"))

    build(small, small / "site")

    html = (small / "site/en/only/index.html").read_text()
    assert "This page is not translated yet" in html
    assert ' lang="zh-Hans">' in html


def test_plain_build_leaves_out_what_only_servers_and_devices_need(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIKE_PLAIN", "1")

    build(small, small / "site", "--strict")

    assert list((small / "site").rglob("*.br")) == []
    assert (small / "site/assets/zhike.css").is_file()
    assert "offline" not in (small / "site/index.html").read_text(encoding="utf-8").replace("offline.css", "")


def test_site_that_shall_not_be_kept_does_not_ask_devices_to(small: Path) -> None:
    settings = (small / "pyproject.toml").read_text(encoding="utf-8")
    (small / "pyproject.toml").write_text(settings.replace("[tool.zhike]\n", "[tool.zhike]\noffline = false\n"))

    build(small, small / "site", "--strict")

    assert "manifest" not in (small / "site/index.html").read_text(encoding="utf-8")
    assert "FILES = [];" in (small / "site/sw.js").read_text(encoding="utf-8")
