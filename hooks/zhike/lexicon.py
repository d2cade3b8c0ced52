"""Finds the termbase's words in running text: longest first, inflected where the language inflects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from .languages import language
from .model import Page, Site, Term

DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnpt]$")
FORBIDDEN, ACCEPTED, OTHER_SENSE = "forbidden", "accepted", "other sense"


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the termbase at an offset; `status` is accepted or forbidden; `inside` are concepts it contains."""

    start: int
    end: int
    term: Term
    status: str
    inside: tuple[str, ...] = ()


class Lexicon:
    """The words of one language, ready to be looked for; takes time linear in the text."""

    def __init__(self, terms: tuple[Term, ...], locale: str) -> None:
        self.is_han = language(locale).is_han
        self.entries: dict[str, tuple[str, Term]] = {}
        for term in terms:
            for phrase in term.not_when.get(locale, ()):
                self._add(phrase, OTHER_SENSE, term)
        for status in (ACCEPTED, FORBIDDEN):
            for term in terms:
                wording = term.words[locale]
                for word in wording.accepted if status == ACCEPTED else wording.forbidden:
                    self._add(word, status, term)

    def _add(self, word: str, status: str, term: Term) -> None:
        for form in [word] if self.is_han else inflected(word):
            self.entries.setdefault(_folded(form), (status, term))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        joined = [word for word in self.entries if self.is_han and not word.isascii()]
        apart = [word for word in self.entries if not self.is_han or word.isascii()]
        tries = [_trie(joined)] if joined else []
        return re.compile("|".join([*tries, rf"(?<![a-z0-9]){_trie(apart)}(?![a-z0-9])"] if apart else tries))

    @cached_property
    def inside(self) -> dict[str, tuple[str, ...]]:
        """For every word the other concepts whose words it contains: 投诉处理 speaks of 投诉 too."""
        found: dict[str, tuple[str, ...]] = {}
        for word in self.entries:
            parts = word if self.is_han else word.split(" ")
            pieces = {
                "".join(parts[a:b]) if self.is_han else " ".join(parts[a:b])
                for a in range(len(parts))
                for b in range(a + 1, len(parts) + 1)
            }
            known = [self.entries[piece] for piece in sorted(pieces - {word}) if piece in self.entries]
            found[word] = tuple(dict.fromkeys(term.id for status, term in known if status == ACCEPTED))
        return found

    def matches(self, text: str) -> Iterator[Match]:
        """Yield accepted and forbidden words in a text, never two at one place."""
        if not self.entries:
            return
        for match in self.pattern.finditer(_folded(text)):
            status, term = self.entries[match.group()]
            if status != OTHER_SENSE:
                yield Match(match.start(), match.end(), term, status, self.inside[match.group()])


def lexicon(site: Site, locale: str) -> Lexicon:
    """Return the words of a site's termbase in a language."""
    key = ("lexicon", locale)
    if key not in site.memo:
        site.memo[key] = Lexicon(site.terms, locale)
    return cast(Lexicon, site.memo[key])


def matches(site: Site, page: Page) -> tuple[Match, ...]:
    """Return the termbase's words in the running text of a page, by offset."""
    key = ("matches", page.path)
    if key not in site.memo:
        site.memo[key] = tuple(lexicon(site, page.locale).matches(page.running))
    return cast(tuple[Match, ...], site.memo[key])


def _folded(text: str) -> str:
    """Return a text of the same length in which case, hyphens and line ends make no difference."""
    folded = text.replace("-", " ").replace("\n", " ").replace("’", "'")
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else "".join(c if len(c.lower()) > 1 else c.lower() for c in folded)


def inflected(word: str) -> list[str]:
    """Return a word with the regular English endings on its last part."""
    forms = [word, f"{word}s", f"{word}'s", f"{word}ed", f"{word}ing"]
    if word.endswith("y"):
        forms += [f"{word[:-1]}ies", f"{word[:-1]}ied"]
    elif word.endswith(("s", "x", "ch", "sh")):
        forms += [f"{word}es", f"{word[:-2]}es"]
    elif DOUBLED.search(word):
        forms += [f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"]
    if word.endswith("e"):
        forms += [f"{word}d", f"{word[:-1]}ing"]
    return forms


def _trie(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of many words without trying them one by one."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in node
    branches = []
    for character, below in node.items():
        if not character:
            continue
        text = re.escape(character)
        while len(below) == 1 and "" not in below:
            character, below = next(iter(below.items()))
            text += re.escape(character)
        branches.append(text + (_branch(below) if set(below) != {""} else ""))
    pattern = f"(?:{'|'.join(branches)})"
    return f"{pattern}?" if ends else pattern
