"""Images: every one exists and says what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..addresses import cleaned, from_root, meant, retargeted
from ..languages import language
from ..model import Edit, Image, Page, Site
from .base import Finding, Guesses, Severity, did_you_mean, found, is_external, regex, relative, rule

SHOWN = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
FILE = regex(r"[^/]*\.(?:svg|png|jpe?g|webp|gif|avif|heic|bmp|tiff?)", re.I)
ALONE = regex(
    r"^[ >]*\[[^\[\]\n]+\]\([^()\s]+\.(?:svg|png|jpe?g|webp|gif|avif)(?: +\"[^\"\n]*\")?\)(?:\{[^{}\n]*\})?[ ]*$", re.I
)
CAMERA = regex(
    r"(?:img|dsc[nf]?|p|pxl|image|photo|pic|wx|mmexport|screenshot|screen shot|snipaste"
    r"|图片?|照片|截图|微信图片|屏幕截图)"
    r"[ _-]*\(?[0-9][0-9 _.:-]*\)?|[\W\d_]+",
    re.I,
)


@rule(Severity.ERROR)
def missing_image(site: Site) -> Iterator[Finding]:
    """An image is a file of this site.

    Bad:  ![The steps](assets/stps.svg)
    Good: ![The steps](assets/steps.svg)
    """
    guesses = Guesses()
    for page in site.written():
        for image in page.images:
            if image.target.lower().startswith("data:"):
                hint = "save it as a file in the assets folder"
                yield found(image.at, "this image stands in the text itself", hint)
            elif is_external(image.target):
                hint = "copy it to the assets folder"
                yield found(image.at, "'{target}' would be fetched from another host", hint, target=image.target)
            elif _is_dangling(page, image):
                continue  # another rule speaks of references without a definition
            elif not image.target.startswith("/") and _file(site, page, image) not in site.files:
                yield _missing(site, page, image, guesses)


def _is_dangling(page: Page, image: Image) -> bool:
    end = image.at.column + len(image.alt or "") + 2
    return not image.target and page.lines[image.at.line - 1][end - 1 : end] == "["


def _file(site: Site, page: Page, image: Image) -> str | None:
    return site.resolve(page, unquote(image.target).partition("#")[0].partition("?")[0])


def _missing(site: Site, page: Page, image: Image, guesses: Guesses) -> Finding:
    better = meant(site, page, image.target)
    if better and not better.endswith(".md"):
        same = image.target.lower() == better.lower()
        message = "'{target}' differs from the file in letter case" if same else "no image at '{target}'"
        finding = found(image.at, message, "write '{better}'", target=image.target, better=better)
        return finding.mended(*retargeted(site, page, image, better))
    if not image.target:
        return found(image.at, "this image names no file", "write its path between ( and )")
    nearest = relative(page, guesses(_file(site, page, image) or image.target, lambda: _pictures(site)))
    hint = did_you_mean(nearest, "put the file into the assets folder, and write its path from this page")
    return found(image.at, "no image at '{target}'", hint, target=image.target, guess=nearest)


def _pictures(site: Site) -> list[str]:
    return [file for file in site.files if file.lower().endswith(SHOWN)]


@rule(Severity.ERROR)
def absolute_image(site: Site) -> Iterator[Finding]:
    """The address of an image is relative to the page it stands on.

    Bad:  ![The steps](/assets/steps.svg)
    Good: ![The steps](assets/steps.svg)
    """
    for page in site.written():
        for image in page.images:
            if image.target.startswith("/") and not image.target.startswith("//"):
                better = from_root(site, page, image.target)
                hint = "write '{better}'" if better else "copy it to the assets folder"
                values = {"target": image.target, "better": better}
                finding = found(image.at, "'{target}' begins at the server's root", hint, **values)
                yield finding.mended(*retargeted(site, page, image, better))


@rule(Severity.ERROR)
def no_image(site: Site) -> Iterator[Finding]:
    """What an image shows is a picture, not a page or another file.

    Bad:  ![The steps](steps.md)
    Good: [The steps](steps.md)
    """
    for page in site.written():
        for image in page.images:
            file = None if is_external(image.target) else _file(site, page, image)
            if file in site.files and not cleaned(file or "").lower().endswith(SHOWN):
                hint = "leave out the ! to link to it"
                finding = found(image.at, "'{target}' is no picture", hint, target=image.target)
                yield finding


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


@rule(Severity.WARNING)
def meaningless_alt(site: Site) -> Iterator[Finding]:
    """The alternative text of an image says what it shows, not that it is one.

    Bad:  ![IMG_2041](assets/steps.svg)
    Good: ![The four steps, from apology to follow-up](assets/steps.svg)
    """
    vague = {word for locale in site.settings.locales for word in language(locale).vague.get("images", ())}
    for page in site.written():
        for image in page.images:
            words = (image.alt or "").strip().lower()
            name = unquote(image.target).rpartition("/")[2].partition("#")[0].lower()
            stem = name.rpartition(".")[0]
            is_name = words == name or (words == stem and not (stem.isalpha() and "-" not in stem))
            if words and (words in vague or is_name or FILE.fullmatch(words) or CAMERA.fullmatch(words)):
                hint = "say in a few words what it shows"
                yield found(image.at, "'{alt}' does not say what this image shows", hint, alt=(image.alt or "")[:40])


@rule(Severity.ERROR)
def image_without_mark(site: Site) -> Iterator[Finding]:
    """An image begins with an exclamation mark.

    Bad:  [The four steps](assets/steps.svg)
    Good: ![The four steps](assets/steps.svg)

    Without it readers see a line of text that leads to the picture.
    """
    for page in site.written():
        for link in page.links:
            if link.target and ALONE.match(page.lines[link.at.line - 1]) and not is_external(link.target):
                finding = found(link.at, "without ! this image is a link", "write ! in front of it")
                yield finding.mended(Edit(link.at, link.at, "!"))
