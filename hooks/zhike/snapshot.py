"""Reads a folder's files into memory, once: whatever zhike says of a site depends on these bytes alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from .model import Position, Problem, Settings

CONFIGURATION = "mkdocs.yml"
SETTINGS = "pyproject.toml"
LOCK = "zhike.lock"
READ = (".md", ".yml", ".yaml", ".svg")
HEAD = 512  # bytes that tell what kind a file truly is
KEPT = frozenset({".gitkeep", ".gitignore", ".gitattributes", ".editorconfig"})


@dataclass(frozen=True)
class Snapshot:
    """The bytes of what is read and the size of every file in docs, by path from the root, in order.

    Of a file that is not read, its first bytes stand in `contents`.
    """

    root: Path
    contents: Mapping[str, bytes]
    sizes: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read(root: Path, configured: Settings) -> Snapshot:
    """Read what a site is made of; what cannot be opened or must not be followed becomes a problem."""
    problems: list[Problem] = []
    sizes = dict(sorted(_walk(root, configured.docs, problems)))
    contents = {name: (root / name).read_bytes() for name in (CONFIGURATION, SETTINGS, LOCK) if (root / name).is_file()}
    for path, size in sizes.items():
        limit = configured.max_page_kilobytes if path.endswith(".md") else configured.max_asset_kilobytes
        is_read = path.endswith(READ)
        if not is_read or size <= limit * 1024:
            try:
                with (root / path).open("rb") as file:
                    contents[path] = file.read() if is_read else file.read(HEAD)
            except OSError as error:
                reason = {"reason": error.strerror or "unknown"}
                message = "this file cannot be opened: {reason}"
                problems.append(Problem(Position(path), "unreadable_file", message, "", reason))
    return Snapshot(root, contents, sizes, tuple(problems))


def _walk(root: Path, docs: str, problems: list[Problem]) -> list[tuple[str, int]]:
    """Return path and size in bytes of every file in docs; symbolic links are not followed."""
    found: list[tuple[str, int]] = []
    folders = [docs]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except OSError:
            problems.append(Problem(Position(folder), "unreadable_file", "this folder cannot be read"))
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_symlink():
                hint = "copy the file itself to this place"
                problems.append(
                    Problem(Position(path), "symbolic_link", "a symbolic link, which may lead outside", hint)
                )
            elif entry.name.startswith("."):
                if entry.name not in KEPT:
                    name = {"name": entry.name}
                    problems.append(Problem(Position(path), "leftover_file", "'{name}' is no page", "delete it", name))
            elif entry.is_dir():
                folders.append(path)
            else:
                found.append((path, entry.stat().st_size))
    return found


def digest(*parts: bytes | str) -> str:
    """Return a short name for some contents: 96 bits, so that no two of a site are the same."""
    total = blake2b(digest_size=12)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(content).to_bytes(8, "big") + content)
    return total.hexdigest()
