"""Looks for input that harms the checker: `python tests/fuzz.py --minutes 10`.

Sites of random Markdown, YAML, settings and bytes are checked, mended and compared with their lock. Nothing may raise
or fail, mending twice must be mending once, and reading must not leave the folder. Bait of two sizes shows what takes
more than linear time. What is found is printed with the files that show it; then the exit code is 1.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from zhike import fixing, incremental, snapshot, stamping, status, store
from zhike import settings as configuration
from zhike.load import load
from zhike.messages import Messages, languages
from zhike.model import Settings
from zhike.report import REPORTERS

MATTER = "---\ntitle: a\ntype: guide\nsummary: b\nreviewed: 2026-01-01\n---\n\n"
# fmt: off
TOKENS = (
    "#", "##", "{#a}", "{: .b}", "[", "]", "(", ")", "<", ">", "!", "!!!", "???", "`", "```", "~~~", "|", "---",
    "===", "-", "*", "**", "_", "1.", "- [ ]", "- [x]", "> ", ":", "\\", "&amp;", "&#x", "<!--", "-->", "<b>",
    "</b>", "<a id=x>", "{{", "}}", "[a]: b", "[^1]", "[^1]: c", "http://", "www.", "@", ".md", "#a", "index",
    "../", "%2e", "\t", "    ", "  ", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x00", "\x02",
    "\ufeff", "\u200b", "\u202e", "\ud7ff", "👨\u200d👩", "，", "。", "（", "）", "“", "”", "\u3000", "中文",
    "客戶", "二十分钟", "20 minutes", "apology", "道歉", "¥1,000.50", "50%", "14:30", "2026-01-01", "title:",
    "zhike: allow broken-link (x)", "13800138000", "a@b.example", "é", "é", "ﬁ", "⼀", "Ⅷ", "İ", "ß",
)
YAML = (
    "a: ", "- ", "{", "}", "[", "]", "&a ", "*a", "!!python/object:os.system ", "|\n", ">\n", '"', "'", "\n",
    "  ", "\t", "#", "null", "1e999", "id: ", "zh: ", "en: ", "preferred: ", "definition: ", "nav: ", "values: ",
    "units: ", "2026-01-01", "!ENV ", "? ", "---\n", "道歉", "<<: ", "0x", ".inf",
)
TOML = (
    "[tool.zhike]\n", "docs = ", '"docs"', '".."', '"/etc"', "source = ", "translations = ", '["en", "de"]',
    '"zh"', "[tool.zhike.types]\n", "a = {}\n", "max-page-kilobytes = ", "-1", "999999999999999999999999999999",
    "glossary = ", '"a"', "\n", "=", "[", "]", "drawings = ", "asset-endings = ", "data = ", '""', "inf",
)
LOCKED = (
    "docs/a.md#", "docs/a.md", "#", " ", "0123456789ab", "-", "\n", "<<<<<<<", "\r\n", "\u2028", "steps",
)
NAMES = (
    "a", "b", "index", "glossary", "origins", "deep/a", "a.en", "a.de", "x y", "(a)", "a#b", "a%20b", "页",
    "_data/a", "_data/terms/a", ".x", "a.b.c",
)
BAIT = (
    "[", "]", "![", "(", "<", "</", "<a ", "`", "``` ", "*", "**a", "_a", "> ", "- ", "  - ", "1. ", "#",
    "## a\n", "## a {#a}\n\n", "|", "|a", "| - ", "!!! a\n", "    ", "{{", "{{ a }}", "{#", "{:", "&", "\\",
    "<!--", "-->", "<!-- zhike: allow a (b) -->\n", "[a](", "[a](b.md)", "[a][b] ", "[a]: b\n", "[^a]",
    "http://a", "a@", "@a.", "a.", "1", "1,", "1 ", "二十", "第", "一点", "分之", "20 分钟", "道歉", "。", "（",
    "“", "\u200b", "\u3000", "\t", "\r", "a b ", "a\n", "\n", " \n", "  \n", "=\n", "-\n", "a: b\n", "- [ ] a\n",
    "<b>", "www.", "%", "../", "sk-", "AKIA", "ey", "0x", "ab12",
)
# fmt: on

markdown = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)
body = st.one_of(
    markdown, markdown.map(lambda text: MATTER + "# a\n\n" + text), markdown.map(lambda text: f"---\n{text}\n---\n")
)


def of_tokens(tokens: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(tokens), max_size=20).map(lambda parts: "".join(parts).encode())


encoded = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "cp1252"])
pages = st.tuples(body, encoded).map(lambda pair: pair[0].encode(pair[1], "replace"))
raw = st.one_of(pages, pages, pages, st.binary(max_size=60))
trees = st.fixed_dictionaries(
    {"docs/index.md": raw, "docs/index.en.md": raw},
    optional={
        **{f"docs/{name}.md": raw for name in NAMES if name != "index"},
        **{f"docs/{name}.yml": of_tokens(YAML) for name in NAMES[-8:]},
        "docs/_data/house.yml": of_tokens(YAML),
        "docs/_data/roles.yml": of_tokens(YAML),
        "docs/_data/sources.yml": of_tokens(YAML),
        "docs/assets/drawings/a.svg": raw,
        "mkdocs.yml": of_tokens(YAML),
        "pyproject.toml": of_tokens(TOML),
        "zhike.lock": of_tokens(LOCKED),
    },
)


def written(root: Path, tree: dict[str, bytes]) -> None:
    for name, content in tree.items():
        with suppress(OSError):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)


def holds(tree: dict[str, bytes]) -> None:
    """Ask everything of a site that a command may ask, and hold it to what it promises."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        written(root, tree)
        configured = configuration.read(root)
        read = snapshot.read(root, configured)
        assert all((root / path).resolve().is_relative_to(root.resolve()) for path in (*read.contents, *read.sizes))
        run = incremental.check(root, root / "kept.json")
        assert incremental.check(root, root / "kept.json").verdicts == run.verdicts
        for lang in languages():
            diagnostics = Messages(lang).diagnostics(run.verdicts)
            assert not [d for d in diagnostics if d.severity == "failure" or "checker fails" in d.message]
            for reporter in REPORTERS.values():
                reporter(diagnostics, lang).encode("utf-8", "backslashreplace")
        site = load(root)
        list(status.lines(status.pages(site)))
        stamping.stamped(site, stamping.places(site), is_unchanged_right=False)
        once = fixing.mended(read, configured)
        assert fixing.mended(once.read, configured).read.contents == once.read.contents


def seconds(root: Path, configured: Settings) -> float:
    started = time.process_time()
    read = snapshot.read(root, configured)
    incremental.Run(read, configured, store.Store()).fresh  # noqa: B018
    status.pages(load(root))
    return time.process_time() - started


def slow(bait: str, before: str, after: str) -> str | None:
    """Say so when a page of repeated bait takes more than linear time or much memory."""
    taken = []
    for size in (60_000, 480_000):
        with TemporaryDirectory() as folder:
            root = Path(folder)
            text = before + bait * (size // len(bait.encode())) + after
            written(root, {"docs/index.md": text.encode(), "docs/index.en.md": text.encode()})
            taken.append(seconds(root, Settings()))
    return f"{bait!r}: {taken[0]:.2f} s, then {taken[1]:.2f} s" if taken[1] > 2 and taken[1] > 14 * taken[0] else None


def baits(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield each bait alone, then in random mixtures."""
    for bait in BAIT:
        yield bait, MATTER, ""
    while True:
        bait = "".join(chance.choices(BAIT, k=chance.randint(2, 4)))
        yield bait, chance.choice(("", MATTER, "---\n")), chance.choice(("", "\n", "]", ")", "-->", "```"))


def main() -> int:
    """Fuzz for so many minutes of processor time; return 1 when anything was found."""
    parser = argparse.ArgumentParser(description="Looks for input that harms the checker.")
    parser.add_argument("--minutes", type=float, default=10, help="of processor time")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    given_ = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
    chance = random.Random(given_.seed)  # noqa: S311 - fuzzing keeps no secrets
    found, sites, lumps = set(), 0, baits(chance)
    while time.process_time() < given_.minutes * 60:
        sites += 200
        if fault := _fault(chance.randrange(2**32)):
            found.add(fault)
            print(fault, flush=True)
        if fault := slow(*next(lumps)):
            found.add(fault)
            print(f"more than linear time: {fault}", flush=True)
    print(f"seed {given_.seed}: {sites} sites, {len(found)} faults")
    return 1 if found else 0


def _fault(number: int) -> str | None:
    """Return what goes wrong with one of some random sites, made as small as it can be."""

    @seed(number)
    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(trees)
    def run(tree: dict[str, bytes]) -> None:
        holds(tree)

    try:
        run()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return "\n".join([repr(error)[:500], *getattr(error, "__notes__", [])])[:3000]
    return None


if __name__ == "__main__":
    sys.exit(main())
