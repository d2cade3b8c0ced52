"""Leaves out of styles and scripts what only their writers read: comments, and the indents of styles."""

from __future__ import annotations

import re

from .tree import Tree

OURS = re.compile(r"assets/[^/]+\.(?P<kind>css|js)")
REMARK = {"css": re.compile(rb"/\*.*?\*/|^[ \t]+|\n(?=\n)", re.S | re.M), "js": re.compile(rb"^[ \t]*//.*\n", re.M)}


def slim(files: Tree) -> Tree:
    """Return the files with the styles and scripts of `assets` without comments.

    Only whole lines of a script are comments for sure: what follows code on its line may be part of a text.
    """
    kinds = {path: match["kind"] for path in files if (match := OURS.fullmatch(path))}
    return {path: REMARK[kinds[path]].sub(b"", text) if path in kinds else text for path, text in files.items()}
