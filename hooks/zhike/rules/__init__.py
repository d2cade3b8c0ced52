"""All rules in the order of their families, and what is noted of every page for those that ask about all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from ..model import Page, Position, Site
from . import (
    blocks,
    brackets,
    characters,
    encoding,
    files,
    glossary,
    headings,
    house,
    images,
    leftovers,
    links,
    lists,
    marks,
    markup,
    metadata,
    notes,
    numbers,
    privacy,
    punctuation,
    scripts,
    secrets,
    tables,
    translations,
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
    markup.forbidden_attribute,
    markup.outside_content,
    markup.raw_link,
    encoding.byte_order_mark,
    encoding.mixed_line_ends,
    characters.invisible_character,
    characters.text_direction,
    characters.look_alike_letter,
    characters.radical_character,
    characters.decomposed_letter,
    scripts.garbled_text,
    scripts.traditional_character,
    scripts.wide_letter,
    scripts.odd_space,
    scripts.tab_character,
    punctuation.half_width_punctuation,
    punctuation.full_width_punctuation,
    punctuation.quotation_marks,
    punctuation.doubled_punctuation,
    punctuation.ellipsis,
    punctuation.missing_blank,
    punctuation.stray_blank,
    brackets.unmatched_bracket,
    lists.list_without_blank_line,
    lists.list_indentation,
    lists.broken_list,
    lists.list_number,
    lists.foreign_list_mark,
    lists.list_mark_without_blank,
    lists.task_box,
    tables.table_cells,
    tables.broken_table,
    notes.unknown_note_type,
    notes.note_without_text,
    notes.foreign_note,
    blocks.unclosed_fence,
    blocks.indented_text,
    blocks.accidental_heading,
    blocks.hard_break,
    marks.unclosed_bold,
    marks.empty_emphasis,
    marks.unclosed_comment,
    marks.lost_attributes,
    marks.markdown_in_html,
    marks.foreign_markup,
    leftovers.conflict_marker,
    leftovers.leftover,
    leftovers.broken_variable,
    leftovers.snippet,
    leftovers.escaped_html,
    privacy.telephone_number,
    privacy.personal_email,
    privacy.identity_number,
    privacy.bank_card,
    privacy.chat_account,
    privacy.number_plate,
    secrets.secret,
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
