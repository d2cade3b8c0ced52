"""The engine knows languages from their files alone: an English site with German translations needs no Chinese."""

from __future__ import annotations

import pytest
from sites import site_of, with_front_matter

from zhike.checking import check
from zhike.languages import language
from zhike.lexicon import forms
from zhike.numbers.numerals import quantities

HEALTHY = """\
-- pyproject.toml --
[tool.zhike]
source = "en"
translations = ["de"]
-- mkdocs.yml --
nav: [index.md, apology.md, glossary.md, origins.md]
-- index.md --
# Home

Read about [apologising](apology.md).
-- index.de.md --
# Start

Mehr über die [Entschuldigung](apology.md).
-- apology.md --
---
title: Apologising
type: guide
summary: Say sorry first.
sources: [apologise-first]
reviewed: 2026-01-01
---

# Apologising

## Steps {#steps}

1. Hear the guest out.
2. Report back within twenty minutes, at half past three at the latest.
3. Write down 1,200.50 euros and the room, number 806.

!!! warning "Take care"

    Never argue with a guest.

| When | Limit |
| --- | --- |
| A long wait | 1.5 hours |
| Every day | 20% |
-- apology.de.md --
---
title: Entschuldigung
type: guide
summary: Sagen Sie zuerst, dass es Ihnen leidtut.
sources: [apologise-first]
reviewed: 2026-01-01
---

# Entschuldigung

## Schritte {#steps}

1. Hören Sie den Gästen zu.
2. Melden Sie sich in 20 Minuten, spätestens um halb vier.
3. Schreiben Sie 1.200,50 Euro und das Zimmer auf, Nummer 806.

!!! warning "Vorsicht"

    Streiten Sie nie mit einem Gast.

| Wann | Grenze |
| --- | --- |
| Langes Warten | anderthalb Stunden |
| Täglich | zwanzig Prozent |
-- _data/sources.yml --
- id: apologise-first
  kind: strategy
  en: Apologise first
  de: Zuerst entschuldigen
  documents: [A]
  roles: []
  facts: [Say sorry.]
-- _data/terms/service.yml --
- id: apology
  en: {preferred: apologising, admitted: [apologise, sorry], definition: Saying that one is sorry.}
  de:
    preferred: Entschuldigung
    admitted: [leidtut]
    forbidden: [Abbitte]
    definition: Zu sagen, dass es einem leidtut.
- id: guest
  en: {preferred: guest, definition: A person who stays here.}
  de: {preferred: Gast, admitted: [Gäste], forbidden: [Kunde], definition: Ein Mensch im Haus.}
"""


def found(old: str = "", new: str = "") -> list[tuple[str, str, int]]:
    """Return what is found in the healthy site with one text in place of another."""
    assert not old or HEALTHY.count(old) == 1
    site = site_of(with_front_matter(HEALTHY.replace(old, new) if old else HEALTHY))
    return [(d.rule, d.path.removeprefix("docs/"), d.line) for d in check(site)]


def test_a_healthy_site_without_chinese_is_clean() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("in 20 Minuten", "in 30 Minuten", ("number-differs", "apology.de.md", 14)),
        ("um halb vier", "um halb fünf", ("number-differs", "apology.de.md", 14)),
        ("1.200,50 Euro", "1,20 Euro", ("number-differs", "apology.de.md", 15)),
        ("anderthalb Stunden", "zwei Stunden", ("number-differs", "apology.de.md", 23)),
        ("Streiten Sie nie mit einem Gast.", "Streiten Sie mit einem Gast.", ("negation-lost", "apology.de.md", 19)),
        ("Hören Sie den Gästen zu.", "Hear the guest out.", ("untranslated-text", "apology.de.md", 13)),
        ("Hören Sie den Gästen zu.", "Hören Sie den Kunden zu.", ("forbidden-word", "apology.de.md", 13)),
        ("Entschuldigung](apology.md)", "Bitte um Verzeihung](apology.md)", ("inconsistent-term", "index.de.md", 10)),
        ("  de: Zuerst entschuldigen\n", "", ("missing-key", "_data/sources.yml", 1)),
        (
            "definition: Ein Mensch im Haus.",
            "definition: A person who stays here.",
            ("untranslated-term", "_data/terms/service.yml", 10),
        ),
    ],
)
def test_a_fault_in_german_is_found(old: str, new: str, expected: tuple[str, str, int]) -> None:
    assert expected in found(old, new)


def test_a_source_is_named_in_the_languages_of_the_site() -> None:
    (source,) = site_of(HEALTHY).sources

    assert source.titles == {"en": "Apologise first", "de": "Zuerst entschuldigen"}


def test_a_term_that_lacks_a_language_stays_known_in_the_others() -> None:
    site = site_of(
        HEALTHY.replace(
            "  de: {preferred: Gast, admitted: [Gäste], forbidden: [Kunde], definition: Ein Mensch im Haus.}\n", ""
        )
    )

    assert [(term.id, list(term.words)) for term in site.terms] == [("apology", ["en", "de"]), ("guest", ["en"])]
    assert "guest" in site.made["docs/glossary.md"].anchors
    assert "guest" not in site.made["docs/glossary.de.md"].anchors


@pytest.mark.parametrize(
    ("locale", "word", "expected"),
    [
        ("en", "policy", {"policies"}),
        ("de", "Gast", {"Gaste", "Gastes"}),
        ("zh", "补救", {"补救"}),
        ("zh", "VIP 客人", {"VIP 客人", "VIP客人"}),
        ("fr", "client", {"client"}),
    ],
)
def test_words_take_the_endings_of_their_own_language(locale: str, word: str, expected: set[str]) -> None:
    known = forms(word, language(locale))

    assert expected <= set(known)
    assert locale in ("en", "de") or set(known) == expected


def test_a_decimal_comma_is_read() -> None:
    assert [(number.value, number.unit) for number in quantities("1.200,5 Meter", "de")] == [(1200.5, "metre")]


@pytest.mark.parametrize(
    ("script", "text", "weight"),
    [("zh", "补救 VIP", 4), ("en", "补救 VIP", 3), ("de", "Gäste 补", 5), ("fr", "été", 3)],
)
def test_a_text_weighs_what_it_has_of_a_script(script: str, text: str, weight: int) -> None:
    assert language(script).weight(text) == weight
