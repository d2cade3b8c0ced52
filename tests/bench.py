"""Measures speed and size: `python tests/bench.py`, or some parts: `python tests/bench.py check build html links`.

Speed is the processor time of a process and its children, never the time on the clock, which on a shared machine says
how busy the others are. A figure is the median of a few runs; two variants take turns, and their ratio counts.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from shutil import copy, copytree
from statistics import mean, median
from tempfile import TemporaryDirectory

import bench_readers
import bench_search
from generated_site import ROOT, slug, write
from lxml import html as lxml_html

ZHIKE, MKDOCS = (sys.executable, "-m", "zhike"), (sys.executable, "-m", "mkdocs", "build", "--quiet")
SIZES = (100, 300, 1000, 3000)
MENU = "//*[@id='zk-menu']"


@dataclass(frozen=True)
class Cost:
    """What a process and its children took: seconds of processor time, the largest megabytes of memory."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Row:
    """A figure of the table, and the goal that it must stay below, if there is one."""

    name: str
    figure: float
    unit: str = ""
    goal: float | None = None

    def __str__(self) -> str:
        figure = f"{self.figure:.2f} {self.unit}" if self.figure < 100 else f"{self.figure:.0f} {self.unit}"
        goal = "" if self.goal is None else f"< {self.goal:g} {self.unit}"
        met = "" if self.goal is None else "met" if self.figure < self.goal else "NOT MET"
        return f"{self.name:<66}{figure:>10}   {goal:<9} {met}".rstrip()


def cost(*command: str, root: Path = ROOT, codes: tuple[int, ...] = (0,)) -> Cost:
    """Run a command in a folder and return what it took."""
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)} in {root} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def typical(runs: int, *command: str, root: Path = ROOT, codes: tuple[int, ...] = (0,)) -> Cost:
    """Run a command several times and return the medians."""
    costs = [cost(*command, root=root, codes=codes) for _ in range(runs)]
    return Cost(median(each.seconds for each in costs), median(each.megabytes for each in costs))


def check() -> Iterator[Row]:
    """Measure `zhike check` on the real site, and how it grows on generated ones."""
    yield Row("zhike check, the real site", typical(5, *ZHIKE, "check", "--no-cache", codes=(0, 1)).seconds, "s", 1)
    seconds = {}
    for pages in (1, *SIZES):
        with TemporaryDirectory() as folder:
            write(Path(folder), pages)
            taken = typical(3, *ZHIKE, "check", "--no-cache", root=Path(folder))
        seconds[pages] = taken.seconds
        name = f"zhike check, {pages} generated page{'s' if pages > 1 else ''} a language"
        yield Row(name, taken.seconds, "s", 5 if pages == 1000 else None)
        yield Row(f"{name}: memory", taken.megabytes, "MB", 500 if pages == 1000 else None)
        if pages == 1000:
            yield from again()
    # what one page takes is start-up and the termbase, which do not grow with the pages
    small, large = (seconds[pages] - seconds[1] for pages in (SIZES[0], SIZES[-1]))
    exponent = log(large / small) / log(SIZES[-1] / SIZES[0])
    yield Row(f"zhike check, exponent of growth from {SIZES[0]} to {SIZES[-1]} pages", exponent, "", 1.1)


def again(pages: int = 1000) -> Iterator[Row]:
    """Measure `zhike check` of a site that was checked before, with nothing and with one page changed."""
    name = f"zhike check again, {pages} generated pages a language"
    with TemporaryDirectory() as folder, TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        write(Path(folder), pages)
        cost(*ZHIKE, "check", root=Path(folder))
        same, changed = [], []
        page = Path(folder) / f"docs/{slug(pages // 2)}.md"
        for _ in range(5):
            same.append(cost(*ZHIKE, "check", root=Path(folder)).seconds)
            page.write_text(page.read_text(encoding="utf-8").replace("。", "！", 1), encoding="utf-8")
            changed.append(cost(*ZHIKE, "check", root=Path(folder), codes=(0, 1)).seconds)
    yield Row(f"{name}, nothing changed", median(same), "s", 0.5)
    yield Row(f"{name}, one page changed", median(changed), "s", 0.6)


def build() -> Iterator[Row]:
    """Measure what our hooks add to a build of the real site, and what servers and devices need on top of it."""
    # Our templates cannot render without what the hooks hand to them, so both variants do without our templates: with
    # hooks, everything is still worked out for every page, and the glossary is made; only a few lines are not printed.
    bare = re.sub(r"^  custom_dir:.*\n", "", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), flags=re.M)
    variants = {"with": bare, "without": re.sub(r"^hooks:.*\n", "", bare, flags=re.M), "ready with": bare}
    plain = ("env", "ZHIKE_PLAIN=1")
    seconds: dict[str, list[float]] = {variant: [] for variant in variants}
    for _ in range(5):
        for variant, configuration in variants.items():
            with TemporaryDirectory() as folder:
                for name in ("hooks", "overrides"):
                    (Path(folder) / name).symlink_to(ROOT / name)
                copytree(ROOT / "docs", Path(folder) / "docs")
                copy(ROOT / "pyproject.toml", folder)
                (Path(folder) / "mkdocs.yml").write_text(configuration, encoding="utf-8")
                command = MKDOCS if variant == "ready with" else (*plain, *MKDOCS)
                seconds[variant].append(cost(*command, root=Path(folder)).seconds)
    for variant, taken in seconds.items():
        yield Row(f"build of the real site {variant} our hooks", median(taken), "s")
    ratios = [a / b for a, b in zip(seconds["with"], seconds["without"], strict=True)]
    yield Row("build of the real site, with hooks / without", median(ratios), "", 1.1)
    finishing = [a - b for a, b in zip(seconds["ready with"], seconds["with"], strict=True)]
    yield Row("names, list and packed files for servers and devices", median(finishing), "s", 2)


def html() -> Iterator[Row]:
    """Measure how the HTML of a page grows with the pages of the site."""
    sizes = {}
    for pages in (100, 1000):
        with TemporaryDirectory() as folder:
            write(Path(folder), pages)
            cost(*MKDOCS, root=Path(folder))
            files = sorted((Path(folder) / "site").glob("**/page-*/index.html"))
            sizes[pages] = mean(file.stat().st_size for file in files) / 1000
            # the pages of a site have menus of much the same size
            menu = mean(_menu(file) for file in files[:: len(files) // 50]) / 1000
        yield Row(f"HTML of a page, {pages} generated pages a language", sizes[pages], "kB")
        yield Row(f"HTML of a page, {pages} generated pages a language: its menu", menu / sizes[pages] * 100, "%")
    yield Row("HTML of a page, 1000 pages / 100 pages", sizes[1000] / sizes[100], "", 1.1)


def _menu(file: Path) -> int:
    """Return how many bytes of a page are its menu."""
    return sum(len(lxml_html.tostring(menu, encoding="utf-8")) for menu in lxml_html.parse(file).xpath(MENU))


def links() -> Iterator[Row]:
    """Measure `zhike links` on the real site."""
    with TemporaryDirectory() as folder:
        cost(*MKDOCS, "--site-dir", f"{folder}/site")
        yield Row("zhike links, the real site", cost(*ZHIKE, "links", f"{folder}/site", codes=(0, 1)).seconds, "s")


def weight() -> Iterator[Row]:
    """Measure what a reader's first page of the real site costs: page, styles, scripts and icon, compressed."""
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        cost(*MKDOCS, "--site-dir", str(site))
        sizes = {page.relative_to(site).parent.as_posix(): _first_load(page) for page in site.rglob("index.html")}
        for name in (".", max(sizes, key=lambda page: sizes[page])):
            yield Row(f"first load, {'home' if name == '.' else f'the largest: {name}'}", sizes[name] / 1000, "kB", 60)


def _first_load(page: Path) -> int:
    """Return how many bytes a page and the files that it asks for are, compressed."""
    asked = lxml_html.parse(page).xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in (page, *(page.parent / link for link in asked)))


def search() -> Iterator[Row]:
    """Measure the search of the real site, of the real site among others, and of generated ones."""
    queries = sorted((ROOT / "tests/data").glob("queries-*.yml"))
    yield from _search(ROOT, queries, "", {"ms": 10, "kB": 40})
    for file in queries:
        found = bench_search.among(ROOT, 900, file)
        yield Row(f"search, {file.stem}, among 900 more pages a language: hit@1", found.hit_1)
    yield Row("search, the index's share of a build", bench_search.share(ROOT) * 100, "%", 20)
    for pages, goals in ((1000, {"ms": 50, "kB": 100}), (5000, {"kB": 200})):
        with TemporaryDirectory() as folder:
            write(Path(folder), pages)
            yield from _search(Path(folder), (), f", {pages} pages a language", goals)


def _search(root: Path, queries: Sequence[Path], where: str, goals: Mapping[str, float]) -> Iterator[Row]:
    for name, figure, unit in bench_search.measured(root, queries):
        yield Row(f"{name}{where}", figure, unit, goals.get(unit) if "95" in name else None)


def readers() -> Iterator[Row]:
    """Measure what the built site costs a reader's browser."""
    goals = {"ms": 100.0}
    for name, figure, unit in bench_readers.measured(ROOT / "site"):
        yield Row(name, figure, unit, goals.get(unit, 0.001 if "shift" in name else None))


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "check": check,
    "build": build,
    "html": html,
    "weight": weight,
    "links": links,
    "search": search,
    "readers": readers,
}


def main(names: list[str]) -> None:
    """Print the table of the parts that are named, of all when none is."""
    if unknown := set(names) - set(PARTS):
        raise SystemExit(f"there is no part {', '.join(sorted(unknown))}; choose from: {' '.join(PARTS)}")
    for name in names or PARTS:
        for row in PARTS[name]():
            print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
