"""What can be taken away: pictures, files and links, that say on their own what they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from indicators.models import Indicator, Region, Release
from tests import factories
from tests.browser.conftest import Opener, sign_in
from tests.browser.test_charts import HOME, WATCH

TITLE = "2023年6月末长者食堂数528家"


@pytest.fixture
def invented(first_data: None) -> None:
    """A history of canteens that is stamped."""
    city, canteens = Region.objects.get(parent=None), Indicator.objects.get(code="eldercare.canteens")
    release = Release.objects.latest("number")
    for period, value in {"2022-Q4": 522, "2023-Q1": 525}.items():
        factories.make_observation(canteens, city, period, value, release=release, is_demo=True)
    gulou = Region.objects.get(code="350102")
    factories.make_observation(canteens, gulou, "2023-Q2", 40, release=release, is_demo=True)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_picture_says_what_it_shows(invented: None, page: Page, tmp_path: Path, kind: str) -> None:
    page.add_init_script(WATCH)
    sign_in(page)
    page.goto(HOME)
    button = page.locator(f"[data-picture={kind}]")
    expect(button).to_be_visible()

    with page.expect_download() as taken:
        button.click()
    path = tmp_path / f"chart.{kind}"
    taken.value.save_as(path)
    content = path.read_bytes()

    assert taken.value.suggested_filename.startswith(TITLE)
    assert page.evaluate("complaints.filter((words) => !words.startsWith('moved'))") == []
    if kind == "png":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 10_000
    else:
        said = content.decode()
        for words in (TITLE, "含演示数据", "养老服务处", "核定批次", "福州市", "单位：家"):
            assert words in said


def test_pointing_at_a_figure_breaks_no_policy(invented: None, page: Page) -> None:
    page.add_init_script(WATCH)
    sign_in(page)
    page.goto(HOME)
    plot = page.locator("[data-chart]")
    plot.scroll_into_view_if_needed()
    expect(plot).to_have_attribute("data-drawn", "")

    plot.locator(".points path").last.hover(force=True)
    expect(plot.locator(".hoverlayer .hovertext")).to_contain_text("528家")

    assert page.evaluate("complaints.filter((words) => !words.startsWith('moved'))") == []


def test_views_and_files_need_no_script(invented: None, open_page: Opener) -> None:
    page = open_page("official", java_script_enabled=False)
    page.goto(f"{HOME}?period=2023-Q2")

    page.click(".tabs >> text=县（市）区")
    rows = page.inner_text("main table")
    page.click(".tabs >> text=数据表")
    with page.expect_download() as taken:
        page.click(".takes >> text=CSV")

    assert "鼓楼区" in rows
    assert page.locator("[data-picture]").count() == 0
    assert "演示数据" in taken.value.suggested_filename
    assert "528" in Path(taken.value.path()).read_text("utf-8-sig")


def test_copied_link_shows_the_same_in_a_fresh_browser(invented: None, open_page: Opener) -> None:
    first = open_page("official")
    first.goto("/indicators/child_welfare.visits/")
    first.click("nav.switch >> text=当期")
    first.select_option("select[name=region]", "350102")
    first.fill("input[name=as_of]", "2026-01-01")
    with first.expect_navigation():
        first.click(".filters button")

    second = open_page("official")
    second.goto(first.url)

    assert second.inner_text("main") == first.inner_text("main")
    assert "2026-01-01" in second.inner_text(".band")
    assert second.locator("nav.switch [aria-current]").inner_text() == "当期"
    second.click(".nav >> text=总览")
    assert "as_of=2026-01-01" in second.url
    assert "region=350102" in second.url
