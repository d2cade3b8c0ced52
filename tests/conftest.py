"""Builds of the real site that several tests look at, each made once."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from zhike.linkcheck import served

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ROOT = Path(__file__).parent.parent

# the same examples at every run, so that only a change makes a test fail; `make fuzz` looks for what nobody thought of
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def build(root: Path, target: Path, *options: str, generator: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    """Build a site as `make build` does; without a network there is nothing to reach."""
    command = [sys.executable, "-m", generator, "build", "--site-dir", str(target), *options]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1767225600", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of the tests' own: they leave nothing among the user's files."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("ZHIKE_TODAY", "2026-11-22")  # what a page's last review is worth must not change with the days
        yield folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly."""
    target = tmp_path_factory.mktemp("built") / "site"
    run = build(ROOT, target, "--strict")
    assert run.returncode == 0, run.stdout + run.stderr
    return target


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where the built site is served on this computer."""
    with served(built) as root:
        yield root


class SealedHandler(SimpleHTTPRequestHandler):
    """Serves with the policy of a strict server: nothing inline, nothing from elsewhere."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def sealed(built: Path) -> Iterator[str]:
    """Where the built site is served under a strict Content-Security-Policy."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SealedHandler, directory=str(built))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, kept from looking for the world outside."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", *quiet])
        yield browser
        browser.close()
