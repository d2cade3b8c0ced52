"""Heading marks: what looks like a heading to its writer is one to its reader, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Edit, Heading, Page, Site
from .base import Finding, Severity, found, regex, replacing, rule
from .texts import characters

UNSPACED = regex(r"#{1,6}(?=[^#\s])")
WIDE = regex(r"[ ]{0,3}((?=#{0,6}[＃﹟])[#＃﹟]{1,7})([ \u3000]*)")
MIXED = regex(r"((?=#{1,5}[＃﹟])[#＃﹟]{2,6})[ \u3000]*(?=[^#＃﹟\s])")
INDENTED = regex(r"([ ]{1,3})#{1,6}[ ]")
ENDING = regex(r"(?:[。，、；：,;:]|(?<=[^\W\d_]{4})(?<!etc)\.)$")
ID = regex(r"[{][ ]*:?[ ]*(?:#|id=)([^\s{}]+)[^{}]*[}]")
CLOSERS = ")]*_`>"


def _is_marked(page: Page, heading: Heading) -> bool:
    """Say whether a heading is written with #, not underlined."""
    return page.lines[heading.at.line - 1].startswith("#", heading.at.column - 1)


@rule(Severity.ERROR)
def heading_without_blank(site: Site) -> Iterator[Finding]:
    """A blank stands between the # of a heading and its words.

    Bad:  ##时限 {#limits}
    Good: ## 时限 {#limits}

    Other programs that show Markdown take such a line for plain text; and a line that begins with #1 is a heading here.
    """
    for page in site.written():
        for heading in page.headings:
            line, start = page.lines[heading.at.line - 1], heading.at.column - 1
            if mark := UNSPACED.match(line, start):
                at = page.at(heading.at.line, mark.end() + 1)
                values = {"hashes": mark.group(), "text": heading.text[:40]}
                finding = found(heading.at, "no blank behind {hashes}", "write '{hashes} {text}'", **values)
                # a single # may have been meant as a sign in the text
                yield (
                    finding
                    if heading.level == 1 and heading is not page.headings[0]
                    else finding.mended(Edit(at, at, " "))
                )


@rule(Severity.ERROR)
def fullwidth_heading(site: Site) -> Iterator[Finding]:
    """The marks of a heading are half-width.

    Bad:  ＃＃ 时限
    Good: ## 时限 {#limits}
    """
    for page in site.written():
        if characters(site, page).isdisjoint("＃﹟"):
            continue
        for number, line in enumerate(page.prose, 1):
            mark = WIDE.match(line) if "＃" in line[:10] or "﹟" in line[:10] else None
            rest = line[mark.end() :] if mark else ""
            if mark and rest.strip() and (len(mark[1]) > 1 or mark[2] or ID.search(rest)):
                hashes = "#" * min(len(mark[1]), 6)
                at = page.at(number, mark.start(1) + 1)
                finding = found(at, "'{mark}' makes no heading", "write {hashes}", mark=mark[1], hashes=hashes)
                yield finding.mended(Edit(page.at(number), page.at(number, mark.end() + 1), f"{hashes} "))
        for heading in page.headings:
            if mark := MIXED.match(page.lines[heading.at.line - 1], heading.at.column - 1):
                hashes = "#" * len(mark[1])
                finding = found(heading.at, "'{mark}' makes no heading", "write {hashes}", mark=mark[1], hashes=hashes)
                yield finding.mended(Edit(heading.at, page.at(heading.at.line, mark.end() + 1), f"{hashes} "))


@rule(Severity.ERROR)
def indented_heading(site: Site) -> Iterator[Finding]:
    """A heading begins at the first character of its line.

    Bad:  a blank in front of ## Limits {#limits}
    Good: ## Limits {#limits}
    """
    for page in site.written():
        for block in page.blocks:
            for number in block.lines if block.kind == "paragraph" and not block.depth else ():
                if mark := INDENTED.match(page.prose[number - 1]):
                    at = page.at(number, mark.end(1) + 1)
                    finding = found(at, "a blank in front of # makes text of this heading", "remove it")
                    yield finding.mended(replacing(page.at(number), mark[1], ""))
        for heading in page.headings:
            if heading.at.column > 1 and heading.level == 2 and _is_marked(page, heading):
                yield _inside(page, heading)


def _inside(page: Page, heading: Heading) -> Finding:
    """Return the finding about the heading of a section that lies in a note, an item or a quotation."""
    number = heading.at.line
    before, above = page.lines[number - 1][: heading.at.column - 1], page.lines[number - 2] if number > 1 else ""
    finding = found(
        heading.at, "this heading lies inside the block above", "begin it at the first character of its line"
    )
    if before.strip():
        return found(heading.at, "this heading lies inside a quotation or a list", "let it stand in a line of its own")
    return finding if above.strip() else finding.mended(replacing(page.at(number), before, ""))


@rule(Severity.ERROR)
def underlined_heading(site: Site) -> Iterator[Finding]:
    """A heading is written with #; a ruler stands apart from the line above it.

    Bad:  Say sorry first, and below it a line ---
    Good: Say sorry first, a blank line, and then ---

    A line of hyphens right below a line of text makes a heading of the text.
    """
    for page in site.written():
        for heading in page.headings:
            if not _is_marked(page, heading):
                mark = page.lines[heading.at.line].strip()[-3:] if heading.at.line < len(page.lines) else ""
                hint = "put a blank line between them, or begin the text with ##"
                yield found(heading.at, "the {mark} below makes a heading of this line", hint, mark=mark)


@rule(Severity.ERROR)
def empty_heading(site: Site) -> Iterator[Finding]:
    """A heading has words.

    Bad:  ## {#limits}
    Good: ## Limits {#limits}
    """
    for page in site.written():
        for heading in page.headings:
            if not heading.text.strip("# \u00a0\u3000\u200b") or ID.fullmatch(heading.text.strip()):
                yield found(heading.at, "this heading has no words", "write some, or remove it")


@rule(Severity.WARNING)
def heading_punctuation(site: Site) -> Iterator[Finding]:
    """A heading ends without a full stop, a comma or a colon.

    Bad:  ## 时限： {#limits}
    Good: ## 时限 {#limits}
    """
    for page in site.written():
        for heading in page.headings:
            mark = ENDING.search(heading.text[-9:])
            if heading.level == 1 or not mark:
                continue
            finding = found(heading.at, "this heading ends with '{mark}'", "leave it out", mark=mark.group())
            line = page.lines[heading.at.line - 1]
            start = line.find(heading.text, heading.at.column - 1)
            end = page.at(heading.at.line, start + len(heading.text) + 1)
            edit = Edit(page.at(heading.at.line, end.column - 1), end, "")
            yield finding.mended(edit) if start >= 0 else finding


@rule(Severity.WARNING)
def link_in_heading(site: Site) -> Iterator[Finding]:
    """A heading holds no link: it is one itself in the table of contents.

    Bad:  ## [Compensation](compensation.md) {#compensation}
    Good: ## Compensation {#compensation} … See [how to compensate](compensation.md).
    """
    for page in site.written():
        lines = {heading.at.line for heading in page.headings}
        for link in page.links:
            if link.at.line in lines:
                yield found(link.at, "a link stands in this heading", "put it into the text below")


@rule(Severity.ERROR)
def stray_id(site: Site) -> Iterator[Finding]:
    """An id in braces stands behind a heading.

    Bad:  Say sorry first. {#apology}
    Good: ## Say sorry first {#apology}

    Behind other text the braces are shown to readers, and links to the id lead nowhere.
    """
    for page in site.written():
        if not any(ID.match("{" + tag.attributes + "}") for tag in page.attributes):
            continue
        kinds = {number: block for block in page.blocks for number in (block.at.line, block.end)}
        headings = {heading.at.line for heading in page.headings}
        for tag in page.attributes:
            number, line = tag.at.line, page.lines[tag.at.line - 1]
            written = ID.match(line, tag.at.column - 1)
            block = kinds.get(number)
            if not written or number in headings or (block and block.kind == "row"):
                continue
            before = line[: tag.at.column - 1]
            is_last = block is not None and block.end == number and block.at.line < number
            if before[-1:] in tuple(CLOSERS) or (is_last and not before.strip(" >")):
                continue
            values = {"braces": written.group()}
            yield found(tag.at, "'{braces}' is shown as text here", "give the id to a heading", **values)
