"""References: both languages link to the same pages, show the same images and quote the same code."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from ..alignment import aligned, opposite
from ..languages import language
from ..model import Block, Image, Page, Site
from .base import Finding, Severity, found, is_external, near, pairs_on, regex, rule

CODE = regex(r"(?<!`)(`++)([^`]++)\1(?!`)")
TOLD = regex(r"#|//|<!--|[\"'“]|(?<!\w)\w++ \w++ \w")
MANY_LINKS = 20
ALIKE = 70
LOCALE = regex(r"/[a-z]{2}(?:[-_/]|$)")


@rule(Severity.ERROR)
def links_differ(site: Site) -> Iterator[Finding]:
    """A block links to the same pages in every language.

    Bad:  见[道歉](apology.md) … See the page on apologies
    Good: 见[道歉](apology.md) … See [Apologising](apology.md)
    """
    for source, translation in site.pairs():
        ours, theirs = _links_by_line(site, source), _links_by_line(site, translation)
        for a, b in pairs_on(site, source, translation, ours, theirs):
            mine = {target: line for line in a.lines for target in ours.get(line, ())}
            other = {target: line for line in b.lines for target in theirs.get(line, ())}
            if mine.keys() == other.keys():
                continue
            lacking, extra = [t for t in mine if t not in other], [t for t in other if t not in mine]
            lacking, extra = _beside_broken(site, source, lacking, translation, extra)
            hosts = {True: {urlsplit(target).netloc for target in extra}, False: {urlsplit(t).netloc for t in lacking}}
            for target in [*lacking, *extra]:
                if is_external(target) and _has_its_own(target, hosts[target in mine]):
                    continue
                if target in mine:
                    at, there = opposite(a, mine[target], translation, b), a.at
                else:
                    at, there = opposite(b, other[target], source, a), b.at
                message = "no link to '{target}' here, but one at {there}"
                yield found(at, message, "link to the same page", target=target, there=there)


def _beside_broken(
    site: Site, source: Page, lacking: list[str], translation: Page, extra: list[str]
) -> tuple[list[str], list[str]]:
    """Return the targets without those that lead nowhere and are much like one of the other page, and without that."""
    mine, other = list(lacking), list(extra)
    for page, targets, partners in ((translation, other, mine), (source, mine, other)):
        for target in [target for target in targets if _leads_nowhere(site, page, target)][:MANY_LINKS]:
            if best := process.extractOne(target, partners, scorer=fuzz.ratio, score_cutoff=ALIKE):
                partners.remove(best[0])
                targets.remove(target)
    return mine, other


def _leads_nowhere(site: Site, page: Page, target: str) -> bool:
    """Say whether no page or section is at a target, a path inside docs; links that do have a rule of their own."""
    if is_external(target):
        return False
    path, _, anchor = target.partition("#")
    if path.startswith("/") or not path.endswith(".md"):
        return bool(path) and path not in site.files
    slug = path.removesuffix(".md")
    if slug.endswith(tuple(f".{locale}" for locale in site.settings.locales)):
        return True
    outline = (site.outline(slug, page.locale) or site.outline(slug, site.settings.source)) if path else page.outline
    return outline is None or bool(anchor and anchor not in outline.anchors)


def _links_by_line(site: Site, page: Page) -> dict[int, list[str]]:
    """Return the targets of links by line, those inside the site as paths inside docs."""
    found_links: dict[int, list[str]] = {}
    for link in page.links:
        if link.target:
            path, mark, anchor = link.target.partition("#")
            whole = path if is_external(link.target) else (site.resolve(page, path) or path) if path else ""
            found_links.setdefault(link.at.line, []).append(f"{whole}{mark}{anchor}")
    return found_links


def _has_its_own(target: str, hosts: set[str]) -> bool:
    """Say whether the other language links to a page of its own: another host, or another language of this one."""
    host = urlsplit(target).netloc
    return bool(hosts - {host, ""}) or (host in hosts and bool(LOCALE.search(target)))


@rule(Severity.ERROR)
def images_differ(site: Site) -> Iterator[Finding]:
    """A section shows the same images in every language, or one for each language.

    Bad:  ![流程](assets/flow.svg) … no image
    Good: ![流程](assets/flow.svg) … ![The process](assets/flow.en.svg)
    """
    for source, translation in site.pairs():
        if not source.images and not translation.images:
            continue
        ours, theirs = _images(site, source), _images(site, translation)
        shared = {"", *(h.id for h in source.headings)} & {"", *(h.id for h in translation.headings)}
        for page, mine, other in ((translation, ours, theirs), (source, theirs, ours)):
            broken = Counter(section for section, name, _ in other if not _is_there(site, name))
            for (section, name, times), image in mine.items():
                if (section, name, times) not in other and _is_there(site, name) and broken[section] > 0:
                    broken[section] -= 1
                    continue
                if not _is_there(site, name):
                    continue
                if (section, name, times) not in other and section in shared:
                    message, named = "no image '{image}' in this section, but one at {there}", {"image": name}
                    yield found(near(page, section), message, "show it here too", there=image.at, **named)


def _is_there(site: Site, name: str) -> bool:
    """Say whether there is an image by its name without a language; one that is not has a rule of its own."""
    stem, dot, ending = name.rpartition(".")
    names = (name, *(f"{stem}.{locale}{dot}{ending}" for locale in site.settings.locales))
    return is_external(name) or any(known in site.files for known in names)


def _images(site: Site, page: Page) -> dict[tuple[str, str, int], Image]:
    """Return the images of a page by section, file without its language, and how many times it was shown before."""
    shown: dict[tuple[str, str, int], Image] = {}
    times: Counter[tuple[str, str]] = Counter()
    headings = [heading for heading in page.headings if heading.level > 1]
    lines = [heading.at.line for heading in headings]
    for image in page.images:
        path = image.target if is_external(image.target) else site.resolve(page, image.target) or image.target
        for locale in site.settings.locales:
            path = path.replace(f".{locale}.", ".")
        index = bisect_right(lines, image.at.line)
        key = (headings[index - 1].id if index else "", path)
        shown[(*key, times[key])] = image
        times[key] += 1
    return shown


@rule(Severity.ERROR)
def code_differs(site: Site) -> Iterator[Finding]:
    """Code is the same in every language, words in it apart.

    Bad:  运行 `make check` … Run `make test`
    Good: 运行 `make check` … Run `make check`
    """
    for source, translation in site.pairs():
        has_spans = "`" in source.text or "`" in translation.text
        for a, b in aligned(site, source, translation):
            if a.kind == "code":
                yield from _lines(source, a, translation, b)
            elif has_spans and a.kind not in ("html", "admonition"):
                yield from _spans(source, a, translation, b)


def _lines(source: Page, a: Block, translation: Page, b: Block) -> Iterator[Finding]:
    """Yield the first line of a code block that should be the same."""
    is_same_script = language(source.locale).script == language(translation.locale).script
    letter = language(source.locale).letter
    for ours, theirs in zip(a.lines, b.lines, strict=False):
        mine, other = source.lines[ours - 1].strip(), translation.lines[theirs - 1].strip()
        if mine != other and not (TOLD.search(mine) if is_same_script else letter.search(mine)):
            yield found(translation.at(theirs), "this code is not that at {there}", "copy it", there=source.at(ours))
            return
    if len(a.lines) != len(b.lines):
        named = {"here": len(b.lines), "count": len(a.lines), "there": a.at}
        yield found(b.at, "lines of code: {here} here, {count} at {there}", "make them match", **named)


def _spans(source: Page, a: Block, translation: Page, b: Block) -> Iterator[Finding]:
    letters = [language(page.locale).letter for page in (source, translation) if _is_told_by_script(page)]
    mine, other = _codes(source, a), _codes(translation, b)
    words = {code for code in (*mine, *other) if any(letter.search(code) for letter in letters)}
    lacking = [code for code in mine if code not in other and code not in words]
    for code in lacking:
        message = "no `{code}` here, but at {there}"
        at = opposite(a, mine[code], translation, b)
        yield found(at, message, "code stays as it is", code=code, there=a.at)
    # a code with Chinese words in it has another text in the translation
    for code in (code for code in other if code not in mine and not words and not lacking):
        message = "no `{code}` here, but at {there}"
        at = opposite(b, other[code], source, a)
        yield found(at, message, "code stays as it is", code=code, there=b.at)


def _is_told_by_script(page: Page) -> bool:
    return language(page.locale).script != "latin"


def _codes(page: Page, block: Block) -> dict[str, int]:
    """Return the code in running text, in order, with its line."""
    return {
        match[2].strip(): line
        for line in block.lines
        if "`" in page.lines[line - 1]
        for match in CODE.finditer(page.lines[line - 1])
        if page.prose[line - 1][match.start() : match.end()] == page.FILLER * len(match[0])
    }
