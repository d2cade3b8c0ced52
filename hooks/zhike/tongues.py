"""Tells in which of two languages a text is, by its script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .languages import Language, language
from .model import Block, Page

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE = re.compile(r"[^。！？.!?]+[。！？.!?]+")
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

    def foreign_sentence(self, text: str) -> int | None:
        """Return where a whole sentence of the other language begins in a text, what stands between quotes apart."""
        if not self.other.letter.search(text):
            return None
        bare = QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        for match in SENTENCE.finditer(bare):
            ends = "。！？" if not self.other.is_spaced else ".!?"
            if match[0][-1] in ends and not self.own.letter.search(match[0]) and self.is_foreign(match[0], MANY):
                return match.start() + len(match[0]) - len(match[0].lstrip(" *_>\ufffc"))
        return None


def cell_words(page: Page, row: Block) -> list[str]:
    """Return the words in the cells of a row, without code, links and marks."""
    line = page.prose[row.at.line - 1]
    return [EMPHASIS.sub(" ", line[start:end]).strip() for start, end in row.cells]


def is_in_other(cell: str, tongue: Tongue) -> bool:
    """Say whether a cell holds words of the other language, names apart."""
    if not tongue.other.is_spaced:
        return tongue.is_foreign(cell, 1)
    is_free = not tongue.own.letter.search(cell)
    return is_free and any(len(word) > 3 and word[1:].islower() for word in WORD.findall(cell))
