"""Packs a folder's files into a zip that is the same, byte for byte, whenever its files are."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .tree import Tree

EARLIEST = 315532800  # zip files know no year before 1980
READABLE = 0o100644 << 16


def zipped(files: Tree, folder: str, moment: int) -> bytes:
    """Return a zip of the files inside one folder, all of them dated alike in seconds since 1970."""
    date = datetime.fromtimestamp(max(moment, EARLIEST), UTC).timetuple()[:6]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted(files.items()):
            entry = ZipInfo(f"{folder}/{path}", date)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, READABLE
            archive.writestr(entry, content)
    return packed.getvalue()
