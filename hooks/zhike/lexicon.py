"""Finds the termbase's words in running text: longest first, inflected where the language inflects."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate, compress, count
from typing import cast

from .languages import Language, in_small_letters, language
from .model import Page, Site, Term

# letters of scripts with blanks between words, and digits
LETTER = "a-z0-9\u00df-\u00f6\u00f8-\u02af\u0370-\u052f"
CAPITALS = re.compile(r"[A-Z][A-Z0-9&]+")
BORDER = re.compile(r"(?<=[0-9A-Za-z])(?=[^\x00-\u02af])|(?<=[^\x00-\u02af])(?=[0-9A-Za-z])")
# emphasis and invisible characters may stand in a word; a line may end in a word that has no blanks around it
MARK = re.compile(r"[*~\ufffc\u00ad\u200b-\u200d\u2060\ufeff]+")
GAP = re.compile(r"\*+|~~|[\u00ad\u200b-\u200d\u2060\ufeff]+")
SYLLABLE = r"[^\x00-\u02af\s\u3000-\u303f\uff00-\uffef\ufffc]"
SPLIT = re.compile(rf"(?<={SYLLABLE}) (?={SYLLABLE})")
IN_WORD = re.compile(SYLLABLE)
UNSPACED_GAP = re.compile(rf"{GAP.pattern}|\n\ufffc*(?={SYLLABLE})")
FORBIDDEN, ACCEPTED, VARIANT, OTHER_SENSE = "forbidden", "accepted", "variant", "other sense"


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the termbase at an offset, as the termbase writes it; `inside` are concepts it contains.

    `status` is accepted, forbidden, or variant: an accepted word in another spelling.
    """

    start: int
    end: int
    term: Term
    status: str
    inside: tuple[str, ...] = ()
    word: str = ""

    def is_in_capitals(self, written: str) -> bool:
        """Say whether the word as written has the capitals of its abbreviations."""
        written = MARK.sub("", written)
        return all(written[part.start() : part.end()] == part[0] for part in CAPITALS.finditer(self.word))


@dataclass(slots=True)
class _Node:
    """A place in the tree of a lexicon's words: the word that ends here, and the pieces of text that may follow."""

    word: str = ""
    after: dict[str, _Node] = field(default_factory=dict)


class Lexicon:
    """The words of one language, ready to be looked for; takes time linear in the text."""

    def __init__(self, terms: tuple[Term, ...], locale: str) -> None:
        self.language = language(locale)
        self.is_spaced = self.language.is_spaced
        self.entries: dict[str, tuple[str, Term, str]] = {}
        self.contained: dict[str, tuple[str, ...]] = {}
        worded = [(term, term.words[locale]) for term in terms if locale in term.words]
        for term in terms:
            for phrase in term.not_when.get(locale, ()):
                self._add(phrase, OTHER_SENSE, term)
        for term, wording in worded:
            for word in wording.accepted:
                self._add(word, ACCEPTED, term)
        for term, wording in worded:
            for word in wording.forbidden:
                self._add(word, FORBIDDEN, term)
        for term, wording in worded:
            for word in wording.accepted:
                self._add_variants(word, term)

    def _add(self, word: str, status: str, term: Term) -> None:
        for form in forms(word, self.language):
            if folded := _folded(form).strip():
                self.entries.setdefault(folded, (status, term, form))

    def _add_variants(self, word: str, term: Term) -> None:
        """Add what a word looks like in another spelling, with the word in its own."""
        for one, other in self.language.spelling:
            for ours, theirs in ((one, other), (other, one)):
                for form in forms(word, self.language) if ours in word else ():
                    variant = _folded(form.replace(ours, theirs)).strip()
                    self.entries.setdefault(variant, (VARIANT, term, form))

    @cached_property
    def piece(self) -> re.Pattern[str]:
        """Cuts a text into Latin words with the blank before them, characters of this lexicon, and what is between."""
        others = re.sub(f"[{LETTER}]", "", "".join({" ", *"".join(self.entries)}))
        known = "".join(map(re.escape, sorted(others)))
        return re.compile(f" ?[{LETTER}]+|[{known}]|[^{LETTER}{known}]+")

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
                status, term, form = self.entries[word]
                # two small letters are a word of their own: it, us
                is_other = len(form) < 3 and form.isupper() and form not in text[places[start] : places[end]]
                if status != OTHER_SENSE and not is_other:
                    first = places[start] + pieces[start].startswith(" ")
                    yield Match(first, places[end], term, status, self._inside(word), form)

    def _inside(self, word: str) -> tuple[str, ...]:
        """Return the other concepts whose words a word contains: 投诉处理 speaks of 投诉 too."""
        if word not in self.contained:
            parts = word.split(" ") if self.is_spaced else word
            pieces = {
                " ".join(parts[a:b]) if self.is_spaced else "".join(parts[a:b])
                for a in range(len(parts))
                for b in range(a + 1, len(parts) + 1)
            }
            known = [self.entries[piece] for piece in sorted(pieces - {word}) if piece in self.entries]
            self.contained[word] = tuple(dict.fromkeys(term.id for status, term, _ in known if status == ACCEPTED))
        return self.contained[word]


def lexicon(site: Site, locale: str) -> Lexicon:
    """Return the words of a site's termbase in a language."""
    key = ("lexicon", locale)
    if key not in site.memo:
        site.memo[key] = Lexicon(site.terms, locale)
    return cast(Lexicon, site.memo[key])


def matches(site: Site, page: Page) -> tuple[Match, ...]:
    """Return the termbase's words in the running text of a page, by offset; marks and line ends may stand in them."""
    key = ("matches", page.path)
    if key not in site.memo:
        words = lexicon(site, page.locale)
        joined = Joined.of(page, words.is_spaced)
        site.memo[key] = tuple(joined.back(match) for match in words.matches(joined.text))
    return cast(tuple[Match, ...], site.memo[key])


@dataclass(frozen=True)
class Joined:
    """A page's running text without what may stand in the middle of a word, and what was taken out where.

    `starts` are offsets in this text at which something was taken out, `lengths` how much up to there.
    """

    text: str
    starts: tuple[int, ...] = ()
    lengths: tuple[int, ...] = ()

    @classmethod
    def of(cls, page: Page, is_spaced: bool) -> Joined:
        running = page.running
        gap = GAP if is_spaced else UNSPACED_GAP
        begun: set[int] = set()
        pieces: list[str] = []
        starts: list[int] = []
        lengths: list[int] = []
        last = length = taken = 0
        for match in gap.finditer(running):
            if match[0][0] == "\n":
                if not IN_WORD.match(running, match.start() - 1):
                    continue
                begun = begun or {block.at.line for block in page.blocks}
                if page.line(match.end()) in begun:
                    continue
            pieces.append(running[last : match.start()])
            length += match.start() - last
            taken += match.end() - match.start()
            last = match.end()
            starts.append(length)
            lengths.append(taken)
        return cls("".join([*pieces, running[last:]]), tuple(starts), tuple(lengths)) if pieces else cls(running)

    def back(self, match: Match) -> Match:
        """Return a match with the offsets of the running text."""
        if not self.starts:
            return match
        start, end = self._back(match.start), self._back(match.end - 1) + 1
        return Match(start, end, match.term, match.status, match.inside, match.word)

    def _back(self, offset: int) -> int:
        index = bisect_right(self.starts, offset)
        return offset + (self.lengths[index - 1] if index else 0)


def shown(word: str) -> str:
    """Return a word of running text as one says it in a message, without marks and line ends."""
    return SPLIT.sub("", " ".join(MARK.sub("", word).split()))


def _folded(text: str) -> str:
    """Return a text of the same length in which case, hyphens and line ends make no difference."""
    return in_small_letters(text.replace("-", " ").replace("\n", " ").replace("’", "'"))


_compiled = cache(re.compile)


def forms(word: str, known: Language) -> list[str]:
    """Return a word with its endings, or with and without blanks between two scripts."""
    if known.is_spaced:
        return inflected(word, known.inflection)
    closed = word.replace(" ", "")
    return list(dict.fromkeys((word, closed, BORDER.sub(" ", closed))))


def inflected(word: str, forms: Iterable[tuple[str, str]]) -> list[str]:
    """Return a word with the regular endings of a language on its last part.

    >>> inflected("policy", [("$", "s"), ("y$", "ies")])
    ['policy', 'policys', 'policies']
    """
    found = [word]
    for pattern, ending in forms:
        if pattern == "$":
            found.append(word + ending)
        elif (known := _compiled(pattern)).search(word):
            found.append(known.sub(ending, word, count=1))
    return found
