"""Addresses: every one that leads out of the site can be opened by every reader, and hides nothing."""

from __future__ import annotations

import ipaddress
import re
from bisect import bisect_right
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from ..addresses import from_root, retargeted
from ..configuration import site_url
from ..model import Image, Link, Page, Position, Site
from .base import Finding, Severity, did_you_mean, found, guess, regex, rule
from .texts import characters, holds, in_small, watched

SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*)[:：]")
OPENED = frozenset({"https", "http", "mailto", "tel"})
RUNNING = frozenset({"javascript", "vbscript", "data"})  # another rule speaks of what runs
OWN_DISK = regex(r"file:|[A-Za-z]:[\\/]|\\\\|content:|blob:|about:|chrome(?:-extension)?:|/(?:Users|home)/", re.I)
OWN_HOST = regex(r"localhost|.*\.(?:localhost|local|lan|internal|intranet|home\.arpa)")
PRIVATE_SIGNS = ("192.168.", "172.", ".local", ".lan", ".internal", ".intranet", ":\\", "\\\\", "/home/", "/Users/")
PRIVATE = regex(
    r"(?<![\w.])(?:192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?![\w]|\.\d)"
    r"|(?<![\w./@-])[A-Za-z0-9-]{1,63}\.(?:local|lan|internal|intranet)(?![\w/-]|\.\w)"
    r"|(?<![\w])[A-Z]:\\(?=[\w.-]+\\)[\w.\\-]{1,80}|(?<![\w./])/(?:home|Users)/[\w.-]+/[\w./-]{0,80}"
    r"|(?<![\w\\])\\\\[\w.-]+\\[\w.$\\-]{1,80}",
    re.A,
)
BARE = regex(r"(?<![\w./@-])www\.[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[!-~]*)?", re.I)
MAIL = regex(r"[^\s@,;/]+@[^\s@,;]+\.[A-Za-z\u3400-\u9fff]{2,}")
NUMBER = regex(r"\+?[0-9][0-9()./-]{1,20}(?:;ext=[0-9]+)?")
ENCODED = regex(r"(?:%[0-9A-Fa-f]{2})+")
STRAY = regex(r"%(?![0-9A-Fa-f]{2})")
ENDING = regex(r"[。，、；：！？）】」』”’》]+$")
TRACKING = regex(r"(?<=[?&])(?:utm_[a-z]+|fbclid|gclid|msclkid|spm)=[^&#]*&?", re.I)
SHORTENERS = frozenset(watched("link-shorteners"))
OTHER_LETTERS = regex(r"[\u0370-\u058f]")


def _addresses(page: Page) -> Iterator[Link | Image]:
    """Yield the links and images of a page that have a target."""
    yield from (link for link in page.links if link.target)
    yield from (image for image in page.images if image.target)


@rule(Severity.ERROR)
def own_address(site: Site) -> Iterator[Finding]:
    """A link inside the site is relative, not the site's public address.

    Bad:  [Installing](https://guide.example/install/) on guide.example itself
    Good: [Installing](install.md)

    A full address is not checked when the site is built, and leads away from a preview or a copy without network.
    """
    home = urlsplit(site_url(site))
    for page in site.written() if home.hostname else ():
        for item in _addresses(page):
            parts = _parts(item.target or "")
            if parts is None or _bare_host(parts.hostname) != _bare_host(home.hostname):
                continue
            path = parts.path.removeprefix(home.path.rstrip("/")) + (f"#{parts.fragment}" if parts.fragment else "")
            better = from_root(site, page, path)
            is_bare = isinstance(item, Link) and item.text == item.target
            hint = "write [its title]({better})" if is_bare else "write '{better}'"
            hint = hint if better else "name the .md file, from this page's folder"
            finding = found(item.at, "'{target}' is this site itself", hint, target=item.target, better=better)
            yield finding.mended(*retargeted(site, page, item, better))


def _bare_host(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def _parts(target: str) -> SplitResult | None:
    """Return the parts of an address with a host, or None."""
    if "//" not in target and target.isprintable():
        return None
    try:
        parts = urlsplit(target)
        return parts if parts.scheme in ("", "http", "https") and parts.hostname else None
    except ValueError:
        return None


@rule(Severity.ERROR)
def local_address(site: Site) -> Iterator[Finding]:
    """A link or path leads where every reader can go, not to one computer or one network.

    Bad:  [The form](file:///C:/forms/refund.docx) or [preview](http://localhost:8000/)
    Good: [The form](assets/refund.svg)
    """
    for page in site.written():
        for item in _addresses(page):
            target = item.target or ""
            if OWN_DISK.match(target):
                hint = "put the file into docs and link to it there"
                yield found(item.at, "'{target}' stands on one computer only", hint, target=target[:60])
            elif (parts := _parts(target)) and _is_local(parts.hostname):
                hint = "write the address that readers use"
                yield found(item.at, "'{target}' leads to one computer or network", hint, target=target[:60])
        for number, line in (
            enumerate(page.prose, 1) if holds(page.running, PRIVATE_SIGNS, characters(site, page)) else ()
        ):
            for match in PRIVATE.finditer(line):
                at, hint = page.at(number, match.start() + 1), "say where it is kept, or whom to ask"
                yield found(at, "'{target}' is of use on one network only", hint, target=match.group().rstrip(".")[:60])


def _is_local(host: str | None) -> bool:
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return bool(OWN_HOST.fullmatch((host or "").rstrip(".")))
    return address.is_private or address.is_loopback or address.is_link_local or address.is_unspecified


@rule(Severity.WARNING)
def plain_http(site: Site) -> Iterator[Finding]:
    """A link to another site begins with https.

    Bad:  [The law](http://law.example/)
    Good: [The law](https://law.example/)
    """
    for page in site.written():
        for link in page.links:
            parts = _parts(link.target or "")
            if parts and parts.scheme == "http" and not _is_local(parts.hostname):
                yield found(
                    link.at, "'{target}' is sent in the open", "write https://", target=(link.target or "")[:60]
                )


@rule(Severity.ERROR)
def odd_address(site: Site) -> Iterator[Finding]:
    """An address outside the site is written so that a browser can open it, and says where it leads.

    Bad:  [The law](htps://law.example/)
    Good: [The law](https://law.example/)
    """
    for page in site.written():
        for link in page.links:
            target = (link.target or "").strip()
            if OWN_DISK.match(target) or not (SCHEME.match(target) or target.startswith("//")):
                continue
            yield from _odd(site, page, link, target)


def _odd(site: Site, page: Page, link: Link, target: str) -> Iterator[Finding]:
    scheme = SCHEME.match(target)
    name = scheme[1].lower() if scheme else "https"
    if scheme and scheme.group().endswith("："):
        better = target.replace("：", ":", 1)
        finding = found(link.at, "a full-width colon stands in '{target}'", "write ':'", target=target[:60])
        yield finding.mended(*retargeted(site, page, link, better))
    elif name not in OPENED | RUNNING:
        nearest = guess(name[:20], sorted(OPENED))
        hint = did_you_mean(nearest, "write an address with https:")
        yield found(link.at, "no browser opens '{scheme}:'", hint, scheme=name, guess=nearest)
    elif name == "mailto":
        addresses = target[7:].partition("?")[0].split(",")
        if not all(MAIL.fullmatch(address) for address in addresses):
            yield found(link.at, "'{target}' is no e-mail address", "write mailto:name@host", target=target[:60])
    elif name == "tel":
        if not NUMBER.fullmatch(target[4:]):
            yield found(link.at, "'{target}' is no telephone number", "write tel:+ and digits", target=target[:60])
    elif name in ("http", "https"):
        yield from _odd_host(site, page, link, target)


def _odd_host(site: Site, page: Page, link: Link, target: str) -> Iterator[Finding]:
    parts, named = _parts(target), {"target": target[:60]}
    host = (parts.hostname if parts else "") or ""
    if parts is None or "//" not in target[: len("https://")]:
        yield found(link.at, "'{target}' names no host", "write https://host/page", **named)
    elif parts.username is not None:
        yield found(link.at, "'{target}' hides its host behind a name and @", "leave out what stands before @", **named)
    elif host in ("http", "https"):
        yield found(link.at, "'{target}' begins twice", "write https:// once", **named)
    elif OTHER_LETTERS.search(host):
        yield found(link.at, "the host of '{target}' has letters that look like others", "type it anew", **named)
    elif target.startswith("//"):
        finding = found(link.at, "'{target}' does not say how it is opened", "write https: before it", **named)
        yield finding.mended(*retargeted(site, page, link, f"https:{target}"))
    elif _bare_host(host) in SHORTENERS:
        yield found(link.at, "'{target}' hides where it leads", "write the address that it leads to", **named)
    elif re.search(r"(?:^|\.)xn--", host):
        yield found(link.at, "nobody can read the host of '{target}'", "write it in its own letters", **named)
    elif ("." not in host and not _is_local(host)) or re.search(r"[\s。，、]", parts.netloc):
        yield found(link.at, "'{target}' names no host", "write https://host/page", **named)
    elif mark := ENDING.search(target):
        finding = found(link.at, "the address ends in '{mark}'", "write it behind the link", mark=mark.group())
        yield finding.mended(*retargeted(site, page, link, target[: mark.start()]))
    elif tracking := TRACKING.search(target.partition("#")[0]):
        finding = found(link.at, "'{part}' follows readers", "leave it out", part=tracking.group()[:60])
        yield finding.mended(*retargeted(site, page, link, _untracked(target)))


def _untracked(target: str) -> str:
    """Return an address without what follows readers from one site to another.

    >>> _untracked("https://a.example/b?utm_source=x&c=1&utm_medium=y#d")
    'https://a.example/b?c=1#d'
    """
    address, hash_sign, anchor = target.partition("#")
    return TRACKING.sub("", address).rstrip("?&") + hash_sign + anchor


@rule(Severity.WARNING)
def bare_address(site: Site) -> Iterator[Finding]:
    """An address in the text is a link, with words that say where it leads.

    Bad:  See https://law.example/refunds.
    Good: See [the law on refunds](https://law.example/refunds).
    """
    for page in site.written():
        for address in page.addresses:
            hint = "write [what it is]({address})"
            yield found(address.at, "'{address}' is no link: readers cannot tap it", hint, address=address.text[:60])
        for number, line in enumerate(page.prose, 1) if "www." in in_small(site, page) else ():
            for match in BARE.finditer(line) if "www." in line.lower() else ():
                at = page.at(number, match.start() + 1)
                if not _is_in_a_link(page, at):
                    values = {"address": match.group().rstrip(".,:;!?)'\"")[:60]}
                    hint = "write [what it is](https://{address})"
                    yield found(at, "'{address}' is no link: readers cannot tap it", hint, **values)


def _is_in_a_link(page: Page, at: Position) -> bool:
    """Say whether a place is in the text of a link: of the last one that begins before it."""
    index = bisect_right(page.links, at, key=lambda link: link.at)
    link = page.links[index - 1] if index else None
    return link is not None and link.at.line == at.line and at.column <= link.at.column + len(link.text)


@rule(Severity.ERROR)
def cut_encoding(site: Site) -> Iterator[Finding]:
    """Characters that an address spells with per cent signs are whole.

    Bad:  [Take care](process.md#%E6%B3%A8%E6%84)
    Good: [Take care](process.md#take-care)
    """
    for page in site.written():
        for item in _addresses(page):
            target = item.target or ""
            for match in ENCODED.finditer(target) if "%" in target else ():
                if not _is_whole(match.group()):
                    hint = "write the characters themselves"
                    yield found(item.at, "'{code}' is cut in the middle of a character", hint, code=match.group()[:60])
            if STRAY.search(target) and "://" not in target:
                yield found(item.at, "a per cent sign stands alone in '{target}'", "write %25", target=target[:60])


def _is_whole(code: str) -> bool:
    try:
        bytes.fromhex(code.replace("%", "")).decode()
    except UnicodeDecodeError:
        return False
    return True
