"""Writes files of a site so that none is ever half written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex
from shutil import copymode


def write(root: Path, contents: Mapping[str, bytes], read: Mapping[str, bytes] | None = None) -> list[str]:
    """Write files that hold something else; return those that were changed by others since they were `read`."""
    missed = []
    for path, content in contents.items():
        file = root / path
        before = file.read_bytes() if file.is_file() and not file.is_symlink() else None
        if read is not None and before != read.get(path):
            missed.append(path)
        elif before != content:
            _replace(file, content)
    return missed


def _replace(file: Path, content: bytes) -> None:
    """Put new contents in the place of a file, all at once, with the rights that it had."""
    draft = file.with_name(f".zhike-{token_hex(8)}")
    try:
        draft.write_bytes(content)
        if file.is_file():
            copymode(file, draft)
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
