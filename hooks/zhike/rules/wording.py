"""Wording: a page is in its own language, all of it."""

from __future__ import annotations

from collections.abc import Iterator

from .. import vectors
from ..alignment import aligned, cell_texts
from ..languages import language
from ..lexicon import ACCEPTED, lexicon
from ..model import Block, Page, Site
from ..tongues import EMPHASIS, FEW, MANY, QUOTED, WORD, Tongue, cell_words, is_in_other
from .base import About, Finding, Severity, found, regex, rule
from .texts import data_texts, drawn_texts

OWN_RULE = "/terms/"  # of what a term says
LEFT_OUT = frozenset({"row", "code", "html"})
MARKED = regex(r"\{:?[^{}\n]*\blang=")
SHORT = frozenset({"heading", "admonition"})
IN_SMALL = regex(r"[a-z](?<![^\W\d_].)[a-z]+(?: [a-z]{2,})+")


@rule(Severity.ERROR)
def untranslated_page(site: Site) -> Iterator[Finding]:
    """A page is not a copy of its other language.

    Bad:  apology.en.md with the Chinese text of apology.md
    Good: apology.en.md in English
    """
    for source, translation in site.pairs():
        for page, other in ((translation, source), (source, translation)):
            if _is_copy(site, page, other):
                hint = "translate it, or delete it until it is translated"
                yield found(page.at(), "this page is in the language of {path}", hint, path=other.path)


def _is_copy(site: Site, page: Page, other: Page) -> bool:
    return site.once(("is a copy", page.path, other.path), lambda: _has_the_text_of(page, other))


def _has_the_text_of(page: Page, other: Page) -> bool:
    """Say whether nearly every block is in the language of the other page."""
    tongue = Tongue.of(page, other)
    if tongue.can_tell:
        has_any = tongue.other.letter.search(page.running)
        if not has_any or tongue.other.weight(page.running) < tongue.own.weight(page.running):
            return False
    texts = [(block, _text(page, block)) for block in page.blocks if block.kind not in ("code", "html", "admonition")]
    texts = [(block, text) for block, text in texts if WORD.search(text)]
    if tongue.can_tell:
        left = sum(tongue.is_foreign(text, FEW) for _, text in texts)
    else:
        known = {_text(other, block) for block in other.blocks}
        left = sum(text in known for _, text in texts)
    return len(texts) >= MANY and left >= 0.8 * len(texts)


def _text(page: Page, block: Block) -> str:
    return " ".join(" ".join(page.prose[line - 1] for line in block.lines).replace(page.FILLER, " ").split())


@rule(Severity.ERROR, About.BOTH)
def untranslated_text(site: Site) -> Iterator[Finding]:
    """A page's text is in its own language, and so is what data files say in each.

    Bad:  an English page with the sentence 请在二十分钟内给客人回话。
    Good: the sentence in English, a Chinese term at most
    """
    for source, translation in site.pairs():
        pairs = aligned(site, source, translation)
        yield from _left(site, translation, source, [(b, a) for a, b in pairs])
        yield from _left(site, source, translation, pairs)
    for page in site.written():
        yield from _columns(site, page)
    for at, text, key in data_texts(site):
        locale = next((part for part in reversed(key) if part in site.settings.locales), None)
        if isinstance(locale, str) and OWN_RULE not in at.path and _is_of_another(site, text, locale):
            yield found(at, "this text is not in '{locale}'", "translate it", locale=locale)

    for at, text, locale in drawn_texts(site):
        tongue = Tongue(language(locale), language(site.settings.source))
        if locale != site.settings.source and tongue.can_tell and tongue.is_foreign(text, FEW):
            yield found(at, "this text is not in '{locale}'", "translate it", locale=locale)


def _is_of_another(site: Site, text: str, locale: str) -> bool:
    return any(tongue.is_foreign(text, 1) for tongue in site.once(("tongues", locale), lambda: _tongues(site, locale)))


def _tongues(site: Site, locale: str) -> tuple[Tongue, ...]:
    tongues = (Tongue(language(locale), language(other)) for other in site.settings.locales)
    return tuple(tongue for tongue in tongues if tongue.can_tell)


def _left(site: Site, page: Page, other: Page, pairs: list[tuple[Block, Block]]) -> Iterator[Finding]:
    tongue = Tongue.of(page, other)
    yield from _front_matter(page, other, tongue)
    if _is_copy(site, page, other):
        return
    yield from _images(page, other, tongue)
    yield from _drawings(site, page, tongue)
    if tongue.can_tell:
        has_any = bool(tongue.other.letter.search(page.running))
        lines = list(_lines(page, tongue)) if has_any else []
        told = {finding.at.line for finding in lines}
        yield from lines
        yield from (finding for finding in _titles(page, other, pairs, tongue) if finding.at.line not in told)
        rows = [(a, b) for a, b in pairs if has_any and a.kind == "row" and a.columns == b.columns]
        yield from _cells(page, other, rows, tongue)
        yield from _link_texts(site, page, other, tongue, told)
    elif page.locale != site.settings.source:
        yield from _same_blocks(site, other, page)


def _front_matter(page: Page, other: Page, tongue: Tongue) -> Iterator[Finding]:
    for key in ("title", "summary", "asks"):
        value = page.front_matter.get(key)
        for index, text in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(text, str) and _is_left(text, other.front_matter.get(key), tongue):
                at = page.meta.at(key, index) if isinstance(value, list) else page.meta.at(key)
                yield found(at, "'{key}' is not translated", "translate it", key=key)


def _is_left(text: str, others: object, tongue: Tongue) -> bool:
    if tongue.can_tell:
        return tongue.is_foreign(text, FEW)
    return len(WORD.findall(text)) >= MANY and text in (others if isinstance(others, list) else [others])


def _lines(page: Page, tongue: Tongue) -> Iterator[Finding]:
    """Yield the lines that are in the other language, or have a sentence of it; tables have their own rules."""
    for block in page.blocks:
        lines = (block.at.line,) if block.kind == "admonition" else block.lines
        for line in lines if block.kind not in LEFT_OUT else ():
            text = page.prose[line - 1]
            if not tongue.other.letter.search(text) or MARKED.search(page.lines[line - 1]):
                continue
            if tongue.is_foreign_line(text, FEW if block.kind in SHORT else MANY):
                start = tongue.other.letter.search(text)
                column = start.start() + 1 if start else 1
                yield found(page.at(line, column), "this line is not translated", "translate it")
            elif (offset := tongue.foreign_sentence(text)) is not None:
                yield found(page.at(line, offset + 1), "this sentence is not translated", "translate it")


def _titles(page: Page, other: Page, pairs: list[tuple[Block, Block]], tongue: Tongue) -> Iterator[Finding]:
    """Yield the titles of notes that are the same on both pages, and words of the other one's language."""
    for note, partner in pairs:
        if note.kind == partner.kind == "admonition":
            title = page.prose[note.at.line - 1].strip(page.FILLER)
            if title == other.prose[partner.at.line - 1].strip(page.FILLER) and is_in_other(title, tongue):
                column = page.lines[note.at.line - 1].find(title) + 1
                yield found(page.at(note.at.line, column), "this line is not translated", "translate it")


def _link_texts(site: Site, page: Page, other: Page, tongue: Tongue, told: set[int]) -> Iterator[Finding]:
    for link in page.links:
        if not link.text or not link.target or ":" in link.target or link.at.line in told:
            continue
        if tongue.own.letter.search(link.text) or not tongue.other.letter.search(link.text.replace("`", "")):
            continue
        target = site.target(page, link.target)
        ours = target.page if target else None
        theirs = site.outline(ours.slug, other.locale) if ours else None
        is_title = ours is not None and theirs is not None and link.text == theirs.title != ours.title
        if is_title or (tongue.is_foreign(link.text, FEW) and "`" not in link.text):
            yield found(link.at, "the link text '{text}' is not translated", "translate it", text=link.text)


def _images(page: Page, other: Page, tongue: Tongue) -> Iterator[Finding]:
    others = {image.alt for image in other.images}
    for image in page.images:
        alt = image.alt or ""
        is_same = alt in others and len(WORD.findall(alt)) >= MANY
        if tongue.is_foreign(alt, FEW) if tongue.can_tell else is_same:
            yield found(image.at, "the alternative text is not translated", "translate it")


def _drawings(site: Site, page: Page, tongue: Tongue) -> Iterator[Finding]:
    """Yield the images of a translation that show a drawing in the source language, for there is no other."""
    for image in page.images if tongue.can_tell and page.locale != site.settings.source else ():
        file = site.resolve(page, image.target) or ""
        own = f"{file.removesuffix('.svg')}.{page.locale}.svg"
        if file in site.vectors and own not in site.files and _is_in(site.vectors[file], tongue):
            yield found(
                image.at, "this drawing is in '{locale}'", "draw {own} too", locale=tongue.other.locale, own=own
            )


def _is_in(drawing: str, tongue: Tongue) -> bool:
    """Say whether most of the texts in a drawing are in the other language."""
    texts = [text for _, _, text in vectors.parsed(drawing).words if WORD.search(text)]
    foreign = [text for text in texts if tongue.is_foreign(text, FEW)]
    return bool(foreign) and 2 * len(foreign) > len(texts)


def _same_blocks(site: Site, source: Page, translation: Page) -> Iterator[Finding]:
    """Yield what is the same in two languages of one script: a whole sentence never is."""
    for a, b in aligned(site, source, translation):
        if a.kind not in ("code", "html", "admonition", "row"):
            text = _text(translation, b)
            if len(WORD.findall(text)) >= MANY and text == _text(source, a):
                yield found(b.at, "this line is not translated", "translate it")


def _cells(page: Page, other: Page, rows: list[tuple[Block, Block]], tongue: Tongue) -> Iterator[Finding]:
    """Yield cells in the other page's language, where the row holds no such pair of languages there."""
    left_of = {
        row.at.line: [i for i, text in enumerate(cell_words(page, row)) if tongue.is_foreign(text, 1)]
        for row, _ in rows
    }
    uniform = _foreign_columns(page, tongue) if any(left_of.values()) else set()
    back = Tongue.of(other, page)
    for row, partner in rows:
        left = left_of[row.at.line]
        if not left or not all(cell_texts(other, partner)):
            continue  # what an empty cell lacks may be the very partner of these
        mates = sum(is_in_other(text, back) for text in cell_words(other, partner))
        for index in left:
            if not mates or ((row.section, index) not in uniform and len(left) > mates):
                at = page.at(row.at.line, row.cells[index][0] + 1)
                yield found(at, "this cell is not translated", "translate it")


def _columns(site: Site, page: Page) -> Iterator[Finding]:
    """Yield the columns of tables that are called after a language, and are in another."""
    heads: dict[int, str] = {}
    cells: dict[tuple[int, int], list[bool]] = {}
    head = page.blocks[0] if page.blocks else None
    for row in page.blocks:
        if row.kind == "row" and row.label:
            head = row
            heads = {index: text for index, text in enumerate(cell_words(page, row)) if _called(site, text)}
        elif row.kind == "row" and heads and head:
            for index, text in enumerate(cell_words(page, row)):
                tongues = _called(site, heads.get(index, "")) if WORD.search(text) else []
                if tongues:
                    key = (head.at.line, head.cells[index][0] + 1)
                    cells.setdefault(key, []).append(any(tongue.is_foreign(text, FEW) for tongue in tongues))
    for (line, column), are_foreign in cells.items():
        if 2 * sum(are_foreign) > len(are_foreign):
            yield found(page.at(line, column), "this column is not in the language it names", "exchange the columns")


def _called(site: Site, name: str) -> list[Tongue]:
    """Return the language of a name beside each other language of the site, nothing when the name is none."""
    own = next((known for known in map(language, site.settings.locales) if name in known.called), None)
    tongues = [Tongue(own, language(other)) for other in site.settings.locales] if own else []
    return [tongue for tongue in tongues if tongue.can_tell]


def _foreign_columns(page: Page, tongue: Tongue) -> set[tuple[str, int]]:
    """Return the columns, by section, all whose cells are in the other language: both languages side by side."""
    columns: dict[tuple[str, int], bool] = {}
    for row in page.blocks:
        for index, text in enumerate(cell_words(page, row) if row.kind == "row" and not row.label else ()):
            key = (row.section, index)
            columns[key] = columns.get(key, True) and (not text or is_in_other(text, tongue))
    return {key for key, is_foreign in columns.items() if is_foreign}


@rule(Severity.WARNING)
def untranslated_word(site: Site) -> Iterator[Finding]:
    """A term stands in the page's own language, unless the page speaks of the word itself.

    Bad:  Call the 值班经理 at once.
    Good: Call the duty manager (值班经理) at once.
    """
    for source, translation in site.pairs():
        for page, other in ((translation, source), (source, translation)):
            tongue = Tongue.of(page, other)
            if tongue.can_tell:
                yield from _words(site, page, other, tongue)


def _words(site: Site, page: Page, other: Page, tongue: Tongue) -> Iterator[Finding]:
    """Yield the terms in the other language inside a sentence of this one, what is quoted or explained apart."""
    known = (IN_SMALL if tongue.other.is_spaced else tongue.other.letter).search
    kinds = {line: block.kind for block in page.blocks for line in block.lines} if known(page.running) else {}
    for line, kind in sorted(kinds.items()):
        text = page.prose[line - 1]
        if kind in LEFT_OUT or not known(text) or MARKED.search(page.lines[line - 1]):
            continue
        if any(name in text for name in tongue.other.called):
            continue
        bare = QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        for match in lexicon(site, other.locale).matches(bare) if tongue.own.letter.search(bare) else ():
            word, around = (
                bare[match.start : match.end],
                bare[max(match.start - 1, 0)] + bare[match.end : match.end + 1],
            )
            is_told = bool(IN_SMALL.fullmatch(word)) if tongue.other.is_spaced else len(word) >= FEW
            is_told = is_told and page.locale in match.term.words
            if is_told and match.status == ACCEPTED and EMPHASIS.search(around) is None:
                named = {"word": word, "wanted": match.term.words[page.locale].preferred}
                yield found(page.at(line, match.start + 1), "'{word}' is not translated", "write '{wanted}'", **named)
