"""Whatever lies in a site's folder, and whatever fails in a rule, an editor gets findings and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import FRONT_MATTER

from zhike import checking, snapshot, source
from zhike.cli import main
from zhike.findings import Finding
from zhike.model import Settings, Site
from zhike.rules.base import About, Rule, Severity
from zhike.site import of

EN = FRONT_MATTER.format(title="Home", summary="One sentence.") + "# Home\n\nWelcome.\n"
PAGE = FRONT_MATTER.format(title="首页", summary="一句话。") + "# 首页\n\n欢迎。\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "site"
    (root / "docs").mkdir(parents=True)
    (root / "docs/index.md").write_text(PAGE, encoding="utf-8")
    (root / "docs/index.en.md").write_text(EN, encoding="utf-8")
    return root


def found(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["check", "--root", str(root), "--lang", "en", *arguments]) == 1
    return capsys.readouterr().out


def test_pipe_among_the_pages_is_a_finding(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(root / "docs/pipe.md")
    os.mkfifo(root / "docs/pipe.svg")

    assert [line.split(";")[0] for line in found(root, capsys, "--rule", "unreadable-file").splitlines()] == [
        "docs/pipe.md:1:1: this is neither a file nor a folder",
        "docs/pipe.svg:1:1: this is neither a file nor a folder",
    ]


@pytest.mark.parametrize("name", ["mkdocs.yml", "zhike.lock", "pyproject.toml"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_what_stands_beside_docs_is_read_only_when_it_is_a_file(
    root: Path, name: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root.parent / "secret").write_text("secret words: [", encoding="utf-8")
    if kind == "pipe":
        os.mkfifo(root / name)
    elif kind == "folder":
        (root / name).mkdir()
    else:
        (root / name).symlink_to(root.parent / "secret")

    capsys.readouterr()
    code = main(["check", "--root", str(root), "--lang", "en"])

    out = capsys.readouterr().out
    assert code == (1 if kind == "link" else 0)
    assert ("a symbolic link, which may lead outside" in out) == (kind == "link")
    assert "secret" not in out


@pytest.mark.parametrize("docs", ["..", "../other", "/etc", "link", "."])
def test_docs_folder_outside_the_site_is_not_read(root: Path, docs: str) -> None:
    (root.parent / "other").mkdir()
    (root.parent / "other/page.md").write_text("secret", encoding="utf-8")
    (root / "link").symlink_to(root.parent / "other")

    read = snapshot.read(root, Settings(docs=docs))

    assert not any("page.md" in path or "passwd" in path for path in read.sizes)
    assert all((root / path).resolve().is_relative_to(root) for path in (*read.sizes, *read.contents))


@pytest.mark.parametrize("name", [b"\xff.md", b"a\nb.md", "a\u2028b.md".encode(), b"\x1b[31m.md"])
def test_name_that_is_no_text_is_a_finding(root: Path, name: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs" / os.fsdecode(name)).write_text(PAGE, encoding="utf-8")

    for form in ("text", "json", "sarif", "github"):
        assert "this name is no text" in found(root, capsys, "--format", form)
    assert main(["stamp", "--root", str(root)]) == 0
    assert main(["fix", "--root", str(root)]) == 0


def test_file_that_is_gone_when_it_is_read_is_a_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = snapshot._walk

    def then_deleted(*arguments: object) -> list[tuple[str, int]]:
        listed = walk(*arguments)  # type: ignore[arg-type]
        (root / "docs/index.en.md").unlink()
        return listed

    monkeypatch.setattr(snapshot, "_walk", then_deleted)

    read = snapshot.read(root, Settings())

    assert [(problem.at.path, problem.rule) for problem in read.problems] == [("docs/index.en.md", "unreadable_file")]


def test_site_that_changes_while_it_is_read_is_no_error(root: Path) -> None:
    stop = threading.Event()

    def changing() -> None:
        while not stop.is_set():
            (root / "docs/new.md").write_text(PAGE, encoding="utf-8")
            (root / "docs/new.md").unlink()

    thread = threading.Thread(target=changing)
    thread.start()
    try:
        for _ in range(50):
            snapshot.read(root, Settings())
    finally:
        stop.set()
        thread.join()


@pytest.fixture
def unprivileged(root: Path) -> Iterator[None]:
    """While it lasts, this process has no more rights than any user, if it had more."""
    main(["check", "--root", str(root), "--no-cache"])  # imports what later nobody may read
    main(["status", "--root", str(root)])
    main(["stamp", "--root", str(root)])
    (root / "zhike.lock").unlink()
    for folder in root.parents:
        if folder.stat().st_uid == os.getuid() and len(folder.parts) > 2:
            folder.chmod(0o755)
    if os.getuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("path", ["docs", "docs/index.md", "pyproject.toml", "mkdocs.yml", "zhike.lock"])
def test_what_may_not_be_read_is_a_finding(
    root: Path, path: str, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    (root / path).touch()
    request.getfixturevalue("unprivileged")
    os.seteuid(os.getuid())
    (root / path).touch()
    (root / path).chmod(0)
    os.seteuid(os.getuid() or 65534)

    assert f"{path}:1:1: " in found(root, capsys, "--no-cache")


def test_folder_that_may_not_be_written_is_said_in_a_line(
    root: Path, unprivileged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.geteuid() == os.getuid():
        root.chmod(0o555)

    with pytest.raises(SystemExit) as stop:
        main(["stamp", "--root", str(root)])

    assert stop.value.code == 2
    assert "Permission denied" in capsys.readouterr().err


def failing(site: Site) -> Iterator[Finding]:
    """Everything works.

    Bad:  x
    Good: y
    """
    for page in site.written():
        yield Finding(page.at(), "before")
        raise KeyError(page.path)


@pytest.fixture
def faulty(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose only fault is one of a rule."""
    rules = (*checking.ALL_RULES, Rule("failing", Severity.WARNING, About.PAGES, failing))
    for asked in (checking.about_pages, checking.about_rest, checking.concluded):
        monkeypatch.setattr(asked, "__defaults__", (rules,))
    return root


def test_rule_that_fails_is_told_with_its_name_and_page(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(faulty), "--lang", "en"]) == 2

    out, err = capsys.readouterr()
    assert out == (
        "docs/index.md:1:1: this rule fails here: KeyError('docs/index.md'); "
        "nothing is wrong with the page; report it with the page [failing]\n"
    )
    assert err == "1 failure in 2 pages\n"


def test_rule_that_fails_hides_nothing_that_others_find(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (faulty / "docs/index.md").write_text(PAGE + "[a](none.md)\n", encoding="utf-8")

    assert main(["check", "--root", str(faulty), "--lang", "en"]) == 2

    assert "[broken-link]" in capsys.readouterr().out
    assert main(["check", "--root", str(faulty), "--rule", "broken-link"]) == 2


def test_rule_that_fails_cannot_be_allowed(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    allowed = PAGE.replace("type:", "# zhike: allow failing (so it is)\ntype:")
    (faulty / "docs/index.md").write_text(allowed, encoding="utf-8")

    assert main(["check", "--root", str(faulty)]) == 2


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_rule_that_fails_is_told_in_every_report(faulty: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(faulty), "--format", form, "--lang", "zh"]) == 2
    assert "KeyError" in capsys.readouterr().out


def test_page_that_cannot_be_parsed_leaves_the_others_checked(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = source.parse

    def broken(text: str, **known: object) -> object:
        if known["path"] == "docs/index.md":
            raise RecursionError("too deep")
        return parse(text, **known)  # type: ignore[arg-type]

    monkeypatch.setattr(source, "parse", broken)
    (root / "docs/index.en.md").write_text(EN + "[a](none.md)\n", encoding="utf-8")

    out = found(root, capsys, "--no-cache")

    assert "docs/index.md:1:1: the checker fails on this page: RecursionError('too deep'); " in out
    assert "docs/index.en.md:11:1: no page at 'none.md'" in out


@pytest.mark.parametrize("text", [b"#\r\x02#", b"a\n\x03---"])
def test_no_rule_fails_on_a_page_of_marks(root: Path, text: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/index.md").write_bytes(text)

    assert "this rule fails here" not in found(root, capsys, "--no-cache")


@pytest.mark.parametrize(
    "line", ["## a{0} {{#a{0}}}\n\n", "## a{0}\n\n", "[a](b{0}.md)\n\n", "三个 3/{0} 周一 2026-03-05 "]
)
def test_rules_take_time_linear_in_a_page(line: str) -> None:
    read = Settings(max_page_kilobytes=2000)
    taken = []
    for many in (4000, 16000):
        text = PAGE + "".join(line.format(number) for number in range(many))
        contents = {"docs/index.md": text.encode(), "docs/index.en.md": EN.encode()}
        sizes = {path: len(content) for path, content in contents.items()}
        site = of(snapshot.Snapshot(Path("/nowhere"), contents, sizes, ()), read)
        before = time.process_time()
        checking.about_pages(site, "index")
        taken.append(time.process_time() - before)

    assert taken[1] < 10 * taken[0]


def test_fault_anywhere_else_is_told_in_a_line(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a")

    monkeypatch.setattr("zhike.incremental.check", broken)

    assert main(["check", "--root", str(root)]) == 2
    err = capsys.readouterr().err
    assert err.startswith("zhike: fault in zhike itself, not in the site (test_hostile.py:")
    assert err.count("\n") == 1


def test_user_without_a_home_has_no_cache(root: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", ""), "HOME": "relative"}

    run = subprocess.run(
        [sys.executable, "-m", "zhike", "check", "--root", root],
        cwd=root,
        env=environment,
        capture_output=True,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, b"no findings in 2 pages\n")
    assert sorted(path.name for path in root.iterdir()) == ["docs"]
