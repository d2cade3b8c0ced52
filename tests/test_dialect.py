"""The parser sees what Python-Markdown renders, whatever an editor writes."""

from __future__ import annotations

from collections import Counter

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from pymdownx.slugs import slugify

from zhike.source import parse

EXTENSIONS = [
    "admonition",
    "attr_list",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tasklist",
]
CONFIGURATION = {"toc": {"slugify": slugify(case="lower")}}
LINES = [
    "道歉",
    "plain text",
    "- item [a](a.md)",
    "* star",
    "1. first",
    "2. second",
    "    - nested",
    "    indented text",
    "        deep",
    "  - two blanks",
    "- [ ] to do",
    "- [x] done",
    "# One",
    "## 二 {#two}",
    "##Three",
    "\nTitle\n=====\n",
    "***",
    "> quoted [q](q.md)",
    "| a | b |\n| --- | --- |\n| [x](x.md) | `y|z` |",
    '!!! warning "小心"',
    "!!! note",
    '??? tip "more"',
    "\n```\n- [in](code.md)\n```\n",
    "\n```python\n\n# not a heading\n```\n",
    "\n    ```\n    deep [in](code.md)\n    ```\n",
    "[ref][r]",
    "\n[r]: target.md\n",
    "see [one](one.md) and [two](two.md#b)",
    "`[code](no.md)` [yes](yes.md)",
    "![picture](p.svg)",
    "[![inner](i.svg)](outer.md)",
    "\n<!-- [hidden](h.md) -->\n",
    "text <!-- c --> [after](a.md)",
    r"\[not a link](n.md)",
    "<https://example.com>",
    "**bold [b](b.md)**",
    "",
    "",
    "",
]


def seen(text: str) -> Counter[str]:
    page = parse(text, path="docs/p.md", slug="p", locale="zh")
    counts = Counter({"item": "item", "task": "task"}.get(block.kind, block.kind) for block in page.blocks)
    wanted = ("item", "task", "row", "admonition", "rule")
    return Counter({kind: counts[kind] for kind in wanted if counts[kind]}) + Counter(
        {
            "heading": len(page.headings),
            "link": sum(link.target is not None for link in page.links),
            "image": sum(bool(image.target) for image in page.images),
        }
    )


def rendered(text: str) -> Counter[str]:
    tree = html.fromstring(
        f"<div>{markdown.markdown(text, extensions=EXTENSIONS, extension_configs=CONFIGURATION)}</div>"
    )
    count = lambda path: len(tree.xpath(path))  # noqa: E731
    tasks = count("//li[contains(@class, 'task-list-item')]")
    return +Counter(
        {
            "item": count("//li") - tasks,
            "task": tasks,
            "row": count("//tr"),
            "admonition": count("//div[contains(@class, 'admonition')]") + count("//details"),
            "rule": count("//hr"),
            "heading": count("//h1|//h2|//h3|//h4|//h5|//h6"),
            "link": count("//a[@href]"),
            "image": count("//img"),
        }
    )


@given(st.lists(st.sampled_from(LINES), max_size=10))
@settings(max_examples=600)
def test_blocks_and_links_found_are_those_rendered(lines: list[str]) -> None:
    text = "\n".join(lines)

    assert seen(text) == rendered(text)


@given(st.text(alphabet="[]()!`<>*_{}#|-+.: \n\\ab文\t\"'~=&", max_size=80))
@settings(max_examples=600)
def test_no_text_makes_the_parser_fail(text: str) -> None:
    page = parse(text, path="docs/p.md", slug="p", locale="zh")

    assert len(page.prose) == len(page.lines)
    assert all(1 <= block.at.line <= len(page.lines) for block in page.blocks)
