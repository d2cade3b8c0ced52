"""Makes of task lists checklists that can be worked: real boxes with labels, keys for ticks, tools for the script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate

from ..languages import language
from ..model import Page, Site
from .remedies import Item, remedies, text_of
from .ticks import digest, keys
from .typesetting import PERMALINK

LIST = re.compile(r'<[uo]l class="task-list">')
CONTAINER = re.compile(r"<(/?)(?:div|details|blockquote|li)\b")
ENDS = re.compile(r"<(/?)[uo]l\b[^>]*>")
SECTION = re.compile(r"(?=<h2\b)")
HEADING = re.compile(r'<h(?P<level>[1-6]) id="(?P<id>[^"]*)"[^>]*>(?P<title>.*?)</h[1-6]>', re.S)
JUST_BEFORE = re.compile(r"<h[3-6]\b[^<]*(?:<(?!/?h[1-6]\b)[^<]*)*</h[3-6]>\s*\Z")
TASK = re.compile(
    r'<li class="task-list-item">\s*(?P<p><p>)?\s*<input type="checkbox"[^>]*>\s*'
    r"(?P<text>.*?)\s*(?=</p>|</li>|<(?:p|ul|ol|dl|div|table|pre|blockquote|details|h[1-6])\b)(?(p)</p>)",
    re.S,
)
HEADING_OR_TASK = re.compile(f"{HEADING.pattern}|{TASK.pattern}", re.S)
NUMBER = re.compile(r"(\d{1,3})[.．、]")
IF_IT_FAILS = re.compile(r'<h2 id="if-it-fails"')
MANY = 12  # items from which on paper wants two columns
SAID = ("done", "open", "name", "shift", "time", "reset", "undo", "cleared", "restored", "copied", "uncopied", "unkept")


def worked(html: str, page: Page, site: Site) -> str:
    """Return a page's HTML with its task lists as checklists, what to do when an item fails folded under it."""
    if not LIST.search(html):
        return html
    parts = SECTION.split(html)
    items = [item for part in parts for item, _ in _items(part)]
    words = language(page.locale).words
    failing = "".join(part for part in parts if IF_IT_FAILS.match(part))
    helps = remedies(failing, items, words["range"])
    names, tails = iter(keys(page, site)), (_help(helps.get(place, ()), words) for place in range(len(items)))
    return "".join(_part(part, page, words, names, tails) for part in parts)


def _items(part: str) -> Iterator[tuple[Item, str]]:
    """Yield the items of a section, each with the id of the heading right above its list."""
    group = name = ""
    for match in HEADING_OR_TASK.finditer(part):
        if match["level"]:
            name, title = match["id"], text_of(PERMALINK.sub("", match["title"]))
            group = "" if match["level"] == "2" else title
        else:
            number = NUMBER.match(text_of(match["text"]))
            yield Item(group, int(number[1]) if number else None), name


def _help(rows: Sequence[str], words: Mapping[str, str]) -> str:
    if not rows:
        return ""
    summary = f"<summary>{words['checklist_help']}</summary>"
    return f'<details class="zk-help" data-search-exclude>{summary}{"".join(rows)}</details>'


def _part(part: str, page: Page, words: Mapping[str, str], names: Iterator[str], tails: Iterator[str]) -> str:
    """Return a section with its lists, from the first to the last, as one checklist."""
    if not LIST.search(part):
        return part
    heading = _heading(part)
    name, title = f"{page.slug}#{heading}", _title(page, heading)

    def item(match: re.Match[str]) -> str:
        key = next(names, "") or digest(page.slug, match["text"])
        box = f'<input type="checkbox" id="item-{key}" autocomplete="off">'
        label = f'<label for="item-{key}">{match["text"]}</label>'
        return f'<li class="task-list-item">{box}{label}{next(tails, "")}'

    pieces, last = [], 0
    for start, end in _extents(part):
        lists, count = TASK.subn(item, part[start:end])
        opening = _opening(name, heading, title, count >= MANY, words)
        pieces += [part[last:start], opening, _progress(count, words), lists, _tools(words), "</section>"]
        last = end
    return "".join([*pieces, part[last:]])


def _heading(part: str) -> str:
    """Return the id of the heading that a section's items share."""
    above = {name for _, name in _items(part)}
    first = HEADING.search(part)
    return above.pop() if len(above) == 1 else first["id"] if first else ""


def _extents(part: str) -> list[tuple[int, int]]:
    """Return where the lists begin and end: all of them at once, with the heading right above, where that can be."""
    found: list[tuple[int, int]] = []
    while match := LIST.search(part, found[-1][1] if found else 0):
        found.append((match.start(), _end(part, match.start())))
    (first, _), (_, end) = found[0], found[-1]
    heading = JUST_BEFORE.search(part, 0, first)
    start = heading.start() if heading else first
    return [(start, end)] if _is_whole(part[start:end]) else found


def _is_whole(html: str) -> bool:
    """Say whether what holds other blocks begins and ends inside a piece of HTML."""
    depths = list(accumulate(-1 if mark[1] else 1 for mark in CONTAINER.finditer(html)))
    return min(depths) >= 0 == depths[-1]


def _end(html: str, start: int) -> int:
    depth = 0
    for match in ENDS.finditer(html, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return len(html)


def _title(page: Page, heading: str) -> str:
    """Return what a list is called away from its page: a page that is one checklist gives its own title."""
    if page.front_matter.get("type") == "checklist":
        return page.title
    part = next((one.text for one in page.headings if one.id == heading), "")
    return " · ".join(filter(None, (page.title, part)))


def _opening(name: str, heading: str, title: str, is_long: bool, words: Mapping[str, str]) -> str:
    said = "".join(f' data-{word}="{escape(words[f"checklist_{word}"])}"' for word in SAID)
    label = f'aria-labelledby="{heading}"' if heading else f'aria-label="{escape(title)}"'
    kind = "zk-checklist zk-checklist--long" if is_long else "zk-checklist"
    return f'<section class="{kind}" data-zk-checklist="{escape(name)}" data-title="{escape(title)}" {label}{said}>'


def _progress(count: int, words: Mapping[str, str]) -> str:
    """Return how far the list is: it stands above the list and stays in view."""
    done = words["checklist_done"]
    return (
        '<div class="zk-checklist__progress" data-search-exclude>'
        f'<p class="zk-checklist__count" role="status">{done} <b>0 / {count}</b></p>'
        f'<progress max="{count}" value="0" aria-label="{done}"></progress>'
        f'<p class="zk-checklist__shift">{words["checklist_shift"]} <time></time></p></div>'
    )


def _tools(words: Mapping[str, str]) -> str:
    """Return what is needed when the list is done: name and time, copying, clearing."""
    return (
        '<div class="zk-checklist__tools" data-search-exclude>'
        f'<label class="zk-checklist__name">{words["checklist_name"]} '
        '<input type="text" maxlength="40" autocomplete="off" spellcheck="false"></label>'
        f'<p class="zk-checklist__time">{words["checklist_time"]} <time>--:--</time></p>'
        f'<button type="button" class="zk-checklist__copy">{words["checklist_copy"]}</button>'
        f'<button type="button" class="zk-checklist__reset">{words["checklist_reset"]}</button>'
        '<p class="zk-checklist__said" role="status"></p>'
        f'<textarea readonly hidden rows="8" aria-label="{words["checklist_copy"]}"></textarea>'
        f'<p class="zk-checklist__note">{words["checklist_kept"]}</p></div>'
    )
