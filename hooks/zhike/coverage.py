"""Which records of the ledger the pages carry, and which none does yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .model import Site, Source


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


def lines(site: Site) -> Iterator[str]:
    """Yield a report: records carried and not carried by kind and by section, then the holes."""
    found = carriers(site)
    yield from _table("kind", [(source.kind, source) for source in site.sources], found)
    yield ""
    sections = [(slug.partition("/")[0], s) for s in site.sources for slug in found[s.id][:1] or ["(none)"]]
    yield from _table("section", sections, found)
    for source in site.sources:
        if not found[source.id]:
            yield f"{source.at}: no page carries '{source.id}'"


def _table(name: str, groups: list[tuple[str, Source]], found: dict[str, list[str]]) -> Iterator[str]:
    carried = Counter(group for group, source in groups if found[source.id])
    everything = Counter(group for group, _ in groups)
    yield f"{name:16} carried  not carried"
    for group, count in sorted(everything.items()):
        yield f"{group:16} {carried[group]:7}  {count - carried[group]:11}"
    yield f"{'all':16} {carried.total():7}  {everything.total() - carried.total():11}"
