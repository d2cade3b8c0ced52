"""A folder's files as a plain mapping, so that every step from one folder to the next is a pure function."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

Tree = Mapping[str, bytes]
PAGE = "index.html"


def read(folder: Path) -> Tree:
    """Return the files below a folder by path, in order, without symbolic links."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def replace(folder: Path, before: Tree, after: Tree) -> None:
    """Turn a folder that holds one tree into a folder that holds another."""
    for path in before.keys() - after.keys():
        (folder / path).unlink()
    for path, content in after.items():
        if before.get(path) is not content:
            (folder / path).write_bytes(content)


def target(page: str, reference: str, base: str = "/") -> str:
    """Return the path that a reference without a fragment leads to, seen from a file; "" is the root.

    >>> target("en/recovery/index.html", "../../assets/a.css"), target("en/index.html", "./")
    ('assets/a.css', 'en')
    >>> target("404.html", "/handbook/a.js", "/handbook/")
    'a.js'
    """
    if reference.startswith(base):
        reference = "/" + reference.removeprefix(base)
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(page), reference)).lstrip("/")
