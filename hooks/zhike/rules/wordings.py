"""The termbase: what its records say is in the right language, script and reading."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from ..languages import Language, language
from ..lexicon import forms
from ..model import Position, Site, Term
from .base import UNSEEN, About, Finding, Severity, found, regex, rule

TONE = regex("[\u0300\u0301\u0304\u030c]")


@rule(Severity.ERROR, About.SITE)
def untranslated_term(site: Site) -> Iterator[Finding]:
    """A term's words and definition are in the language that they stand under.

    Bad:  en: {preferred: service recovery, definition: 出错以后让客人重新满意的做法。}
    Good: en: {preferred: service recovery, definition: What wins a guest back after a mistake.}
    """
    for term in site.terms:
        met: dict[str, Position] = {}
        for locale, wording in term.words.items():
            at, text = term.place(locale, "definition"), wording.definition.strip()
            if text in met:
                named = {"there": met[text]}
                yield found(at, "this definition is the same as at {there}", "translate it", **named)
            elif _is_in_other(text, locale, site):
                yield found(at, "this definition is not translated", "translate it")
            met.setdefault(text, at)
        for locale in term.words:
            for word, at, _ in term.written(locale):
                if language(locale).script == "latin" and _is_in_other(word, locale, site):
                    yield found(at, "'{word}' is a word of another language", "write it in this one", word=word)


def _is_in_other(text: str, locale: str, site: Site) -> bool:
    """Say whether a text has more letters of another of the site's scripts than of its own language's."""
    own = language(locale)
    others = (language(other) for other in site.settings.locales)
    return any(other.script != own.script and other.weight(text) > own.weight(text) for other in others)


@rule(Severity.WARNING, About.SITE)
def wrong_traditional(site: Site) -> Iterator[Finding]:
    """A term's `hant` is its preferred word in Traditional characters; its other words are in Simplified ones.

    Bad:  {preferred: 服务补救, hant: 服务補救}
    Good: {preferred: 服务补救, hant: 服務補救}

    Readers who type Traditional characters find the term by it.
    """
    for term in site.terms:
        for locale, wording in term.words.items():
            if wording.hant and not language(locale).is_han:
                at = term.place(locale, "hant")
                yield found(at, "'hant' is of use in Chinese alone", "remove the key")
            elif wording.hant and not _is_traditional(wording.hant, wording.preferred):
                named = {"hant": wording.hant, "word": wording.preferred}
                message = "'{hant}' is not '{word}' in Traditional characters"
                yield _not_traditional(term.place(locale, "hant"), wording.hant, wording.preferred, message, named)
            yield from _not_simplified(term, locale)


def _not_traditional(at: Position, hant: str, word: str, message: str, named: dict[str, str]) -> Finding:
    """Return the finding about a word in Traditional characters that is not its partner, and how they differ."""
    if _simplifier().convert(word) != word:
        values = named | {"wanted": str(_simplifier().convert(word))}
        return found(
            at, "'{word}' under 'preferred' is in Traditional characters too", "write '{wanted}' there", **values
        )
    if UNSEEN.search(hant + word):
        return found(at, "'{hant}' or '{word}' holds a character that nobody sees", "type both anew", **named)
    wanted = _traditional(word)
    hint = "write '{wanted}'" if wanted != hant and _is_traditional(wanted, word) else "convert it anew"
    return found(at, message, hint, **named, wanted=wanted)


def _not_simplified(term: Term, locale: str) -> Iterator[Finding]:
    """Yield words in Traditional characters where the language writes Simplified ones."""
    if not language(locale).is_simplified:
        return
    for word, at, is_forbidden in term.written(locale):
        if not is_forbidden and (wanted := _simplifier().convert(word)) != word:
            yield found(at, "'{word}' has Traditional characters", "write '{wanted}'", word=word, wanted=wanted)


def _is_traditional(hant: str, word: str) -> bool:
    try:
        # what only Simplified Chinese has, Big5 has not
        hant.encode("big5")
    except UnicodeEncodeError:
        return False
    return bool(_simplifier().convert(hant) == word)


def _traditional(word: str) -> str:
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(word))


@cache
def _simplifier() -> Any:
    # its dictionaries take time to load
    from opencc import OpenCC

    return OpenCC("t2s")


@rule(Severity.WARNING, About.SITE)
def wrong_reading(site: Site) -> Iterator[Finding]:
    """A term's reading has one syllable for every character, which is a reading of it, with its tone.

    Bad:  {preferred: 服务补救, reading: fú wù bǔ}
    Good: {preferred: 服务补救, reading: fú wù bǔ jiù}
    """
    has_tones = any(TONE.search(_decomposed(w.reading)) for term in site.terms for w in term.words.values())
    for term in site.terms:
        for locale, wording in term.words.items():
            known = language(locale)
            if known.is_han and wording.reading:
                yield from _misread(term, locale, has_tones)
            if wording.reading and not known.is_spaced:
                syllables, characters = len(wording.reading.split()), _syllables(wording.preferred, known)
                if syllables != characters:
                    named = {"here": syllables, "count": characters, "word": wording.preferred}
                    message = "syllables: {here} here, {count} in '{word}'"
                    yield found(term.place(locale, "reading"), message, "write one for each character", **named)


def _misread(term: Term, locale: str, has_tones: bool) -> Iterator[Finding]:
    """Yield the first syllable that is no reading of its character, tones apart, for those change beside others."""
    word, reading = term.words[locale].preferred, term.words[locale].reading
    at, syllables = term.place(locale, "reading"), reading.split()
    if len(word) != len(syllables) or not all(language(locale).letter.fullmatch(character) for character in word):
        return
    for character, syllable in zip(word, syllables, strict=True):
        known = _readings(character)
        if known and _bare(syllable) not in {*map(_bare, known), "r"}:
            values = {"syllable": syllable, "character": character, "known": known[0]}
            yield found(at, "'{character}' is not read '{syllable}'", "write '{known}'", **values)
            return
    if has_tones and len(word) > 1 and not TONE.search(_decomposed(reading)):
        yield found(at, "'{reading}' has no tones", "write them as the other readings do", reading=reading)


@cache
def _readings(character: str) -> tuple[str, ...]:
    # its dictionary takes time to load
    from pypinyin import pinyin

    return tuple(known for known in pinyin(character, heteronym=True)[0] if known != character)


@cache
def _bare(syllable: str) -> str:
    """Return a syllable in plain letters, without its tone."""
    return TONE.sub("", _decomposed(syllable.lower())).replace("u\u0308", "v").replace("ê", "e")


def _decomposed(reading: str) -> str:
    return unicodedata.normalize("NFD", reading)


def _syllables(word: str, known: Language) -> int:
    """Count the characters of a word, and each run of other letters and digits as one."""
    others = known.letter.sub(" ", word)
    return len(known.letter.findall(word)) + len(others.split())


@rule(Severity.WARNING, About.SITE)
def needless_exception(site: Site) -> Iterator[Finding]:
    """A phrase under `not_when` holds a word of its term: only then does it say when the word means something else.

    Bad:  {preferred: 钥匙, not_when: {zh: [要害部门]}}
    Good: {preferred: 要害, not_when: {zh: [要害部门]}}
    """
    for term in site.terms:
        for locale, phrases in term.not_when.items():
            if locale not in term.words:
                continue
            listed = (word for word, _, _ in term.written(locale))
            words = [form.lower().replace("-", " ") for word in listed for form in forms(word, language(locale))]
            for index, phrase in enumerate(phrases):
                if not any(word in phrase.lower().replace("-", " ") for word in words):
                    at, named = term.place("not_when", locale, index), {"phrase": phrase}
                    yield found(at, "'{phrase}' holds no word of this term", "remove it", **named)
