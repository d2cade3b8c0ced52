"""What `zhike search` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from ..model import Site
from . import evaluate
from .engine import Engine
from .index import files


class WrongQueriesError(Exception):
    """A file that is no list of queries."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer in both forms in which it can be printed."""

    text: str
    json: str


def found(site: Site, query: str, locale: str) -> Shown:
    """Return the places that answer a query, best first."""
    with Engine(files(site)) as engine:
        results = engine.search(query, locale)
    places = [_place(site, result) for result in results]
    lines = [f"{place['score']:6.3f}  {_address(place)}  {place['title']}" for place in places]
    return Shown(_text(lines), _json(places))


def _place(site: Site, result: Mapping[str, object]) -> dict[str, object]:
    locale = str(result["locale"])
    return {
        "path": site.settings.path(str(result["slug"]), locale),
        "section": result["section"],
        "title": result["title"],
        "lang": locale,
        "score": result["score"],
    }


def _address(place: Mapping[str, object]) -> str:
    return f"{place['path']}#{place['section']}" if place["section"] else str(place["path"])


def evaluated(site: Site, file: Path) -> Shown:
    """Return how well the search answers the queries of a file, by group and in all."""
    asked = _queries(file)
    with Engine(files(site)) as engine:

        def find(query: str, locale: str) -> list[str]:
            return [str(result["slug"]) for result in engine.search(query, locale, evaluate.DEPTH, "rank")]

        outcomes = evaluate.outcomes(site, asked, find)
    measured = evaluate.qualities(outcomes)
    failed = [outcome for outcome in outcomes if not outcome.hit(1)]
    misses = [f"{each.query.group}: {each.query.text}" for each in failed]
    shown = {"groups": [asdict(each) for each in measured], "failed": [each.query.text for each in failed]}
    return Shown(
        _text([*evaluate.table(measured), *(["", "first page wrong:"] if misses else []), *misses]), _json(shown)
    )


def _queries(file: Path) -> list[evaluate.Query]:
    try:
        return evaluate.queries(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise WrongQueriesError(f"'{file}' is no list of queries with q, lang, group and want") from error


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
