"""Reads [tool.zhike] of pyproject.toml into Settings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from .model import PageType, Position, Problem, Settings

FILE = "pyproject.toml"
TABLE = re.compile(r"^[ \t]*\[(?P<name>[^\[\]\n]*)\][ \t]*(?:#.*)?$", re.M)
PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
ADDRESS = re.compile(r"@\s*(?:[a-z][a-z0-9+.-]*:|\.|/)|://", re.I)
LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
RUNNING_TAGS = frozenset({"base", "embed", "form", "iframe", "link", "meta", "object", "script", "style", "svg"})
DEFAULTS = Settings()
KNOWN = {field.name.replace("_", "-"): field.name for field in fields(Settings) if field.name != "problems"}
HINT = "compare with docs/contribute/settings.md"


def read(root: Path) -> Settings:
    """Return the settings of the site in a folder; what cannot be used is left at its default and reported."""
    file = root / FILE
    if not file.is_file() or file.is_symlink():
        return Settings()
    try:
        text = file.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        place = PLACE.search(str(error))
        at = Position(FILE, int(place[1]), int(place[2])) if place else Position(FILE)
        values = {"file": FILE, "error": PLACE.sub("", str(error)).strip()}
        return Settings(problems=(Problem(at, "wrong_settings", "{file} cannot be read: {error}", HINT, values),))
    tool = document.get("tool", {})
    table = tool.get("zhike", {}) if isinstance(tool, dict) else None
    if not isinstance(table, dict):
        message = "[tool.zhike] must be a table"
        return Settings(problems=(Problem(Position(FILE), "wrong_settings", message, HINT),))
    settings = of(table, text)
    return replace(settings, problems=(*settings.problems, *_built(document, _Places(text))))


def _built(document: Mapping[str, object], places: _Places) -> Iterator[Problem]:
    """Yield what installing the checker would run that comes from no registry."""
    build, project = (_table(document.get(name)) for name in ("build-system", "project"))
    if "backend-path" in build:
        message = "'backend-path' lets a file of this folder run when the checker is installed"
        yield _problem(places.text_of("backend-path"), message, "remove it")
    optional = _table(project.get("optional-dependencies"))
    for names in (build.get("requires"), project.get("dependencies"), *optional.values()):
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and ADDRESS.search(name):
                message, hint = "'{name}' would be installed from an address", "write the package's name only"
                yield _problem(places.text_of(name), message, hint, name=name[:60])


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def of(table: Mapping[str, object], text: str = "") -> Settings:
    """Return the settings that a table of plain values describes, which stands in the text of a file."""
    values: dict[str, object] = {}
    problems: list[Problem] = []
    places = _Places(text)
    for key, value in table.items():
        name = KNOWN.get(key)
        converted = _converted(getattr(DEFAULTS, name), value) if name else None
        if name is None:
            problems.append(_unknown(places, key))
        elif converted is None:
            problems.append(_problem(places.of(key), "the setting '{key}' has the wrong type", HINT, key=key))
        else:
            found = list(_unfit(places.of(key), name, converted))
            problems += found
            values |= {} if found and name in ("docs", "source", "translations") else {name: converted}
    settings = Settings(**values)  # type: ignore[arg-type]
    if settings.source in settings.translations:
        message = "'{locale}' cannot be the source language and a translation"
        problems.append(_problem(places.of("translations"), message, locale=settings.source))
        settings = replace(
            settings, translations=tuple(name for name in settings.translations if name != settings.source)
        )
    return replace(settings, problems=tuple(problems))


@dataclass(frozen=True)
class _Places:
    """Knows where keys of [tool.zhike] stand in the text of a file."""

    text: str

    def of(self, key: str) -> Position:
        """Return the place of a key: in our table, else where our table begins, else the first line."""
        tables = [*TABLE.finditer(self.text)]
        ends = [*(table.start() for table in tables[1:]), len(self.text)]
        for table, end in zip(tables, ends, strict=False):
            name = table["name"].strip()
            inside = re.compile(rf"^[ \t]*[\"']?({re.escape(key)})[\"']?[ \t]*=", re.M)
            if name == "tool.zhike" and (found := inside.search(self.text, table.end(), end)):
                return self._at(found.start(1))
            if name.startswith(f"tool.zhike.{key}"):
                return self._at(table.start("name"))
        return Position(FILE)

    def text_of(self, text: str) -> Position:
        """Return the first place of a text."""
        return self._at(max(self.text.find(text), 0))

    def _at(self, offset: int) -> Position:
        return Position(FILE, self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset))


def _unknown(places: _Places, key: str) -> Problem:
    best = process.extractOne(key, [*KNOWN], scorer=fuzz.ratio, score_cutoff=70)
    hint = "did you mean '{guess}'?" if best else HINT
    guess = best[0] if best else ""
    return _problem(places.of(key), "[tool.zhike] has no setting '{key}'", hint, key=key, guess=guess)


def _converted(default: object, value: object) -> object | None:
    """Return a value in the type of its default, or None when it has another."""
    if isinstance(default, (tuple, frozenset)):
        if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return None
        return tuple(value) if isinstance(default, tuple) else frozenset(value)
    if isinstance(default, Mapping):
        types = {name: _page_type(item) for name, item in value.items()} if isinstance(value, dict) else {}
        return types if types and all(types.values()) else None
    return value if type(value) is type(default) else None


def _page_type(table: object) -> PageType | None:
    """Return what a type's pages need, or None when its table is wrong."""
    if not isinstance(table, dict) or set(table) - {"requires", "sections", "weight"}:
        return None
    weight = table.get("weight", 1.0)
    lists = {key: names for key, names in table.items() if key != "weight"}
    if type(weight) not in (int, float) or not all(isinstance(names, list) for names in lists.values()):
        return None
    if not all(isinstance(name, str) for names in lists.values() for name in names):
        return None
    return PageType(**{key: tuple(names) for key, names in lists.items()}, weight=float(weight))


def _unfit(at: Position, name: str, value: object) -> Iterator[Problem]:
    """Yield why a value of the right type cannot be meant, or must not be allowed."""
    if name in ("source", "translations"):
        for locale in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
            if not LOCALE.fullmatch(locale):
                yield _problem(at, "'{locale}' is no code of a language", "write one such as en", locale=locale)
    elif name in ("docs", "data", "drawings", "overrides") and (not value or {"..", ""} & set(str(value).split("/"))):
        yield _problem(at, "'{path}' leads out of the site", "name a folder inside it", path=value)
    elif name.startswith("max_") and isinstance(value, int) and value < 1:
        yield _problem(at, "'{value}' is too small", "write a number of kB", value=value)
    elif isinstance(value, frozenset):
        yield from _each(at, name, value)


def _each(at: Position, name: str, values: frozenset[str]) -> Iterator[Problem]:
    for value in sorted(values):
        if name == "asset_endings" and not (value.startswith(".") and value == value.lower()):
            yield _problem(at, "'{value}' is no ending of a file name", "write one such as .svg", value=value)
        if name == "allowed_tags" and value.lower() in RUNNING_TAGS:
            yield _problem(at, "the tag <{value}> must never be allowed: it runs or loads", "remove it", value=value)


def _problem(at: Position, message: str, hint: str = "", **values: object) -> Problem:
    return Problem(at, "wrong_settings", message, hint, values)
