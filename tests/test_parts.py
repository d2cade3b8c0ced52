"""The sections of a page: what stands in them, and which of them are laid out only when they are near."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from zhike.enrich.parts import LONG, parted

TEXT = f"<p>{'a' * 4_000}</p>"
ENDS = re.compile(r"<section [^>]*>\n|</section>\n")
pieces = st.lists(
    st.sampled_from(["<h1>a</h1>", "<h2>b</h2>", "<p>c<br>d</p>", "<div><h2>e</h2></div>", "<!-- <h2> -->"])
)


def far(html: str) -> list[bool]:
    return ["--far" in section for section in re.findall(r"<section [^>]*>", html)]


@given(pieces, st.booleans())
def test_nothing_but_the_sections_is_added(written: list[str], is_catalogue: bool) -> None:
    html = "".join(written)

    told = parted(html, is_catalogue=is_catalogue)

    assert ENDS.sub("", told) == html
    assert len(far(told)) == written.count("<h2>b</h2>")


def test_of_a_catalogue_what_is_below_the_first_screen_waits() -> None:
    catalogue = f"<h1>a</h1>{f'<h2>b</h2>{TEXT}' * 5}"

    assert far(parted(catalogue, is_catalogue=True)) == [False, False, False, True, True]
    assert far(parted(catalogue)) == [False] * 5


def test_of_a_long_page_what_is_below_the_first_screen_waits() -> None:
    long = f"<h1>a</h1>{f'<h2>b</h2>{TEXT}' * (LONG // 4_000)}"

    assert far(parted(long))[-1]


def test_what_stands_at_the_end_of_a_page_belongs_to_no_section() -> None:
    assert parted("<h2>a</h2><p>b</p><aside>c</aside>").endswith("<p>b</p></section>\n<aside>c</aside>")
