"""Headings: one H1, no jumps, and an explicit id that every language shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Edit, Heading, Page, Position, Site
from .base import UNSEEN, Finding, Severity, found, regex, rule

ID = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WORDS = regex(r"[a-z0-9]+")
MISWRITTEN = regex(
    r"[ ]*(?:[{｛][ :]*[#＃ ]*|[(（\[［【]\s*[#＃]\s*)([a-z0-9]+(?:[-_ ][a-z0-9]+)*)\s*[})｝）\]］】]*[。.]?$", re.I
)
VALUE = regex("\"[^\"]*\"|'[^']*'")
EXTRA = regex(r"(?<=\s)[A-Za-z][\w-]*=?(?=[\s}])")
GIVEN = regex(r"(?<!\S)#([^\s#]+)|(?<!\S)id\s*=\s*[\"']?([^\s\"'>]+)")
LONGEST_ID = 40


@rule(Severity.ERROR)
def missing_heading_id(site: Site) -> Iterator[Finding]:
    """A heading below the first level has an explicit id, the same in every language.

    Bad:  ## 道歉
    Good: ## 道歉 {#apologise}

    Links and the switch of language find a section by its id; one made from Chinese words changes with them.
    """
    for page in site.written():
        if all(heading.explicit or heading.level == 1 or not heading.text for heading in page.headings):
            continue
        ids = _ids_for(site, page)
        lines_of: dict[str, set[int]] = {}
        for at, known in _ids(page):
            lines_of.setdefault(known, set()).add(at.line)
        for index, heading in enumerate(page.headings):
            if heading.level > 1 and not heading.explicit and heading.text:
                tail = _tail(heading)
                name = _plain(tail) or ids.get(index, "")
                is_free = name != "" and lines_of.get(name, set()) <= {heading.at.line}
                edits = _given(page, heading, name, tail) if is_free else ()
                hint = "write {{#{id}}} at its end" if is_free else "end it with an English id such as {{#apologise}}"
                values = {"text": heading.text[:40], "id": name}
                yield found(heading.at, "the heading '{text}' has no id", hint, **values).mended(*edits)


def _tail(heading: Heading) -> str:
    """Return what stands at the end of a heading in place of an id that is read as one."""
    match = MISWRITTEN.search(heading.text[-LONGEST_ID - 10 :])
    return match.group() if match and len(match.group()) < len(heading.text) else ""


def _plain(tail: str) -> str:
    return "-".join(WORDS.findall(tail.lower()))


def _given(page: Page, heading: Heading, name: str, tail: str) -> tuple[Edit, ...]:
    """Return the edit that gives a heading an id, behind its words or in place of its tail."""
    line = page.lines[heading.at.line - 1]
    is_setext = not line.startswith("#", heading.at.column - 1)
    end = len(line.rstrip().rstrip("#").rstrip())
    if is_setext or not line[:end].endswith(heading.text):
        return ()
    start = page.at(heading.at.line, end - len(tail) + 1)
    return (Edit(start, page.at(heading.at.line, len(line) + 1), f" {{#{name}}}"),)


def _ids_for(site: Site, page: Page) -> dict[int, str]:
    """Return ids for the headings of a page that have none: those of its translation, or its own English words."""
    others = [site.page(page.slug, locale) for locale in site.settings.locales if locale != page.locale]
    same = [other for other in others if other and _levels(other) == _levels(page)]
    taken = {name for each in (page, *same) for name in each.anchors}
    ids: dict[int, str] = {}
    given: set[str] = set()
    for index, heading in enumerate(page.headings):
        partners = [other.headings[index] for other in same]
        explicit = [partner.id for partner in partners if partner.explicit]
        words = [h.text for h in (heading, *partners) if h.text.isascii() and WORDS.search(h.text.lower())]
        made = "-".join(WORDS.findall(words[0].lower())) if words else ""
        if explicit or (made and len(made) <= LONGEST_ID and made not in given):
            ids[index] = explicit[0] if explicit else made
            given.add(ids[index])
    # an id made of words may be the one that a heading has by itself, but no other's
    own = {page.headings[index].id for index in ids} | {
        p.id for other in same for p in other.headings if not p.explicit
    }
    taken -= own
    return {index: name for index, name in ids.items() if name not in taken or _is_partners(same, index, name)}


def _is_partners(same: list[Page], index: int, name: str) -> bool:
    return any(other.headings[index].explicit and other.headings[index].id == name for other in same)


def _levels(page: Page) -> list[int]:
    return [heading.level for heading in page.headings]


@rule(Severity.ERROR)
def odd_heading_id(site: Site) -> Iterator[Finding]:
    """A heading's id is made of small letters, digits and single hyphens, written {#id}.

    Bad:  ## Apologise {#Say_Sorry}
    Good: ## Apologise {#say-sorry}
    """
    for page in site.written():
        for heading in page.headings:
            braces = page.lines[heading.at.line - 1].rpartition("{")[2]
            if not heading.explicit or (braces == f"#{heading.id}}}" and ID.fullmatch(heading.id)):
                continue
            if not ID.fullmatch(heading.id):
                better = re.sub(r"[^a-z0-9]+", "-", UNSEEN.sub("", heading.id).lower()).strip("-")
                hint = "write {{#{better}}}" if better else "use an English word"
                yield found(heading.at, "the id '{id}' is not plain", hint, id=heading.id, better=better)
            elif len(re.findall(r"#|\bid=", braces)) > 1:
                yield found(heading.at, "this heading has two ids: only '{id}' counts", "keep one", id=heading.id)
            elif more := EXTRA.search(VALUE.sub('"', braces)):
                hint = "keep only the id"
                yield found(heading.at, "'{more}' in the braces of this heading is no id", hint, more=more.group())
            elif f"id={heading.id}" in braces.replace('"', "").replace("'", ""):
                yield _spelt_out(page, heading)


def _spelt_out(page: Page, heading: Heading) -> Finding:
    finding = found(heading.at, "an id is written with #", "write {{#{id}}}", id=heading.id)
    line = page.lines[heading.at.line - 1]
    for written in (f"id={heading.id}", f'id="{heading.id}"', f"id='{heading.id}'"):
        start = line.rfind(written)
        if start >= 0 and line[start - 1] in "{: ":
            at = page.at(heading.at.line, start + 1)
            return finding.mended(Edit(at, page.at(heading.at.line, start + len(written) + 1), f"#{heading.id}"))
    return finding


@rule(Severity.ERROR)
def duplicate_id(site: Site) -> Iterator[Finding]:
    """An id stands once on a page.

    Bad:  ## Steps {#steps} … ## More steps {#steps}
    Good: ## Steps {#steps} … ## More steps {#more-steps}
    """
    for page in site.written():
        first: dict[str, int] = {}
        for at, name in sorted(_ids(page)):
            if name in first:
                yield found(at, "the id '{id}' is taken by line {line}", "choose another", id=name, line=first[name])
            first.setdefault(name, at.line)


def _ids(page: Page) -> Iterator[tuple[Position, str]]:
    """Yield every id of a page with its place: of headings, in attribute lists, in raw tags."""
    yield from ((heading.at, heading.id) for heading in page.headings)
    headings = {heading.at.line for heading in page.headings}
    for tag in (*page.attributes, *page.tags):
        if tag.name or tag.at.line not in headings:
            yield from ((tag.at, a or b) for a, b in GIVEN.findall(tag.attributes) if b or not tag.name)


@rule(Severity.WARNING)
def heading_jump(site: Site) -> Iterator[Finding]:
    """A heading is at most one level below the heading before it.

    Bad:  ## Steps {#steps} … #### Then {#then}
    Good: ## Steps {#steps} … ### Then {#then}
    """
    for page in site.written():
        for before, heading in zip(page.headings, page.headings[1:], strict=False):
            if heading.level > before.level + 1:
                named = {"before": before.level, "level": heading.level, "hashes": "#" * (before.level + 1)}
                is_too_long = page.lines[heading.at.line - 1].startswith("#######", heading.at.column - 1)
                jump = "the level jumps from {before} to {level}"
                message = "a heading has at most six #" if is_too_long else jump
                yield found(heading.at, message, "write {hashes}", **named)


@rule(Severity.ERROR)
def second_h1(site: Site) -> Iterator[Finding]:
    """A page has one heading of the first level.

    Bad:  # Apologising … # Limits
    Good: # Apologising … ## Limits {#limits}
    """
    for page in site.written():
        firsts = [heading for heading in page.headings if heading.level == 1]
        for heading in firsts[1:]:
            line = firsts[0].at.line
            yield found(heading.at, "a second heading with one #; the first is on line {line}", "write ##", line=line)


@rule(Severity.ERROR)
def title_differs(site: Site) -> Iterator[Finding]:
    """A page's H1 is its title.

    Bad:  title: Apologising … # How to say sorry
    Good: title: Apologising … # Apologising
    """
    for page in site.written():
        title = page.front_matter.get("title")
        first = next((heading for heading in page.headings if heading.level == 1), None)
        if isinstance(title, str) and page.blocks and first is None:
            yield found(
                page.at(page.body), "this page has no heading with one #", "begin it with '# {title}'", title=title
            )
        elif isinstance(title, str) and first is not None and first.text != title:
            named = {"heading": first.text, "title": title}
            yield found(
                first.at, "the heading '{heading}' is not the title '{title}'", "write the same in both", **named
            )


@rule(Severity.WARNING)
def empty_section(site: Site) -> Iterator[Finding]:
    """Something stands under every heading.

    Bad:  ## Remarks {#remarks} / ## Limits {#limits}
    Good: ## Limits {#limits}
    """
    for page in site.written():
        level = 0
        last: Heading | None = None
        headings = {heading.at: heading for heading in page.headings}
        for block in page.blocks:
            heading = headings.get(block.at)
            if heading and last and last.text and heading.level <= level:
                yield _nothing_under(last)
            if heading or block.kind != "rule":
                last, level = heading, heading.level if heading else 0
        if last and last.text:
            yield _nothing_under(last)


def _nothing_under(heading: Heading) -> Finding:
    return found(heading.at, "nothing stands under '{text}'", "write the section, or remove it", text=heading.text[:40])


@rule(Severity.WARNING)
def repeated_heading(site: Site) -> Iterator[Finding]:
    """Two sections side by side have different headings.

    Bad:  ## Limits {#limits} … ## Limits {#more-limits}
    Good: ## Limits {#limits} … ## Limits at night {#more-limits}

    In the table of contents nobody can tell them apart.
    """
    for page in site.written():
        above: dict[int, int] = {}
        first: dict[tuple[int, int, str], int] = {}
        for heading in page.headings:
            parent = max((line for level, line in above.items() if level < heading.level), default=0)
            above = {level: line for level, line in above.items() if level < heading.level}
            above[heading.level] = heading.at.line
            name = (heading.level, parent, heading.text.casefold())
            if heading.level > 1 and heading.text and name in first:
                values = {"text": heading.text[:40], "line": first[name]}
                hint = "say what is different here, or put the two together"
                yield found(heading.at, "the heading '{text}' stands on line {line} already", hint, **values)
            first.setdefault(name, heading.at.line)
