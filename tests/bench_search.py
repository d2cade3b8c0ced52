"""Measures the search in a site's folder: its quality, its bytes, and what a key takes in Chromium slowed down."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import copy, copytree
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import generated_site
import yaml
from playwright.sync_api import sync_playwright

from zhike.linkcheck import served
from zhike.load import load
from zhike.model import Site
from zhike.search import evaluate
from zhike.search.engine import Engine
from zhike.search.index import FOLDER, SCRIPTS, files, write

SLOWER = 4
TYPED = (("zh", "客人投诉怎么处理"), ("zh", "tousu chuli"), ("zh", "fwbj"), ("en", "guest complaint about noise"))
SCRIPT = '<script src="{folder}/{name}"></script>'
PAGE = '<!doctype html><meta charset="utf-8">' + "".join(SCRIPT.format(folder=FOLDER, name=name) for name in SCRIPTS)
# what a key takes is the least of six times, for on a shared machine the rest says how busy the others are
TYPE = """async ([locale, text]) => {
  const taken = [];
  for (let end = 1; end <= text.length; end++) {
    let least = Infinity;
    for (let pass = 0; pass < 6; pass++) {
      const start = performance.now();
      await zhikeSearch.answer(text.slice(0, end), locale, () => {});
      least = Math.min(least, performance.now() - start);
    }
    taken.push(least);
  }
  return taken;
}"""


# a build that says how long the index took, and how long all of it
BUILD = """
import sys, time
from mkdocs.__main__ import cli
from zhike.search import index
files, spent = index.files, []
def timed(site):
    start = time.process_time()
    made = files(site)
    spent.append(time.process_time() - start)
    return made
index.files = timed
cli(["build", "--quiet", "--site-dir", sys.argv[1]], standalone_mode=False)
print(sum(spent), time.process_time())
"""


def quality(site: Site, made: Mapping[str, str], file: Path) -> list[evaluate.Quality]:
    """Return how well the search answers the queries of a file."""
    asked = evaluate.queries(yaml.safe_load(file.read_text(encoding="utf-8")))
    with Engine(made) as engine:
        outcomes = evaluate.outcomes(
            site,
            asked,
            lambda query, locale: [str(found["slug"]) for found in engine.search(query, locale, 10, "rank")],
        )
    return evaluate.qualities(outcomes)


def kilobytes(made: Mapping[str, str], site: Site, asked: Sequence[evaluate.Query]) -> list[float]:
    """Return the kilobytes, compressed, that each query reads before its first result, the engine among them."""
    with TemporaryDirectory() as folder:
        write(site, Path(folder))
        engine_size = sum(_size((Path(folder) / FOLDER / name).read_text(encoding="utf-8")) for name in SCRIPTS)
    sizes = {name: _size(text) for name, text in made.items()}
    taken = []
    for query in asked:
        locale = query.locale if query.locale in site.settings.locales else site.settings.source
        with Engine(made) as engine:
            engine.search(query.text, locale, way="rank")
            taken.append((engine_size + sum(sizes[name] for name in engine.read)) / 1000)
    return sorted(taken)


def _size(text: str) -> int:
    return len(gzip.compress(text.encode(), 6))


def titles(site: Site, most: int = 40) -> list[evaluate.Query]:
    """Return the names of some pages as queries, in all languages."""
    pages = [page for page in site.written() if page.title]
    return [evaluate.Query(page.title, page.locale, "title", ()) for page in pages[:: max(1, len(pages) // most)]]


def among(root: Path, others: int, file: Path) -> evaluate.Quality:
    """Return how well the search answers the queries of a file when a site has many more pages."""
    with TemporaryDirectory() as folder:
        whole, made = Path(folder) / "whole", Path(folder) / "made"
        generated_site.write(made, others)
        for name in ("mkdocs.yml", "pyproject.toml"):
            whole.mkdir(exist_ok=True)
            copy(root / name, whole)
        copytree(root / "docs", whole / "docs")
        for page in sorted((made / "docs").rglob("*.md")):
            target = whole / "docs/others" / page.relative_to(made / "docs")
            target.parent.mkdir(parents=True, exist_ok=True)
            copy(page, target)
        site = load(whole)
        return quality(site, files(site), file)[-1]


def share(root: Path) -> float:
    """Return which share of the processor time of a build goes into the index."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-c", BUILD, folder]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    spent, whole = map(float, done.stdout.split()[-2:])
    return spent / whole


def keys(site: Site) -> list[float]:
    """Return the milliseconds from each key to its results, all files being there, in a slowed Chromium."""
    taken: list[float] = []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        write(site, Path(folder))
        (Path(folder) / "index.html").write_text(PAGE, encoding="utf-8")
        with served(Path(folder)) as address:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(address)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            for typed in TYPED:
                taken += page.evaluate(TYPE, list(typed))
            browser.close()
    return sorted(taken)


def measured(root: Path, queries: Sequence[Path]) -> Iterator[tuple[str, float, str]]:
    """Yield name, figure and unit of everything that is measured in a site."""
    site = load(root)
    made = files(site)
    asked = [] if queries else titles(site)
    for file in queries:
        asked += evaluate.queries(yaml.safe_load(file.read_text(encoding="utf-8")))
        for each in quality(site, made, file):
            yield f"search, {file.stem}, {each.group}: hit@1", each.hit_1, ""
            yield f"search, {file.stem}, {each.group}: recall@10", each.recall_10, ""
    if asked:
        sizes = kilobytes(made, site, asked)
        yield "search, before the first result, median", median(sizes), "kB"
        yield "search, before the first result, 95 of 100", quantiles(sizes, n=20)[-1], "kB"
    taken = keys(site)
    yield f"search, a key, processor {SLOWER} times slower, median", median(taken), "ms"
    yield f"search, a key, processor {SLOWER} times slower, 95 of 100", quantiles(taken, n=20)[-1], "ms"
