"""The site is written in our own words, and nothing unwanted from its sources stands on it."""

from __future__ import annotations

import fingerprints
import pytest
from conftest import ROOT

from zhike.load import load
from zhike.model import Page

SITE = load(ROOT)
SOURCE_RUNS, UNWANTED, LENGTHS = (
    fingerprints.read("source-runs.bin"),
    fingerprints.read("unwanted.bin"),
    fingerprints.lengths(),
)


@pytest.mark.parametrize("page", list(SITE.written()), ids=lambda page: page.path)
def test_page_repeats_no_sentence_of_a_source(page: Page) -> None:
    assert [run for run in fingerprints.runs(page.text) if fingerprints.fingerprint(run) in SOURCE_RUNS] == []


@pytest.mark.parametrize("page", list(SITE.written()), ids=lambda page: page.path)
def test_page_holds_nothing_unwanted(page: Page) -> None:
    found = {piece for piece in fingerprints.pieces(page.text, LENGTHS) if fingerprints.fingerprint(piece) in UNWANTED}

    assert found == set()


def test_data_files_hold_nothing_unwanted() -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs/_data").rglob("*.yml"))]

    assert [
        piece
        for text in texts
        for piece in fingerprints.pieces(text, LENGTHS)
        if fingerprints.fingerprint(piece) in UNWANTED
    ] == []
