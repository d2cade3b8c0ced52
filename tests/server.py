"""Debian's nginx with the configuration that we hand out, as a process of its own on this computer."""

from __future__ import annotations

import http.client
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONFIGURATION = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "nginx"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    port: int
    is_secure: bool = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Ask for a path as it is written, without tidying it up as browsers do."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        if self.is_secure:
            trusting = ssl._create_unverified_context()  # noqa: S323 - the certificate was made for this test
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=10, context=trusting)
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        reply = Reply(answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read())
        connection.close()
        return reply


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def chosen(configuration: str, first: str) -> str:
    """Return the configuration with a choice switched on, as its comments say: no "#" before its lines."""
    lines = configuration.splitlines()
    at = lines.index(next(line for line in lines if line.strip() == f"#{first}"))
    while re.match(r" *#\S", lines[at]):
        lines[at] = lines[at].replace("#", "", 1)
        at += 1
    return "\n".join(lines) + "\n"


def filled(configuration: str, site: Path, folder: Path, port: int) -> str:
    """Return the configuration with this computer's port, folders and user in it."""
    places = {
        "user www-data;": f"user {pwd.getpwuid(os.getuid()).pw_name};",
        "worker_processes auto;": "worker_processes 1;",
        "pid /run/nginx.pid;": f"pid {folder}/nginx.pid;",
        "/var/log/nginx/error.log": f"{folder}/error.log",
        "http {": "http {\n" + "".join(f"    {name}_temp_path {folder}/{name};\n" for name in TEMPORARY),
        "root /srv/zhike/site;": f"root {site};",
        " listen 80;": f" listen 127.0.0.1:{port};",
        " listen 443 ssl http2;": f" listen 127.0.0.1:{port} ssl http2;",
        "/etc/nginx/zhike.users": f"{folder}/zhike.users",
        "/etc/ssl/": f"{folder}/",
    }
    for place, content in places.items():
        configuration = configuration.replace(place, content)
    return configuration


@contextmanager
def running(site: Path, folder: Path, configuration: str = CONFIGURATION, port: int = 0) -> Iterator[Server]:
    """Run nginx on a site; it holds its port when it says that it has started, and is gone at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    file = folder / "nginx.conf"
    file.write_text(filled(configuration, site, folder, port), encoding="utf-8")
    subprocess.run([NGINX, "-e", folder / "error.log", "-c", file], check=True, capture_output=True, text=True)
    pid = int((folder / "nginx.pid").read_text())
    try:
        yield Server(port, "ssl_certificate" in re.sub("#.*", "", configuration))
    finally:
        os.kill(pid, signal.SIGTERM)
        while (folder / "nginx.pid").exists():
            os.sched_yield()
