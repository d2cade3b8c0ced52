"""How a site is laid out."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field

from .items import Problem


@dataclass(frozen=True, slots=True)
class PageType:
    """What pages of one type must have: front matter keys, section ids of its anatomy; how they weigh in a search."""

    requires: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Settings:
    """How this site is laid out, read from [tool.zhike]."""

    docs: str = "docs"
    data: str = "_data"
    overrides: str = "overrides"
    source: str = "zh"
    translations: tuple[str, ...] = ("en",)
    types: Mapping[str, PageType] = field(default_factory=dict)
    allowed_tags: frozenset[str] = frozenset()
    asset_endings: frozenset[str] = frozenset({".svg", ".png", ".jpg", ".webp"})
    max_page_kilobytes: int = 512
    max_asset_kilobytes: int = 500
    glossary: str = "glossary"
    origins: str = "origins"
    all_pages: str = "all-pages"
    rules: str = "contribute/rules"
    navigator: str = "now"
    changes: str = "changes"
    phrases: str = ""
    drawings: str = "assets/drawings"
    offline: bool = True
    review_after_months: int = 0
    hooks: tuple[str, ...] = ("hooks/events.py",)
    plugins: frozenset[str] = frozenset({"search", "i18n"})
    problems: tuple[Problem, ...] = ()

    @property
    def locales(self) -> tuple[str, ...]:
        return (self.source, *self.translations)

    def due(self, reviewed: object) -> datetime.date | None:
        """Return the day up to which a review holds; None where reviews hold for ever, or it is no date.

        >>> Settings(review_after_months=6).due(datetime.date(2026, 8, 31))
        datetime.date(2027, 2, 28)
        """
        if not isinstance(reviewed, datetime.date) or self.review_after_months < 1:
            return None
        years, month = divmod(reviewed.month - 1 + self.review_after_months, 12)
        year = reviewed.year + years
        if year > datetime.MAXYEAR:
            return None
        return datetime.date(year, month + 1, min(reviewed.day, monthrange(year, month + 1)[1]))

    def split(self, path: str) -> tuple[str, str]:
        """Return slug and locale of a path inside docs: `a/b.en.md` is ("a/b", "en")."""
        stem = path.removesuffix(".md")
        name, dot, locale = stem.rpartition(".")
        return (name, locale) if dot and locale in self.translations else (stem, self.source)

    def slug(self, path: str) -> str:
        """Return the slug of a page's path from the project's root."""
        return self.split(path.removeprefix(f"{self.docs}/"))[0]

    def path(self, slug: str, locale: str) -> str:
        """Return the path from the project's root of a page's file in a language."""
        ending = ".md" if locale == self.source else f".{locale}.md"
        return f"{self.docs}/{slug}{ending}"
