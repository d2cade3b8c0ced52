"""Which records of the ledger the pages carry, and which none does yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from .model import Site, Source

Say = Callable[..., str]


def carriers(site: Site) -> dict[str, list[str]]:
    """Return for every record the slugs of the pages that name it in every language."""
    found: dict[str, list[str]] = {source.id: [] for source in site.sources}
    for page in site.written():
        others = [site.page(page.slug, locale) for locale in site.settings.translations]
        if page.locale != site.settings.source:
            continue
        for name in page.names("sources"):
            if name in found and all(other and name in other.names("sources") for other in others):
                found[name].append(page.slug)
    return found


def lines(site: Site, say: Say = str.format) -> Iterator[str]:
    """Yield a report: records carried and not carried by kind and by section, then the holes; `say` fills a message."""
    found = carriers(site)
    yield from _table("kind", [(source.kind, source) for source in site.sources], found, say)
    yield ""
    sections = [(slug.partition("/")[0], s) for s in site.sources for slug in found[s.id][:1] or [say("(none)")]]
    yield from _table("section", sections, found, say)
    for source in site.sources:
        if not found[source.id]:
            yield say("{at}: no page carries '{name}'", at=str(source.at), name=source.id)


def _table(name: str, groups: list[tuple[str, Source]], found: dict[str, list[str]], say: Say) -> Iterator[str]:
    carried = Counter(group for group, source in groups if found[source.id])
    everything = Counter(group for group, _ in groups)
    yield f"{say(name):16} {say('carried')}  {say('not carried')}"
    for group, count in sorted(everything.items()):
        yield f"{group:16} {carried[group]:7}  {count - carried[group]:11}"
    yield f"{say('all'):16} {carried.total():7}  {everything.total() - carried.total():11}"
