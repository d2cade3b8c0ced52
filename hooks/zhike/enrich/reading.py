"""How words are read and sorted: Chinese by its pinyin, other languages by their letters."""

from __future__ import annotations

import unicodedata
from functools import cache

from ..languages import language
from ..model import Wording


def reading(wording: Wording, locale: str) -> str:
    """Return how a word is read where its script does not say so, as in `bǔ cháng`, else nothing."""
    return _reading(wording.preferred, wording.reading) if language(locale).is_han else ""


def sort_key(wording: Wording, locale: str) -> str:
    """Return what a word is sorted by: its letters without tones, accents and case."""
    shown = reading(wording, locale) or wording.preferred
    letters = unicodedata.normalize("NFD", shown).lower()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def initial(wording: Wording, locale: str) -> tuple[str, str]:
    """Return the letter under which a word is listed, and the end of that heading's anchor."""
    letter = sort_key(wording, locale)[:1]
    return (letter.upper(), letter) if letter.isalpha() else ("0–9", "digit")


@cache
def _reading(word: str, given: str) -> str:
    if given or word.isascii():
        return given
    # its dictionaries take long to load, and most words carry their reading
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(word, style=Style.TONE))
