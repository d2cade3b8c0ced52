"""Makes the glossary page of a language from the termbase."""

from __future__ import annotations

from ..languages import language
from ..model import Page, Settings, Site, Term, Wording
from ..source.inert import inert
from . import made
from .reading import initial, reading, sort_key


def page(site: Site, locale: str) -> Page:
    """Return the glossary in a language, as a page that was read from Markdown."""
    return made.page(site.settings, site.settings.glossary, locale, text_of(site.terms, locale, site.settings))


def text_of(terms: tuple[Term, ...], locale: str, settings: Settings) -> str:
    """Return the Markdown of the glossary: terms under their initials, Chinese by its reading, others A–Z."""
    words = language(locale).words
    lines = made.head(words["glossary"], type="glossary", summary=words["glossary_summary"])
    shown = ""
    by_id = {term.id: term for term in terms if locale in term.words}
    for term in sorted(by_id.values(), key=lambda term: (sort_key(term.words[locale], locale), term.id)):
        letter, anchor = initial(term.words[locale], locale)
        if letter != shown:
            shown = letter
            lines += ["", f"## {letter} {{#initial-{anchor}}}"]
        lines += ["", *_entry(term, by_id, locale, settings)]
    return "\n".join(lines) + "\n"


def _entry(term: Term, by_id: dict[str, Term], locale: str, settings: Settings) -> list[str]:
    words, wording = language(locale).words, term.words[locale]
    others = [
        name for other in settings.locales if other != locale and other in term.words for name in _names(term, other)
    ]
    names = " · ".join([*_reading(wording, locale), *others])
    lines = [f"### {inert(wording.preferred)} {{#{term.id}}}", "", names, "", inert(wording.definition)]
    comma = words["listed"]
    facts = [
        (words["admitted"], comma.join(map(inert, wording.admitted))),
        (words["forbidden"], comma.join(map(inert, wording.forbidden))),
        (
            words["related_terms"],
            comma.join(
                f"[{inert(by_id[name].words[locale].preferred)}](#{name})" for name in term.related if name in by_id
            ),
        ),
    ]
    colon = "：" if language(locale).is_han else ": "
    listed = [f"- {label}{colon}{value}" for label, value in facts if value]
    return [*lines, "", *listed] if listed else lines


def _names(term: Term, locale: str) -> list[str]:
    """Return how a term is read and written in another language, each saying which language it is."""
    wording = term.words[locale]
    return [*_reading(wording, locale), f"*{inert(wording.preferred)}*{{lang={language(locale).tag}}}"]


def _reading(wording: Wording, locale: str) -> list[str]:
    read = reading(wording, locale)
    return [f"*{inert(read)}*{{lang={language(locale).reading_tag}}}"] if read else []
