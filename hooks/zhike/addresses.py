"""What the target of a link was meant to be, and where it stands in the source, so that it can be mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from .model import Edit, Image, Link, Page, Position, Site

LONGEST = 400  # characters; what is longer was not mistyped
OPENING = re.compile(r"\]\([ \t]*<?")
ATTRIBUTE = r"\b{name}\s*=\s*[\"']?"
INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]")
DOTS = str.maketrans({"。": ".", "、": "/", "＼": "/", "\\": "/"})
ENDINGS = (".markdown", ".mdown", ".mdx", ".html", ".htm", ".md")


def split(target: str) -> tuple[str, str, str]:
    """Return path, query and anchor of a target.

    >>> split("a.md?b#c")
    ('a.md', 'b', 'c')
    """
    rest, _, anchor = target.partition("#")
    path, _, query = rest.partition("?")
    return path, query, anchor


def relative(page: Page, path: str) -> str:
    """Return a path inside docs as written from a page's folder."""
    here, there = page.slug.split("/")[:-1], path.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "../" * len(here) + "/".join(there)


def meant(site: Site, page: Page, target: str) -> str:
    """Return the one target that exists and that a broken one must mean, "" when none does or two do."""
    if len(target) > LONGEST:
        return ""
    path, _, anchor = split(cleaned(unquote(target)))
    found = {known for guess in _readings(site, page, path) if (known := _known(site, guess))}
    if len(found) != 1:
        return ""
    return relative(page, found.pop()) + (f"#{anchor}" if anchor else "")


def cleaned(target: str) -> str:
    """Return a target in plain ASCII marks, without blanks and invisible characters.

    >>> cleaned("install．md＃limits ")
    'install.md#limits'
    """
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", target).translate(DOTS))


def is_sound(site: Site, page: Page, target: str) -> bool:
    """Say whether a target that is written anew leaves nothing to find fault with."""
    if target.startswith(("https://", "mailto:")):
        return True
    path, _, anchor = split(unquote(target))
    if target.startswith(("/", "http:")) or path.endswith(tuple(f".{locale}.md" for locale in site.settings.locales)):
        return False
    found = site.target(page, f"{path}#{anchor}" if anchor else path)
    if found is None:
        return False
    is_translated = found.page is None or found.page.locale == page.locale
    return is_translated and (found.page is None or not anchor or anchor in found.page.anchors)


def from_root(site: Site, page: Page, path: str) -> str:
    """Return the relative target that an address from the server's root means, "" when there is none."""
    rest, _, anchor = split(cleaned(unquote(path)))
    found = _known(site, rest.lstrip("/")) or ("" if rest.strip("/") else _known(site, "index.md"))
    return relative(page, found) + (f"#{anchor}" if anchor else "") if found else ""


def _readings(site: Site, page: Page, path: str) -> Iterator[str]:
    """Yield the paths inside docs that a target may mean: from the page's folder, or from where it is published."""
    from_source = site.resolve(page, path)
    if from_source:
        yield from_source
    if not path.endswith(".md") and not page.slug.endswith("index"):
        folder = page.slug.split("/")
        for part in path.split("/"):
            if part == "..":
                folder = folder[:-1]
            elif part not in ("", "."):
                folder = [*folder, part]
        yield "/".join(folder)


def _known(site: Site, path: str) -> str:
    """Return the file that a path means, whatever its letter case, ending and language, "" when there is none."""
    known = _files(site)
    plain = path.strip("/").lower()
    parts = plain.split("/")
    if parts[0] in site.settings.locales:
        parts = parts[1:]
    stem = "/".join(parts)
    if plain in known:
        return known[plain]
    stem = next((stem.removesuffix(ending) for ending in ENDINGS if stem.endswith(ending)), stem)
    stem = next(
        (stem.removesuffix(f".{locale}") for locale in site.settings.locales if stem.endswith(f".{locale}")), stem
    )
    names = (f"{stem}.md", f"{stem}/index.md".lstrip("/"), f"{stem.removesuffix('/index')}.md")
    return next((known[name] for name in names if name in known), "")


def _files(site: Site) -> Mapping[str, str]:
    """Return what may be linked to, by its path in small letters; "" where two files differ in letter case only."""

    def made() -> dict[str, str]:
        found: dict[str, str] = {}
        assets = (file for file in site.files if not file.endswith(".md"))
        for path in (*(f"{slug}.md" for slug in sorted(site.slugs)), *assets):
            found[path.lower()] = "" if path.lower() in found else path
        return found

    return site.once("files in small letters", made)


def retargeted(site: Site, page: Page, item: Link | Image, new: str) -> tuple[Edit, ...]:
    """Return the edit that gives a link or an image another target.

    It returns nothing when the target cannot be found in the source, or when the new one would be wrong too.
    """
    at = place(page, item) if new and is_sound(site, page, new) else None
    target = item.target or ""
    if at is None or re.search(r"[\s()<>]", new):
        return ()
    return (Edit(at, Position(at.path, at.line, at.column + len(target)), new),)


def place(page: Page, item: Link | Image) -> Position | None:
    """Return where the target of a link or an image stands, or None."""
    line, target = page.lines[item.at.line - 1], item.target or ""
    start = item.at.column - 1
    words = item.text if isinstance(item, Link) else item.alt or ""
    if line[start : start + 1] == "<":
        return _in_tag(page, item, line, target)
    opened = OPENING.match(line, start + 1 + isinstance(item, Image) + len(words))
    if opened and line.startswith(target, opened.end()):
        return page.at(item.at.line, opened.end() + 1)
    return next((found for found in _defined(page, target) if found), None)


def _in_tag(page: Page, item: Link | Image, line: str, target: str) -> Position | None:
    name = "href" if isinstance(item, Link) else "src"
    within = re.compile(ATTRIBUTE.format(name=name) + "(" + re.escape(target) + ")", re.I)
    found = within.search(line, item.at.column - 1, item.at.column + LONGEST + 4 * len(target))
    return page.at(item.at.line, found.start(1) + 1) if found and target else None


def _defined(page: Page, target: str) -> Iterator[Position | None]:
    for definition in page.definitions:
        if definition.target == target:
            column = page.lines[definition.at.line - 1].find(target, definition.at.column + len(definition.label))
            yield page.at(definition.at.line, column + 1) if column >= 0 else None
