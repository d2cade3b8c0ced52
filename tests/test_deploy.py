"""The configuration in deploy/ seals the site: Debian's nginx is started with it and asked."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import brotli
import pytest
from conftest import ROOT
from server import CONFIGURATION, Server, chosen, running

pytestmark = pytest.mark.site
PAGE = "/recovery/apology/"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}
SEALED = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "server": "nginx",
}


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site on a careless server: secrets beside it, hidden files and links to the secrets in it."""
    home = tmp_path_factory.mktemp("srv")
    copy = home / "site"
    shutil.copytree(built, copy)
    (home / "secret.txt").write_text("secret")
    (home / "site.bak").mkdir()
    (home / "site.bak/index.html").write_text("secret")
    (copy / "link.txt").symlink_to(home / "secret.txt")
    (copy / "linked").symlink_to(home / "site.bak")
    (copy / "linked.html").symlink_to(home / "secret.txt")
    (copy / "linked.html.br").symlink_to(home / "secret.txt")
    for hidden in (".htpasswd", ".git/config", ".well-known/security.txt", "recovery/.note", "notes.html.gz"):
        (copy / hidden).parent.mkdir(exist_ok=True)
        (copy / hidden).write_text("secret")
    return copy


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(site, tmp_path_factory.mktemp("nginx")) as started:
        yield started


def hashed(site: Path) -> str:
    """Return the address of a style whose name holds its digest."""
    return f"/assets/{min(file.name for file in (site / 'assets').glob('*.css'))}"


@pytest.mark.parametrize("path", ["/", PAGE, f"/en{PAGE}", "/none", "/sw.js", "/.git/config"])
def test_every_answer_is_sealed(server: Server, path: str) -> None:
    reply = server.ask(path)

    assert {name: reply.headers.get(name) for name in SEALED} == SEALED
    assert "camera=()" in reply.headers["permissions-policy"]
    assert "strict-transport-security" not in reply.headers


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize("path", ["/", PAGE, f"/en{PAGE}", "/sw.js"])
def test_text_comes_packed_as_the_build_packed_it(server: Server, site: Path, path: str, coding: str) -> None:
    file = site / (path.strip("/") if path.endswith(".js") else f"{path}index.html".lstrip("/"))

    reply = server.ask(path, Accept_Encoding=coding)

    assert reply.headers["content-encoding"] == coding
    assert "accept-encoding" in reply.headers["vary"].lower()
    assert UNPACK[coding](reply.body) == file.read_bytes()


def test_browser_that_knows_both_gets_the_smaller(server: Server) -> None:
    reply = server.ask(PAGE, Accept_Encoding="gzip, deflate, br")

    assert reply.headers["content-encoding"] == "br"


@pytest.mark.parametrize("refusal", ["br;q=0", "gzip;q=0, br; q=0", "brotli"])
def test_browser_that_refuses_a_packing_does_not_get_it(server: Server, refusal: str) -> None:
    assert "content-encoding" not in server.ask(PAGE, Accept_Encoding=refusal).headers


def test_browser_that_knows_no_packing_gets_plain_text(server: Server, site: Path) -> None:
    reply = server.ask(PAGE)

    assert "content-encoding" not in reply.headers
    assert reply.body == (site / "recovery/apology/index.html").read_bytes()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (PAGE, "text/html; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/sw.js", "application/javascript; charset=utf-8"),
        ("/assets/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("/assets/icons/192.png", "image/png"),
    ],
)
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_every_kind_of_file_is_named(server: Server, path: str, kind: str, coding: str) -> None:
    assert server.ask(path, Accept_Encoding=coding).headers["content-type"] == kind


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_file_with_a_digest_in_its_name_is_kept_for_a_year(server: Server, site: Path, coding: str) -> None:
    assert server.ask(hashed(site), Accept_Encoding=coding).headers["cache-control"] == "max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["/", PAGE, "/sw.js", "/manifest.webmanifest", "/assets/favicon.svg", "/assets/gone.0123456789ab.css"]
)
def test_everything_else_is_asked_for_again(server: Server, path: str) -> None:
    assert server.ask(path).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("coding", ["identity", *UNPACK])
def test_page_that_has_not_changed_is_not_sent_again(server: Server, coding: str) -> None:
    tag = server.ask(PAGE, Accept_Encoding=coding).headers["etag"]

    reply = server.ask(PAGE, Accept_Encoding=coding, If_None_Match=tag)

    assert (reply.status, reply.body) == (304, b"")


@pytest.mark.parametrize(
    ("path", "language", "heading"),
    [
        ("/none", b'lang="zh', "没有这一页"),
        ("/recovery/none/", b'lang="zh', "没有这一页"),
        ("/english", b'lang="zh', "没有这一页"),
        ("/en/none", b'lang="en"', "Page not found"),
        ("/en/recovery/none.html", b'lang="en"', "Page not found"),
        ("/en/.env", b'lang="en"', "Page not found"),
    ],
)
def test_missing_page_is_told_in_the_language_of_its_address(
    server: Server, path: str, language: bytes, heading: str
) -> None:
    reply = server.ask(path)

    assert reply.status == 404
    assert re.search(rb"<html [^>]*" + language, reply.body)
    assert f">{heading}</h1>" in reply.body.decode()


def test_address_without_its_last_slash_leads_on(server: Server) -> None:
    reply = server.ask("/recovery")

    assert (reply.status, reply.headers["location"]) == (301, "/recovery/")


def test_part_of_a_file_can_be_asked_for(server: Server, site: Path) -> None:
    reply = server.ask("/assets/icons/512.png", Range="bytes=10-19")

    assert reply.status == 206
    assert reply.body == (site / "assets/icons/512.png").read_bytes()[10:20]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/none", "/assets/"])
def test_nothing_but_reading_is_allowed(server: Server, method: str, path: str) -> None:
    reply = server.ask(path, method)

    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


def test_head_is_answered_without_a_body(server: Server) -> None:
    reply = server.ask(PAGE, "HEAD")

    assert (reply.status, reply.body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/recovery/../../secret.txt",
        "/recovery/%2e%2e/%2e%2e/secret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/.%00./secret.txt",
        "//../secret.txt",
        "/../site.bak/",
        "/link.txt",
        "/linked/",
        "/linked/index.html",
        "/.htpasswd",
        "/%2ehtpasswd",
        "/.git/config",
        "/.well-known/security.txt",
        "/recovery/.note",
        "/notes.html.gz",
        "/linked.html",
        "/etc/passwd",
    ],
)
@pytest.mark.parametrize("coding", ["identity", "br"])
def test_nothing_outside_the_site_and_nothing_hidden_can_be_read(server: Server, path: str, coding: str) -> None:
    reply = server.ask(path, Accept_Encoding=coding)

    assert reply.status in (400, 404)
    assert b"secret" not in reply.body
    assert b"root:" not in reply.body


@pytest.mark.parametrize("path", ["/assets/", "/assets/icons/", "/en/assets/"])
def test_folder_without_a_page_is_not_listed(server: Server, path: str) -> None:
    reply = server.ask(path)

    assert reply.status == 404
    assert b"Index of" not in reply.body


def test_password_keeps_strangers_out(site: Path, tmp_path: Path) -> None:
    (tmp_path / "zhike.users").write_text("staff:{PLAIN}right\n")
    known, stranger = ("Basic " + b64encode(f"staff:{word}".encode()).decode() for word in ("right", "wrong"))

    with running(site, tmp_path, chosen(CONFIGURATION, 'auth_basic "Zhike";')) as server:
        asked, modern = server.ask(PAGE), server.ask(PAGE, Accept_Encoding="br")
        refused, let_in = (server.ask(PAGE, Authorization=word) for word in (stranger, known))
        missing = server.ask("/en/none", Authorization=known)

    assert (asked.status, asked.headers["www-authenticate"]) == (401, 'Basic realm="Zhike"')
    assert refused.status == 401
    assert let_in.status == 200
    assert modern.status == 401
    assert b">Page not found</h1>" in missing.body


class SignIn(BaseHTTPRequestHandler):
    """Stands in for a proxy that knows the hotel's sign-in."""

    def do_GET(self) -> None:
        is_question = self.path.startswith("/oauth2/auth")
        is_known = self.headers.get("Cookie") == "known=yes"
        self.send_response(200 if not is_question else 202 if is_known else 401)
        self.end_headers()
        self.wfile.write(b"" if is_question else b"Who are you?")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def sign_in() -> Iterator[int]:
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), SignIn)
    Thread(target=proxy.serve_forever, daemon=True).start()
    yield proxy.server_port
    proxy.shutdown()
    proxy.server_close()


def test_sign_in_proxy_decides_who_reads(site: Path, tmp_path: Path, sign_in: int) -> None:
    configuration = chosen(CONFIGURATION, "auth_request /sign-in/check;").replace(":4180", f":{sign_in}")
    configuration = chosen(configuration, "location = /sign-in/check {")

    with running(site, tmp_path, configuration) as server:
        stranger, known = server.ask(PAGE), server.ask(PAGE, Cookie="known=yes")
        modern = server.ask(PAGE, Accept_Encoding="br")
        form, question = server.ask("/oauth2/start"), server.ask("/sign-in/check", Cookie="known=yes")
        missing = server.ask("/en/none", Cookie="known=yes")

    assert (stranger.status, stranger.headers["location"]) == (302, f"/oauth2/start?rd={PAGE}")
    assert modern.status == 302
    assert known.status == 200
    assert (form.status, form.body) == (200, b"Who are you?")
    assert question.status == 404
    assert b">Page not found</h1>" in missing.body


def test_https_is_demanded_once_it_is_there(site: Path, tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    request = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -days 2"
    files = ["-keyout", tmp_path / "private/zhike.key", "-out", tmp_path / "zhike.crt"]
    subprocess.run([*request.split(), *files], check=True, capture_output=True)
    configuration = chosen(CONFIGURATION.replace(" listen 80;", "", 1), "listen 443 ssl http2;")

    with running(site, tmp_path, configuration) as server:
        reply = server.ask(PAGE)

    assert reply.status == 200
    assert reply.headers["strict-transport-security"] == "max-age=31536000"


def test_readers_who_come_by_http_are_led_to_https(site: Path, tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace(" listen 80;", f" listen unix:{tmp_path}/other;", 1)
    configuration = chosen(configuration, "server {")

    with running(site, tmp_path, configuration) as server:
        reply = server.ask(PAGE, Host="handbook.hotel.example")

    assert (reply.status, reply.headers["location"]) == (301, f"https://handbook.hotel.example{PAGE}")


def test_container_copies_only_what_is_there_and_all_that_the_build_reads() -> None:
    recipe = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8")

    copied = {name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", recipe, re.M) for name in line.split()}

    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert copied >= {"requirements.lock", "mkdocs.yml", "pyproject.toml", "hooks", "docs", "overrides"}
