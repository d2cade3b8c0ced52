"""Reads [tool.zhike] of pyproject.toml into Settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from .model import PageType, Position, Problem, Settings

FILE = "pyproject.toml"


def read(root: Path) -> Settings:
    """Return the settings of the site in a folder; what cannot be used is left at its default and reported."""
    file = root / FILE
    if not file.is_file():
        return Settings()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("zhike", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Settings(problems=(_problem("{file} cannot be read: {error}", {"file": FILE, "error": str(error)}),))
    return of(table)


def of(table: Mapping[str, object]) -> Settings:
    """Return the settings that a table of plain values describes."""
    values: dict[str, object] = {}
    problems: list[Problem] = []
    known = {field.name.replace("_", "-"): field.name for field in fields(Settings) if field.name != "problems"}
    defaults = Settings()
    for key, value in table.items():
        name = known.get(key)
        if name is None:
            problems.append(_problem("[tool.zhike] has no setting '{key}'", {"key": key}))
            continue
        converted = _converted(getattr(defaults, name), value)
        if converted is None:
            problems.append(_problem("the setting '{key}' has the wrong type", {"key": key}))
        else:
            values[name] = converted
    return Settings(**values, problems=tuple(problems))  # type: ignore[arg-type]


def _converted(default: object, value: object) -> object | None:
    """Return a value in the type of its default, or None when it has another."""
    if isinstance(default, (tuple, frozenset)):
        if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return None
        return tuple(value) if isinstance(default, tuple) else frozenset(value)
    if isinstance(default, Mapping):
        if not (isinstance(value, dict) and all(isinstance(item, dict) for item in value.values())):
            return None
        return {name: PageType(**{key: tuple(entry) for key, entry in item.items()}) for name, item in value.items()}
    return value if type(value) is type(default) else None


def _problem(message: str, values: dict[str, object]) -> Problem:
    return Problem(Position(FILE), "wrong_settings", message, "compare with docs/contribute/settings.md", values)
