"""How soon Chromium has painted all charts of the pillar page, here and of the naive one, nothing cached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.utils import override_settings
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.peered import NAIVE, NO_CACHE, OURS, ms
from tests.benchmarks.serving import served
from tests.browser.conftest import CHROMIUM, SWITCHES

SCREEN = {"width": 1440, "height": 6000}  # all charts are in view, so that none waits to be scrolled to
CHARTS = 12
# Charts that have a line; the second frame after they are there is the one in which they are seen.
PAINTED = """
([chart, count]) => new Promise((resolve) => {
  const look = () => {
    if (document.querySelectorAll(chart).length < count) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  };
  look();
})
"""
SHIFTED = """
() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 500);
})
"""


@dataclass(frozen=True, slots=True)
class Painted:
    """Seconds from asking for a page to all its charts, and how far the layout of ours has moved."""

    ours: float
    naive: float
    shift: float

    def __str__(self) -> str:
        return (
            f"painted after: ours {ms(self.ours)}, naive {ms(self.naive)} "
            f"({self.naive / self.ours:.1f} times quicker), layout shift {self.shift:.3f}"
        )


def measure_painting(cookie: str, rounds: int) -> Painted:
    """The median of so many visits of each kind, in turns, each by a browser that knows nothing yet."""
    connections.close_all()
    pages = {
        "ours": (OURS, ".kpi .sparkline .line"),
        "naive": (NAIVE, ".plotly-graph-div .scatterlayer path"),
    }
    times: dict[str, list[float]] = {kind: [] for kind in pages}
    shifts = []
    with _serving() as port, _chromium() as browser:
        for number in range(rounds + 1):
            for kind, (path, chart) in pages.items():
                seconds, shift = _visit(browser, f"http://127.0.0.1:{port}{path}", chart, cookie)
                times[kind] += [seconds] if number else []
                shifts += [shift] if kind == "ours" else []
    return Painted(**{kind: median(each) for kind, each in times.items()}, shift=max(shifts))


@contextmanager
def _serving() -> Iterator[int]:
    with override_settings(CACHES=NO_CACHE), served(WSGIHandler()) as port:
        yield port


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


def _visit(browser: Browser, address: str, chart: str, cookie: str) -> tuple[float, float]:
    """The naive page draws by scripts of its own in the page, which our policy would not let it."""
    name, value = cookie.split("=", 1)
    context = browser.new_context(viewport=SCREEN, bypass_csp=True)
    context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    page.goto(address, wait_until="commit")
    painted = page.evaluate(PAINTED, [chart, CHARTS])
    shift = page.evaluate(SHIFTED)
    context.close()
    return painted / 1000, shift
