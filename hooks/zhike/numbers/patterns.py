"""Patterns made of many words: alternations of them, and what they begin with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import groupby
from operator import itemgetter

NEVER = "(?!)"
LETTER = r"[^\W\d_]"
EDGE = rf"(?!{LETTER})"
# a set, a group of alternatives, or letters that are all there
HEAD = re.compile(r"\[(?P<set>[^\]]*)\]|\(\?:(?P<group>[^()]*)\)|(?P<word>[\w ]+(?![?*{]))")


def longest(words: Iterable[str]) -> str:
    """Return an alternation that prefers longer words; one that never matches when there are none."""
    return "|".join(re.escape(word.lower()) for word in sorted(words, key=len, reverse=True)) or NEVER


def any_of(signs: Iterable[str]) -> str:
    """Return what stands between the brackets of a set."""
    return "".join(sorted(map(re.escape, map(str.lower, set(signs)))))


def strings(value: object) -> list[str]:
    """Return what one string or a list of them says, as a list."""
    return [value] if isinstance(value, str) and value else value if isinstance(value, list) else []


def beginnings(patterns: Iterable[str]) -> list[str]:
    r"""Return what patterns begin with that begin with letters, a set, or a group of alternatives; digits are left out.

    >>> beginnings(["[一二\\d]折", "(?:one|two) birds", "十天半个?月"])
    ['一', '二', 'one', 'two', '十天半']
    """
    return [begin for head in filter(None, map(HEAD.match, patterns)) for begin in _alternatives(head)]


def _alternatives(head: re.Match[str]) -> list[str]:
    if head["set"]:
        return list(head["set"].replace(r"\d", ""))
    return head["group"].split("|") if head["group"] else [head["word"]]


def starts(words: Collection[str], length: int) -> str:
    """Return a pattern of what words begin with, of at most so many characters, decided character by character.

    >>> starts(["half", "hour", "a", "an"], 3)
    '(?:a|h(?:al|ou))'
    """
    return _branches({word.lower()[:length] for word in words}) if words else NEVER


def _branches(words: set[str]) -> str:
    if "" in words:
        return ""
    alike = groupby(sorted(words), key=itemgetter(0))
    first, *others = (re.escape(sign) + _branches({word[1:] for word in those}) for sign, those in alike)
    return f"(?:{'|'.join((first, *others))})" if others else first
