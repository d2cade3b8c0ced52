"""All rules in the order of their families, and what is noted of every page for those that ask about all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from ..model import Page, Position, Site
from . import files, glossary, headings, house, images, links, markup, metadata, navigator, numbers, translations
from .base import About, Finding, Rule, Severity, did_you_mean, found, guess, rule
from .suppressions import allowances

RULES: tuple[Rule, ...] = (
    links.broken_link,
    links.broken_anchor,
    links.link_to_untranslated_page,
    links.absolute_link,
    links.link_names_a_language,
    links.undefined_reference,
    links.empty_link,
    headings.missing_heading_id,
    headings.odd_heading_id,
    headings.duplicate_id,
    headings.heading_jump,
    headings.second_h1,
    headings.title_differs,
    images.missing_image,
    images.missing_alt,
    images.huge_asset,
    images.forbidden_file,
    images.unsafe_drawing,
    files.unreadable_file,
    files.unreadable_data,
    files.wrong_settings,
    files.symbolic_link,
    files.huge_page,
    files.empty_page,
    files.not_in_menu,
    files.menu_without_page,
    translations.missing_translation,
    translations.missing_source_page,
    translations.section_differs,
    translations.list_differs,
    translations.table_differs,
    translations.blocks_differ,
    translations.note_differs,
    translations.links_differ,
    translations.metadata_differs,
    numbers.house_value_differs,
    numbers.number_differs,
    translations.untranslated_text,
    glossary.undefined_term,
    glossary.term_defined_twice,
    glossary.word_of_two_terms,
    glossary.unknown_related_term,
    glossary.forbidden_word,
    glossary.inconsistent_term,
    glossary.unused_term,
    metadata.missing_front_matter,
    metadata.missing_key,
    metadata.unknown_key,
    metadata.wrong_value,
    metadata.unknown_type,
    metadata.unknown_role,
    metadata.unknown_source,
    metadata.unknown_related_page,
    metadata.missing_section,
    markup.forbidden_tag,
    markup.event_handler,
    house.unknown_house_value,
    house.house_value_in_one_language,
    navigator.answer_leads_nowhere,
    navigator.questions_in_a_circle,
    navigator.too_many_taps,
    navigator.unreachable_situation,
    navigator.situation_without_page,
    navigator.unknown_post_to_call,
    navigator.unknown_value_to_show,
    navigator.limit_is_no_time,
    navigator.label_used_twice,
    navigator.advice_differs,
    navigator.navigator_id,
)


@rule(Severity.WARNING, About.BOTH)
def needless_allow(site: Site) -> Iterator[Finding]:
    """A comment that allows a finding names a rule, gives a reason in brackets, and is needed.

    Bad:  <!-- zhike: allow broken-link -->
    Good: <!-- zhike: allow broken-link (the page comes next week) -->
    """
    names = {known.name for known in ALL_RULES}
    for allowance in allowances(site):
        at = allowance.at
        if not allowance.rule:
            yield found(at, "this comment to the checker cannot be read", "write zhike: allow RULE (why)")
        elif allowance.rule not in names:
            nearest = guess(allowance.rule, names)
            yield found(at, "no rule '{name}'", did_you_mean(nearest), name=allowance.rule, guess=nearest)
        elif not allowance.reason:
            hint = "write (why) behind the name"
            yield found(at, "'{name}' is allowed here without a reason", hint, name=allowance.rule)


def unneeded(at: Position, name: str) -> Finding:
    """Return the finding about a comment that allows what nobody found."""
    return found(at, "'{name}' finds nothing to allow here", "remove the comment", name=name)


ALL_RULES: tuple[Rule, ...] = (*RULES, needless_allow)
GATHERERS: Mapping[str, Callable[[Site, Page], Iterable[str]]] = MappingProxyType({"terms": glossary.used_terms})
