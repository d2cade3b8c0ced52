"""The characters that the site itself does not use: Traditional ones, and common ones that are typed by mistake."""

from __future__ import annotations

from collections.abc import Iterator

from .words import Readings, by_syllable

# the common characters of GB/T 2312, its first level
COMMON_ROWS = range(0xB0, 0xD8)
PLACES = range(0xA1, 0xFF)
IDEOGRAPHS = range(0x4E00, 0x9FA6)


def common() -> Iterator[str]:
    """Yield the 3,755 characters that the standard calls common."""
    for row in COMMON_ROWS:
        for place in PLACES:
            yield from bytes((row, place)).decode("gb2312", "ignore")


def unused(readings: Readings) -> dict[str, str]:
    """Return the common characters of each syllable that a site does not use."""
    used = set(readings.known)
    found = {character: readings.of(character) for character in common() if character not in used}
    for character in found:
        del readings.known[character]
    return by_syllable(found)


def simplified(used: frozenset[str]) -> str:
    """Return Traditional characters, each followed by the one of those in use that stands for it."""
    # its tables take time to load
    from opencc import OpenCC

    traditional = "".join(map(chr, IDEOGRAPHS))
    plain = OpenCC("t2s").convert(traditional)
    return "".join(a + b for a, b in zip(traditional, plain, strict=True) if a != b and b in used)
