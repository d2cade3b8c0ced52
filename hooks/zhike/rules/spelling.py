"""Spelling: pages and data write the termbase's words as the termbase does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..lexicon import ACCEPTED, FORBIDDEN, VARIANT, Match, lexicon, matches, shown
from ..model import Page, Position, Site, Wording
from .base import About, Finding, Severity, found, replacing, rule
from .texts import drawn_texts

MENDED = frozenset({"paragraph", "item", "task", "quote"})
Place = tuple[Position, str, Match]


@rule(Severity.ERROR, About.BOTH)
def forbidden_word(site: Site) -> Iterator[Finding]:
    """Pages and data use the words that the termbase prefers or admits.

    Bad:  服务挽救
    Good: 服务补救
    """
    for page in site.written():
        kinds = _Kinds(page)
        for at, word, match in _words(site, page, lambda match: match.status == FORBIDDEN):
            wording = match.term.words[page.locale]
            finding = _forbidden(site, page.locale, at, word, match)
            yield _mended(finding, kinds, word, wording.preferred) if word in wording.forbidden else finding
    for at, text, locale, own in () if site.focus else _data(site):
        for match in lexicon(site, locale).matches(text):
            # a term may say what it is not
            if match.status == FORBIDDEN and match.term.id != own:
                yield _forbidden(site, locale, at, text[match.start : match.end], match)
    for at, text, locale in drawn_texts(site):
        for match in lexicon(site, locale).matches(text):
            if match.status == FORBIDDEN:
                there = replace(at, column=at.column + match.start)
                yield _forbidden(site, locale, there, text[match.start : match.end], match)


def _same_form(site: Site, locale: str, word: str, match: Match) -> str:
    """Return the word of ours that differs from a forbidden one in its spelling alone, "" when none does."""
    words, small = lexicon(site, locale), word.lower()
    for one, other in words.language.spelling:
        for written, meant in ((one, other), (other, one)):
            status, term, form = words.entries.get(small.replace(written, meant), ("", None, ""))
            if status == ACCEPTED and term is match.term:
                return form
    return ""


def _is_base(site: Site, locale: str, word: str, wording: Wording) -> bool:
    """Say whether a forbidden word stands as the termbase lists it, not in a further form."""
    listed = [name.lower().replace("-", " ") for name in wording.forbidden]
    return not lexicon(site, locale).is_spaced or shown(word).lower().replace("-", " ") in listed


def _forbidden(site: Site, locale: str, at: Position, word: str, match: Match) -> Finding:
    wording = match.term.words[locale]
    same = _same_form(site, locale, word, match)
    is_told = same or _is_base(site, locale, word, wording)
    hint = "write '{wanted}'" if is_told else "use the word '{wanted}' or a form of it"
    return found(at, "'{word}' is not our word", hint, word=shown(word), wanted=same or wording.preferred)


@rule(Severity.WARNING)
def spelling_variant(site: Site) -> Iterator[Finding]:
    """A term is spelt as in the termbase.

    Bad:  apologize, where the termbase says apologise
    Good: apologise
    """
    for page in site.written():
        kinds = _Kinds(page)
        for at, word, match in _words(site, page, lambda match: match.status == VARIANT):
            message = "'{word}' is another spelling of '{wanted}'"
            finding = found(at, message, "write '{wanted}'", word=shown(word), wanted=match.word)
            yield _mended(finding, kinds, word, match.word) if word == word.lower() else finding


@rule(Severity.WARNING)
def wrong_letter_case(site: Site) -> Iterator[Finding]:
    """An abbreviation has its capital letters.

    Bad:  a vip guest
    Good: a VIP guest
    """
    for page in site.written():
        kinds = _Kinds(page)
        for at, word, match in _words(site, page, _has_capitals):
            if not match.is_in_capitals(word):
                finding = found(
                    at, "'{word}' lacks its capitals", "write '{wanted}'", word=shown(word), wanted=match.word
                )
                yield _mended(finding, kinds, word, match.word) if word.lower() == match.word.lower() else finding


def _has_capitals(match: Match) -> bool:
    return match.status == ACCEPTED and match.word != match.word.lower()


def _words(site: Site, page: Page, is_wanted: Callable[[Match], bool]) -> Iterator[Place]:
    """Yield the words of the termbase that are wanted: in running text, then in what stands apart from it."""
    for match in matches(site, page):
        if is_wanted(match):
            yield page.place(match.start), page.running[match.start : match.end], match
    for at, text, match in site.once(("words apart", page.path), lambda: list(_apart(site, page))):
        if is_wanted(match):
            yield at, text[match.start : match.end], match


def _apart(site: Site, page: Page) -> Iterator[Place]:
    """Yield the words in what a page says outside its running text."""
    texts: list[tuple[Position, object]] = [(image.at, image.alt) for image in page.images]
    for key in ("title", "summary", "asks"):
        value = page.front_matter.get(key)
        texts.append((page.meta.at(key), value))
        texts += [(page.meta.at(key, i), text) for i, text in enumerate(value if isinstance(value, list) else ())]
    for at, text in texts:
        if isinstance(text, str):
            yield from ((at, text, match) for match in lexicon(site, page.locale).matches(text))


def _data(site: Site) -> Iterator[tuple[Position, str, str, str]]:
    """Yield what data files show readers and may be wrong: place, text, language, and the term that it defines."""
    texts: list[tuple[Position, str, str, str]] = []
    for term in site.terms:
        texts += [(term.place(locale, "definition"), w.definition, locale, term.id) for locale, w in term.words.items()]
    for role in site.roles:
        texts += [(role.at, name, locale, "") for locale, name in role.names.items()]
    for value in site.house:
        texts += [(value.at, label, locale, "") for locale, label in value.label.items()]
    # a look for the bare words spares a site without any the whole lexicon
    for locale in site.settings.locales:
        worded = [term.words[locale] for term in site.terms if locale in term.words]
        words = [word.lower() for wording in worded for word in wording.forbidden]
        yield from (text for text in texts if text[2] == locale and any(word in text[1].lower() for word in words))


class _Kinds:
    """What kinds of blocks stand on the lines of a page, found out when first asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.by_line: dict[int, set[str]] = {}
        self.linking: dict[int, bool] = {}

    def at(self, line: int) -> set[str]:
        for block in self.page.blocks if not self.by_line else ():
            for inside in block.lines if block.kind != "admonition" else (block.at.line,):
                self.by_line.setdefault(inside, set()).add(block.kind)
        return self.by_line.get(line, set())

    def links(self, line: int) -> bool:
        if line not in self.linking:
            self.linking[line] = "](" in self.page.lines[line - 1]
        return self.linking[line]


def _mended(finding: Finding, kinds: _Kinds, word: str, wanted: str) -> Finding:
    """Return a finding with its edit, where nothing hangs on the word: no title, link text or phrase shown twice."""
    at = finding.at
    if not kinds.page.lines[at.line - 1].startswith(word, at.column - 1) or kinds.links(at.line):
        return finding
    return finding.mended(replacing(at, word, wanted)) if set() < kinds.at(at.line) <= MENDED else finding
