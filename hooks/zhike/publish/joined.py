"""Joins the style sheets that pages ask for one after another, so that a slow network brings them at once."""

from __future__ import annotations

import posixpath
import re
from functools import partial

from .tree import Tree, target

LINK = r'<link rel="stylesheet" href="([^"]+)">'
RUN = re.compile(rf"{LINK}(?:\s*{LINK})+")


def joined(files: Tree, base: str = "/") -> Tree:
    """Return the files with each run of style sheets of one folder as one, which has the names of all in its own.

    What no page asks for by itself any more is left out.
    """
    made: dict[str, bytes] = {}
    parts: set[str] = set()
    alone: set[str] = set()
    pages: dict[str, bytes] = {}

    def one(page: str, run: re.Match[str]) -> str:
        references = re.findall(LINK, run[0])
        paths = [target(page, reference, base) for reference in references]
        if not all(path in files for path in paths) or len({*map(posixpath.dirname, paths)}) > 1:
            return run[0]
        name = "-".join(posixpath.basename(path).removesuffix(".css") for path in paths) + ".css"
        made[posixpath.join(posixpath.dirname(paths[0]), name)] = b"".join(files[path] for path in paths)
        parts.update(paths)
        return f'<link rel="stylesheet" href="{posixpath.join(posixpath.dirname(references[0]), name)}">'

    for path, content in files.items():
        if path.endswith(".html"):
            text = content.decode()
            changed = RUN.sub(partial(one, path), text)
            pages[path] = content if changed == text else changed.encode()
            alone.update(target(path, reference, base) for reference in re.findall(LINK, changed))
    return {path: content for path, content in files.items() if path not in parts - alone} | pages | made
