"""Mending: what needs no decision is mended once and for all, and nothing is lost."""

from __future__ import annotations

import string
import tomllib
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import expected, files_of, with_front_matter

from zhike import checking, fixing, incremental
from zhike.cli import main
from zhike.edits import Chosen, can_be_edited, edited
from zhike.findings import Finding, Severity, Verdict
from zhike.fixing import mended
from zhike.model import Edit, Position, Settings, Site
from zhike.rules.base import About, Rule
from zhike.settings import of
from zhike.snapshot import Snapshot
from zhike.store import Store

CASES = sorted((Path(__file__).parent / "rules").glob("*.md"))
BESIDE_DOCS = ("pyproject.toml", "mkdocs.yml", "zhike.lock")
MATTER = "---\ntitle: 道歉\ntype: guide\nsummary: 一句话。\nreviewed: 2026-01-01\n---\n\n# 道歉\n\n"
# fmt: off
PIECES = (
    "先道歉。", "Say sorry.", "20分钟", "１２３", "（a）", "(中文)", "。 ", " ，", "...", "——", '"引"', "「引」",
    "客戶", "\u200b", "\xa0", "\u3000", "⼀", "\ufeff", "服务补救", "- a", "-a", "* a", "1.a", "1. a", "  - b",
    "    - c", "- [x] d", "- [X]e", "- [] f", "## 步骤 {#steps}", "##步骤", "## A {#Not_Plain}", "### B",
    "[a](index.en.md)", "[a](/index/)", "[a]（index.md）", "[a](index.md#Steps)", "![](a.svg)", "| a | b |",
    "|---|---|", "| 1 | 2 |", "!!! warn", "    in", "```", "`code`", "<b>x</b>", "<!-- c -->", "<<<<<<< HEAD",
    "https://example.org", "2025/3/1", "\t", "&nbsp;", "ü", "é", "\r", "é",
)
# fmt: on

documents = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n\n", "\n", " ", "", "\r\n"])), max_size=12
).map(lambda parts: "".join(piece + end for piece, end in parts))


def snapshot_of(contents: dict[str, bytes]) -> Snapshot:
    sizes = {path: len(content) for path, content in sorted(contents.items()) if path.startswith("docs/")}
    return Snapshot(Path("/nowhere"), contents, sizes)


def snapshot_of_case(case: Path) -> Snapshot:
    """Return the files of a case, as far as they are plain text."""
    files = files_of(expected(with_front_matter(case.read_text(encoding="utf-8")))[0])
    contents = {}
    for name, content in files.items():
        path, _, manner = name.partition(" ")
        how, _, value = manner.partition("=")
        encoded = content.encode(value if how == "encoding" else "utf-8")
        contents[path if path in BESIDE_DOCS else f"docs/{path}"] = encoded
    return snapshot_of(contents)


def settings_in(read: Snapshot) -> Settings:
    try:
        table = tomllib.loads(read.contents.get("pyproject.toml", b"").decode()).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Settings()
    return of(table["zhike"]) if isinstance(table, dict) and isinstance(table.get("zhike"), dict) else Settings()


def verdicts(read: Snapshot, configured: Settings) -> list[Verdict]:
    return incremental.Run(read, configured, Store()).verdicts


def counted(found: Iterable[Verdict]) -> Counter[tuple[str, str]]:
    """Count the findings by rule and page, apart from those that compare: two languages, or a line with the next.

    Mending one text may show what it lacks beside the other, or make the two the same.
    """
    kinds = ((verdict.rule, verdict.finding.at.path) for verdict in found)
    return Counter(kind for kind in kinds if not kind[0].endswith(("-differ", "-differs", "-twice")))


def assert_mended_well(read: Snapshot, configured: Settings) -> None:
    """Hold what mending a site does to what it may do."""
    before = verdicts(read, configured)
    once = mended(read, configured)
    after = verdicts(once.read, configured)

    assert mended(once.read, configured).read.contents == once.read.contents
    if not {verdict.rule for verdict in once.verdicts} & UNVEILING:
        assert counted(after) - counted(before) == Counter()
    editable = [path for path, content in read.contents.items() if can_be_edited(content, path)]
    assert [v for v in after if v.finding.fix and all(e.start.path in editable for e in v.finding.fix)] == []
    touched = {edit.start.path for verdict in once.verdicts for edit in verdict.finding.fix}
    for path in read.contents:
        assert path in touched or path == "zhike.lock" or once.read.contents[path] == read.contents[path]
        if any(verdict.rule == "unreadable-file" for verdict in once.verdicts):
            continue  # bytes of another encoding are no letters to count
        assert letters(once.read.contents[path]) >= kept_letters(read.contents[path], once.verdicts, path)


# what was not read as it was meant hides its own faults: a link, heading, list or record that is seen now may show them
UNVEILING = frozenset(
    {
        "absolute-link",
        "accidental-heading",
        "byte-order-mark",
        "fullwidth-heading",
        "fullwidth-link",
        "heading-punctuation",
        "heading-without-blank",
        "image-without-mark",
        "indented-heading",
        "invisible-character",
        "list-without-blank-line",
        "missing-front-matter",
        "missing-heading-id",
        "odd-space",
        "own-address",
        "radical-character",
        "split-link",
        "unknown-key",
        "unreadable-data",
        "unreadable-file",
        "wrong-value",
    }
)


def letters(content: bytes) -> Counter[str]:
    return Counter(character for character in content.decode(errors="replace") if character in string.ascii_lowercase)


def kept_letters(content: bytes, done: Iterable[Verdict], path: str) -> Counter[str]:
    """Return the small letters of a file, those apart that stand in what a fix may have put another word for."""
    replaced = any(edit.start.path == path and edit.start != edit.end for v in done for edit in v.finding.fix)
    return Counter() if replaced else letters(content)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case_of_every_rule_is_mended_for_good(case: Path) -> None:
    read = snapshot_of_case(case)

    assert_mended_well(read, settings_in(read))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(documents, documents, st.booleans())
def test_any_page_is_mended_for_good(source: str, translation: str, windows: bool) -> None:
    contents = {
        "docs/index.md": (MATTER + source).encode(),
        "docs/index.en.md": (MATTER + translation).encode(),
        "mkdocs.yml": b"nav: [index.md]\n",
    }
    if windows:
        contents["docs/index.md"] = contents["docs/index.md"].replace(b"\n", b"\r\n")

    assert_mended_well(snapshot_of(contents), Settings())


def place(line: int, column: int, path: str = "docs/index.md") -> Position:
    return Position(path, line, column)


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(place(1, start), place(1, end), text)


def test_edits_are_made_from_the_text_as_it_was() -> None:
    assert edited(b"abcdef", "a.md", [edit(5, 6, "E"), edit(1, 2, "long"), edit(3, 3, "+")]) == b"longb+cdEf"


def test_edited_file_is_plain_utf_8() -> None:
    content = b"\xef\xbb\xbfa\r\nb\rc\n"

    assert edited(content, "a.md", [edit(1, 1, "")]) == b"a\nb\nc\n"
    assert edited("\ufeffa".encode("utf-16-le"), "a.md", [edit(1, 1, "")]) == b"a"


@pytest.mark.parametrize(
    ("content", "can"),
    [
        (b"", True),
        ("道歉".encode(), True),
        ("\ufeff道歉".encode(), True),
        ("\ufeff道歉".encode("utf-16-le"), True),
        ("\ufeff道歉".encode("utf-16-be"), True),
        ("\ufffd".encode(), True),
        (b"a\xffb", False),
        (b"\xff\xfea", False),
        (b"\xff\xfe\x00\xd8", False),
    ],
)
def test_file_is_edited_only_when_every_byte_can_be_read(content: bytes, can: bool) -> None:
    assert can_be_edited(content, "a.md") == can


@pytest.mark.parametrize(
    ("taken", "edits", "fits"),
    [
        ([edit(1, 3, "a")], [edit(4, 5, "b")], True),
        ([edit(1, 3, "a")], [edit(3, 5, "b")], False),
        ([edit(1, 3, "a")], [edit(2, 2, "b")], False),
        ([edit(1, 3, "a")], [edit(1, 3, "b")], False),
        ([edit(1, 3, "a")], [edit(1, 3, "a")], True),
        ([edit(1, 9, "a")], [edit(4, 5, "b")], False),
        ([edit(4, 5, "a")], [edit(1, 9, "b")], False),
        ([edit(4, 5, "a"), edit(6, 7, "a"), edit(8, 9, "a")], [edit(1, 20, "b")], False),
        ([], [edit(1, 3, "a"), edit(3, 5, "b")], True),
        ([], [edit(1, 3, "a"), edit(2, 5, "b")], False),
        ([], [edit(1, 1, "")], True),
    ],
)
def test_edits_that_touch_others_wait(taken: list[Edit], edits: list[Edit], fits: bool) -> None:
    chosen = Chosen()
    chosen.take(taken)

    assert chosen.fits(edits) == fits


spans = st.tuples(st.integers(1, 12), st.integers(0, 4), st.sampled_from(["", "x"])).map(
    lambda span: edit(span[0], span[0] + span[1], span[2])
)


@given(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=8))
def test_edits_that_were_taken_never_overlap(findings: list[list[Edit]]) -> None:
    chosen = Chosen()
    for edits in findings:
        if chosen.fits(edits):
            chosen.take(edits)

    ends = [(start.column, end.column) for start, end, _ in chosen.places]

    assert ends == sorted(ends)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


def verdict(*edits: Edit) -> Verdict:
    return Verdict("a", Severity.ERROR, Finding(edits[0].start, "m", fix=edits))


def test_fix_in_several_files_is_made_in_all_or_in_none() -> None:
    contents = {"docs/index.md": b"abc", "docs/b.md": b"abc", "docs/bad.md": b"\xff"}
    elsewhere = Edit(place(1, 1, "docs/b.md"), place(1, 2, "docs/b.md"), "B")
    unreadable = Edit(place(1, 1, "docs/bad.md"), place(1, 2, "docs/bad.md"), "B")
    gone = Edit(place(1, 1, "docs/none.md"), place(1, 2, "docs/none.md"), "B")

    both, applied = fixing._applied(contents, [verdict(edit(1, 2, "A"), elsewhere)])
    none, refused = fixing._applied(contents, [verdict(edit(1, 2, "A"), unreadable), verdict(edit(3, 4, "C"), gone)])

    assert (both["docs/index.md"], both["docs/b.md"], len(applied)) == (b"Abc", b"Bbc", 1)
    assert (none, refused) == (contents, [])


def test_many_edits_take_time_linear_in_their_number() -> None:
    content = b"a b\n" * 50_000
    found = [verdict(Edit(place(line, 2), place(line, 3), "")) for line in range(1, 50_001)]

    contents, applied = fixing._applied({"docs/index.md": content}, found)

    assert (contents["docs/index.md"], len(applied)) == (b"ab\n" * 50_000, 50_000)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of one page in which every x is to be made a y."""

    def no_x(site: Site) -> Iterable[Finding]:
        """No x.

        Bad:  x
        Good: y
        """
        for page in site.written():
            for number, line in enumerate(page.lines, 1):
                if "x" in line[:1]:
                    fix = Edit(page.at(number, 1), page.at(number, 2), "y")
                    yield Finding(page.at(number), "an x", fix=(fix,))

    rules = (*checking.ALL_RULES, Rule("no-x", Severity.ERROR, About.PAGES, no_x))
    monkeypatch.setattr(checking, "ALL_RULES", rules)
    monkeypatch.setattr("zhike.rules.ALL_RULES", rules)
    monkeypatch.setattr(checking.about_pages, "__defaults__", (rules,))
    monkeypatch.setattr(checking.concluded, "__defaults__", (rules,))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_bytes((MATTER + "x\n").encode())
    (tmp_path / "docs/index.en.md").write_text(MATTER + "y\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def test_fix_writes_what_changed_and_tells_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/index.md").chmod(0o640)
    untouched = (root / "docs/index.en.md").stat().st_mtime_ns

    assert main(["fix", "--root", str(root)]) == 0

    out, err = capsys.readouterr()
    assert (out, err) == ("docs/index.md:10:1: an x [no-x]\n", "1 files mended\n")
    assert (root / "docs/index.md").read_bytes() == (MATTER + "y\n").encode()
    assert (root / "docs/index.md").stat().st_mode & 0o777 == 0o640
    assert (root / "docs/index.en.md").stat().st_mtime_ns == untouched
    assert sorted(entry.name for entry in (root / "docs").iterdir()) == ["index.en.md", "index.md"]


def test_fix_check_changes_nothing_and_exits_with_1(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (root / "docs/index.md").read_bytes()

    assert main(["fix", "--root", str(root), "--check"]) == 1
    assert capsys.readouterr().err == "1 files would be mended\n"
    assert (root / "docs/index.md").read_bytes() == before
    main(["fix", "--root", str(root)])
    assert main(["fix", "--root", str(root), "--check"]) == 0


@pytest.mark.parametrize(
    "arguments", [["--rule", "broken-link"], ["docs/index.en.md"]], ids=["another rule", "another page"]
)
def test_fix_mends_what_was_chosen_only(root: Path, arguments: list[str]) -> None:
    before = (root / "docs/index.md").read_bytes()

    places = [str(root / argument) if argument.startswith("docs") else argument for argument in arguments]
    assert main(["fix", "--root", str(root), *places]) == 0
    assert (root / "docs/index.md").read_bytes() == before


def test_mending_makes_no_translation_stale(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["stamp", "--root", str(root)])

    main(["fix", "--root", str(root)])

    capsys.readouterr()
    main(["status", "--root", str(root)])
    assert capsys.readouterr().out == "1 pages: 1 fresh, 0 stale, 0 changed, 0 new, 0 missing\n"


def test_mending_makes_no_stale_translation_fresh(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/index.en.md").write_text(MATTER + "x\n", encoding="utf-8")
    main(["stamp", "--root", str(root)])
    (root / "docs/index.md").write_text(MATTER + "另外的话\n", encoding="utf-8")

    main(["fix", "--root", str(root)])

    capsys.readouterr()
    main(["status", "--root", str(root)])
    assert "0 fresh, 1 stale, 0 changed" in capsys.readouterr().out


def test_file_that_was_saved_meanwhile_is_left_alone(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*arguments: object, **options: object) -> object:
        done = mended(*arguments, **options)  # type: ignore[arg-type]
        (root / "docs/index.md").write_text("saved", encoding="utf-8")
        return done

    monkeypatch.setattr(fixing, "mended", meanwhile)

    assert main(["fix", "--root", str(root)]) == 1
    assert (root / "docs/index.md").read_text() == "saved"
    assert "docs/index.md was changed meanwhile" in capsys.readouterr().err
