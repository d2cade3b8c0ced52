"""What can be found: every page and every term once, with its words in all languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Asks, Block, Page, Site, Term

TERM = "term"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its anchor ("" for what stands before the first heading), its heading, its running text."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """A topic in one language; `asks` are ways to ask for it, `origins` the titles of the sources it carries.

    `above` is the title of the page that leads its folder, `situations` are those of the navigator that end here: each
    a section and what is happening, and `asked` the ways to ask for the page ("") and for its sections.
    """

    title: str
    summary: str
    asks: tuple[str, ...]
    origins: tuple[str, ...]
    sections: tuple[Section, ...]
    above: str = ""
    situations: tuple[tuple[str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A page, or a term of the glossary, in every language that has it.

    `anchor` is the term's place on the page, `carries` are the page's records of the ledger, `text` names the file in
    which its sections are kept.
    """

    slug: str
    anchor: str
    type: str
    roles: tuple[str, ...]
    versions: Mapping[str, Version]
    carries: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return f"{self.slug}/{self.anchor[0]}" if self.anchor else self.slug


def topics(site: Site) -> tuple[Topic, ...]:
    """Return all topics of a site: its pages by slug, then its terms by id."""
    pages: dict[str, dict[str, Page]] = defaultdict(dict)
    for page in site.pages.values():
        if not page.generated:
            pages[page.slug][page.locale] = page
    glossary = site.settings.glossary if site.page(site.settings.glossary, site.settings.source) else ""
    terms = sorted(site.term_by_id.values(), key=lambda term: term.id) if glossary else []
    asked: dict[str, list[Asks]] = defaultdict(list)
    for asks in site.asks:
        asked[asks.id.partition("#")[0]].append(asks)
    return (
        *(_of_page(site, pages[slug], asked[slug]) for slug in sorted(pages)),
        *(_of_term(term, glossary) for term in terms),
    )


def _of_page(site: Site, versions: dict[str, Page], asked: list[Asks]) -> Topic:
    first = versions.get(site.settings.source) or next(iter(versions.values()))
    return Topic(
        slug=first.slug,
        anchor="",
        type=str(first.front_matter.get("type", "")),
        roles=first.names("roles"),
        versions={locale: _version(site, page, asked) for locale, page in sorted(versions.items())},
        carries=first.names("sources"),
        related=first.names("related"),
    )


def _version(site: Site, page: Page, asked: list[Asks]) -> Version:
    origins = [site.source_by_id[name] for name in page.names("sources") if name in site.source_by_id]
    return Version(
        title=page.title,
        summary=str(page.front_matter.get("summary") or ""),
        asks=page.names("asks"),
        origins=tuple(source.titles.get(page.locale, "") for source in origins),
        sections=tuple(_sections(site, page)),
        above=_above(site, page),
        situations=tuple(_situations(site, page)),
        asked=tuple((asks.id.partition("#")[2], "\n".join(asks.ways.get(page.locale, ()))) for asks in asked),
    )


def _situations(site: Site, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the section and the names of each situation of the navigator that a page is opened for."""
    answers = [answer for question in site.navigator.questions for answer in question.answers]
    for situation in site.navigator.situations:
        slug, _, section = situation.page.partition("#")
        if slug == page.slug and page.locale in situation.words:
            labels = [answer.labels[page.locale] for answer in answers if answer.next == situation.id]
            yield section, "\n".join([situation.words[page.locale].title, *labels])


def _above(site: Site, page: Page) -> str:
    folder, _, _ = page.slug.rpartition("/")
    leader = site.page(f"{folder}/index", page.locale) if folder else None
    return leader.title if leader else ""


def _sections(site: Site, page: Page) -> Iterator[Section]:
    lines = _filled(site, page)
    headings = {heading.id: heading.text for heading in page.headings if heading.level > 1}
    for name, blocks in page.sections.items():
        text = " ".join(_text(lines, block) for block in blocks)
        if text or name:
            yield Section(name, headings.get(name, ""), " ".join(text.split()))


def _text(lines: list[str], block: Block) -> str:
    return " ".join(lines[number - 1] for number in block.lines).replace("**", "")


def _filled(site: Site, page: Page) -> list[str]:
    """Return the running text of a page line by line, with its house values and without its marks."""
    lines = list(page.prose)
    for variable in sorted(page.variables, key=lambda variable: variable.at, reverse=True):
        value = site.house_by_key.get(variable.key)
        line, start = lines[variable.at.line - 1], variable.at.column - 1
        if value and page.locale in value.shown:
            lines[variable.at.line - 1] = f"{line[:start]} {value.shown[page.locale]} {line[start:]}"
    return [line.replace(Page.FILLER, " " if "|" in raw else "") for line, raw in zip(lines, page.lines, strict=True)]


def _of_term(term: Term, glossary: str) -> Topic:
    versions = {
        locale: Version(
            title=wording.preferred,
            summary=wording.definition,
            asks=(*wording.admitted, *wording.forbidden),
            origins=(),
            sections=(),
        )
        for locale, wording in term.words.items()
    }
    return Topic(glossary, term.id, TERM, (), versions)
