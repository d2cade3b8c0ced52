"""Makes of a folder that MkDocs wrote the folder that a server hands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .compressed import compressed
from .joined import joined
from .named import named
from .slim import slim
from .tree import read, replace
from .worker import with_list


@dataclass(frozen=True)
class Delivery:
    """What the steps must know of a site: its path on its host, its translations, its time in seconds since 1970."""

    base: str
    translations: Sequence[str]
    moment: int
    offline: bool = True


def finish(folder: Path, delivery: Delivery) -> None:
    """Leave comments out, join styles, name files by their digests, list them for use without a network, pack them."""
    before = read(folder)
    files = named(joined(slim(before), delivery.base), delivery.base)
    if delivery.offline:
        files = with_list(files, delivery.translations, delivery.moment)
    replace(folder, before, compressed(files))
