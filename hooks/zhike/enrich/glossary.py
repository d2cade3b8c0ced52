"""Makes the glossary page of a language from the termbase."""

from __future__ import annotations

from ..languages import language
from ..model import Page, Settings, Site, Term
from ..source import parse
from .reading import reading, sort_key


def page(site: Site, locale: str) -> Page:
    """Return the glossary in a language, as a page that was read from Markdown."""
    slug = site.settings.glossary
    text = text_of(site.terms, locale, site.settings)
    return parse(text, path=site.settings.path(slug, locale), slug=slug, locale=locale, generated=True)


def text_of(terms: tuple[Term, ...], locale: str, settings: Settings) -> str:
    """Return the Markdown of the glossary: terms under their initials, Chinese by its reading, others A–Z."""
    words = language(locale).words
    lines = [
        "---",
        f"title: {words['glossary']}",
        "type: glossary",
        f"summary: {words['glossary_summary']}",
        "---",
        "",
        f"# {words['glossary']}",
    ]
    initial = ""
    by_id = {term.id: term for term in terms if locale in term.words}
    for term in sorted(by_id.values(), key=lambda term: (sort_key(term.words[locale], locale), term.id)):
        letter = sort_key(term.words[locale], locale)[:1]
        first = letter.upper() if letter.isalpha() else "0–9"
        if first != initial:
            initial = first
            lines += ["", f"## {initial} {{#initial-{letter if letter.isalpha() else 'digit'}}}"]
        lines += ["", *_entry(term, by_id, locale, settings)]
    return "\n".join(lines) + "\n"


def _entry(term: Term, by_id: dict[str, Term], locale: str, settings: Settings) -> list[str]:
    words, wording = language(locale).words, term.words[locale]
    others = [
        f"{reading(term.words[other], other)} {term.words[other].preferred}".strip()
        for other in settings.locales
        if other != locale and other in term.words
    ]
    names = [part for part in (reading(wording, locale), *others) if part]
    lines = [f"### {wording.preferred} {{#{term.id}}}", "", f"*{' · '.join(names)}*", "", wording.definition]
    comma = words["listed"]
    facts = [
        (words["admitted"], comma.join(wording.admitted)),
        (words["forbidden"], comma.join(wording.forbidden)),
        (
            words["related_terms"],
            comma.join(f"[{by_id[name].words[locale].preferred}](#{name})" for name in term.related if name in by_id),
        ),
    ]
    colon = "：" if language(locale).is_han else ": "
    listed = [f"- {label}{colon}{value}" for label, value in facts if value]
    return [*lines, "", *listed] if listed else lines
