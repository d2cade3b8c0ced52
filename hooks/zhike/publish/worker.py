"""Tells the service worker which files to keep on a device, and since when they are what they are."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from .tree import PAGE, Tree

WORKER = "sw.js"
NOT_KEPT = (".gz", ".br", ".map", ".xml", ".webmanifest", ".txt")
FIRST = (".css", ".js", ".html")


def with_list(files: Tree, translations: Sequence[str], moment: int) -> Tree:
    """Return the files with the list of all of them in the service worker's empty places."""
    if WORKER not in files:
        return files
    kept = sorted((path for path in files if path != WORKER and not path.endswith(NOT_KEPT)), key=_turn)
    listed = ",\n".join(json.dumps([_address(path), _digest(files[path])]) for path in kept)
    places = {
        'AS_OF = ""': f'AS_OF = "{datetime.fromtimestamp(moment, UTC):%Y-%m-%d}"',
        "TRANSLATIONS = []": f"TRANSLATIONS = {json.dumps(list(translations))}",
        "FILES = []": f"FILES = [\n{listed}\n]",
    }
    text = files[WORKER].decode("utf-8")
    for empty, filled in places.items():
        text = text.replace(empty, filled, 1)
    return {**files, WORKER: text.encode()}


def _turn(path: str) -> tuple[int, int, str]:
    """Return where a file stands in the order of fetching: looks, then pages from the home page down, then the rest."""
    kind = next((place for place, ending in enumerate(FIRST) if path.endswith(ending)), len(FIRST))
    return (len(FIRST) if "/search/" in f"/{path}" else kind, path.count("/"), path)


def _address(path: str) -> str:
    return quote(path.removesuffix(PAGE) if path == PAGE or path.endswith(f"/{PAGE}") else path)


def _digest(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()
