"""The page of rules is made from the rules."""

from __future__ import annotations

import pytest
from sites import site_of

from zhike.messages import Messages
from zhike.rulebook import text_of
from zhike.rules import ALL_RULES
from zhike.source import parse


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_has_a_section_for_every_rule(lang: str) -> None:
    parsed = parse(text_of(ALL_RULES, Messages(lang)), path="docs/a.md", slug="a", locale=lang)

    assert [heading.id for heading in parsed.headings if heading.level == 2] == [rule.name for rule in ALL_RULES]
    assert parsed.problems == ()
    assert parsed.tags == ()
    assert sum(block.kind == "code" for block in parsed.blocks) == len(ALL_RULES)


def test_page_is_made_in_every_language_when_the_menu_names_it() -> None:
    pages = "-- index.md --\n# 一\n-- index.en.md --\n# One\n-- mkdocs.yml --\nnav:\n  - index.md\n"

    named = site_of(f"{pages}  - contribute/rules.md\n")

    assert [named.has("contribute/rules", locale) for locale in ("zh", "en")] == [True, True]
    assert not site_of(pages).has("contribute/rules", "zh")
