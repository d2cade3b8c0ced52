"""Images: every one exists, says what it shows and is small enough for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from ..model import UNSAFE_DRAWING, Position, Site
from .base import About, Finding, Severity, did_you_mean, found, guess, is_external, relative, rule


@rule(Severity.ERROR)
def missing_image(site: Site) -> Iterator[Finding]:
    """An image is a file of this site.

    Bad:  ![The steps](assets/stps.svg)
    Good: ![The steps](assets/steps.svg)
    """
    for page in site.written():
        for image in page.images:
            if is_external(image.target):
                hint = "copy it to the assets folder"
                yield found(image.at, "'{target}' would be fetched from another host", hint, target=image.target)
                continue
            path = site.resolve(page, unquote(image.target).partition("#")[0].partition("?")[0])
            if path not in site.files:
                nearest = relative(page, guess(path or image.target, site.files))
                named = {"target": image.target, "guess": nearest}
                yield found(image.at, "no image at '{target}'", did_you_mean(nearest), **named)


@rule(Severity.ERROR)
def missing_alt(site: Site) -> Iterator[Finding]:
    """An image has alternative text that says what it shows.

    Bad:  ![](assets/steps.svg)
    Good: ![The four steps, from apology to follow-up](assets/steps.svg)
    """
    for page in site.written():
        for image in page.images:
            if not (image.alt or "").strip():
                yield found(image.at, "this image has no alternative text", "say in a few words what it shows")


@rule(Severity.ERROR, About.SITE)
def huge_asset(site: Site) -> Iterator[Finding]:
    """A file beside the pages is no larger than the limit.

    Bad:  assets/flow.png with 20 MB
    Good: assets/flow.svg with 8 kB
    """
    limit = site.settings.max_asset_kilobytes
    for file, size in site.files.items():
        if size > limit * 1024 and not file.endswith(".md"):
            at = Position(f"{site.settings.docs}/{file}")
            yield found(at, "{size} kB, more than {limit} kB", "shrink it", size=size // 1024, limit=limit)


@rule(Severity.ERROR, About.SITE)
def forbidden_file(site: Site) -> Iterator[Finding]:
    """A file beside the pages is of an allowed kind.

    Bad:  assets/tool.exe
    Good: assets/flow.svg
    """
    allowed = site.settings.asset_endings
    for file in site.files:
        ending = "." + file.rpartition(".")[2].lower()
        if not file.endswith(".md") and ending not in allowed:
            at = Position(f"{site.settings.docs}/{file}")
            named = {"ending": ending, "allowed": " ".join(sorted(allowed))}
            yield found(at, "files ending in '{ending}' are not published", "allowed are {allowed}", **named)


@rule(Severity.ERROR, About.SITE)
def unsafe_drawing(site: Site) -> Iterator[Finding]:
    """A drawing holds shapes and words only: nothing that runs, loads or styles from outside.

    Bad:  <svg><script>…</script></svg>
    Good: <svg><title>The four steps</title><text>Apologise</text></svg>
    """
    for file, text in site.drawings.items():
        if unsafe := UNSAFE_DRAWING.search(text):
            line = text.count("\n", 0, unsafe.start()) + 1
            at = Position(f"{site.settings.docs}/{file}", line, unsafe.start() - text.rfind("\n", 0, unsafe.start()))
            yield found(at, "'{what}' may not stand in a drawing", "remove it", what=unsafe.group())
