"""A second site, a bicycle workshop in English and German, is checked and built by the same program."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from conftest import ROOT, build

from zhike.cli import main
from zhike.load import load

EXAMPLE = Path(__file__).parent / "example_site"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return copytree(EXAMPLE, tmp_path / "site")


def test_example_site_is_clean(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(root), "--lang", "en"]) == 0
    assert capsys.readouterr() == ("", "no findings in 12 pages\n")


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


FAULTS = {
    "link": ("guide/index.md", "jobs/puncture.md)", "jobs/punture.md)", "guide/index.md:12:3 broken-link"),
    "anchor": ("guide/index.de.md", "pads.md#steps", "pads.md#step", "guide/index.de.md:13:3 broken-anchor"),
    "number": (
        "guide/jobs/puncture.de.md",
        "5 Minuten",
        "15 Minuten",
        "guide/jobs/puncture.de.md:19:30 number-differs",
    ),
    "word": ("guide/jobs/chain.md", "Measure with", "An air hose, with", "guide/jobs/chain.md:18:7 forbidden-word"),
    "Wort": ("guide/jobs/chain.de.md", "Miss mit", "Ein Luftring, mit", "guide/jobs/chain.de.md:18:8 forbidden-word"),
    "term": (
        "guide/jobs/brake-pads.de.md",
        "Ein Bremsbelag unter",
        "Ein Klotz unter",
        "guide/jobs/brake-pads.de.md:14:1 inconsistent-term",
    ),
    "house value": (
        "guide/counter/intake.de.md",
        "{{ estimate }}",
        "{{ storage }}",
        "guide/counter/intake.de.md:14:1 house-value-differs",
    ),
    "section": ("guide/jobs/chain.de.md", "{#test-ride}", "{#ride}", "guide/jobs/chain.de.md:21:1 section-differs"),
    "anatomy": ("guide/counter/intake.md", "{#say}", "{#words}", "guide/counter/intake.md:12:1 missing-section"),
    "role": ("guide/jobs/chain.md", "[mechanic]", "[mechanik]", "guide/jobs/chain.md:5:9 unknown-role"),
    "tag": ("guide/index.md", "Begin", "<b>Begin", "guide/index.md:10:1 forbidden-tag"),
    "menu": ("mkdocs.yml", "jobs/chain.md", "jobs/chian.md", "mkdocs.yml:40:9 menu-without-page"),
    "type": ("guide/index.md", "type: start", "type: strat", "guide/index.md:3:1 unknown-type"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_found_at_its_line(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path, old, new, expected = FAULTS[name]
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")

    main(["check", "--root", str(root), "--lang", "en"])

    found = [line.split(": ")[0] + " " + line.rsplit("[", 1)[1].rstrip("]") for line in lines(capsys)]
    assert expected in found


def test_german_translation_is_stamped_and_told_to_be_stale(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stamp", "--root", str(root)]) == 0
    chain = root / "guide/jobs/chain.md"
    chain.write_text(chain.read_text(encoding="utf-8").replace("all gears", "every gear"), encoding="utf-8")
    capsys.readouterr()

    main(["check", "--root", str(root), "--lang", "en"])

    assert capsys.readouterr().out.startswith("guide/jobs/chain.de.md:21:1: the source of this section has changed")


def test_glossary_stands_at_the_slug_of_the_settings_in_both_languages(root: Path) -> None:
    site = load(root)

    assert list(site.made) == ["guide/words.de.md", "guide/words.md"]
    assert site.made["guide/words.de.md"].title == "Glossar"


@pytest.mark.site
def test_example_site_is_built_by_the_same_hooks(root: Path) -> None:
    (root / "hooks").symlink_to(ROOT / "hooks")
    main(["stamp", "--root", str(root)])
    chain = root / "guide/jobs/chain.md"
    chain.write_text(chain.read_text(encoding="utf-8").replace("all gears", "every gear"), encoding="utf-8")

    run = build(root, root / "built")

    assert run.returncode == 0, run.stderr
    german = (root / "built/de/jobs/chain/index.html").read_text(encoding="utf-8")
    assert 'class="zk-stale">Dieser Abschnitt ist älter als die englische Fassung' in german
    assert 'href="../../words/#worn-chain"' in german
    assert "14 Tage" in (root / "built/de/counter/collection/index.html").read_text(encoding="utf-8")
    assert "14 days" in (root / "built/counter/collection/index.html").read_text(encoding="utf-8")
    words = (root / "built/words/index.html").read_text(encoding="utf-8")
    assert 'id="brake-pad"' in words
    pages = [path.read_text(encoding="utf-8") for path in (root / "built").rglob("*.html")]
    assert not any(word in page for page in pages for word in ("hotel", "Hotel", "Chinese", "酒店"))
