"""All rules in the order of their families, and what is noted of every page for those that ask about all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from ..model import Page, Position, Site
from . import (
    files,
    glossary,
    headings,
    house,
    images,
    links,
    markup,
    metadata,
    numbers,
    phrases,
    references,
    shapes,
    spelling,
    terms,
    translations,
    wording,
    wordings,
)
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
    translations.needless_untranslated,
    translations.section_differs,
    translations.metadata_differs,
    shapes.list_differs,
    shapes.table_differs,
    shapes.empty_cell,
    shapes.blocks_differ,
    shapes.order_differs,
    shapes.note_differs,
    references.links_differ,
    references.images_differ,
    references.code_differs,
    numbers.house_value_differs,
    numbers.number_differs,
    wording.untranslated_page,
    wording.untranslated_text,
    wording.untranslated_word,
    phrases.phrase_differs,
    phrases.negation_lost,
    glossary.undefined_term,
    glossary.link_names_another_term,
    terms.term_defined_twice,
    terms.word_of_two_terms,
    terms.unknown_related_term,
    terms.odd_term_id,
    wordings.untranslated_term,
    wordings.wrong_traditional,
    wordings.wrong_reading,
    wordings.needless_exception,
    spelling.forbidden_word,
    spelling.spelling_variant,
    spelling.wrong_letter_case,
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
