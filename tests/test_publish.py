"""Each step from what was built to what is handed out, on trees of a few files."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import brotli
import pytest

from zhike.publish.archive import zipped
from zhike.publish.compressed import compressed
from zhike.publish.finish import Delivery, finish
from zhike.publish.joined import joined
from zhike.publish.named import named
from zhike.publish.portable import portable
from zhike.publish.slim import slim
from zhike.publish.tree import read
from zhike.publish.worker import with_list

STYLE, SCRIPT = b"body{}", b'"use strict"'
WORKER = b'const AS_OF = "";\nconst TRANSLATIONS = [];\nconst FILES = [];\n'
LONG = b"<p>long</p>" * 200


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def listed(worker: bytes) -> list[list[str]]:
    found = re.search(rb"FILES = (\[.*\]);", worker, re.S)
    assert found
    pairs: list[list[str]] = json.loads(found[1])
    return pairs


def test_style_and_script_get_their_digest_into_name_and_references() -> None:
    page = b'<link rel="stylesheet" href="../a.css"><script src="../js/b.js" defer></script>'

    files = named({"x/index.html": page, "a.css": STYLE, "js/b.js": SCRIPT})

    style, script = f"a.{digest(STYLE)}.css", f"js/b.{digest(SCRIPT)}.js"
    expected = f'<link rel="stylesheet" href="../{style}"><script src="../{script}" defer></script>'.encode()
    assert files == {"x/index.html": expected, style: STYLE, script: SCRIPT}


@pytest.mark.parametrize(("base", "reference"), [("/", "/a.css"), ("/kb/", "/kb/a.css"), ("/", "./a.css?1")])
def test_reference_is_followed_however_it_is_written(base: str, reference: str) -> None:
    files = named({"404.html": f'<link href="{reference}">'.encode(), "a.css": STYLE}, base)

    assert files["404.html"].decode() == f'<link href="{reference.replace("a.css", f"a.{digest(STYLE)}.css")}">'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("index.html", '<link href="https://a.example/a.css">'),
        ("index.html", '<link href="none.css">'),
        ("index.html", '<p> href="a.css"</p>'),
        ("index.html", '<a href="a.css">'),
        ("index.html", '<p data-href="a.css">'),
    ],
)
def test_what_leads_to_no_file_of_ours_stays_as_it_is(path: str, text: str) -> None:
    assert named({path: text.encode(), "a.css": STYLE}) == {path: text.encode(), "a.css": STYLE}


@pytest.mark.parametrize("code", [b'load("assets/b.js")', b"load('b.js')", b"load(`${base}b.js?v=1`)"])
def test_file_that_a_script_fetches_by_itself_keeps_its_name(code: bytes) -> None:
    page = b'<script src="a.js"></script><script src="assets/b.js"></script>'

    files = named({"index.html": page, "a.js": code, "assets/b.js": SCRIPT})

    assert set(files) == {"index.html", f"a.{digest(code)}.js", "assets/b.js"}


def test_style_that_another_imports_keeps_its_name() -> None:
    page, importing = b'<link href="a.css"><link href="b.css">', b'@import url("b.css");'

    files = named({"index.html": page, "a.css": importing, "b.css": STYLE})

    assert set(files) == {"index.html", f"a.{digest(importing)}.css", "b.css"}


def test_long_text_is_packed_twice_and_the_rest_is_not() -> None:
    files = compressed({"a.html": LONG, "b.html": b"short", "c.png": LONG})

    assert set(files) == {"a.html", "a.html.gz", "a.html.br", "b.html", "c.png"}
    assert (gzip.decompress(files["a.html.gz"]), brotli.decompress(files["a.html.br"])) == (LONG, LONG)


def test_packing_says_nothing_of_when_it_was_done() -> None:
    packed = compressed({"a.html": LONG})["a.html.gz"]

    assert packed[4:8] == bytes(4)


def test_worker_lists_every_file_that_readers_need_looks_first_search_last() -> None:
    files = {
        path: path.encode()
        for path in (
            "index.html",
            "en/index.html",
            "recovery/apology/index.html",
            "404.html",
            "assets/a.css",
            "assets/a.js",
            "assets/search/0.js",
            "assets/i.svg",
            "a b.png",
        )
    }
    unneeded = {"sitemap.xml": b"", "manifest.webmanifest": b"", "assets/a.js.map": b"", "sw.js": WORKER}

    worker = with_list(files | unneeded, ["en"], 1767225600)["sw.js"]

    assert [address for address, _ in listed(worker)] == [
        "assets/a.css",
        "assets/a.js",
        "404.html",
        "",
        "en/",
        "recovery/apology/",
        "a%20b.png",
        "assets/i.svg",
        "assets/search/0.js",
    ]
    assert b'AS_OF = "2026-01-01"' in worker
    assert b'TRANSLATIONS = ["en"]' in worker


def test_worker_knows_the_digest_of_every_file() -> None:
    worker = with_list({"a.css": STYLE, "sw.js": WORKER}, [], 0)["sw.js"]

    assert listed(worker) == [["a.css", "fJgEClQWV1hGkK4qHMO0KotTsVnMYMXTq7/suurGyUo="]]


def test_site_without_a_worker_gets_none() -> None:
    assert with_list({"a.css": STYLE}, [], 0) == {"a.css": STYLE}


@pytest.mark.parametrize(
    ("page", "link", "portable_link"),
    [
        ("index.html", "recovery/", "recovery/index.html"),
        ("index.html", "recovery/#say", "recovery/index.html#say"),
        ("index.html", "en/?q=a", "en/index.html?q=a"),
        ("index.html", ".", "./index.html"),
        ("en/index.html", "../", "../index.html"),
        ("en/index.html", "..", "../index.html"),
        ("recovery/index.html", "./#say", "./index.html#say"),
        ("recovery/index.html", "#say", "#say"),
        ("index.html", "assets/a.pdf", "assets/a.pdf"),
        ("index.html", "https://a.example/recovery/", "https://a.example/recovery/"),
        ("index.html", "none/", "none/"),
    ],
)
def test_link_to_a_folder_leads_to_its_page(page: str, link: str, portable_link: str) -> None:
    files = dict.fromkeys(("index.html", "en/index.html", "recovery/index.html", "assets/a.pdf"), b"")

    result = portable(files | {page: f'<a class="x" href="{link}">y</a>'.encode()})

    assert result[page].decode() == f'<a class="x" href="{portable_link}">y</a>'


def test_what_only_servers_use_is_left_out() -> None:
    page = b'<a href="x">\n<link rel="manifest" href="manifest.webmanifest" crossorigin="use-credentials">'
    servers = (
        "sw.js",
        "index.html.gz",
        "index.html.br",
        "404.html",
        "en/404.html",
        "sitemap.xml",
        "manifest.webmanifest",
    )

    files = portable({"index.html": page} | dict.fromkeys(servers, b""))

    assert files == {"index.html": b'<a href="x">'}


def test_zip_is_the_same_whatever_the_order_and_holds_one_folder() -> None:
    first, second = (zipped(files, "zhike", 1767225600) for files in ({"a": b"1", "b": b"2"}, {"b": b"2", "a": b"1"}))

    assert first == second
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert [(entry.filename, entry.date_time) for entry in archive.infolist()] == [
        ("zhike/a", (2026, 1, 1, 0, 0, 0)),
        ("zhike/b", (2026, 1, 1, 0, 0, 0)),
    ]


def test_zip_of_a_site_without_a_date_can_be_made() -> None:
    archive = zipfile.ZipFile(io.BytesIO(zipped({"a": b"1"}, "zhike", 0)))

    assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_folder_is_finished_in_place_and_nothing_old_stays(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b'<link href="a.css">' + LONG)
    (tmp_path / "a.css").write_bytes(STYLE)
    (tmp_path / "sw.js").write_bytes(WORKER)

    finish(tmp_path, Delivery("/", ["en"], 0))

    style = f"a.{digest(STYLE)}.css"
    assert set(read(tmp_path)) == {"index.html", "index.html.br", "index.html.gz", "sw.js", style}
    assert [address for address, _ in listed((tmp_path / "sw.js").read_bytes())] == [style, ""]


def test_site_that_is_not_kept_on_devices_has_a_worker_without_a_list(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"")
    (tmp_path / "sw.js").write_bytes(WORKER)

    finish(tmp_path, Delivery("/", ["en"], 0, offline=False))

    assert (tmp_path / "sw.js").read_bytes() == WORKER


def test_styles_and_scripts_lose_their_comments_and_keep_all_else() -> None:
    files = {
        "assets/a.css": b"/* why\n   so */\nbody {\n  color: red;\n}\n",
        "assets/a.js": b'// why\n"use strict";\n  // so\nopen("https://x"); // here\n',
        "assets/search/start.zh.js": b"// data\n",
        "index.html": b"<!-- a -->",
    }

    assert slim(files) == files | {
        "assets/a.css": b"\nbody {\ncolor: red;\n}\n",
        "assets/a.js": b'"use strict";\nopen("https://x"); // here\n',
    }


def test_styles_asked_for_one_after_another_are_one_file_in_their_order() -> None:
    links = '<link rel="stylesheet" href="{up}s/a.css">\n  <link rel="stylesheet" href="{up}s/b.css">'
    files = {"s/a.css": b"a{}", "s/b.css": b"b{}"}
    files |= {page: links.format(up=up).encode() for page, up in (("index.html", ""), ("x/index.html", "../"))}

    assert joined(files) == {
        "s/a-b.css": b"a{}b{}",
        "index.html": b'<link rel="stylesheet" href="s/a-b.css">',
        "x/index.html": b'<link rel="stylesheet" href="../s/a-b.css">',
    }


def test_style_that_a_page_asks_for_by_itself_stays() -> None:
    run = b'<link rel="stylesheet" href="a.css"><link rel="stylesheet" href="b.css">'
    files = {"a.css": STYLE, "b.css": STYLE, "x.html": run, "y.html": b'<link rel="stylesheet" href="b.css">'}

    assert set(joined(files)) == {"a-b.css", "b.css", "x.html", "y.html"}


@pytest.mark.parametrize(
    "page",
    [
        '<link rel="stylesheet" href="a.css"><link rel="stylesheet" href="b.css" media="print">',
        '<link rel="stylesheet" href="a.css"><script></script><link rel="stylesheet" href="b.css">',
        '<link rel="stylesheet" href="a.css"><link rel="stylesheet" href="x/c.css">',
        '<link rel="stylesheet" href="a.css"><link rel="stylesheet" href="none.css">',
    ],
)
def test_styles_that_do_not_belong_together_stay_apart(page: str) -> None:
    files = {"a.css": STYLE, "b.css": STYLE, "x/c.css": STYLE, "index.html": page.encode()}

    assert joined(files) == files
