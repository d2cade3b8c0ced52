"""Tells in which of two languages a text is, by its script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .languages import Language, language
from .model import Block, Page

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
STOP = re.compile(r"[。！？.!?]++")
QUOTED = re.compile(r"“[^“”]*+”|\"[^\"\n]*+\"|‘[^‘’]*+’|「[^「」]*+」|《[^《》]*+》|\([^()]*+\)|（[^（）]*+）")
EMPHASIS = re.compile(r"\*+|~~|\ufffc+")
FEW, MANY = 2, 4


@dataclass(frozen=True)
class Tongue:
    """A page's language beside the one that may have been left in it."""

    own: Language
    other: Language

    @classmethod
    def of(cls, page: Page, other: Page) -> Tongue:
        return cls(language(page.locale), language(other.locale))

    @property
    def can_tell(self) -> bool:
        """Whether the script says which language a text is in."""
        return self.own.script != self.other.script

    def is_foreign(self, text: str, least: int) -> bool:
        """Say whether a text is in the other language rather than in its own; `least` counts syllables or words."""
        if not self.other.letter.search(text):
            return False
        if self.other.is_spaced:
            return not self.own.letter.search(text) and len(WORD.findall(text)) >= max(least, FEW + 1)
        return self.other.weight(text) >= 2 * least and self.other.weight(text) > self.own.weight(text)

    def is_foreign_line(self, text: str, least: int) -> bool:
        """Say whether a line is in the other language; what it only quotes does not count."""
        if not self.is_foreign(text, least):
            return False
        bare = QUOTED.sub("", text)
        return not self.own.letter.search(bare) or self.is_foreign(bare, least)

    def foreign_sentence(self, text: str) -> int | None:
        """Return where a whole sentence of the other language begins in a text, what stands between quotes apart."""
        if not (self.other.in_a_row if self.other.is_spaced else self.other.letter).search(text):
            return None
        bare = QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        start = 0
        for stop in STOP.finditer(bare):
            sentence = bare[start : stop.start()]
            is_whole = stop[0][0] in ("!?." if self.other.is_spaced else "。！？")
            if is_whole and not self.own.letter.search(sentence) and self.is_foreign(sentence, MANY):
                return start + len(sentence) - len(sentence.lstrip(" *_>\ufffc"))
            start = stop.end()
        return None


def cell_words(page: Page, row: Block) -> list[str]:
    """Return the words in the cells of a row, without code, links and marks."""
    line = page.prose[row.at.line - 1]
    cells = [line[start:end] for start, end in row.cells]
    return [(EMPHASIS.sub(" ", cell) if EMPHASIS.search(cell) else cell).strip() for cell in cells]


def is_in_other(cell: str, tongue: Tongue) -> bool:
    """Say whether a cell holds words of the other language, names apart."""
    if not tongue.other.is_spaced:
        return tongue.is_foreign(cell, 1)
    is_free = not tongue.own.letter.search(cell)
    return is_free and any(len(word) > 3 and word[1:].islower() for word in WORD.findall(cell))
