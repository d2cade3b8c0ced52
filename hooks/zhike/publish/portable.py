"""Makes a site that opens from a folder or a file share, where no server finds the page of a folder."""

from __future__ import annotations

import re
from functools import partial

from .tree import PAGE, Tree, target
from .worker import WORKER

LINK = re.compile(r'(<a\b[^>]*?\shref=")([^":?#]*)(?=["?#])')
MANIFEST = re.compile(r'\s*<link rel="manifest"[^>]*>')
FOR_SERVERS = (".gz", ".br", ".map", "404.html", "sitemap.xml", ".webmanifest", WORKER)


def portable(files: Tree) -> Tree:
    """Return the files without what only servers use, every link to a folder leading to the page in it."""
    kept = {path: content for path, content in files.items() if not path.endswith(FOR_SERVERS)}
    return {path: _page(path, content, kept) if path.endswith(".html") else content for path, content in kept.items()}


def _page(path: str, content: bytes, files: Tree) -> bytes:
    text = MANIFEST.sub("", content.decode("utf-8"))
    return LINK.sub(partial(_link, path, files), text).encode()


def _link(page: str, files: Tree, match: re.Match[str]) -> str:
    before, reference = match[1], match[2]
    folder = target(page, reference)
    if not reference or f"{folder}/{PAGE}".lstrip("/") not in files:
        return match[0]
    return f"{before}{reference.removesuffix('/')}/{PAGE}"
