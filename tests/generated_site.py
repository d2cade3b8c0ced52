"""Writes a bilingual site of any size from a fixed vocabulary; the same number of pages gives the same files.

All words stand in pairs, Chinese ¦ English, so that both languages have the same blocks, links, terms and numbers, and
`zhike check` finds nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from posixpath import dirname, relpath
from shutil import copytree

from pypinyin import Style, lazy_pinyin

ROOT = Path(__file__).parents[1]
CHOICE, MARK = re.compile("«([^«»]*)¦([^«»]*)»"), re.compile("<([a-z]+)>")
NAVIGATION = re.compile(r"^nav:\n(?:[ #].*\n|\n)*", re.M)
# fmt: off
PLACES = (
    "前台¦lobby", "客房¦corridor", "餐厅¦restaurant", "礼宾¦concierge", "安保¦security", "工程¦engineering",
    "总机¦switchboard", "泳池¦pool", "会议¦banquet", "洗衣¦laundry", "行李¦luggage", "早餐¦breakfast", "夜班¦night",
    "迎宾¦welcome", "停车¦parking",
)
THINGS = (
    "登记簿¦logbook", "交接单¦handover", "提示卡¦card", "工具箱¦kit", "巡查表¦checksheet", "预订簿¦planner",
    "意见卡¦survey", "钥匙柜¦cabinet", "留言条¦notepad", "示范课¦lesson",
)
ACTS = (
    "填写¦Filling", "查找¦Finding", "更新¦Updating", "归还¦Returning", "整理¦Sorting", "核对¦Checking",
    "借用¦Borrowing", "改进¦Improving", "解释¦Explaining", "保管¦Keeping", "打印¦Printing", "准备¦Preparing",
    "移交¦Passing", "评价¦Judging", "补充¦Completing", "简化¦Simplifying", "介绍¦Presenting", "收回¦Collecting",
    "展示¦Showing", "更换¦Replacing",
)
# fmt: on
SECTIONS = ("steps", "when", "limits", "say", "ready", "help", "why")
MINUTES = (5, 10, 15, 20, 30, 45)
SENTENCES = (
    "先听客人把话说完，再打开<term>看记录。¦Hear the guest out, then open the <term> and read what it says.",
    "谁发现问题，谁就写进<term>，不等主管来。¦Whoever finds the problem puts it in the <term> and does not wait.",
    "说清楚下面要做什么，并在 <minutes> 分钟内回话。¦Say what happens next, and report back within <minutes> minutes.",
    "不打断，不辩解，记下客人的原话。¦Do not interrupt or argue, and note the guest's own words.",
    "如果<term>不在原处，马上告诉值班经理。¦If the <term> is not in its place, tell the duty manager.",
    "把结果告诉客人，并在{{ report-back }}内确认。¦Tell the guest the result and confirm it within {{ report-back }}.",
    "用完<term>就放回去，让同事找得到。¦Put the <term> back after use, so that colleagues find it.",
    "最多等 <minutes> 分钟，然后换一个办法。¦Wait <minutes> minutes at most, then try another way.",
    "客人没有消气，就先道歉，再去拿<term>。¦If the guest is still upset, say sorry and then fetch the <term>.",
    "面带微笑，轻声慢慢说，给客人时间想。¦Smile, speak quietly and slowly, and leave the guest time to think.",
    "把<term>交给同事，当面说清还没做完的事。¦Hand the <term> to a colleague and say what is still open.",
)
PAGE = """\
---
title: <title>
type: procedure
summary: «拿到<term>之后先做什么，再做什么。¦What to do before and after you have the <term>.»
roles: [role-<turn>, role-<turn>]
sources: [case/source-<turn>]
asks:
  - «<title>的办法¦<title> step by step»
  - «<title>要多久¦<title> in good time»
  - «不会<title>怎么办¦<title> without help»
related: [<slug>, <slug>]
reviewed: 2026-01-01
---

# <title>

## «步骤¦Steps» {#steps}

<sentence>

1. **<sentence>**
    <sentence>
    <sentence>
2. **<sentence>**
    <sentence>
    «见¦See »<link>«。¦.»
3. **<sentence>**
    <sentence>
    <sentence>
4. **<sentence>**
    <sentence>
    «见¦See »<anchored>«。¦.»

<sentence>

## «什么时候用¦When to use this» {#when}

- <sentence>
- <sentence>
- «也见¦See also »<link>«。¦.»
- <sentence>

<sentence>
<sentence>

## «时限¦Time limits» {#limits}

| «什么事¦What» | «谁来做¦Who» | «时限¦Limit» | «见¦See» |
| --- | --- | --- | --- |
| «拿<term>¦Fetch the <term>» | «员工¦Employee» | «<minutes> 分钟¦<minutes> minutes» | <link> |
| «写<term>¦Write the <term>» | «主管¦Supervisor» | {{ report-back }} | <anchored> |
| «还<term>¦Return the <term>» | «员工¦Employee» | «<minutes> 分钟¦<minutes> minutes» | <link> |
| «查<term>¦Check the <term>» | «经理¦Manager» | «<minutes> 分钟¦<minutes> minutes» | «无¦None» |
| «补<term>¦Renew the <term>» | «主管¦Supervisor» | {{ report-back }} | «无¦None» |

!!! warning "«小心¦Take care»"
    <sentence>
    <sentence>

## «说什么¦What to say» {#say}

<sentence>
<sentence>

> <sentence>
> <sentence>

### «例子¦Example» {#example}

<sentence>
<sentence>
<sentence>
«接着看¦Read on in »<anchored>«和¦ and »<link>«。¦.»

## «准备好了吗¦Are you ready» {#ready}

- [ ] <sentence>
- [ ] <sentence>
- [ ] <sentence>
- [x] <sentence>

## «求助¦Help» {#help}

- <sentence>
- <sentence>
- <sentence>

!!! note
    <sentence>

    - <sentence>
    - «见¦See »<link>«。¦.»

## «为什么有效¦Why it works» {#why}

<sentence>
<sentence>
<sentence>
<sentence>

<sentence>
<sentence>

«背景见¦For the background see »<anchored>«。¦.»
"""
TERM = """\
- id: term-{index}
  zh:
    preferred: {zh}
    admitted: [{zh}原件]
    forbidden: [{zh}旧本, {zh}副件]
    reading: {reading}
    definition: {zh}放在酒店里，员工每天都要用的一件东西。
  en:
    preferred: {en}
    admitted: [original {en}]
    forbidden: [outdated {en}, spare {en}]
    definition: The {en} stands in the hotel, and the staff use it every day.
  related: [term-{next}]
  sources: [case/source-1]
"""
DATA = {
    "docs/_data/roles.yml": "".join(f"- id: role-{n}\n  zh: {{name: 岗位}}\n  en: {{name: Post}}\n" for n in range(12)),
    "docs/_data/sources.yml": "".join(
        f"- {{id: case/source-{n}, kind: case, zh: 资料, en: Source, documents: [A], roles: [role-1], facts: [Go.]}}\n"
        for n in range(12)
    ),
    "docs/_data/house.yml": """\
units:
  minute:
    zh: {other: "{} 分钟", unset: "（待填）"}
    en: {one: "{} minute", other: "{} minutes", unset: "(to be filled in)"}
values:
  report-back: {value: 20, unit: minute, zh: 回话时限, en: Report back within}
""",
    "pyproject.toml": """\
[tool.zhike.types]
procedure = { requires = ["roles", "sources", "asks"], sections = ["steps"] }
""",
}


def write(folder: Path, pages: int) -> None:
    """Write a site of so many pages a language into a folder, ready to be checked and built as ours is."""
    files = DATA | {"docs/_data/terms/terms.yml": _termbase(), "mkdocs.yml": _configuration(pages)}
    for number in range(pages):
        files[f"docs/{slug(number)}.md"] = _Writer(number, pages, 0).text
        files[f"docs/{slug(number)}.en.md"] = _Writer(number, pages, 1).text
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "hooks").symlink_to(ROOT / "hooks")
    copytree(ROOT / "overrides", folder / "overrides")


def slug(number: int) -> str:
    """Return where a page stands: in one of ten groups, each of as many folders of ten pages as are needed."""
    folder, page = divmod(number, 10)
    name = f"page-{page}" if page else "index"
    return f"group-{folder % 10}/folder-{folder // 10}/{name}" if number else "index"


def _configuration(pages: int) -> str:
    """Return our mkdocs.yml with a menu of these pages by group and folder."""
    groups: dict[str, dict[str, list[str]]] = {}
    for number in range(1, pages):
        group, folder, _ = slug(number).split("/")
        groups.setdefault(group, {}).setdefault(folder, []).append(f"{slug(number)}.md")
    lines = ["nav:", "  - index.md", "  - glossary.md", "  - origins.md"]
    for group, folders in groups.items():
        lines.append(f"  - {group}:")
        lines += [f"      - {folder}: [{', '.join(files)}]" for folder, files in folders.items()]
    ours = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return "\n".join([NAVIGATION.sub("", ours), *lines, ""])


def _termbase() -> str:
    """Return a record for every thing in every place."""
    count = len(PLACES) * len(THINGS)
    words = [(_term(index, 0), _term(index, 1), index) for index in range(count)]
    return "".join(
        TERM.format(zh=zh, en=en, index=index, next=(index + 1) % count, reading=_reading(zh))
        for zh, en, index in words
    )


def _reading(word: str) -> str:
    return " ".join(lazy_pinyin(word, style=Style.TONE))


def _term(index: int, language: int) -> str:
    place, thing = PLACES[index % len(PLACES)], THINGS[index // len(PLACES) % len(THINGS)]
    return ("", " ")[language].join(pair.split("¦")[language] for pair in (place, thing))


def _title(number: int, language: int) -> str:
    act = ACTS[number // (len(PLACES) * len(THINGS)) % len(ACTS)].split("¦")[language]
    return act + ("", " the ")[language] + _term(number, language)


class _Writer:
    """Writes one page in one language, taking from each part of the vocabulary in turn."""

    def __init__(self, number: int, pages: int, language: int) -> None:
        self.number, self.pages, self.language = number, pages, language
        self.taken: Counter[str] = Counter()
        self.text = self.filled(PAGE)

    def filled(self, text: str) -> str:
        """Return a text in this page's language with every mark filled in."""
        return MARK.sub(self.value, CHOICE.sub(lambda choice: choice[self.language + 1], text))

    def value(self, mark: re.Match[str]) -> str:
        """Return what stands for a mark where it comes up next."""
        kind = mark[1]
        self.taken[kind] += 1
        turn = self.number * 7 + self.taken[kind] * 17
        other = turn % self.pages
        if other == self.number:
            other = (other + 1) % self.pages
        match kind:
            case "title":
                return _title(self.number, self.language)
            case "sentence":
                return self.filled(SENTENCES[turn % len(SENTENCES)].split("¦")[self.language])
            case "term":
                return _term(turn, self.language)
            case "minutes":
                return str(MINUTES[turn % len(MINUTES)])
            case "turn":
                return str(turn % 12)
            case "slug":
                return slug(other)
        target = relpath(f"{slug(other)}.md", dirname(slug(self.number)) or ".")
        anchor = f"#{SECTIONS[turn % len(SECTIONS)]}" if kind == "anchored" else ""
        return f"[{_title(other, self.language)}]({target}{anchor})"
