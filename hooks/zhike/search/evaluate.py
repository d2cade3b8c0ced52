"""Measures a search by queries whose answers are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from ..model import Site

DEPTH = 10
ALL = "all"
Find = Callable[[str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, and the records of the ledger that answer it, best first.

    `locale` is the language of the page on which it is typed; anything else, such as `pinyin`, is the site's own.
    """

    text: str
    locale: str
    group: str
    want: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A query, the slugs of the pages that were found, and the wanted records that each of them carries."""

    query: Query
    found: tuple[str, ...]
    carried: tuple[frozenset[str], ...]

    def hit(self, depth: int) -> float:
        """Return 1 when one of the first pages carries a wanted record, else 0."""
        return float(any(self.carried[:depth]))

    @property
    def recall(self) -> float:
        """Return the share of the wanted records that the first ten pages carry."""
        return len(frozenset[str]().union(*self.carried[:DEPTH])) / len(self.query.want)

    @property
    def reciprocal_rank(self) -> float:
        """Return 1 / the place of the first page that carries a wanted record, 0 when none does."""
        return next((1 / place for place, names in enumerate(self.carried[:DEPTH], 1) if names), 0.0)


@dataclass(frozen=True, slots=True)
class Quality:
    """The means over a group of queries."""

    group: str
    queries: int
    hit_1: float
    hit_3: float
    recall_10: float
    mrr_10: float


def queries(records: Iterable[Mapping[str, object]]) -> list[Query]:
    """Return the queries of a file of the form `q, lang, group, want`."""
    return [
        Query(str(record["q"]), str(record["lang"]), str(record["group"]), tuple(map(str, _listed(record["want"]))))
        for record in records
    ]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def outcomes(site: Site, asked: Iterable[Query], find: Find) -> list[Outcome]:
    """Ask every query of a function that returns the slugs it finds, best first."""
    sources = {page.slug: page.names("sources") for page in site.written()}
    locales = site.settings.locales
    found = [
        (query, tuple(find(query.text, query.locale if query.locale in locales else site.settings.source)))
        for query in asked
    ]
    return [
        Outcome(query, slugs, tuple(frozenset(query.want).intersection(sources.get(slug, ())) for slug in slugs))
        for query, slugs in found
    ]


def qualities(results: Sequence[Outcome]) -> list[Quality]:
    """Return the quality of every group in the order of their names, and last that of all queries."""
    groups = sorted({result.query.group for result in results})
    by_group = [(group, [result for result in results if result.query.group == group]) for group in groups]
    return [_quality(group, members) for group, members in [*by_group, (ALL, list(results))] if members]


def _quality(group: str, results: Sequence[Outcome]) -> Quality:
    return Quality(
        group,
        len(results),
        mean(result.hit(1) for result in results),
        mean(result.hit(3) for result in results),
        mean(result.recall for result in results),
        mean(result.reciprocal_rank for result in results),
    )


def table(measured: Iterable[Quality]) -> list[str]:
    """Return the lines of a table of qualities."""
    lines = [f"{'group':12} {'queries':>7} {'hit@1':>7} {'hit@3':>7} {'recall@10':>9} {'MRR@10':>7}"]
    for each in measured:
        figures = f"{each.hit_1:7.3f} {each.hit_3:7.3f} {each.recall_10:9.3f} {each.mrr_10:7.3f}"
        lines.append(f"{each.group:12} {each.queries:7} {figures}")
    return lines
