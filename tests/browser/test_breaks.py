"""A break of definition (口径变更) in a real browser: no line across it, and words that say so."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from indicators.models import Definition, Indicator
from tests.browser.conftest import Opener
from tests.browser.test_charts import VALUES, open_charts, series

__all__ = ["series"]

HOME = "/indicators/eldercare.canteens/"
SMALL = ".kpi:has(a[href^='/indicators/eldercare.canteens/']) .sparkline .line"
CUT_WORDS = "竖虚线处口径变更，前后不可比，折线断开"
CUT = sorted(VALUES).index("2023-Q1")  # the figures before it are of the old definition


@pytest.fixture
def redefined(series: None) -> None:
    """From 2023 on the canteens are counted otherwise."""
    canteens = Indicator.objects.get(code="eldercare.canteens")
    Definition.objects.create(
        indicator=canteens, text="含助餐点", effective_from=date(2023, 1, 1), source="榕民〔2023〕1号"
    )


def segments(path: str) -> list[tuple[float, float]]:
    """From where to where each piece of a drawn line goes, left to right."""
    found = []
    for run in re.split("M", path)[1:]:
        places = [float(x) for x, _y in re.findall(r"(-?[\d.]+)[, ](-?[\d.]+)", run)]
        found += list(pairwise(places))
    return found


def test_line_is_cut_and_the_cut_is_named(redefined: None, open_page: Opener, pictures: Path) -> None:
    page = open_page("official", viewport={"width": 1440, "height": 900})
    open_charts(page, HOME)

    lines = page.locator("[data-chart] .scatterlayer .js-line").evaluate_all(
        "every => every.map(one => one.getAttribute('d'))"
    )
    points = page.locator("[data-chart] .scatterlayer .points path").evaluate_all(
        "every => every.map(one => new DOMMatrix(getComputedStyle(one).transform).e)"
    )
    page.screenshot(path=pictures / "break.png", full_page=True)

    drawn = sorted(points)[: len(VALUES) + 1]
    before, after = drawn[CUT - 1], drawn[CUT]
    pieces = [piece for line in lines for piece in segments(line)]
    solid = [piece for piece in pieces if min(piece) >= drawn[0] - 1 and max(piece) <= drawn[-1] + 1]
    assert solid
    assert not [piece for piece in solid if min(piece) <= before + 1 and max(piece) >= after - 1]
    assert "口径变更" in (page.locator("[data-chart] .infolayer").first.text_content() or "")
    assert CUT_WORDS in page.inner_text(".reading")
    says_so(page)


def test_words_say_so_without_script(redefined: None, open_page: Opener) -> None:
    page = open_page("official", java_script_enabled=False)

    page.goto(HOME)
    says_so(page)
    page.goto("/topics/eldercare/")
    assert len(re.findall("M", page.get_attribute(SMALL, "d") or "")) == 2
    page.goto(f"{HOME}?view=definition")

    assert "含助餐点" in page.inner_text("main")
    assert "2023-01-01" in page.inner_text("main")


def says_so(page: Page) -> None:
    """In what a screen reader hears, and in the table where a change would stand."""
    described = page.get_attribute("[data-chart]", "aria-label") or ""
    assert CUT_WORDS in described
    assert "环比 — 口径变更" in page.inner_text("main tr:has-text('2023年3月末')")
    assert "口径变更" not in page.inner_text("main tr:has-text('2022年12月末')")
