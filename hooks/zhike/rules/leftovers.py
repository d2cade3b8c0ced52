"""What was left on a page by mistake: marks of a merge, notes to oneself, parts of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import beginning, characters, holds, in_small, text_lines, watched, without_code

CONFLICT = regex(r"^(?:[ \t]*<{7}(?: .*)?|={7}|>{7}(?: .*)?|[ \t]*\|{7}(?: [^|]*)?)$")
MERGED = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
ENDING = regex(r">{7} (?:[0-9a-f]{7,40}(?: \(.*\))?|[A-Za-z][\w./-]*)[ \t]*$")
WORDS = regex(
    r"\b(?:TODO|FIXME|TBD|TBC)\b(?![-_])|(?<![A-Za-z])[Xx]{3,}(?![A-Za-z])|\bLorem ipsum\b|\bdolor sit amet\b"
    r"|待补充|待完善|待更新|待翻译|待定稿|此处待|待确认后|未完待续|（略）|此处省略|占位文字|占位符|示例文字|在此输入|请在此|点击此处添加|单击此处"
    r"|(?<![A-Za-z])XX(?= ?(?:天|元|分钟|小时|次|周|个月|%|days?\b|minutes?\b|hours?\b|weeks?\b|months?\b))|\bCNY XX\b"
    r"|(?:^(?:[-*+] )?|[(（])(?-i:To) be (?:added|completed|translated|written)\.?(?=[)）]|$)"
    r"|^(?-i:To) be confirmed\.?$"
    r"|\[(?:insert|your|add|placeholder|citation needed|TK)\b[^\[\]\n]{0,80}\]|\bTK TK\b|\bPLACEHOLDER\b",
    re.I | re.M,
)
NOTED = watched("noted")
TRANSLATED = watched("translated")
EXACT = regex(r"^(?:TODO|FIXME|TBD|TBC)$", re.I)
MACHINE = regex(
    r"\[(?:un)?translat(?:ed|ion|or|e this)\b[^\[\]\n]{0,60}\](?!\()|\[not (?:yet )?translated\]"
    r"|[\[【（(](?:未翻译|未译|待译|翻译缺失|译文缺失|机翻|机器翻译)[\]】）)]"
    r"|translated (?:with|by) (?:www\.)?(?:deepl|google|bing|baidu|youdao)|machine[- ]translated (?:text|page|draft)"
    r"|as an ai (?:language )?model|here(?:'s| is| are) the (?:translation|translated (?:text|version))|sure[,!] here"
    r"|以下是(?:译文|翻译|英文翻译|中文翻译)|以下为(?:译文|翻译)|(?:由|本文|此文)(?:谷歌|百度|有道|机器|人工智能)翻译"
    r"|作为(?:一个)?(?:人工智能|AI) ?(?:语言)?(?:模型|助手)"
    r"|\bcontentReference\[|\boaicite\b|【\d+[:†][^【】\n]{0,80}】|utm_source=chatgpt"
    r"|(?:\bcite)?turn\d+(?:search|view|news|file)\d+|__[A-Z]{1,12}_?\d{1,4}__|⟦\d+⟧|<\|[a-z_]{2,20}\|>"
    r"|(?:certainly|of course|sure)[!,.] here(?:'s| is) (?:the|a|an|your) [a-z]{4,12} "
    r"(?:version|text|translation|draft|document|page|paragraph|wording)\b"
    r"|(?:当然可以|当然|好的|没问题)[！!，,。] ?以下是(?:经过)?[^，。：\n]{2,6}"
    r"的(?:版本|内容|文本|文字|译文|页面|段落)",
    re.I,
)
CHAT = "utm_source=chatgpt"
CONTENTS = regex(r"^\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|@\[toc\]|\{:toc\}|\[\[toc\]\]|\{\{< ?toc ?>\}\})\s*$", re.I)
BRACES = regex(r"\{\{|\}\}|｛｛|｝｝|\{%|%\}|\$\{[^{}\n]*\}|<%|%>|\{#(?= )|\{(?= *[a-z][a-z-]* *\}\})")
SPOILT = regex(
    r"(?<![{(（｛$])(?:\{ ?\{?|[（(]{2}|｛{1,2}) *(?P<key>[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+) *"
    r"(?:\} ?\}?|[）)]{2}|｝{1,2})"
)
BRACED = ("{", "}", "<%", "%>", "｛", "((", "（（")
TRIPLE = regex(r"\{{3}|\}{3}")
SNIPPET = regex(r"^[ >]*(?P<mark>-{1,}8<-{1,})(?:[ ]+[\"'](?P<path>[^\"'\n]*)[\"'])?")
ESCAPED = regex(
    r"&amp;(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});|&lt;/?(?:br|b|i|u|p|div|span|font|strong|em|a|img|table|tr|td|li|ul|ol|hr)\b[^&\n]{0,200}&gt;"
    r"|&(?:nbsp|amp|lt|gt|quot|copy|mdash|ndash|hellip)(?![;A-Za-z0-9=])",
    re.I,
)


@rule(Severity.ERROR)
def conflict_marker(site: Site) -> Iterator[Finding]:
    """No mark of a merge is left in a file.

    Bad:  <<<<<<< HEAD
    Good: one of the two versions, without the marks
    """
    for page in site.written():
        if not holds(page.text, MERGED):
            continue
        marks = [(n, line) for n, line in enumerate(page.lines, 1) if CONFLICT.match(line)]
        code = {n for block in page.blocks if block.kind == "code" for n in block.lines} if marks else set()
        marks = [(n, line) for n, line in marks if n not in code]
        begins = any(line.lstrip().startswith("<") for _, line in marks)
        middle = next((n for n, line in marks if line == "======="), len(page.lines))
        both = any(line.startswith(">>>>>>> ") and n > middle for n, line in marks)
        for number, line in marks:
            if begins or both or _is_mark(page, number, line):
                hint = "keep one version, delete this line"
                yield found(page.at(number), "'{mark}' is left from a merge", hint, mark=line.strip()[:20].rstrip())


def _is_mark(page: Page, number: int, line: str) -> bool:
    """Say whether a line is surely left from a merge, though the other marks are gone."""
    if line == "=======":
        return not page.lines[number - 2].strip()
    return line.lstrip().startswith("||||||| ") or bool(ENDING.match(line))


@rule(Severity.ERROR)
def leftover(site: Site) -> Iterator[Finding]:
    """A page holds no note to its writer and no words of a translation program.

    Bad:  TODO：补充时限。
    Good: 时限是 20 分钟。

    Readers take them for a part of the text.
    """
    for page in site.written():
        text, small = page.running, in_small(site, page)
        known = frozenset("".join(characters(site, page)).lower())
        for match in WORDS.finditer(text) if holds(small, NOTED, known) else ():
            word = match.group()
            if not (EXACT.match(word) and word != word.upper()):
                hint = "write what was meant, or make a comment of it"
                yield found(page.place(match.start()), "'{word}' is left for readers to see", hint, word=word[:30])
        for match in MACHINE.finditer(text) if holds(small, TRANSLATED, known) else ():
            values = {"word": match.group()[:30]}
            yield found(page.place(match.start()), "'{word}' is left from a translation program", "delete it", **values)
        for link in (*page.links, *page.addresses):
            if CHAT in (link.target or ""):
                yield found(link.at, "'{word}' is left from a translation program", "delete it", word=CHAT)
        for _, number, line, _ in beginning(site, page, "[@{") if "toc" in small else ():
            if CONTENTS.match(line):
                at = page.at(number, len(line) - len(line.lstrip()) + 1)
                hint = "delete it: every page has its contents beside it"
                yield found(at, "'{mark}' is not needed", hint, mark=line.strip())


@rule(Severity.ERROR)
def broken_variable(site: Site) -> Iterator[Finding]:
    """A house value stands between two opening and two closing braces, and no other template mark on a page.

    Bad:  在 {{ report-back }内回话
    Good: 在 {{ report-back }}内回话
    """
    for page in site.written():
        text = page.running
        if not holds(text, BRACED):
            continue
        for number, line, _ in text_lines(site, page) if "{{{" in page.text or "}}}" in page.text else ():
            if match := TRIPLE.search(without_code(line)):
                yield _braces(page, number, match)
        for number, line in enumerate(page.prose, 1):
            spoilt = [match for match in SPOILT.finditer(line) if match["key"] in site.house_by_key]
            for match in spoilt:
                yield _spoilt(page, number, match)
            if not spoilt and (match := BRACES.search(line)):
                yield _braces(page, number, match)


def _spoilt(page: Page, number: int, match: re.Match[str]) -> Finding:
    """Return the finding about the name of a house value in other braces than its own."""
    at, meant = page.at(number, match.start() + 1), f"{{{{ {match['key']} }}}}"
    finding = found(at, "these braces name no house value", "write {example}", example=meant)
    return finding.mended(replacing(at, match.group(), meant))


def _braces(page: Page, number: int, match: re.Match[str]) -> Finding:
    at, mark = page.at(number, match.start() + 1), match.group()
    if mark[:2] in ("{%", "%}", "<%", "%>", "{#", "${"):
        return found(at, "'{mark}' is shown as text", "delete it: pages hold no program", mark=mark[:20])
    return found(at, "these braces name no house value", "write {example}", example="{{ name }}")


@rule(Severity.ERROR)
def snippet(site: Site) -> Iterator[Finding]:
    """A page holds its text itself and takes none from other files.

    Bad:  --8<-- "../../etc/passwd"
    Good: the text itself, or a link to its page
    """
    for page in site.written():
        if "8<" not in page.text:
            continue
        for _, number, line, _ in beginning(site, page, "-"):
            if match := SNIPPET.match(line):
                at = page.at(number, match.start("mark") + 1)
                yield _included(site, page, at.line, at.column, match)


def _included(site: Site, page: Page, line: int, column: int, match: re.Match[str]) -> Finding:
    at, path = page.at(line, column), match["path"] or ""
    if "://" in path:
        return found(at, "'{path}' would be fetched from another site", "write the text here", path=path)
    if path.startswith(("/", "\\", "~")) or ".." in path.split("/") or ":" in path:
        return found(at, "'{path}' leads out of the site's folder", "write the text here", path=path)
    if path:
        return found(at, "nothing is included here: '{path}' is shown as text", "write the text here", path=path)
    return found(at, "nothing is included here: this line is shown as text", "write the text here")


@rule(Severity.WARNING)
def escaped_html(site: Site) -> Iterator[Finding]:
    """A sign is escaped once, and a tag is not escaped at all.

    Bad:  先道歉&amp;nbsp;再解决&lt;br&gt;
    Good: 先道歉，再解决
    """
    for page in site.written():
        if "&" not in page.running:
            continue
        for match in ESCAPED.finditer(page.running):
            values = {"mark": match.group()[:20]}
            yield found(
                page.place(match.start()),
                "'{mark}' is shown as it is typed",
                "write the sign itself, or Markdown",
                **values,
            )
