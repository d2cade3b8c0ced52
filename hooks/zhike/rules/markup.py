"""Raw HTML and what could run: pages are Markdown, with the tags that the settings allow."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..model import Page, Position, Site, Tag
from .base import About, Finding, Severity, did_you_mean, found, guess, is_external, lately, regex, rule
from .texts import characters, configured_texts, data_texts, matter_texts, text_lines, watched, without_code

ATTRIBUTE = regex(r"""(?<![^\s"'/])([^\s"'=<>/]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""")
BARE = regex(r"""(?<![^\s"'/])([A-Za-z][\w:.-]*+)(?!\s*+=)(?=[\s/]|$)""")
HANDLER = regex(r"on[a-z]+", re.I)
BRACES = regex(r"\{([^{}\n]*)\}")
RUNS = frozenset({"javascript", "vbscript", "data", "livescript", "mocha", "blob"})
IGNORED = regex("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
ACTIVE = frozenset(watched("active-tags"))
KNOWN = ACTIVE.union(watched("plain-tags"))
FORBIDDEN = frozenset(watched("forbidden-attributes"))
HARMLESS = frozenset(watched("harmless-attributes"))
OURS = regex(r"(?<!\S)(?:\.|class=[\"']?)?(?P<name>(?:md|zk)-[\w-]*)")
NOTE = regex(r"[ >]*(?:!!!|\?\?\?\+?)[ ]?[\w-]+(?P<classes>(?:[ ]+[\w-]+)+)")
LANGUAGE = regex(
    r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.I | re.A,
)
LOADING = frozenset({"src", "srcset", "poster", "background", "data", "xlink:href", "longdesc", "cite", "imagesrcset"})
OUTSIDE = regex(r"(?:^|[\s,(\"'])(?:https?:)?[\\/]{2}[^\s,)\"']+", re.I)
ORDER = regex(r"<(?:\?[A-Za-z=]|!\[|![A-Za-z])")
MARKED_UP = regex(r"<(?:[?!]|/?[A-Za-z][^<>\n]*>|[A-Za-z][\w-]*\s[^<>\n]*=)[^<>]{0,40}")
RUNNING = regex(
    r"<(?:"
    + "|".join(sorted(ACTIVE))
    + r")\b[^<>\n]{0,40}|<[a-z][^<>\n]*\son[a-z]+\s*=|(?:href|src)\s*=\s*[\"']?\s*(?:javascript|data):",
    re.I,
)
LINKED = regex(r"\]\(|\{:?[ ]*(?:[#.][\w-]|[\w-]+=)[^{}\n]*\}")
FETCHED = regex(r"(?i)(?:url\(|@import)[^\n]{0,200}")


def attributes(tag: Tag) -> Iterator[tuple[str, str]]:
    """Yield name and value of the attributes of a tag, entities read, "" for those without a value."""
    for name, *values in ATTRIBUTE.findall(tag.attributes):
        yield name.lower(), html.unescape("".join(values))
    for name in BARE.findall(ATTRIBUTE.sub(" ", tag.attributes)):
        yield name.lower(), ""


def marked(site: Site, page: Page) -> list[tuple[Tag, list[tuple[str, str]]]]:
    """Return tags and attribute lists, those too that are shown as text today, with their attributes."""
    return lately(site, "marked", page, lambda: [(tag, list(attributes(tag))) for tag in _marked(site, page)])


def _marked(site: Site, page: Page) -> Iterator[Tag]:
    yield from page.tags
    yield from page.attributes
    known = {(tag.at.line, tag.at.column) for tag in page.attributes}
    for number, line, _ in text_lines(site, page) if characters(site, page).issuperset("{=") else ():
        for match in BRACES.finditer(without_code(line)) if "=" in line and "{" in line else ():
            if "=" in match[1] and (number, match.start() + 1) not in known:
                yield Tag(page.at(number, match.start() + 1), "", match[1])


@rule(Severity.ERROR)
def forbidden_tag(site: Site) -> Iterator[Finding]:
    """A page holds no HTML tag but the allowed ones.

    Bad:  <font color="red">Say sorry first</font>
    Good: **Say sorry first**

    Tags can run programs, load from outside and send what readers type.
    """
    for page in site.written():
        opened = {tag.name for tag in page.tags}
        for tag in page.tags:
            name = tag.name.removeprefix("/")
            if name not in site.settings.allowed_tags and not (tag.name != name and name in opened):
                yield _forbidden(tag.at, name, tag.name != name)
        for at, mark in _orders(page):
            yield found(at, "'{mark}' speaks to a program, not to readers", "remove it", mark=mark)


def _orders(page: Page) -> Iterator[tuple[Position, str]]:
    """Yield what only servers, old browsers or office programs understand, with the mark that it begins with."""
    for number, line in enumerate(page.prose, 1) if "<?" in page.running or "<!" in page.running else ():
        for match in ORDER.finditer(line):
            yield page.at(number, match.start() + 1), match.group()[:2]
    for comment in page.comments:
        if page.lines[comment.at.line - 1].startswith("<!--[if ", comment.at.column - 1):
            yield comment.at, "<!--[if"


def _forbidden(at: Position, name: str, is_closing: bool) -> Finding:
    if name in ACTIVE:
        return found(at, "the tag <{name}> can run, load or send something", "remove it", name=name)
    if is_closing:
        return found(at, "</{name}> closes nothing", "remove it", name=name)
    if name not in KNOWN:
        nearest = guess(name, KNOWN - ACTIVE) if name.isascii() else ""
        hint = did_you_mean(nearest, "put it between backticks if readers shall see it")
        return found(at, "there is no tag <{name}>: readers see nothing", hint, name=name, guess=f"<{nearest}>")
    return found(at, "the tag <{name}> is not allowed", "write it in Markdown", name=name)


@rule(Severity.ERROR, About.BOTH)
def html_in_data(site: Site) -> Iterator[Finding]:
    """Front matter and data files hold plain words: no HTML, no links, no attributes.

    Bad:  title: Three visits <b>sold out</b>
    Good: title: Three visits, sold out

    These words are shown in many places: in the menu, in lists of pages, in the search.
    """
    for at, text in configured_texts(site):
        if mark := RUNNING.search(text) if "<" in text else None:
            yield found(at, "'{mark}' stands among plain words", "write the words only", mark=mark.group()[:40])
    written = [place for page in site.written() for place in matter_texts(page)]
    for at, text in (*written, *((at, text) for at, text, _ in data_texts(site))):
        for mark in (MARKED_UP.search(text) if "<" in text else None, LINKED.search(text)):
            if mark:
                yield found(at, "'{mark}' stands among plain words", "write the words only", mark=mark.group()[:40])


@rule(Severity.ERROR)
def event_handler(site: Site) -> Iterator[Finding]:
    """Nothing on a page runs: no event handler, no address that is a script.

    Bad:  [Steps](javascript:alert(1))
    Good: [Steps](steps.md)
    """
    for page in site.written():
        for tag, named in marked(site, page):
            for name, value in named:
                if HANDLER.fullmatch(name):
                    yield found(tag.at, "'{name}' would run a script", "remove it", name=name)
                elif tag.name != "img" and (runs := _running(value)):
                    yield found(tag.at, *ADDRESS, scheme=runs)
        for link in page.links:
            if runs := _running(link.target or ""):
                yield found(link.at, *ADDRESS, scheme=runs)
        for image in page.images:
            if (runs := _running(image.target)) and runs != "data":
                yield found(image.at, *ADDRESS, scheme=runs)


ADDRESS = ("an address with '{scheme}:' would run", "link to a page")


def _running(address: str) -> str:
    """Return the scheme of an address that runs what it holds, "" of all others; browsers skip blanks and controls."""
    if ":" not in address and "&" not in address:
        return ""
    scheme = IGNORED.sub("", html.unescape(html.unescape(address[:2000]))).partition(":")[0].lower()
    return scheme if scheme in RUNS else ""


@rule(Severity.ERROR)
def forbidden_attribute(site: Site) -> Iterator[Finding]:
    """Attributes name, place and describe; they change neither what a page loads, where it leads nor how it looks.

    Bad:  [Steps](steps.md){ style="position: fixed" }
    Good: [Steps](steps.md)

    Styles can lay a false page over the true one.
    """
    for page in site.written():
        lists = set(_lists(site, page))
        for tag, named in marked(site, page):
            for name, value in named:
                is_frame = name == "target" and value.lower() not in ("", "_blank", "_self")
                if name in FORBIDDEN or is_frame or (tag in lists and _is_strange(name, value)):
                    yield found(tag.at, "the attribute '{name}' is not allowed", "remove it", name=name)
                elif name == "lang" and value and not LANGUAGE.fullmatch(value):
                    yield found(tag.at, "'{code}' is no code of a language", "write one such as en", code=value[:40])
        for at, name in _classes(site, page):
            yield found(at, "the class '{name}' belongs to the frame of the site", "remove it", name=name)


def _lists(site: Site, page: Page) -> Iterator[Tag]:
    """Yield the attribute lists that surely are some: behind what they belong to, or on a line of their own."""
    yield from page.attributes
    others = [tag for tag, _ in marked(site, page)[len(page.tags) + len(page.attributes) :]]
    ends = {heading.at.line for heading in page.headings} if others else set()
    for tag in others:
        line, start = page.lines[tag.at.line - 1], tag.at.column - 1
        is_last = start + len(tag.attributes) + 2 == len(line.rstrip())
        if is_last and (tag.at.line in ends or start == len(line) - len(line.lstrip())):
            yield tag


def _is_strange(name: str, value: str) -> bool:
    """Say whether an attribute does more than name, place and describe, and no other rule speaks of it."""
    is_known = name in HARMLESS or (name.startswith("data-") and not name.startswith("data-zk"))
    return not (is_known or HANDLER.fullmatch(name) or _running(value))


def _classes(site: Site, page: Page) -> Iterator[tuple[Position, str]]:
    """Yield the classes of the site's own frame that a page gives to its text, with their places."""
    for number, line, block in text_lines(site, page) if "md-" in page.text or "zk-" in page.text else ():
        lists = [(match.start(1), match[1]) for match in BRACES.finditer(without_code(line)) if "{" in line]
        note = NOTE.match(line) if block.kind == "admonition" else None
        for start, text in [*lists, *([(note.start("classes"), note["classes"])] if note else [])]:
            for match in OURS.finditer(text):
                if note or match.group()[0] in ".c":
                    yield page.at(number, start + match.start() + 1), match["name"]


@rule(Severity.ERROR)
def outside_content(site: Site) -> Iterator[Finding]:
    """Pictures and other parts of a page come from this site.

    Bad:  ![Plan](https://example.com/plan.png)
    Good: ![Plan](../assets/plan.png)

    Whoever runs the other site sees who reads the page and can change what it shows.
    """
    for page in site.written():
        for tag, named in marked(site, page):
            for name, value in named:
                is_image = tag.name == "img" and name == "src"
                loads = name in LOADING or (name == "href" and tag.name in ("link", "use", "image", "base"))
                fetched = FETCHED.search(value) if "url(" in value.lower() or "@import" in value.lower() else None
                if (loads and not is_image and OUTSIDE.search(value)) or (fetched and OUTSIDE.search(fetched.group())):
                    hint = "put the file into assets and link to it there"
                    yield found(tag.at, "'{address}' would be loaded from outside", hint, address=value.strip()[:80])


@rule(Severity.ERROR)
def raw_link(site: Site) -> Iterator[Finding]:
    """Links between pages are written in Markdown.

    Bad:  <a href="steps.md">Steps</a>
    Good: [Steps](steps.md)

    The path in a raw tag stays as it is written, and no such file is published.
    """
    for page in site.written():
        for tag in page.tags:
            for name, value in attributes(tag):
                path = value.partition("#")[0].partition("?")[0]
                if name == "href" and path.lower().endswith(".md") and not is_external(value):
                    yield found(
                        tag.at,
                        "'{target}' is not turned into an address here",
                        "write [text]({target})",
                        target=value[:80],
                    )
