"""Reads a folder's files into memory, once: whatever zhike says of a site depends on these bytes alone."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from io import FileIO
from pathlib import Path

from .model import Position, Problem, Settings

CONFIGURATION = "mkdocs.yml"
SETTINGS = "pyproject.toml"
LOCK = "zhike.lock"
BESIDE = (CONFIGURATION, SETTINGS, LOCK)
READ = (".md", ".yml", ".yaml", ".svg")
FRAME = (".html", ".css", ".js")
HEAD = 512  # bytes that tell what kind a file truly is
KEPT = frozenset({".gitkeep", ".gitignore", ".gitattributes", ".editorconfig"})
SECRET = re.compile(r"\.(?:env|netrc|npmrc|pypirc|ssh|aws|htpasswd|git-credentials|pgpass)(?:\.|$)")
LARGEST = 16 * 1024 * 1024  # bytes of a file beside docs that are read
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")


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
    contents = {name: content for name in BESIDE if (content := _beside(root, name, problems)) is not None}
    for path, size in sizes.items():
        limit = configured.max_page_kilobytes if path.endswith(".md") else configured.max_asset_kilobytes
        is_read = path.endswith(READ)
        if not is_read or size <= limit * 1024:
            content = _content(root, path, problems, -1 if is_read else HEAD)
            contents |= {} if content is None else {path: content}
    for path, _ in (
        sorted(_walk(root, configured.overrides, problems)) if (root / configured.overrides).is_dir() else ()
    ):
        content = _content(root, path, problems, LARGEST) if path.endswith(FRAME) else None
        contents |= {} if content is None else {path: content}
    return Snapshot(root, contents, sizes, tuple(problems))


def _beside(root: Path, name: str, problems: list[Problem]) -> bytes | None:
    """Return the bytes of a file that stands beside docs, if there is one to be read."""
    file = root / name
    if file.is_symlink():
        problems.append(_symbolic(name))
        return None
    return _content(root, name, problems, LARGEST) if file.is_file() else None


def _content(root: Path, path: str, problems: list[Problem], most: int = -1) -> bytes | None:
    try:
        with FileIO(f"{root}/{path}") as file:
            return file.read(most)
    except OSError as error:
        reason = {"reason": error.strerror or "unknown"}
        problems.append(Problem(Position(path), "unreadable_file", "this file cannot be opened: {reason}", "", reason))
        return None


def _symbolic(path: str) -> Problem:
    hint = "copy the file itself to this place"
    return Problem(Position(path), "symbolic_link", "a symbolic link, which may lead outside", hint)


def _walk(root: Path, docs: str, problems: list[Problem]) -> list[tuple[str, int]]:
    """Return path and size in bytes of every file in docs; nothing is followed that leads elsewhere."""
    if not (root / docs).resolve().is_relative_to(root.resolve()):
        problems.append(_symbolic(docs))
        return []
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
            if problem := _refused(entry, folder):
                problems.append(problem)
            elif entry.name.startswith("."):
                if entry.name not in KEPT:
                    at, name = Position(f"{folder}/{entry.name}"), {"name": entry.name}
                    message, hint = "'{name}' is no page", "delete it"
                    if SECRET.match(entry.name):
                        message, hint = "'{name}' may hold passwords", "delete it, and change every password in it"
                    problems.append(Problem(at, "leftover_file", message, hint, name))
            elif entry.is_dir():
                folders.append(f"{folder}/{entry.name}")
            else:
                found.append((f"{folder}/{entry.name}", entry.stat().st_size))
    return found


def _refused(entry: os.DirEntry[str], folder: str) -> Problem | None:
    """Return why what stands in a folder is neither a file nor a folder of ours."""
    path = f"{folder}/{entry.name}"
    if UNPRINTABLE.search(entry.name):
        shown = Position(f"{folder}/{UNPRINTABLE.sub('?', entry.name)}")
        return Problem(shown, "unreadable_file", "this name is no text", "give it another name")
    if entry.is_symlink():
        return _symbolic(path)
    with suppress(OSError):
        if entry.is_dir() or stat.S_ISREG(entry.stat().st_mode):
            return None
    return Problem(Position(path), "unreadable_file", "this is neither a file nor a folder", "take it out of docs")


def digest(*parts: bytes | str) -> str:
    """Return a short name for some contents: 96 bits, so that no two of a site are the same."""
    total = blake2b(digest_size=12)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(content).to_bytes(8, "big") + content)
    return total.hexdigest()
