"""All rules in the order of their families, and the one function that asks them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .. import collector
from ..model import Position, Site
from . import files, glossary, headings, house, images, links, markup, metadata, numbers, translations
from .base import Diagnostic, Finding, Rule, Severity, did_you_mean, found, guess, rule
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
)


@rule(Severity.WARNING)
def needless_allow(site: Site) -> Iterator[Finding]:
    """A comment that allows a finding names a rule, gives a reason in brackets, and is needed.

    Bad:  <!-- zhike: allow broken-link -->
    Good: <!-- zhike: allow broken-link (the page comes next week) -->
    """
    names = {known.name for known in ALL_RULES}
    for allowance in allowances(site):
        at = allowance.comment.at
        if not allowance.rule:
            yield found(at, "this comment to the checker cannot be read", "write zhike: allow RULE (why)")
        elif allowance.rule not in names:
            nearest = guess(allowance.rule, names)
            yield found(at, "no rule '{name}'", did_you_mean(nearest), name=allowance.rule, guess=nearest)
        elif not allowance.reason:
            hint = "write (why) behind the name"
            yield found(at, "'{name}' is allowed here without a reason", hint, name=allowance.rule)


ALL_RULES: tuple[Rule, ...] = (*RULES, needless_allow)


@collector.paused()
def check(site: Site, only: Collection[str] = ()) -> list[Diagnostic]:
    """Return what is wrong with a site, sorted by place; `only` names the rules to ask, all when empty."""
    asked = [known for known in ALL_RULES if not only or known.name in only]
    given: dict[tuple[str, int, str], Position] = {}
    for allowance in allowances(site):
        if allowance.reason:
            given[allowance.key] = allowance.comment.at
            if allowance.speaks_of_page(site):
                given[allowance.key[0], 1, allowance.rule] = allowance.comment.at
    needed: set[Position] = set()
    diagnostics: set[Diagnostic] = set()
    for known in asked:
        for finding in known.check(site):
            key = (finding.at.path, finding.at.line, known.name)
            if key in given:
                needed.add(given[key])
            else:
                diagnostics.add(diagnostic(finding, known))
    if needless_allow in asked:
        names = {known.name for known in asked}
        for key, at in given.items():
            if at not in needed and key[2] in names:
                finding = found(at, "'{name}' finds nothing to allow here", "remove the comment", name=key[2])
                diagnostics.add(diagnostic(finding, needless_allow))
    return sorted(diagnostics)


def diagnostic(finding: Finding, known: Rule) -> Diagnostic:
    """Return a finding as it is shown."""
    at, values = finding.at, finding.values
    return Diagnostic(
        path=at.path,
        line=at.line,
        column=at.column,
        rule=known.name,
        severity=known.severity,
        message=finding.message.format(**values),
        hint=finding.hint.format(**values),
    )
