"""Follows every link of the built site with linkchecker, and names the Markdown file that holds a broken one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from .findings import Diagnostic, Severity
from .model import Page, Position, Site

RULE = "dead-link"
# AnchorCheck is off unless it is named. An address with an anchor shows a page that another address shows too, so
# its links need not be followed again. The output goes to one file in a form that keeps every field.
CONFIGURATION = """[checking]
threads=4
maxrequestspersecond=10000
recursionlevel=-1
[filtering]
checkextern=0
nofollow=[#]
[AnchorCheck]
[output]
status=0
log=none
fileoutput=xml
verbose=1
[xml]
filename={output}
"""


def check(site: Site, built: Path) -> list[Diagnostic]:
    """Return a diagnostic for every dead link of a built site, and for every page that no link leads to."""
    with served(built) as address, tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        output, settings = Path(folder) / "links.xml", Path(folder) / "settings"
        settings.write_text(CONFIGURATION.format(output=output), encoding="utf-8")
        command = [sys.executable, "-m", "zhike.linkrun", "--config", str(settings), address]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode not in (0, 1) or not output.is_file() or "internal error" in run.stderr.lower():
            lines = [line for line in run.stderr.splitlines() if "Error" in line] or ["no output"]
            return [_diagnostic(Position(built.name), f"linkchecker did not finish: {lines[0].strip()}")]
        log = ElementTree.parse(output)  # noqa: S314 - written by our own run of linkchecker
        return sorted(set(_findings(site, built, log, address)))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this computer; yield its address."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        # without this header linkchecker waits before each request
        self.send_header("LinkChecker", "1")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when linkchecker hangs up in the middle of an answer."""


def _findings(
    site: Site, built: Path, log: ElementTree.ElementTree[ElementTree.Element], address: str
) -> Iterator[Diagnostic]:
    reached: set[str] = set()
    for entry in log.iter("urldata"):
        real = entry.findtext("realurl") or entry.findtext("url") or ""
        target = unquote(real.removeprefix(address.rstrip("/")))
        if "#" not in real:
            reached.add(urlsplit(real).path.lstrip("/"))
        if reason := _fault(entry):
            place = _place(site, urlsplit(entry.findtext("parent") or "").path, target)
            yield _diagnostic(place, f"'{target}' leads nowhere: {reason}")
    for file in sorted(built.rglob("index.html")):
        url = file.relative_to(built).as_posix().removesuffix("index.html")
        if url not in reached and f"{url}index.html" not in reached:
            yield _diagnostic(_place(site, f"/{url}", ""), "no link leads to this page")


def _fault(entry: ElementTree.Element) -> str:
    """Return why a link is dead, or nothing when it is not."""
    for warning in entry.iter("warning"):
        if "anchor" in (warning.text or "").lower():
            return "no such anchor on that page"
    valid = entry.find("valid")
    result = valid.get("result", "") if valid is not None else ""
    return result if valid is not None and (valid.text or "").strip() != "1" else ""


def _place(site: Site, url: str, target: str) -> Position:
    """Return the place of a link in the Markdown of the page at a URL, or the page's beginning."""
    page = _page(site, url)
    if page is None:
        return Position(f"site{url}index.html" if url.endswith("/") else f"site{url}")
    path, _, anchor = target.partition("#")
    wanted = _page(site, path)
    for link in page.links:
        found = site.target(page, unquote(link.target or ""))
        if found and found.anchor == anchor and wanted and found.page and found.page.slug == wanted.slug:
            return link.at
        if not found and wanted is None and path.rstrip("/").endswith((link.target or "/").removesuffix(".md")):
            return link.at
    return page.at()


def _page(site: Site, url: str) -> Page | None:
    """Return the page that a URL of the built site shows."""
    parts = [part for part in unquote(url).removesuffix("index.html").split("/") if part]
    locale = site.settings.source
    if parts and parts[0] in site.settings.translations:
        locale, parts = parts[0], parts[1:]
    slug = "/".join(parts)
    names = (slug, f"{slug}/index".lstrip("/"))
    found = (site.page(name, place) for place in (locale, site.settings.source) for name in names)
    return next((page for page in found if page), None)


def _diagnostic(at: Position, message: str) -> Diagnostic:
    return Diagnostic(at.path, at.line, at.column, RULE, Severity.ERROR, message)
