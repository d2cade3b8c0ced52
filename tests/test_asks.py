"""The ways staff ask for a page are few, their own words, and lead to one page only."""

from __future__ import annotations

from collections import defaultdict

import fingerprints
import pytest
from conftest import ROOT

from zhike.load import load
from zhike.model import Page

SITE = load(ROOT)
PAGES = [page for page in SITE.written() if not page.generated]
FEWEST, MOST = 3, 6


def same(text: str) -> str:
    """Return what two spellings of one question have in common."""
    return "".join(text.lower().split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_page_is_asked_for_in_three_to_six_ways_that_are_not_its_title(page: Page) -> None:
    asks = [same(ask) for ask in page.names("asks")]

    assert FEWEST <= len(asks) <= MOST
    assert same(page.title) not in asks


def test_no_question_leads_to_two_pages() -> None:
    pages: dict[str, list[str]] = defaultdict(list)
    for page in PAGES:
        for ask in page.names("asks"):
            pages[same(ask)].append(page.path)

    assert {ask: paths for ask, paths in pages.items() if len(paths) > 1} == {}


def test_no_question_repeats_a_query_that_was_given_to_measure_the_search() -> None:
    given = fingerprints.read("queries-given.bin")

    asks = [ask for page in PAGES for ask in page.names("asks")]

    assert [ask for ask in asks if fingerprints.fingerprint(same(ask)) in given] == []


def test_no_section_is_asked_for_in_the_words_of_another() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for asks in SITE.asks:
        for ways in asks.ways.values():
            for way in ways:
                places[same(way)].add(asks.id)

    assert {way: named for way, named in places.items() if len(named) > 1} == {}


def test_no_way_to_ask_repeats_a_query_that_was_given_to_measure_the_search() -> None:
    given = fingerprints.read("queries-given.bin")

    ways = [way for asks in SITE.asks for each in asks.ways.values() for way in each]

    assert [way for way in ways if fingerprints.fingerprint(same(way)) in given] == []
