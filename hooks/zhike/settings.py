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
    if not file.is_file() or file.is_symlink():
        return Settings()
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return Settings(problems=(_problem("{file} cannot be read: {error}", {"file": FILE, "error": str(error)}),))
    tool = document.get("tool", {})
    table = tool.get("zhike", {}) if isinstance(tool, dict) else None
    return of(table) if isinstance(table, dict) else Settings(problems=(_problem("[tool.zhike] must be a table", {}),))


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
        types = {name: _page_type(item) for name, item in value.items()} if isinstance(value, dict) else {}
        return types if types and all(types.values()) else None
    return value if type(value) is type(default) else None


def _page_type(table: object) -> PageType | None:
    """Return what a type's pages need, or None when its table is wrong."""
    if not isinstance(table, dict) or set(table) - {"requires", "sections"}:
        return None
    if not all(isinstance(v, list) and all(isinstance(name, str) for name in v) for v in table.values()):
        return None
    return PageType(**{key: tuple(names) for key, names in table.items()})


def _problem(message: str, values: dict[str, object]) -> Problem:
    return Problem(Position(FILE), "wrong_settings", message, "compare with docs/contribute/settings.md", values)
