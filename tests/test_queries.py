"""The queries that measure the search keep their form, cover the site, and give nothing away."""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

import fingerprints
import pytest
import yaml
from conftest import ROOT

from zhike.load import load

SITE = load(ROOT)
PAGES = list(SITE.written())
FILES = ("queries-tuning.yml", "queries-held.yml", "queries-fresh.yml")
KEYS = {"q", "lang", "group", "want", "role"}
CLASSES = {
    "zh",
    "zh-question",
    "en",
    "pinyin",
    "initials",
    "trad",
    "mixed",
    "cross",
    "typo",
    "homophone",
    "synonym",
}
EACH = 5
SECTIONS = {path.name for path in (ROOT / "docs").iterdir() if path.is_dir()} - {"_data", "assets", "contribute"}


class Query(TypedDict):
    """One query and the records that answer it, best first."""

    q: str
    lang: str
    group: str
    want: list[str]
    role: str


def records(path: str) -> list[Query]:
    """Return the records of a YAML file below the root of the project."""
    found: list[Query] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return found


def same(text: str) -> str:
    """Return what two spellings of one query have in common."""
    return "".join(text.lower().split())


QUERIES = {name: records(f"tests/data/{name}") for name in FILES}
LEDGER = {record["id"] for record in yaml.safe_load((ROOT / "docs/_data/sources.yml").read_text(encoding="utf-8"))}
POSTS = {record["id"] for record in yaml.safe_load((ROOT / "docs/_data/roles.yml").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", FILES)
def test_query_has_all_keys_and_wants_something_once(name: str) -> None:
    assert [query for query in QUERIES[name] if set(query) != KEYS or not query["want"]] == []
    assert [query for query in QUERIES[name] if len(set(query["want"])) != len(query["want"])] == []


@pytest.mark.parametrize("name", FILES)
def test_query_wants_records_of_the_ledger(name: str) -> None:
    assert {wanted for query in QUERIES[name] for wanted in query["want"]} - LEDGER == set()


@pytest.mark.parametrize("name", FILES)
def test_every_class_has_enough_queries_to_mean_something(name: str) -> None:
    sizes = Counter(query["group"] for query in QUERIES[name])

    assert set(sizes) == CLASSES
    assert [group for group, size in sizes.items() if size < EACH] == []


@pytest.mark.parametrize("name", FILES)
def test_queries_come_from_every_post(name: str) -> None:
    assert {query["role"] for query in QUERIES[name]} == POSTS


@pytest.mark.parametrize("name", FILES)
def test_queries_lead_to_every_section(name: str) -> None:
    wanted = {record for query in QUERIES[name] for record in query["want"]}

    assert {page.slug.split("/")[0] for page in PAGES if wanted & set(page.names("sources"))} == SECTIONS


def test_no_query_is_asked_twice() -> None:
    asked = Counter(same(query["q"]) for queries in QUERIES.values() for query in queries)

    assert [query for query, times in asked.items() if times > 1] == []


def test_no_query_is_one_that_was_given() -> None:
    given = fingerprints.read("queries-given.bin")

    ours = [query["q"] for queries in QUERIES.values() for query in queries]

    assert [query for query in ours if fingerprints.fingerprint(same(query)) in given] == []


def test_no_query_stands_among_the_asks_of_a_page() -> None:
    asks = {same(ask) for page in PAGES for ask in page.names("asks")}

    assert [query["q"] for queries in QUERIES.values() for query in queries if same(query["q"]) in asks] == []
