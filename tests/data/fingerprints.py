"""Fingerprints of texts that must not stand on the site, so that a test can look for them without carrying them.

Run as `python tests/data/fingerprints.py DOCUMENTS UNWANTED` with a folder of source documents (*.txt) and a YAML list
of records with `cue` and `category`; needs OpenCC, because one of the documents is in Traditional characters.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

FOLDER = Path(__file__).parent
HAN = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
HAN_RUN, WORD_RUN, SIZE = 13, 9, 6
# a page number, or text that is merely broken, says nothing about where a sentence comes from
HARMLESS = {"page-number", "duplicate-or-broken-text", "mojibake", "watermark"}


def fingerprint(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=SIZE).digest()


def runs(text: str) -> Iterator[str]:
    """Yield every run of 13 Chinese characters and of 9 English words of a text, punctuation inside a line left out."""
    for stretch in HAN.findall(re.sub(r"[^\w\n]|[\d_]", "", text)):
        yield from (stretch[start : start + HAN_RUN] for start in range(len(stretch) - HAN_RUN + 1))
    words = WORD.findall(text.lower())
    yield from (" ".join(words[start : start + WORD_RUN]) for start in range(len(words) - WORD_RUN + 1))


def pieces(text: str, lengths: Iterable[int]) -> Iterator[str]:
    """Yield every piece of a text that is as long as one of the lengths."""
    for length in lengths:
        yield from (text[start : start + length] for start in range(len(text) - length + 1))


def read(name: str) -> set[bytes]:
    """Return the fingerprints that a file of this folder holds."""
    content = (FOLDER / name).read_bytes()
    return {content[start : start + SIZE] for start in range(0, len(content), SIZE)}


def lengths() -> list[int]:
    """Return how long the unwanted cues are."""
    return [int(length) for length in (FOLDER / "unwanted-lengths.txt").read_text().split()]


def main(documents: Path, unwanted: Path) -> None:
    """Write the fingerprints of a folder of documents and of a list of unwanted cues."""
    import opencc
    import yaml

    simplified = opencc.OpenCC("t2s")
    texts = [simplified.convert(file.read_text(encoding="utf-8")) for file in sorted(documents.glob("*.txt"))]
    _write("source-runs.bin", {fingerprint(run) for text in texts for run in runs(text)})
    records = yaml.safe_load(unwanted.read_text(encoding="utf-8"))
    cues = {str(record["cue"]) for record in records if record["category"] not in HARMLESS}
    cues = {cue for cue in cues if len(cue) > 2 and re.search(r"[^\W\d_]|\d{6}", cue)}
    _write("unwanted.bin", {fingerprint(cue) for cue in cues})
    found = " ".join(str(length) for length in sorted({len(cue) for cue in cues}))
    (FOLDER / "unwanted-lengths.txt").write_text(found + "\n")


def _write(name: str, prints: set[bytes]) -> None:
    (FOLDER / name).write_bytes(b"".join(sorted(prints)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
