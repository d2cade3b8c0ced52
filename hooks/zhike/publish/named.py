"""Puts a file's digest into its name, so that a browser may keep it for a year and never shows an old one."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from posixpath import basename, splitext

from .tree import Tree, target

DIGITS = 12
REFERENCE = re.compile(r'(<(?:link|script)\b[^>]*?\s(?:href|src)=")([^"?#:]+\.(?:css|js))(?=["?#])')


def named(files: Tree, base: str = "/") -> Tree:
    """Return the files with every style and script that a page names under a name with its digest in it.

    What a style or a script names itself keeps its name. `base` is the path of the site on its host.
    """
    pages = {path: content.decode("utf-8") for path, content in files.items() if path.endswith(".html")}
    used = {target(path, match[2], base) for path, text in pages.items() for match in REFERENCE.finditer(text)}
    code = b"".join(content for path, content in files.items() if path.endswith((".css", ".js")))
    names = {path: _name(path, files[path]) for path in used & files.keys() if not _is_named_in(code, path)}
    rewritten = {
        path: REFERENCE.sub(partial(_rewritten, path, base, names), text).encode() for path, text in pages.items()
    }
    return {names.get(path, path): rewritten.get(path, content) for path, content in files.items()}


def _name(path: str, content: bytes) -> str:
    stem, ending = splitext(path)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:DIGITS]}{ending}"


def _is_named_in(code: bytes, path: str) -> bool:
    return re.search(re.escape(basename(path)).encode() + rb"[\"'`)?]", code) is not None


def _rewritten(page: str, base: str, names: dict[str, str], match: re.Match[str]) -> str:
    path = target(page, match[2], base)
    folder = match[2].removesuffix(basename(path))
    return f"{match[1]}{folder}{basename(names.get(path, path))}"
