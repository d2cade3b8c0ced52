"""Finds the termbase's words in running text: longest first, inflected where the language inflects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, compress, count
from string import ascii_lowercase, digits
from typing import cast

from .languages import in_small_letters, language
from .model import Page, Site, Term

LETTERS = frozenset(ascii_lowercase + digits)
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


@dataclass(slots=True)
class _Node:
    """A place in the tree of a lexicon's words: the word that ends here, and the pieces of text that may follow."""

    word: str = ""
    after: dict[str, _Node] = field(default_factory=dict)


class Lexicon:
    """The words of one language, ready to be looked for; takes time linear in the text."""

    def __init__(self, terms: tuple[Term, ...], locale: str) -> None:
        self.is_han = language(locale).is_han
        self.entries: dict[str, tuple[str, Term]] = {}
        self.contained: dict[str, tuple[str, ...]] = {}
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
            self.entries.setdefault(_folded(form).strip(), (status, term))

    @cached_property
    def piece(self) -> re.Pattern[str]:
        """Cuts a text into Latin words with the blank before them, characters of this lexicon, and what is between."""
        known = "".join(map(re.escape, sorted({" ", *"".join(self.entries)} - LETTERS)))
        return re.compile(f" ?[a-z0-9]+|[{known}]|[^a-z0-9{known}]+")

    @cached_property
    def root(self) -> _Node:
        root = _Node()
        for word in self.entries:
            first, *others = self.piece.findall(word)
            node = root.after[f" {first}"] = root.after.setdefault(first, _Node())
            for piece in others:
                node = node.after.setdefault(piece, _Node())
            node.word = word
        return root

    def matches(self, text: str) -> Iterator[Match]:
        """Yield accepted and forbidden words in a text, never two at one place."""
        pieces = [*self.piece.findall(_folded(text)), ""]
        places = list(accumulate(map(len, pieces), initial=0))
        end = 0
        for start in compress(count(), map(self.root.after.__contains__, pieces)):
            word = ""
            node, here = self.root, start
            while start >= end and (following := node.after.get(pieces[here])):
                node, here = following, here + 1
                if node.word:
                    word, after = node.word, here
            if word:
                end = after
                status, term = self.entries[word]
                if status != OTHER_SENSE:
                    first = places[start] + pieces[start].startswith(" ")
                    yield Match(first, places[end], term, status, self._inside(word))

    def _inside(self, word: str) -> tuple[str, ...]:
        """Return the other concepts whose words a word contains: 投诉处理 speaks of 投诉 too."""
        if word not in self.contained:
            parts = word if self.is_han else word.split(" ")
            pieces = {
                "".join(parts[a:b]) if self.is_han else " ".join(parts[a:b])
                for a in range(len(parts))
                for b in range(a + 1, len(parts) + 1)
            }
            known = [self.entries[piece] for piece in sorted(pieces - {word}) if piece in self.entries]
            self.contained[word] = tuple(dict.fromkeys(term.id for status, term in known if status == ACCEPTED))
        return self.contained[word]


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
    return in_small_letters(text.replace("-", " ").replace("\n", " ").replace("’", "'"))


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
