"""Holds a page's front matter to its schema, and mends what is certain."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from . import schema
from .model import Edit, Page, Problem, Settings
from .source.front import DASHES, LONGEST_FENCE

CLEAR = 80  # from this likeness on, in per cent, a mistyped key means the known one
VALUE = re.compile(r"(?P<key>[\w-]+):[ \t]*(?P<value>\S(?:[^#\n]*[^#\s])?)")
DATE = re.compile(r"(\d{4})\s*[-/.年 ]\s*(\d{1,2})\s*[-/.月 ]\s*(\d{1,2})(?:\s*日|[T ]\d{1,2}:[\d:]+)?")
BOLD = re.compile(r"\*\*[^*\n]++\*\*")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
IN_WORDS = ("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y")


def problems(page: Page, configured: Settings) -> Iterator[Problem]:
    """Yield what is wrong with a page's front matter, or that it has none."""
    if any(problem.rule == "unreadable_data" for problem in page.problems):
        return
    if any(problem.rule == "missing_front_matter" for problem in page.problems):
        return
    if not _is_whole(page):
        if page.text.strip():
            yield _bare(page)
        return
    for problem in schema.read(schema.FrontMatter, page.meta)[1]:
        yield _mended(page, problem)
    yield from _marked(page)
    known = configured.types.get(str(page.front_matter.get("type")))
    for key in known.requires if known else ():
        if not page.front_matter.get(key):
            yield _needed(page, key)


def _marked(page: Page) -> Iterator[Problem]:
    """Yield the texts with stars in them, which are shown as they are."""
    for key in ("title", "summary", "asks"):
        value = page.front_matter.get(key)
        for index, text in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(text, str) and BOLD.search(text):
                at = page.meta.at(key, index) if isinstance(value, list) else page.meta.at(key)
                yield Problem(at, "wrong_value", "'{key}' shows its ** as they are", "take them out", {"key": key})


def _is_whole(page: Page) -> bool:
    """Say whether front matter begins and ends as it should."""
    return page.body > 1 and page.text.startswith("---") and page.lines[page.body - 2].rstrip() in ("---", "...")


def _needed(page: Page, key: str) -> Problem:
    """Return the problem of a key that pages of this type need, which is missing or empty."""
    message, hint = "'{key}' is missing", "add '{key}:'"
    if key in page.front_matter:
        message, hint = "'{key}' is empty", "write at least one entry"
    return Problem(page.meta.at(key), "missing_key", message, hint, {"key": key})


def _bare(page: Page) -> Problem:
    """Return the problem of a page without front matter, as exactly as its beginning tells."""
    number = next(n for n, line in enumerate(page.lines) if line.strip())
    line = page.lines[number]
    first, at = line.strip(), page.at(number + 1)
    if len(first) > LONGEST_FENCE or not set(first) <= set(DASHES):
        return Problem(page.at(), "missing_front_matter", "this page has no front matter", "begin it with ---")
    if line.startswith("---") and first == "---" and number == 0:
        message, hint = "the front matter that begins here never ends", "write --- on a line of its own below it"
        return Problem(at, "missing_front_matter", message, hint)
    if first == "---":
        message, hint = "something stands before the front matter", "begin the file with ---"
        before = Edit(page.at(), page.at(number + 1, line.index("-") + 1), "")
        return Problem(at, "missing_front_matter", message, hint, fix=(before,))
    message, hint = "front matter begins with ---, not with {first}", "write three hyphens"
    whole = Edit(page.at(), page.at(number + 1, len(line) + 1), "---")
    return Problem(at, "missing_front_matter", message, hint, {"first": first}, (whole,))


def _mended(page: Page, problem: Problem) -> Problem:
    """Return a problem with the edit that mends it when there is no doubt."""
    line, start = page.lines[problem.at.line - 1], problem.at.column - 1
    written = VALUE.match(line, start)
    key, nearest = str(problem.values.get("key", "")), str(problem.values.get("guess", ""))
    if problem.rule == "unknown_key" and nearest and line.startswith(f"{key}:", start):
        if nearest not in page.front_matter and fuzz.ratio(key.lower(), nearest) >= CLEAR:
            end = replace(problem.at, column=problem.at.column + len(key))
            return replace(problem, fix=(Edit(problem.at, end, nearest),))
    elif problem.rule == "wrong_value" and key == "reviewed" and written and (date := date_in(written["value"])):
        at = replace(problem.at, column=written.start("value") + 1)
        end = replace(at, column=written.end("value") + 1)
        values = {**problem.values, "date": date.isoformat()}
        hint = problem.hint if "quotation" in problem.hint else "write {date}"
        return replace(problem, hint=hint, values=values, fix=(Edit(at, end, date.isoformat()),))
    return problem


def date_in(written: str) -> datetime.date | None:
    """Return the day that a date in another form means, when it can mean one only.

    >>> date_in("'2025/3/1'")
    datetime.date(2025, 3, 1)
    >>> date_in("2025年3月1日"), date_in("1 March 2025"), date_in("01/03/2025")
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1), None)
    """
    text = unicodedata.normalize("NFKC", written).strip("\"' ")
    if parts := DATE.fullmatch(text) or COMPACT.fullmatch(text):
        year, month, day = map(int, parts.groups())
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return None
    for form in IN_WORDS:
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
