"""Reading one file: everything found in it has its line and column, whatever an editor or an attacker writes."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhike.model import Page, Problem
from zhike.source import decode, parse, yaml

PAGE = """\
---
title: 道歉  # zhike: allow unknown-key (试)
roles: [前台, 礼宾]
---

# 道歉 {#apology}

先说[对不起](sorry.md)，再看![流程图](图.svg)。 <!-- 注 -->

> 引用里有[链接](a.md)：
>
> - 项目[一](b.md)
>     - [ ] 任务 {{ report-back }}，`代码 [x](y.md)`，[二](c.md)

!!! warning "小心[三](d.md)"

    正文<b>粗</b>，[四][定义]

    | 事 | 时限 |
    | --- | --- |
    | 回[话](f.md) | `a|b` {{ limit }} |

## 时限

1. 先说
2. 再做

<!-- zhike: allow broken-link (试) -->
下一行

[定义]: e.md
"""
BEHIND = "put the text behind the first between double quotes"
SINGLE = "put the text between single quotes ' '"
ENTRIES = "write ', ' between its entries and ] behind the last"
MARKLESS = "run zhike fix, or save it as 'UTF-8', not as 'UTF-8 with BOM'"
LF = "run zhike fix, or choose the line end LF in your editor and save"
SIZE = 1_000_000
HUGE = {
    "quotes": ">" * SIZE,
    "quoted lines": ">\n" * (SIZE // 2),
    "deeper and deeper quotes": "\n".join(">" * depth + " a" for depth in range(1400)),
    "deeper and deeper lists": "\n".join("    " * depth + "- a" for depth in range(700)),
    "opening brackets": "[" * SIZE,
    "links that never close": "[a](" * (SIZE // 4),
    "backticks": "`" * SIZE,
    "longer and longer runs of backticks": " ".join("`" * length for length in range(1400)),
    "fences": "```\n~~~\n" * (SIZE // 8),
    "comments that never close": "<!--" * (SIZE // 4),
    "comments in a heading": "# " + "<!--" * (SIZE // 4),
    "tags that never close": "<a " * (SIZE // 3),
    "a tag with one long word": '<a b="c" ' + "d" * SIZE + ">",
    "hyphens before a word": "-" * SIZE + " a",
    "blanks in a heading": "# a" + " " * SIZE + "b",
    "braces in a heading": "# a" + " {" * (SIZE // 2),
    "blanks in a link": "[a](b" + " " * SIZE + "c",
    "blanks in braces": "{{" + " " * SIZE + "a",
    "blanks below a table": "| a |\n| -" + " " * SIZE + "b",
    "equal headings": "# a\n" * 20_000,
    "headings without a word": "# \n" * 20_000,
    "nested front matter": "---\na: " + "[" * SIZE + "\n---\n",
    "blanks in a comment of the front matter": "---\na: b # zhike" + " " * SIZE + "c\n---\n",
}


def read(text: str) -> Page:
    return parse(text, path="docs/p.md", slug="p", locale="zh")


def shown(line: str) -> str:
    return line.replace(Page.FILLER, "·")


def told(problems: tuple[Problem, ...]) -> list[tuple[int, int, str]]:
    """Return line, column and sentence of problems, as an editor reads them."""
    return [(p.at.line, p.at.column, f"{p.message}; {p.hint}".format(**p.values)) for p in problems]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("headings", [(6, 1), (23, 1)]),
        ("links", [(8, 3), (10, 7), (12, 7), (13, 49), (15, 16), (17, 16), (21, 8)]),
        ("images", [(8, 21)]),
        ("tags", [(17, 7), (17, 11)]),
        ("variables", [(13, 16), (21, 26)]),
        ("comments", [(2, 14), (28, 1), (8, 36)]),
    ],
)
def test_item_has_line_and_column_in_characters(name: str, expected: list[tuple[int, int]]) -> None:
    assert [(item.at.line, item.at.column) for item in getattr(read(PAGE), name)] == expected


def test_block_has_line_and_column_kind_and_last_line() -> None:
    blocks = [(block.at.line, block.at.column, block.kind, block.end) for block in read(PAGE).blocks]

    assert blocks == [
        (6, 1, "heading", 6),
        (8, 1, "paragraph", 8),
        (10, 1, "quote", 13),
        (10, 3, "paragraph", 10),
        (12, 3, "item", 12),
        (13, 7, "task", 13),
        (15, 1, "admonition", 21),
        (17, 5, "paragraph", 17),
        (19, 5, "row", 19),
        (21, 5, "row", 21),
        (23, 1, "heading", 23),
        (25, 1, "item", 25),
        (26, 1, "item", 26),
        (29, 1, "paragraph", 29),
    ]


@pytest.mark.parametrize(
    ("text", "column"), [("- 一", 1), ("  - 一", 3), (">  * [ ] 一", 4), (" 1. 一", 2), ("  一", 3)]
)
def test_indented_block_begins_at_its_mark(text: str, column: int) -> None:
    assert read(text).blocks[-1].at.column == column


@pytest.mark.parametrize(
    ("key", "place"), [(("title",), (2, 1)), (("roles",), (3, 1)), (("roles", 1), (3, 13)), (("none",), (2, 1))]
)
def test_front_matter_key_has_line_and_column(key: tuple[str | int, ...], place: tuple[int, int]) -> None:
    at = read(PAGE).meta.at(*key)

    assert (at.line, at.column) == place


def test_a_comment_speaks_of_its_own_line_or_the_next_text() -> None:
    assert [(comment.text, comment.speaks_of) for comment in read(PAGE).comments] == [
        ("zhike: allow unknown-key (试)", 2),
        ("zhike: allow broken-link (试)", 29),
        ("注", 8),
    ]


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("见[道歉](a.md)。", "见·道歉·······。"),
        ("看![图](图.svg)了", "看···········了"),
        ("按 `Ctrl` 键", "按 ······ 键"),
        ("``a`b`` 后", "······· 后"),
        ("<b>粗</b>体", "···粗····体"),
        ("在 {{ limit }}内", "在 ···········内"),
        ("网址 https://example.com/a 在此", "网址 ····················· 在此"),
        ("<https://example.com> 在此", "····················· 在此"),
        ("正文 <!-- 注释 --> 正文", "正文 ··········· 正文"),
        ("## 时限 {#limits}", "·· 时限"),
        ("> - [x] 做了", "········做了"),
        ("| 事 | `a|b` |", "· 事 · ····· "),
        ('!!! note "小心"', "··········小心"),
        ("第一\t[行](a.md)", "第一 ·行·······"),
        ("```", "```"),
    ],
)
def test_prose_masks_what_is_not_running_text_column_for_column(line: str, prose: str) -> None:
    text = f"{line}\n| - | - |" if line.startswith("|") else line

    assert shown(read(text).prose[0]) == prose


@pytest.mark.parametrize(
    "text", ["```\n[x](y.md)\n```", "    [x](y.md)", "<div>\n[x](y.md)\n</div>", "<!--\n[x](y.md)\n-->"]
)
def test_code_raw_html_and_comments_hold_no_prose_and_no_link(text: str) -> None:
    page = read(f"正文\n\n{text}\n\n正文")

    assert (page.links, set(page.prose)) == ((), {"正文", ""})


@pytest.mark.parametrize(
    ("content", "text", "problems"),
    [
        ("# 道歉\n".encode(), "# 道歉\n", []),
        (
            "# 道歉\n".encode("utf-8-sig"),
            "# 道歉\n",
            [
                (
                    1,
                    1,
                    f"this file begins with a byte order mark; {MARKLESS}",
                )
            ],
        ),
        ("一\r\n道\n歉\n".encode(), "一\r\n道\n歉\n", [(1, 1, f"this line ends otherwise than the others; {LF}")]),
        ("一\r\n道\r\n".encode(), "一\r\n道\r\n", []),
        (
            "先说对不起。\n".encode("gb18030"),
            "先说对不起。\n",
            [(1, 1, "this file is GB 18030, not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        (
            "先說對不起。\n".encode("big5"),
            "先說對不起。\n",
            [(1, 1, "this file is Big5, not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        (
            "道 café\n".encode() + b"\xff",
            "道 café\n\ufffd",
            [(2, 1, "byte 0xFF is not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        (
            "A café.".encode("cp1252"),
            "A café.",
            [(1, 6, "this file is Windows-1252, not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        (
            "title: 道歉\n".encode("utf-16-le"),
            "title: 道歉\n",
            [(1, 1, "this file is UTF-16, not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        (b"", "", []),
        (
            "道".encode("utf-16"),
            "道",
            [(1, 1, "this file is UTF-16, not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        (
            codecs.BOM_UTF16_BE + "道".encode("utf-16-be"),
            "道",
            [(1, 1, "this file is UTF-16, not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        (
            "一\n道 ".encode() + b"\xff!",
            "一\n道 \ufffd!",
            [(2, 3, "byte 0xFF is not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        (
            codecs.BOM_UTF8 + "道".encode() + b"\xc0",
            "道\ufffd",
            [(1, 2, "byte 0xC0 is not UTF-8; choose the encoding UTF-8 and save the file again")],
        ),
        ("一\n道\0".encode(), "一\n道\0", [(2, 2, "the control character 0x00 is no text; delete it")]),
        (b"\x1b[31m", "\x1b[31m", [(1, 1, "the control character 0x1B is no text; delete it")]),
    ],
    ids=[
        "UTF-8",
        "byte order mark",
        "mixed line ends",
        "line ends of Windows",
        "GB 18030",
        "Big5",
        "wrong byte after accents",
        "Windows-1252",
        "UTF-16 without a mark",
        "empty",
        "UTF-16",
        "UTF-16 BE",
        "wrong byte",
        "wrong byte after mark",
        "NUL",
        "ESC",
    ],
)
def test_bytes_become_text_and_wrong_ones_a_problem(
    content: bytes, text: str, problems: list[tuple[int, int, str]]
) -> None:
    decoded, found = decode(content, "docs/p.md")

    assert (decoded, told(found)) == (text, problems)


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("asks:\n\t- 怎么做", (3, 1, "a tab stands in front of this key; use spaces")),
        ('title: "道歉', (2, 8, "a quotation mark is never closed; close it, or leave both out")),
        ("title: 道歉: 怎么做", (2, 10, f"a second colon on this line; {BEHIND}")),
        ("title: 一\ntitle: 二", (3, 1, "'title' stands twice, first on line 2; keep one")),
        ("title: !!set {道歉}\nasks: !x 一", (3, 7, "the tag '!x' is not allowed; write plain text")),
        ("title: 道\x07歉", (2, 9, "a control character stands here; delete it")),
        ("a: " + "[" * 30, (2, 24, "this is nested too deeply to read; flatten it")),
        (
            'title: "道\\q"',
            (2, 10, f"a backslash between double quotes has a meaning of its own; {SINGLE}"),
        ),
        (
            "title: @前台",
            (2, 8, "text cannot begin with '@' here; put the text between double quotes"),
        ),
        ("title: 一\ntype：guide\nasks: []", (3, 5, "a full-width colon stands behind this key; write ': '")),
        ("title: 一\ntype:guide\nasks: []", (3, 5, "no blank stands behind 'type:'; write 'type: '")),
        ("title: 一\ntype guide\nasks: []", (3, 1, "this line has no colon; write 'key: value'")),
        (
            'title: "一"二',
            (2, 11, "text stands behind the closing quotation mark; put all of it between the quotation marks"),
        ),
        ("asks: [一, 二\ntitle: 三", (3, 6, f"a list in [ ] breaks off before this; {ENTRIES}")),
        (
            "title: 一\n  type: guide",
            (3, 3, "this line is indented too far; begin it under the first letter of the key above"),
        ),
        (
            "asks:\n  - 一\n type: guide",
            (4, 2, "this does not stand under the key above; begin it under the first letter of the key above"),
        ),
    ],
    ids=[
        "tab",
        "quote",
        "colon",
        "twice",
        "tag",
        "control",
        "deep",
        "escape",
        "reserved",
        "full-width colon",
        "no blank behind the colon",
        "no colon",
        "text behind quotes",
        "open list",
        "indented key",
        "key out of line",
    ],
)
def test_fault_of_the_front_matter_has_a_place_and_a_hint(matter: str, expected: tuple[int, int, str]) -> None:
    assert told(read(f"---\n{matter}\n---\n\n# 道歉\n").problems) == [expected]


@pytest.mark.parametrize(
    ("matter", "anchor", "alias"),
    [("title: &t 道歉\nsummary: *t", (2, 8), (3, 10)), ("asks: [&a 一, *a]", (2, 8), (2, 14))],
    ids=["value", "entry of a list"],
)
def test_anchor_and_alias_are_faults_at_their_places(
    matter: str, anchor: tuple[int, int], alias: tuple[int, int]
) -> None:
    assert told(read(f"---\n{matter}\n---\n\n# 道歉\n").problems) == [
        (*anchor, "a & before a text makes a name of it; put the text between double quotes, or remove the &"),
        (*alias, "a * before a text makes a reference of it; put the text between double quotes"),
    ]


def test_second_document_of_a_data_file_is_a_fault() -> None:
    data = yaml.read("- 一\n---\n- 二\n", "docs/_data/roles.yml")

    assert (data.value, told(data.problems)) == (
        ["一"],
        [(2, 1, "a second document begins here; keep one, without a line ---")],
    )


def test_aliases_of_aliases_are_never_multiplied() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 20))

    data = yaml.read(bomb, "docs/_data/roles.yml")

    assert data.value == {"a0": ["x"]} | {f"a{n}": [None] * 9 for n in range(1, 20)}
    assert len(data.problems) == 2


@pytest.mark.parametrize(
    ("matter", "value"),
    [
        ("a: 007\nb: 0x1F\nc: 1_000", {"a": 7, "b": "0x1F", "c": "1_000"}),
        ("a: 1.5\nb: .inf\nc: ~", {"a": 1.5, "b": ".inf", "c": None}),
        ("a: yes\nb: Off\nc: 1:30", {"a": True, "b": False, "c": "1:30"}),
        ("a: 2026-02-31\nb: 2026-1-1", {"a": "2026-02-31", "b": "2026-1-1"}),
        ("? [a, b]\n: c", {"?": "c"}),
        ("<<: a\n1: b", {"<<": "a", "1": "b"}),
    ],
)
def test_scalars_become_plain_values(matter: str, value: object) -> None:
    assert yaml.read(matter, "docs/_data/house.yml").value == value


@pytest.mark.parametrize("ending", ["---", "...", "---  ", "---\n"])
def test_front_matter_ends_with_its_mark(ending: str) -> None:
    assert read(f"---\ntitle: 道歉\n{ending}").front_matter == {"title": "道歉"}


@pytest.mark.parametrize(
    "text", ["---\ntitle: 道歉\n", "---\ntitle: 道歉\n----\n", " ---\ntitle: 道歉\n---\n", "# 道歉\n"]
)
def test_what_is_not_closed_is_no_front_matter(text: str) -> None:
    page = read(text)

    assert (page.front_matter, page.body) == ({}, 1)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# 道歉\n\n# 道歉\n\n# 道歉", ["道歉", "道歉_1", "道歉_2"]),
        ("# a\n\n# b {#a}", ["a_1", "a"]),
        ("# a_1\n\n# a_1\n\n# a", ["a_1", "a_2", "a"]),
        ("# !\n\n# ?", ["_1", "_2"]),
        ("# a_²\n\n# a_²", ["a_²", "a_²_1"]),
        ("# 一 {#one .class}\n\n# 二 {: #two }", ["one", "two"]),
        ("# a } b {#c}\n\n# {#d} e", ["c", "d-e"]),
    ],
)
def test_heading_gets_the_id_that_it_will_have_on_the_site(text: str, ids: list[str]) -> None:
    assert [heading.id for heading in read(text).headings] == ids


def test_line_ends_of_other_systems_make_no_difference() -> None:
    assert read(PAGE.replace("\n", "\r\n")) == read(PAGE) == read(PAGE.replace("\n", "\r"))


@pytest.mark.parametrize("text", HUGE.values(), ids=list(HUGE))
def test_a_page_of_a_megabyte_is_read(text: str) -> None:
    page = read(text)

    assert len(page.prose) == len(page.lines)


@given(st.text(alphabet="道歉ab[](){}#!`<>*_|-+.:~ \n\t\"'\\=/1x") | st.text())
def test_prose_stands_where_the_text_does(text: str) -> None:
    page = read(text.replace("\x02", "").replace("\x03", ""))

    for line, prose in zip(page.lines, page.prose, strict=True):
        assert len(prose) <= len(line)
        assert all(a in (b, Page.FILLER) or b == "\t" for a, b in zip(prose, line, strict=False))


@given(st.text(alphabet="道歉ab[](){}#!`<>*_|-+.:~ \n\t\"'\\=/1x"))
def test_every_link_begins_where_it_says(text: str) -> None:
    page = read(text)

    assert all(page.lines[link.at.line - 1][link.at.column - 1] in "[<" for link in page.links)


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    text, problems = decode(content, "docs/p.md")

    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(problem.at.line <= lines for problem in problems)
    assert read(text).path == "docs/p.md"


@given(st.text(alphabet="ab:-[]{}&*!|>'\"%@`#?,. \n\t道") | st.text())
def test_no_yaml_makes_the_reader_fail(text: str) -> None:
    data = yaml.read(text, "docs/_data/house.yml")

    assert all(problem.at.line <= text.count("\n") + 2 for problem in data.problems)
