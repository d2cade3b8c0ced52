"""Measures what pages cost a reader's browser: the processor time of the main thread, requests, what moves.

The processor time comes from Chromium's own count of the ticks of the thread, so that other work on the machine does
not add to it; a figure is the median of five loads, each with an empty cache and no slowdown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from zhike.linkcheck import served

TEMPLATES = {
    "home": "",
    "navigator": "now/",
    "procedure": "recovery/apology/",
    "checklist": "checklists/guest-needs/",
    "phrases": "communication/phrase-book/",
    "post": "roles/front-desk/",
    "glossary": "glossary/",
}
LOADS = 5
MOVED = """new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.moved = (window.moved ?? 0) + shift.value;
}).observe({ type: "layout-shift", buffered: true })"""


@dataclass(frozen=True)
class Load:
    """What one load took: milliseconds of the main thread, requests, the sum of layout shifts."""

    milliseconds: float
    requests: int
    moved: float


def load(browser: Browser, address: str) -> Load:
    """Load a page in a browser that has never seen it."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(MOVED)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, wait_until="networkidle")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    moved = page.evaluate("window.moved ?? 0")
    context.close()
    return Load(metrics["TaskDuration"] * 1000, len(asked), moved)


def measured(site: Path) -> Iterator[tuple[str, float, str]]:
    """Yield name, figure and unit of what every template takes, in both languages."""
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for language in ("", "en/"):
            for name, path in TEMPLATES.items():
                loads = [load(browser, f"{address}{language}{path}") for _ in range(LOADS)]
                shown = f"{name}{', English' if language else ''}"
                yield f"main thread, {shown}", median(each.milliseconds for each in loads), "ms"
                yield f"requests, {shown}", median(each.requests for each in loads), ""
                yield f"layout shift, {shown}", max(each.moved for each in loads), ""
        browser.close()
