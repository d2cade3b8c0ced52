"""Who imports whom: the table of docs/contribute/architecture.md, held to the code."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "hooks" / "zhike"
MODULES = sorted(path.relative_to(PACKAGE).as_posix().removesuffix(".py") for path in PACKAGE.rglob("*.py"))
KNOWLEDGE = {"model", "languages"}
MAY_IMPORT = {
    "model": {"model"},
    "languages": set(),
    "clock": set(),
    "collector": set(),
    "source": {"model", "source"},
    "settings": {"model"},
    "schema": {"model"},
    "snapshot": {"model"},
    "matter": {"model", "schema", "source"},
    "configuration": {"model"},
    "housefile": {"model", "schema"},
    "records": {"model", "schema"},
    "navigator": {"model", "schema", "source"},
    "misread": set(),
    "vectors": set(),
    "addresses": {"model"},
    "site": {"clock", "housefile", "lock", "matter", "model", "navigator", "records", "settings", "snapshot", "source"},
    "alignment": {"model"},
    "counterparts": {"model"},
    "numbers": {"model", "languages", "alignment", "counterparts", "numbers"},
    "tongues": KNOWLEDGE,
    "lexicon": KNOWLEDGE,
    "coverage": {"model"},
    "house": {"model", "source"},
    "publish": {"publish"},
    "styles": set(),
    "rules": KNOWLEDGE
    | {"findings", "lock", "alignment", "numbers", "lexicon", "tongues", "rules"}
    | {"addresses", "configuration", "counterparts", "misread", "vectors"},
    "findings": {"model"},
    "messages": {"findings"},
    "checking": {"collector", "findings", "messages", "model", "rules"},
    "store": {"findings", "model", "snapshot"},
    "sections": {"model", "snapshot"},
    "lock": {"model", "sections", "snapshot"},
    "writing": set(),
    "rerouting": {"model", "sections"},
    "edits": {"model", "source"},
    "moves": {"lock", "model", "rerouting", "sections", "site", "snapshot", "source"},
    "fixing": {"collector", "edits", "findings", "incremental", "lock", "model", "moves"}
    | {"site", "snapshot", "stamping", "store"},
    "stamping": {"lock", "model"},
    "status": {"lock", "model", "sections", "source"},
    "baseline": {"findings", "snapshot"},
    "rulebook": {"enrich", "languages", "messages", "model", "rules", "source"},
    "incremental": {"checking", "clock", "collector", "findings", "load", "lock", "model", "rules", "settings", "site"}
    | {"snapshot", "store"},
    "enrich": {"model", "languages", "lexicon", "lock", "source", "coverage", "house", "enrich"},
    "load": {"model", "site", "enrich", "collector", "rulebook"},
    "report": {"findings", "messages", "model", "rules"},
    "linkcheck": {"model", "findings"},
    "linkrun": set(),
    "search": {"collector", "model", "languages", "lexicon", "search"},
    "workspace": {"model", "languages", "lexicon", "schema", "house", "publish", "styles", "messages", "enrich"}
    | {"incremental", "findings", "search", "store"},
}

LIBRARIES = {
    "source": {"yaml", "pymdownx"},
    "schema": {"pydantic", "rapidfuzz"},
    "matter": {"rapidfuzz"},
    "housefile": {"rapidfuzz"},
    "settings": {"rapidfuzz"},
    "rules": {
        "confusable_homoglyphs",
        "detect_secrets",
        "opencc",
        "phonenumbers",
        "pypinyin",
        "rapidfuzz",
        "stdnum",
    },
    "enrich": {"pypinyin", "segno"},
    "search": {"opencc", "py_mini_racer", "pypinyin", "rjieba", "yaml"},
    "linkrun": {"linkcheck"},
    "misread": {"ftfy"},
    "store": {"platformdirs"},
    "publish": {"brotli"},
}
FREE = ("cli", "commands", "__main__", "__init__")
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
LONGEST = 300
LONGER = {"source/blocks": 330, "rules/__init__": 330}


def imported(path: Path) -> set[str]:
    """Return what a file imports: names of our own modules, and others with all their parts."""
    found: set[str] = set()
    folder = path.relative_to(PACKAGE).parent.parts if path.is_relative_to(PACKAGE) else ()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
        elif isinstance(node, ast.ImportFrom):
            base = folder[: len(folder) - node.level + 1]
            parts = [*base, *(node.module or "").split(".")] if node.module else [*base]
            found |= (
                {".".join(["zhike", *parts])}
                if node.module
                else {f"zhike.{'.'.join([*base, a.name])}" for a in node.names}
            )
    return found


@pytest.mark.parametrize("name", [name for name in MODULES if name.split("/")[0] not in FREE])
def test_module_imports_only_what_the_table_allows(name: str) -> None:
    layer = name.split("/")[0]

    ours = {entry.split(".")[1] for entry in imported(PACKAGE / f"{name}.py") if entry.startswith("zhike.")}

    assert ours - MAY_IMPORT[layer] == set()


@pytest.mark.parametrize("name", MODULES)
def test_module_uses_only_the_libraries_that_the_table_allows(name: str) -> None:
    layer = name.split("/")[0]

    others = {entry.split(".")[0] for entry in imported(PACKAGE / f"{name}.py")} - {"zhike"}

    assert others - sys.stdlib_module_names - LIBRARIES.get(layer, set()) == set()


@pytest.mark.parametrize("family", [name for name in MODULES if name.startswith("rules/") and "__init__" not in name])
def test_rule_families_do_not_import_each_other(family: str) -> None:
    rules = {entry for entry in imported(PACKAGE / f"{family}.py") if entry.startswith("zhike.rules.")}

    assert rules <= {"zhike.rules.base", "zhike.rules.texts"}


def test_only_events_imports_mkdocs() -> None:
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "hooks").glob("*.py")]

    importers = [path.name for path in files if any(name.split(".")[0] == "mkdocs" for name in imported(path))]

    assert importers == ["events.py"]


def test_nothing_stands_beside_the_package_that_could_shadow_a_library() -> None:
    assert {path.name for path in (ROOT / "hooks").iterdir()} - {"__pycache__"} == {"events.py", "zhike"}


def test_events_keep_no_state() -> None:
    tree = ast.parse((ROOT / "hooks/events.py").read_text(encoding="utf-8"))

    values = [node.value for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value]
    made = {ast.unparse(value.func) for value in values if isinstance(value, ast.Call)}

    assert [ast.unparse(value) for value in values if isinstance(value, MUTABLE)] == []
    assert made <= {"logging.getLogger", "MappingProxyType"}
    assert not any(isinstance(node, ast.Global) for node in ast.walk(tree))


@pytest.mark.parametrize("name", MODULES)
def test_module_can_be_read_at_a_sitting(name: str) -> None:
    assert len((PACKAGE / f"{name}.py").read_text(encoding="utf-8").splitlines()) <= LONGER.get(name, LONGEST)
