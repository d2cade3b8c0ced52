"""Stamps: which translations are up to date, and how they are brought there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import FRONT_MATTER, site_of

from zhike import lock
from zhike.checking import check
from zhike.cli import main
from zhike.languages import language
from zhike.sections import digests, name_of, texts
from zhike.source import parse
from zhike.status import worded
from zhike.workspace import Workspace

ZH = "## 步骤 {#steps}\n\n先道歉。\n\n## 时限 {#limits}\n\n20 分钟内。\n"
EN = "## Steps {#steps}\n\nSay sorry.\n\n## Limits {#limits}\n\nWithin 20 minutes.\n"
DE = "## Schritte {#steps}\n\nEntschuldige dich.\n\n## Grenzen {#limits}\n\nIn 20 Minuten.\n"
STALE = "## 时限 {#limits}\n\n30 分钟内。\n"


def page(title: str, text: str) -> str:
    return FRONT_MATTER.format(title=title, summary="一句话。") + f"# {title}\n\n{text}"


def write(root: Path, path: str, content: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content, encoding="utf-8")


def change(root: Path, path: str, old: str, new: str) -> None:
    content = (root / path).read_text(encoding="utf-8")
    assert old in content
    write(root, path, content.replace(old, new))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of one page in two languages, with every section stamped."""
    write(tmp_path, "docs/index.md", page("首页", ZH))
    write(tmp_path, "docs/index.en.md", page("Home", EN))
    assert main(["stamp", "--root", str(tmp_path)]) == 0
    return tmp_path


def stamps(root: Path) -> dict[str, tuple[str, ...]]:
    found, problems = lock.read((root / "zhike.lock").read_bytes())
    assert problems == ()
    return found


def kinds(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return the state of every section as `zhike status` says it, by section and language."""
    capsys.readouterr()
    main(["status", "--root", str(root), "--format", "json"])
    pages = json.loads(capsys.readouterr().out)
    return {f"{s['section']} {s['locale']}": s["state"] for page in pages for s in page["sections"]}


def parsed(text: str) -> dict[str, str]:
    return dict(digests(parse(text, path="docs/a.md", slug="a", locale="zh")))


def test_lock_has_a_sorted_line_for_every_section(root: Path) -> None:
    lines = (root / "zhike.lock").read_text(encoding="utf-8").splitlines()

    assert [line.split()[0] for line in lines] == ["docs/index.md#", "docs/index.md#limits", "docs/index.md#steps"]
    assert all(len(name) == 12 for line in lines for name in line.split()[1:])
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "text",
    [
        ZH.replace("{#steps}", "{#first-steps}"),
        ZH.replace("先道歉。", "先\n道歉。  "),
        ZH.replace("\n", "\r\n"),
        ZH.replace("20 分钟", "20分钟"),
        ZH.replace("先道歉。", "\n\n先道歉。\n\n\n"),
        ZH.replace("先道歉。", "<!-- zhike: allow broken-link (later) -->\n先道歉。"),
    ],
    ids=["id", "line end", "Windows", "blank", "empty lines", "comment to the checker"],
)
def test_what_is_not_translated_makes_no_difference(text: str) -> None:
    assert list(parsed(page("首页", text)).values()) == list(parsed(page("首页", ZH)).values())


@pytest.mark.parametrize("old", ["先道歉", "步骤", "首页", "一句话"])
def test_what_is_translated_makes_a_difference(old: str) -> None:
    whole = page("首页", ZH)

    assert parsed(whole) != parsed(whole.replace(old, "别的"))


def test_renamed_id_of_an_underlined_heading_makes_no_difference() -> None:
    before = parsed("# a\n\n步骤 {#steps}\n---\n\n先道歉。\n")
    after = parsed("# a\n\n步骤 {#first}\n---\n\n先道歉。\n")

    assert before["steps"] == after["first"]


def test_text_below_an_id_that_stands_twice_is_not_lost() -> None:
    found = texts(parse("## A {#a}\n\none\n\n## B {#a}\n\ntwo\n", path="docs/a.md", slug="a", locale="zh"))

    assert ("one" in found["a"], "two" in found["a"]) == (True, True)


@given(st.text("ab 。\n\t\u3000"), st.text("ab 。\n\t\u3000"))
def test_texts_that_differ_in_blanks_alone_have_one_name(one: str, other: str) -> None:
    assert (name_of(one) == name_of(other)) == ("".join(one.split()) == "".join(other.split()))


def test_changed_source_makes_its_section_stale_and_no_other(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "docs/index.md", "20 分钟", "30 分钟")

    assert kinds(root, capsys) == {" en": "fresh", "steps en": "fresh", "limits en": "stale"}
    main(["check", "--root", str(root), "--rule", "stale-translation"])
    assert capsys.readouterr().out.startswith("docs/index.en.md:14:1: the source of this section has changed; ")


def test_stale_section_is_not_stamped_unless_said_unchanged(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = stamps(root)
    change(root, "docs/index.md", "20 分钟", "30 分钟")

    assert main(["stamp", "--root", str(root)]) == 1
    assert capsys.readouterr().out.startswith("docs/index.md#limits (en): the source has changed")
    assert stamps(root) == before
    assert main(["stamp", "--root", str(root), "docs/index.md#limits", "--unchanged"]) == 0
    assert kinds(root, capsys)["limits en"] == "fresh"


def test_unchanged_is_said_of_sections_by_name_only(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["stamp", "--root", str(root), "--unchanged"])

    assert "--unchanged needs the sections by name" in capsys.readouterr().err


def test_all_new_and_changed_sections_are_stamped_in_one_go(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "docs/index.md", "20 分钟", "30 分钟")
    change(root, "docs/index.en.md", "20 minutes", "30 minutes")
    change(root, "docs/index.md", "先道歉。\n", "先道歉。\n\n## 新 {#new}\n\n新的。\n")
    change(root, "docs/index.en.md", "Say sorry.\n", "Say sorry.\n\n## New {#new}\n\nNew.\n")
    assert kinds(root, capsys) == {" en": "fresh", "steps en": "fresh", "new en": "new", "limits en": "changed"}

    assert main(["stamp", "--root", str(root)]) == 0

    assert set(kinds(root, capsys).values()) == {"fresh"}


def test_stamps_of_sections_and_pages_that_are_gone_are_dropped(root: Path) -> None:
    write(root, "docs/index.md", page("首页", STALE))
    write(root, "docs/index.en.md", page("Home", EN.replace("20", "30")))

    main(["stamp", "--root", str(root)])

    assert list(stamps(root)) == ["docs/index.md#", "docs/index.md#limits"]


def test_section_without_a_translation_is_missing_and_not_stamped(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, "docs/index.en.md", page("Home", EN.split("## Limits")[0]))

    assert kinds(root, capsys)["limits en"] == "missing"
    (root / "docs/index.en.md").unlink()
    assert main(["stamp", "--root", str(root)]) == 0
    assert set(kinds(root, capsys).values()) == {"missing"}


@pytest.mark.parametrize("name", ["docs/index.md", "./docs/index.md", "docs/index.en.md", "docs/index.en.md#limits"])
def test_page_is_stamped_by_its_name_in_any_language(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "docs/index.md", "20 分钟", "30 分钟")
    change(root, "docs/index.en.md", "20 minutes", "30 minutes")

    assert main(["stamp", "--root", str(root), name]) == 0
    assert kinds(root, capsys)["limits en"] == "fresh"


@pytest.mark.parametrize("name", ["docs/none.md", "docs/index.md#none", "docs"])
def test_unknown_section_is_a_wrong_call(root: Path, name: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["stamp", "--root", str(root), name])

    assert stop.value.code == 2


def test_each_of_several_translations_has_stamps_of_its_own(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "pyproject.toml", '[tool.zhike]\ntranslations = ["en", "de"]\n')
    write(root, "docs/index.de.md", page("Start", DE))
    first = kinds(root, capsys)
    assert (first["limits en"], first["limits de"]) == ("fresh", "new")
    main(["stamp", "--root", str(root)])
    change(root, "docs/index.md", "20 分钟", "30 分钟")
    change(root, "docs/index.en.md", "20 minutes", "30 minutes")

    assert main(["stamp", "--root", str(root)]) == 1

    found = kinds(root, capsys)
    assert (found["limits en"], found["limits de"]) == ("fresh", "stale")
    change(root, "docs/index.de.md", "20", "30")
    assert main(["stamp", "--root", str(root)]) == 0
    assert set(kinds(root, capsys).values()) == {"fresh"}


def test_merge_conflict_in_the_lock_is_found_at_its_lines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / "zhike.lock").read_text(encoding="utf-8")
    first, *others = text.splitlines(keepends=True)
    write(root, "zhike.lock", f"<<<<<<< HEAD\n{first}=======\n{first}>>>>>>> other\n{''.join(others)}")

    assert main(["check", "--root", str(root), "--rule", "broken-lock"]) == 1

    found = [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()]
    assert found == [f"zhike.lock:{line}:1" for line in (1, 3, 4, 5)]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\n\n", b"a#b\n" * 3, b"x" * 100_000, b"#" * 100_000])
def test_any_lock_can_be_read(root: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "zhike.lock").write_bytes(content)

    main(["check", "--root", str(root)])
    main(["status", "--root", str(root)])

    assert main(["stamp", "--root", str(root)]) == 0
    assert len(stamps(root)) == 3


@given(st.dictionaries(st.from_regex(r"docs/[^\n#]{1,5}\.md#[a-z-]{0,5}", fullmatch=True), st.just(("0" * 12, "-"))))
def test_written_lock_is_read_again(found: dict[str, tuple[str, ...]]) -> None:
    assert lock.read(lock.written(found)) == (found, ())


def test_lock_of_windows_is_read(root: Path) -> None:
    content = (root / "zhike.lock").read_bytes()

    assert lock.read(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")) == lock.read(content)


def test_stamping_again_writes_nothing(root: Path) -> None:
    before = (root / "zhike.lock").stat().st_mtime_ns

    main(["stamp", "--root", str(root)])

    assert (root / "zhike.lock").stat().st_mtime_ns == before


def test_page_of_thousands_of_sections_is_stamped_at_once(root: Path) -> None:
    write(root, "docs/long.md", page("长", "".join(f"## 节 {{#s{n}}}\n\n字。\n\n" for n in range(4000))))
    write(root, "docs/long.en.md", page("Long", "".join(f"## S {{#s{n}}}\n\nWords.\n\n" for n in range(4000))))

    assert main(["stamp", "--root", str(root)]) == 0
    assert len(stamps(root)) == 4004


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def test_status_shows_the_words_that_changed_since_from_the_history(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "init")
    git(root, "add", "-A")
    git(root, "commit", "-m", "First")
    change(root, "docs/index.md", "20 分钟", "25 分钟")
    git(root, "commit", "-am", "Second")
    change(root, "docs/index.md", "25 分钟内", "30 分钟以内")
    capsys.readouterr()

    assert main(["status", "--root", str(root)]) == 0

    assert capsys.readouterr().out == (
        "docs/index.md: 2 of 3 sections up to date\n"
        "  stale    en  #limits\n"
        "           [-20-]{+30+} 分钟{+以+}内。\n"
        "1 pages: 2 fresh, 1 stale, 0 changed, 0 new, 0 missing\n"
    )
    main(["status", "--root", str(root), "--format", "json"])
    sections = json.loads(capsys.readouterr().out)[0]["sections"]
    assert sections[2] == {
        "section": "limits",
        "locale": "en",
        "state": "stale",
        "changes": ["[-20-]{+30+} 分钟{+以+}内。"],
    }
    assert sections[0]["changes"] == []


def test_status_without_a_history_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "docs/index.md", "20 分钟", "30 分钟")
    capsys.readouterr()

    assert main(["status", "--root", str(root)]) == 0
    assert "the text it was translated from is not in the history" in capsys.readouterr().out


def test_status_without_git_says_so(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(root, "docs/index.md", "20 分钟", "30 分钟")
    monkeypatch.setenv("PATH", "/nowhere")

    assert main(["status", "--root", str(root)]) == 0
    assert "is not in the history" in capsys.readouterr().out


@given(st.text("ab。\n "), st.text("ab。\n "))
def test_word_diff_shows_nothing_only_where_nothing_differs(before: str, after: str) -> None:
    assert (worded(before, after) == []) == (before == after)


def test_site_without_a_lock_has_no_findings_about_stamps() -> None:
    site = site_of(f"-- index.md --\n{page('首页', ZH)}-- index.en.md --\n{page('Home', EN)}")

    assert check(site, ["stale-translation", "unstamped-section", "broken-lock"]) == []


def shown(root: Path, path: str, html: str) -> str:
    return Workspace(root, root / "site").html(html, path, "")


HTML = '<h1 id="home">Home</h1>\n<p>a</p>\n<h2 id="steps">Steps</h2>\n<p>b</p>\n<h2 class="x" id="limits">Limits</h2>\n'
LEAD = '\n<p class="zk-lead"><span lang="zh-Hans">一句话。</span></p>'
WORDS = "This section is older than the Chinese: that has changed, and this has not caught up yet."
NOTE = f'\n<p class="zk-stale">{WORDS}</p>'


def test_reader_is_told_below_the_heading_of_a_stale_section(root: Path) -> None:
    change(root, "docs/index.md", "20 分钟", "30 分钟")

    told = shown(root, "index.en.md", HTML)

    assert f"Limits</h2>{NOTE}" in told
    assert told.count(WORDS) == 1


def test_reader_is_told_below_the_title_when_what_comes_first_is_stale(root: Path) -> None:
    change(root, "docs/index.md", "一句话。", "另一句。")

    told = shown(root, "index.en.md", HTML)

    assert f"</h1>{LEAD}{NOTE}" in told
    assert told.count(WORDS) == 1


@pytest.mark.parametrize("path", ["index.md", "index.en.md", "none.md"])
def test_reader_is_told_nothing_while_translations_are_up_to_date(root: Path, path: str) -> None:
    assert "zk-stale" not in shown(root, path, HTML)


def test_reader_of_the_source_is_told_nothing(root: Path) -> None:
    change(root, "docs/index.md", "20 分钟", "30 分钟")

    assert "zk-stale" not in shown(root, "index.md", HTML)


@pytest.mark.parametrize(
    ("locale", "source", "words"),
    [("zh", "en", "这一节比英文版旧"), ("en", "zh", "older than the Chinese"), ("en", "xx", "than the xx")],
)
def test_note_names_the_source_in_the_readers_language(locale: str, source: str, words: str) -> None:
    assert words in language(locale).words["stale"].format(source=language(locale).named(source))
