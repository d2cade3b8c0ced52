"""Settings: every one is documented with its default, in every language of the site."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields

import pytest
from conftest import ROOT

from zhike.model import Settings

ROW = re.compile(r"^\| `([a-z-]+)` \| `(.+?)` \|", re.M)


@pytest.mark.parametrize("page", ["settings.md", "settings.en.md"])
def test_every_setting_is_documented_with_its_default(page: str) -> None:
    text = (ROOT / "docs/contribute" / page).read_text(encoding="utf-8")
    rows = dict(ROW.findall(text.split("{#keys}")[1].split("\n## ")[0]))
    known = {field.name: getattr(Settings(), field.name) for field in fields(Settings) if field.name != "problems"}

    written = {key.replace("-", "_"): tomllib.loads(f"a = {default}")["a"] for key, default in rows.items()}

    assert {key: _plain(value) for key, value in known.items()} == {key: _plain(v) for key, v in written.items()}


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, (list, tuple, frozenset)) else value
