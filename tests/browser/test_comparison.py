"""Regions beside each other on the screen: figures under figures, topics by districts in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from indicators.models import Indicator, Region
from indicators.periods import Period
from tests import factories
from tests.browser.conftest import Opener

RIGHT_EDGES = """cells => cells.map(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell.querySelector(".figure, .small"));
  return Math.round(range.getBoundingClientRect().right);
})"""


@pytest.fixture
def compared(due: Period) -> str:
    """The address of a comparison of three districts, one of whose figures is made up."""
    premises = Indicator.objects.get(code="community.premises")
    for code, value in (("350103", 7), ("350104", 12_345), ("350105", 98)):
        region = Region.objects.get(code=code)
        factories.make_observation(premises, region, str(due.previous()), value, is_demo=code == "350105")
    return f"/compare/?topic=community&indicator=community.premises&period={due.previous()}"


def test_figures_stand_under_each_other_over_their_bars(compared: str, open_page: Opener) -> None:
    page = open_page("official", viewport={"width": 1440, "height": 900})
    page.goto(compared)

    edges = page.locator(".compared tbody td").evaluate_all(RIGHT_EDGES)
    assert len(set(edges)) == 1
    for cell in page.locator(".compared td:has(.inbar)").all():
        figure, bar = cell.locator(".figure").bounding_box(), cell.locator(".inbar").bounding_box()
        assert figure is not None
        assert bar is not None
        assert figure["y"] + figure["height"] <= bar["y"] + 1
    assert page.locator(".invented").count() == 1


def test_topics_by_districts_need_no_scrolling_on_a_screen(compared: str, open_page: Opener) -> None:
    page = open_page("official", viewport={"width": 1440, "height": 900})
    page.goto(f"/compare/topics/?{compared.rpartition('&')[2]}")

    assert width_of(page) == page.evaluate("document.querySelector('.scroll').clientWidth")
    words = page.locator(".matrix .state .unseen").all_inner_texts()
    assert words
    for word in set(words):
        assert page.locator(f".signs li:has-text('{word}')").count() == 1


def test_topics_by_districts_scroll_by_keyboard_on_a_phone(compared: str, open_page: Opener) -> None:
    page = open_page("official", viewport={"width": 390, "height": 800})
    page.goto(f"/compare/topics/?{compared.rpartition('&')[2]}")

    page.locator(".scroll").focus()
    for _press in range(5):
        page.keyboard.press("ArrowRight")
    for _moment in range(100):  # it glides
        if page.evaluate("document.querySelector('.scroll').scrollLeft") > 50:
            break
        page.wait_for_timeout(50)
    else:
        raise AssertionError("The arrow keys do not scroll the table.")

    topic = page.locator(".matrix tbody th").first.bounding_box()
    assert topic is not None
    assert topic["x"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.querySelector('.scroll').scrollWidth")
    return width
