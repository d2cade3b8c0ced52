"""The edits that write a word as the termbase does mend what was found, and bring nothing new."""

from __future__ import annotations

import pytest
from sites import files_of, site_of, with_front_matter

from zhike.checking import check
from zhike.model import Edit

TERMS = """\
-- _data/terms/service.yml --
- id: service-recovery
  zh: {preferred: 服务补救, forbidden: [服务挽救], definition: 把客人争取回来的做法。}
  en: {preferred: service recovery, forbidden: [service salvage], definition: What wins a guest back.}
- id: bill
  zh: {preferred: 账单, definition: 要付的钱。}
  en: {preferred: bill, admitted: [loyalty programme], definition: What to pay.}
- id: vip
  zh: {preferred: VIP, definition: 重要的客人。}
  en: {preferred: VIP, definition: A guest of note.}
"""


def site_text(zh: str, en: str) -> str:
    """Return a site of one page with a line in each language."""
    return with_front_matter(f"{TERMS}-- index.md --\n# 首页\n\n{zh}\n-- index.en.md --\n# Home\n\n{en}\n")


def edited(text: str, edits: list[Edit]) -> str:
    """Return a site's text with edits made, the last first."""
    files = {name: content.split("\n") for name, content in files_of(text).items()}
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        lines = files[edit.start.path.removeprefix("docs/")]
        line = lines[edit.start.line - 1]
        lines[edit.start.line - 1] = line[: edit.start.column - 1] + edit.text + line[edit.end.column - 1 :]
    return "".join(f"-- {name} --\n" + "\n".join(lines) for name, lines in files.items())


@pytest.mark.parametrize(
    ("zh", "en", "mended"),
    [
        (
            "服务挽救要快，再做服务挽救。",
            "Quick service recovery, and service recovery.",
            "服务补救要快，再做服务补救。",
        ),
        ("- 核对帐单。", "- Check the bill.", "- 核对账单。"),
        ("> 接待 vip。", "> Greet a VIP.", "> 接待 VIP。"),
    ],
)
def test_words_are_mended(zh: str, en: str, mended: str) -> None:
    text = site_text(zh, en)

    after = edited(text, [edit for diagnostic in check(site_of(text)) for edit in diagnostic.fix])

    assert mended in after
    assert [d.rule for d in check(site_of(after)) if d.rule not in ("unused-term", "not-in-menu")] == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("## 服务挽救 {#recovery}", "## Service recovery {#recovery}"),
        ("| 服务挽救 |\n| --- |", "| Service recovery |\n| --- |"),
        ("见[服务挽救](index.md)。", "See [service recovery](index.md)."),
        ("服务**挽救**。", "Service recovery."),
        ("说服务\n挽救。", "Say service recovery\nagain."),
        ("服务补救。", "Service salvages."),
    ],
)
def test_a_person_decides_where_something_hangs_on_the_word(zh: str, en: str) -> None:
    found = check(site_of(site_text(zh, en)), ["forbidden-word"])

    assert [diagnostic.fix for diagnostic in found] == [()]
