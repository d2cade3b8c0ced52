"""Keeps of the theme's style sheet what the pages of the built site use, in a layer below our own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

SHEETS = "assets/stylesheets/main.*.css"
KEPT = "assets/theme.css"
UNUSED = ("assets/stylesheets", "assets/javascripts")
UNUSED_ICON = "assets/images/favicon.png"
CLASSES = re.compile(r'\bclass="([^"]*)"')
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
# what a selector must not match, or may match among others, says nothing about what it needs
ALTERNATIVES = re.compile(r":(?:not|is|where)\([^()]*(?:\([^()]*\)[^()]*)*\)")
# quoted text first: a drawing in a style sheet may hold braces
MARK = re.compile(r"\"[^\"]*\"|'[^']*'|[{};]")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
# the theme's drawings: ours need none, and a strict policy lets no style sheet carry its own images
DRAWING = re.compile(r"--[\w-]+:url\(\"data:[^\"]*\"\);?")
GROUPS = ("@media", "@supports", "@layer")


def keep_used(site: Path) -> None:
    """Write the used part of the theme's style sheet, and drop what no page asks for."""
    for sheet in sorted(site.glob(SHEETS)):
        css = "".join(used(sheet.read_text(encoding="utf-8"), classes_in(site)))
        (site / KEPT).write_text(f"@layer theme{{{css}}}\n", encoding="utf-8")
        for folder in UNUSED:
            shutil.rmtree(site / folder, ignore_errors=True)
        (site / UNUSED_ICON).unlink(missing_ok=True)


def classes_in(site: Path) -> frozenset[str]:
    """Return every class that a page of a built site names."""
    names: set[str] = set()
    for page in site.rglob("*.html"):
        names.update(CLASSES.findall(page.read_text(encoding="utf-8")))
    return frozenset(name for value in names for name in value.split())


def used(css: str, classes: frozenset[str]) -> Iterator[str]:
    """Yield the rules of a style sheet that can match an element with some of these classes."""
    for head, body in _rules(DRAWING.sub("", COMMENT.sub("", css))):
        if head.startswith(GROUPS):
            kept = "".join(used(body, classes))
            if kept:
                yield f"{head}{{{kept}}}"
        elif not head.startswith("@") and (selectors := [part for part in _selectors(head) if _fits(part, classes)]):
            yield f"{','.join(selectors)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and inside the outermost braces."""
    depth = start = opened = 0
    for mark in MARK.finditer(css):
        if mark[0] == "{":
            depth += 1
            opened = mark.end() if depth == 1 else opened
        elif mark[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[start : opened - 1].strip(), css[opened : mark.start()]
                start = mark.end()
        elif mark[0] == ";" and depth == 0:
            start = mark.end()


def _selectors(head: str) -> Iterator[str]:
    """Yield the selectors of a list; a comma in brackets parts nothing."""
    depth = start = 0
    for index, character in enumerate(head):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield head[start:index]
            start = index + 1
    yield head[start:]


def _fits(selector: str, classes: frozenset[str]) -> bool:
    return classes.issuperset(CLASS.findall(ALTERNATIVES.sub("", selector)))
