"""Of the theme's style sheet a site keeps what its pages can use."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhike import styles

USED = frozenset({"text", "note"})


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{color:red}", "a{color:red}"),
        (".text p{x:y}.other p{x:y}", ".text p{x:y}"),
        (".text,.other{x:y}", ".text{x:y}"),
        (".text.other{x:y}", ""),
        (".text:not(.other){x:y}", ".text:not(.other){x:y}"),
        (".text :is(.note,.other) b{x:y}", ".text :is(.note,.other) b{x:y}"),
        ("@media print{.other{x:y}.note{x:y}}", "@media print{.note{x:y}}"),
        ("@media print{.other{x:y}}", ""),
        ('@charset "UTF-8";.note{x:y}', ".note{x:y}"),
        ("@keyframes turn{from{x:y}}.note{x:y}", ".note{x:y}"),
        ("/* .note{ */.note{x:y}", ".note{x:y}"),
        (":root{--icon:url(\"data:image/svg+xml,<path d='{;}'/>\");--a:b}", ":root{--a:b}"),
        ('.note{content:"}"}', '.note{content:"}"}'),
    ],
)
def test_rule_stays_if_every_class_it_needs_is_on_a_page(css: str, expected: str) -> None:
    assert "".join(styles.used(css, USED)) == expected


def test_built_site_holds_the_used_part_below_our_own_styles_and_none_of_the_rest(tmp_path: Path) -> None:
    for folder in ("stylesheets", "javascripts"):
        (tmp_path / "assets" / folder).mkdir(parents=True)
    (tmp_path / "assets/stylesheets/main.1234.min.css").write_text(".text{a:b}.other{a:b}")
    (tmp_path / "assets/javascripts/bundle.js").write_text("")
    (tmp_path / "index.html").write_text('<p class="text big">')

    styles.keep_used(tmp_path)

    assert [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.css")] == ["assets/theme.css"]
    assert (tmp_path / "assets/theme.css").read_text() == "@layer theme{.text{a:b}}\n"
    assert not (tmp_path / "assets/javascripts").exists()


def test_site_without_the_theme_s_style_sheet_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>")

    styles.keep_used(tmp_path)

    assert [file.name for file in tmp_path.rglob("*")] == ["index.html"]
