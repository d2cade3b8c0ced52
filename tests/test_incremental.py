"""A cached answer is the answer of a cold run, whatever was edited, whatever became of the cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import FRONT_MATTER, expected, files_of, with_front_matter

from zhike import incremental, store
from zhike.checking import about_pages, written_slugs
from zhike.cli import main
from zhike.findings import Verdict
from zhike.load import load
from zhike.model import Page, Pages, Site
from zhike.rules import ALL_RULES
from zhike.settings import read as settings_of
from zhike.snapshot import digest
from zhike.store import Store

CASES = sorted((Path(__file__).parent / "rules").glob("*.md"))
BESIDE_DOCS = ("pyproject.toml", "mkdocs.yml", "zhike.lock")
TERM = """\
- id: apology
  zh: {preferred: 道歉, forbidden: [赔罪], definition: 说对不起。}
  en: {preferred: apology, forbidden: [excuse], definition: Saying sorry.}
"""
HOUSE = """\
units:
  minute: {zh: {other: "{} 分钟", unset: 待填}, en: {other: "{} minutes", unset: open}}
values:
  report-back: {value: 20, unit: minute, zh: 回话时限, en: Report back within}
"""
SOURCES = "- {id: a/b, kind: a, zh: 资料, en: Source, documents: [A], roles: [a], facts: [Write.]}\n"
SLUGS = ("index", "a", "b", "deep/a", "glossary", "origins")
ENDINGS = (".md", ".en.md", ".de.md")
TITLES = ("首页", "Home", '<a id="hidden">x</a>', "[a](b.md) {#steps}", "道歉")
LINES = (
    "先道歉。",
    "Say sorry, an apology.",
    "赔罪。 Make an excuse.",
    "20 分钟 within 30 minutes",
    "{{ report-back }} {{ none }}",
    "- one\n- two",
    "## 步骤 {#steps}",
    "## Limits {#limits}",
    "### Steps",
    "[a](a.md) [b](b.md#steps) [c](deep/a.md#limits)",
    "[up](../index.md) [g](glossary.md#apology) [g](glossary.md#none) [o](origins.md#hidden)",
    "![flow](assets/flow.svg) ![](none.png)",
    "<!-- zhike: allow broken-link (it comes next week) -->",
    "<!-- zhike: allow forbidden-word, number-differs (so it is) -->",
    "<!-- zhike: allow -->",
    "<b>raw</b> [x](javascript:alert(1))",
)
OTHERS = {
    "docs/_data/terms/a.yml": (TERM, TERM.replace("道歉", "首页"), "- id: apology\n", TERM * 2, "a: [", ""),
    "docs/_data/house.yml": (HOUSE, HOUSE.replace("report-back", "none"), "values: 3\n", ""),
    "docs/_data/sources.yml": (SOURCES, SOURCES.replace("a/b", "c/d"), "- 3\n", ""),
    "docs/_data/roles.yml": ("- {id: security, zh: {name: 安保}, en: {name: Security}}\n", "[]", ""),
    "docs/assets/flow.svg": ("<svg/>", "<svg><script/></svg>", ""),
    "docs/assets/photo.png": ("x", "x" * 600_000, ""),
    "mkdocs.yml": ("nav: [index.md, a.md]\n", "nav: [none.md]\n", "nav:\n  - x: b.md\n", "a: [", ""),
    "pyproject.toml": (
        '[tool.zhike]\nallowed-tags = ["b"]\n',
        '[tool.zhike]\ntranslations = ["en", "de"]\n',
        '[tool.zhike]\nglossary = "b"\n[tool.zhike.types]\nguide = { sections = ["steps"] }\n',
        "[tool.zhike]\nlangauges = 3\n",
        "",
    ),
    "zhike.lock": (
        "docs/index.md# 000000000000 111111111111\n",
        "docs/a.md# 000000000000 111111111111\ndocs/a.md#steps 000000000000 -\n",
        "<<<<<<<\n",
        "",
    ),
}

titles, slugs, endings = st.sampled_from(TITLES), st.sampled_from(SLUGS), st.sampled_from(ENDINGS)
texts = st.lists(st.sampled_from(LINES), max_size=5).map("\n\n".join)
keys = st.sampled_from(
    ["", "roles: [security]\n", "sources: [a/b]\n", "related: [a, none]\n", "# zhike: allow unknown-role (new)\n"]
)
pages = st.tuples(slugs, endings, titles, keys, texts)
edits = st.one_of(
    st.tuples(st.just("write"), pages),
    st.tuples(st.just("write"), pages),
    st.tuples(st.just("delete"), st.tuples(slugs, endings)),
    st.tuples(st.just("move"), st.tuples(slugs, slugs, endings)),
    st.tuples(st.just("other"), st.sampled_from([(path, text) for path, all_ in OTHERS.items() for text in all_])),
    st.tuples(st.just("stamp"), st.just(())),
    st.tuples(st.just("huge"), st.sampled_from([600_000, b"600000"])),
)


def written(root: Path, path: str, content: str | bytes) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def applied(root: Path, kind: str, value: tuple[str, ...] | int | bytes) -> None:
    """Make one edit of a site, as an editor would."""
    match kind, value:
        case "write", (slug, ending, title, more, text):
            matter = FRONT_MATTER.format(title=json.dumps(title), summary="x").replace("reviewed", f"{more}reviewed")
            written(root, f"docs/{slug}{ending}", f"{matter}# {title}\n\n{text}\n")
        case "delete", (slug, ending):
            (root / f"docs/{slug}{ending}").unlink(missing_ok=True)
        case "move", (old, new, ending):
            if (root / f"docs/{old}{ending}").exists():
                (root / f"docs/{old}{ending}").rename(root / f"docs/{new}{ending}")
        case "other", (path, ""):
            (root / path).unlink(missing_ok=True)
        case "other", (path, text):
            written(root, path, text)
        case "huge", content:
            written(root, "docs/b.md", b"x" * content if isinstance(content, int) else content)
        case _:
            main(["stamp", "--root", str(root)])


def cold(root: Path) -> list[Verdict]:
    return incremental.check(root).verdicts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pages, max_size=6), st.lists(edits, min_size=1, max_size=6))
def test_after_every_edit_the_cached_answer_is_that_of_a_cold_run(
    first: list[tuple[str, ...]], following: list[tuple[str, tuple[str, ...]]]
) -> None:
    with TemporaryDirectory() as folder:
        root, file = Path(folder) / "site", Path(folder) / "cache/kept.json"
        for path in ("docs/deep/x.png", "docs/_data/x.png"):
            written(root, path, "x")
        for path, contents in OTHERS.items():
            applied(root, "other", (path, contents[0]))
        for page in first:
            applied(root, "write", page)
        incremental.check(root, file)

        for kind, value in following:
            applied(root, kind, value)
            assert incremental.check(root, file).verdicts == cold(root)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case_of_every_rule_gives_the_same_answer_from_the_cache(case: Path, tmp_path: Path) -> None:
    for name, content in files_of(expected(with_front_matter(case.read_text(encoding="utf-8")))[0]).items():
        path = name.partition(" ")[0]
        written(tmp_path, path if path in BESIDE_DOCS else f"docs/{path}", content)
    first = incremental.check(tmp_path, tmp_path / "kept.json").verdicts
    written(tmp_path, "docs/another.md", "# Another\n")

    again = incremental.check(tmp_path, tmp_path / "kept.json")

    assert again.verdicts == cold(tmp_path)
    (tmp_path / "docs/another.md").unlink()
    assert incremental.check(tmp_path, tmp_path / "kept.json").verdicts == first


class Guarded(Pages):
    """Pages of which a rule may read those of one slug alone."""

    def __init__(self, site: Site, slug: str) -> None:
        super().__init__({path: lambda path=path: site.pages[path] for path in site.pages})  # type: ignore[misc]
        self.slug, self.of, self.is_closed = slug, site.settings.slug, True

    def __getitem__(self, path: str) -> Page:
        assert self.of(path) == self.slug, f"{path} was read to answer for {self.slug}"
        return super().__getitem__(path)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_rules_about_pages_read_no_page_of_another_slug(case: Path, tmp_path: Path) -> None:
    for name, content in files_of(expected(with_front_matter(case.read_text(encoding="utf-8")))[0]).items():
        path = name.partition(" ")[0]
        written(tmp_path, path if path in BESIDE_DOCS else f"docs/{path}", content)
    site = load(tmp_path)
    outlines = {path: page.outline for path, page in {**site.pages, **site.made}.items()}

    for slug in written_slugs(site):
        answer = about_pages(replace(site, pages=Guarded(site, slug), outlines=outlines, memo={}), slug)
        assert answer.failures == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, contents in OTHERS.items():
        applied(tmp_path / "site", "other", (path, contents[0]))
    for slug in SLUGS[:4]:
        applied(tmp_path / "site", "write", (slug, ".md", "首页", "", "\n\n".join(LINES)))
    return tmp_path / "site"


@pytest.fixture
def file(root: Path, tmp_path: Path) -> Path:
    """The cache of the site, filled."""
    incremental.check(root, tmp_path / "cache/kept.json")
    return tmp_path / "cache/kept.json"


def spoilt(content: bytes) -> Iterator[bytes]:
    yield b""
    yield b"\n"
    yield b"{}"
    yield b"\xff\xfe\x00"
    yield content[: len(content) // 2]
    yield content[:-1]
    yield content + b"x"
    yield content.replace(b"broken-link", b"broken-lonk")
    yield content.replace(b"no page", b"no pagf")
    yield b"[" * 100_000


@pytest.mark.parametrize("number", range(10))
def test_damaged_cache_is_none(root: Path, file: Path, number: int) -> None:
    damaged = list(spoilt(file.read_bytes()))[number]
    file.write_bytes(damaged)

    assert store.read(file) == Store()
    assert incremental.check(root, file).verdicts == cold(root)


@pytest.mark.parametrize(
    "kept",
    [
        b"[]",
        b"3",
        b"null",
        b'{"context": 1}',
        b'{"context":"","outlines":[],"answers":{},"whole":"","verdicts":[]}',
        b'{"context":"","outlines":{},"answers":{},"whole":"","verdicts":[["a","none",[]]]}',
        b"[" * 100_000,
    ],
)
def test_foreign_cache_is_none(root: Path, file: Path, kept: bytes) -> None:
    file.write_bytes(digest(kept).encode() + b"\n" + kept)

    assert store.read(file) == Store()


@given(st.binary(max_size=200), st.integers(0, 2000))
def test_any_byte_may_be_lost_or_changed(content: bytes, place: int) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "kept.json"
        store.write(file, Store("a", {}, {"b": 1}, "c"))
        whole = file.read_bytes()
        file.write_bytes(whole[:place] + content + whole[place + 1 :])

        assert store.read(file) in (Store(), Store("a", {}, {"b": 1}, "c"))


def test_cache_that_others_may_write_is_not_read(file: Path) -> None:
    file.chmod(0o666)

    assert store.read(file) == Store()


def test_cache_is_the_users_alone_whatever_the_umask(root: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        incremental.check(root, tmp_path / "new/kept.json")
    finally:
        os.umask(before)

    assert (tmp_path / "new/kept.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("path", ["docs/index.md/kept.json", "docs"], ids=["below a file", "a folder"])
def test_cache_that_cannot_be_written_is_no_error(root: Path, path: str) -> None:
    assert incremental.check(root, root / path).verdicts == cold(root)


def test_writing_leaves_no_draft_behind(file: Path) -> None:
    assert [entry.name for entry in file.parent.iterdir()] == ["kept.json"]


def test_draft_is_removed_when_the_cache_cannot_take_its_place(tmp_path: Path) -> None:
    (tmp_path / "kept.json").mkdir()

    store.write(tmp_path / "kept.json", Store("a"))

    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.json"]


def test_runs_at_the_same_time_do_not_harm_each_other(root: Path, tmp_path: Path) -> None:
    file, wanted = tmp_path / "kept.json", cold(root)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: incremental.check(root, file).verdicts, range(8)))

    assert answers == [wanted] * 8
    assert store.read(file).verdicts == wanted


def output(root: Path, cache: Path, **environment: str) -> bytes:
    command = [sys.executable, "-m", "zhike", "check", "--root", str(root), "--format", "json", "--lang", "en"]
    known = os.environ | {"XDG_CACHE_HOME": str(cache)} | environment
    return subprocess.run(command, env=known, capture_output=True, check=False).stdout


def test_what_differs_between_processes_makes_no_difference(root: Path, tmp_path: Path) -> None:
    wanted = output(root, tmp_path / "one", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")

    assert len(json.loads(wanted)) > 20
    assert output(root, tmp_path / "two", PYTHONHASHSEED="2", LC_ALL="zh_CN.UTF-8", TZ="UTC", PYTHONUTF8="0") == wanted
    (root / "docs/a.md").touch()
    assert output(root, tmp_path / "one", PYTHONHASHSEED="2") == wanted
    written(root, "docs/a.md", "# Another\n")
    changed = output(root, tmp_path / "one", PYTHONHASHSEED="3")
    assert changed == output(root, tmp_path / "three", PYTHONHASHSEED="4") != wanted


def test_nothing_is_asked_again_when_nothing_has_changed(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhike.checking.about_pages", None)

    incremental.check(root, file)


def test_only_the_page_that_changed_and_those_that_depend_on_it_are_asked_about(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("zhike.checking.about_pages", lambda site, slug: asked.append(slug) or about_pages(site, slug))
    content = (root / "docs/deep/a.md").read_text()

    written(root, "docs/deep/a.md", content + "\n更多。\n")
    incremental.check(root, file)
    written(root, "docs/deep/a.md", content + "\n## 更多 {#more}\n")
    incremental.check(root, file)

    assert asked == ["deep/a", "a", "b", "deep/a", "index"]


def test_fault_of_a_rule_is_not_kept(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(site: Site) -> None:
        raise KeyError("a")

    with monkeypatch.context() as patch:
        patch.setattr("zhike.checking.ALL_RULES", (replace(ALL_RULES[0], check=broken), *ALL_RULES[1:]))
        patch.setattr(
            "zhike.checking.about_pages.__defaults__", ((replace(ALL_RULES[0], check=broken), *ALL_RULES[1:]),)
        )
        found = incremental.check(root, tmp_path / "kept.json").verdicts

    assert {verdict.rule for verdict in found if verdict.severity == "failure"} == {ALL_RULES[0].name}
    assert incremental.check(root, tmp_path / "kept.json").verdicts == cold(root)


def test_settings_are_read_from_the_folder(root: Path) -> None:
    assert incremental.check(root).configured == settings_of(root)
