"""Charts in a real browser: drawn under the policy, from the site alone, and never in the way of the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from civaffairs import finders
from indicators.models import Indicator, Region, Release
from tests import factories
from tests.browser.conftest import Opener, press, sign_in
from tests.browser.test_pages import SCREENS

HOME = "/indicators/eldercare.canteens/"
DISTRICT = "/regions/350102/"
WATCH = """
window.complaints = [];
document.addEventListener("securitypolicyviolation", (event) => {
  complaints.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) complaints.push(`moved by ${entry.value}`);
}).observe({ type: "layout-shift", buffered: true });
"""
LAYERS = ("bglayer", "cartesianlayer", "infolayer")
VALUES = {"2021-Q4": 498, "2022-Q2": 510, "2022-Q3": 516, "2022-Q4": 522, "2023-Q1": 525}


@pytest.fixture
def series(first_data: None) -> None:
    """Two years of canteens with a target, a year of visits, and both of some districts."""
    city = Region.objects.get(parent__isnull=True)
    canteens = Indicator.objects.get(code="eldercare.canteens")
    visits = Indicator.objects.get(code="child_welfare.visits")
    release = Release.objects.latest("number")
    for period, value in VALUES.items():
        factories.make_observation(canteens, city, period, value, release=release)
        factories.make_observation(visits, city, period, 20 * value, release=release)
    factories.make_target(canteens, city, 560, kind="level")
    factories.make_target(visits, city, 30000, kind="level")
    for place, region in enumerate(Region.objects.filter(kind="district")[:4]):
        for period, before in (("2023-Q1", 3), ("2023-Q2", 0)):
            value = 40 + 7 * place - before
            factories.make_observation(canteens, region, period, value, release=release)
            factories.make_observation(visits, region, period, 20 * value, release=release)


@pytest.fixture(params=["basic", "full"])
def bundle(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Which plotly.js is served: npm's, where it is installed, and the wheel's."""
    if request.param == "full":
        monkeypatch.setattr(finders, "BASIC", tmp_path / "none.js")
    elif not finders.BASIC.is_file():
        pytest.skip("npm has not been here")
    return str(request.param)


def open_charts(page: Page, address: str) -> None:
    """Open a page and bring each of its charts into view, one after the other."""
    page.goto(address)
    plots = page.locator("[data-chart]")
    assert plots.count() > 0
    for plot in plots.all():
        plot.scroll_into_view_if_needed()
        expect(plot).to_have_attribute("data-drawn", "")


@pytest.mark.parametrize(
    "address",
    [HOME, f"{HOME}?view=regions", "/indicators/child_welfare.visits/", "/topics/eldercare/", DISTRICT],
)
def test_charts_are_drawn_under_the_policy(series: None, page: Page, bundle: str, address: str) -> None:
    page.add_init_script(WATCH)
    sign_in(page)

    open_charts(page, address)

    assert page.evaluate("complaints") == []
    for plot in page.locator("[data-chart]").all():
        box = plot.bounding_box()
        assert box is not None
        assert box["width"] > 200
        for layer in LAYERS:
            assert plot.locator(f".main-svg .{layer}").count() >= 1
        marks = plot.locator(".cartesianlayer .trace path").first.bounding_box()
        assert marks is not None
        assert marks["width"] > 0


def test_chart_offers_no_way_out(series: None, page: Page) -> None:
    sign_in(page)

    open_charts(page, HOME)
    context = page.evaluate("document.querySelector('[data-chart]')._context")

    assert context["showSendToCloud"] is False
    assert context["plotlyServerURL"] == ""
    assert context["locale"] == "zh-CN"
    assert page.locator(".modebar-btn, [data-attr], main a[href^='http']").count() == 0


def test_table_stands_alone_without_javascript(
    series: None, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page)

    page.goto(HOME)

    assert page.locator("[data-chart]").first.is_hidden()
    assert page.locator("section[aria-labelledby=series] table").is_visible()
    context.close()


def test_plotly_is_asked_for_once_and_only_where_a_chart_is(series: None, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page)

    page.goto("/releases/")
    elsewhere = [url for url in asked if "plotly" in url]
    open_charts(page, HOME)

    assert elsewhere == []
    assert len([url for url in asked if url.endswith("plotly.min.js")]) == 1


def test_colours_follow_the_scheme(series: None, page: Page) -> None:
    line = ".scatterlayer .trace path.js-line"
    page.emulate_media(color_scheme="light")
    sign_in(page)
    open_charts(page, HOME)
    light = page.locator(line).last.evaluate("path => getComputedStyle(path).stroke")

    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    dark = page.locator(line).last.evaluate("path => getComputedStyle(path).stroke")

    assert light == "rgb(29, 79, 124)"
    assert dark == "rgb(134, 183, 228)"


@pytest.mark.parametrize("address", [HOME, f"{HOME}?view=regions", DISTRICT])
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_no_word_of_a_chart_is_cut_off(
    series: None, page: Page, pictures: Path, width: int, scheme: str, address: str
) -> None:
    Region.objects.filter(code="350102").update(name="福州高新技术产业开发示范区")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sign_in(page)

    open_charts(page, address)

    for number, figure in enumerate(page.locator("figure.chart").all()):
        name = re.sub(r"\W+", "-", address).strip("-")
        figure.screenshot(path=pictures / f"chart-{name}-{number}-{width}-{scheme}.png")
    assert cut_off(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def cut_off(page: Page) -> list[str]:
    """The words of charts that reach beyond their box."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("[data-chart]")].flatMap((plot) => {
          const box = plot.getBoundingClientRect();
          return [...plot.querySelectorAll(".main-svg text")].filter((text) => {
            const one = text.getBoundingClientRect();
            return one.width && (one.left < box.left - 1 || one.right > box.right + 1 ||
              one.top < box.top - 1 || one.bottom > box.bottom + 1);
          }).map((text) => text.textContent);
        })"""
    )
    return found


@pytest.mark.parametrize("address", [HOME, DISTRICT])
def test_long_english_words_leave_the_picture_its_room(series: None, page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page)
    press(page, "header >> text=English")

    open_charts(page, address)

    assert cut_off(page) == []
    for plot in page.locator("[data-chart]").all():
        assert plot.evaluate("plot => plot._fullLayout._size.w / plot.clientWidth") > 0.3


def test_district_page_draws_each_headline_of_its_own(series: None, page: Page) -> None:
    sign_in(page)

    open_charts(page, DISTRICT)
    titles = page.locator("section[aria-labelledby=headlines] h3").all_inner_texts()
    labels = page.locator("[data-chart] .infolayer text").all_text_contents()

    assert titles == ["长者食堂数", "困难儿童探访人次"]
    assert page.locator("[data-chart]").count() == len(titles)
    assert {"40家", "800人次"} <= set(labels)


def test_paper_shows_the_charts_that_had_not_come_into_view(series: None, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    sign_in(page)
    page.goto(DISTRICT)
    plots = page.locator("[data-chart]")
    plots.last.evaluate("plot => plot.closest('section').style.setProperty('margin-top', '3000px')")
    plots.first.scroll_into_view_if_needed()
    expect(plots.first).to_have_attribute("data-drawn", "")
    before = page.locator("[data-drawn]").count()

    page.pdf()

    assert before < plots.count() == page.locator("[data-drawn]").count()


def test_chart_fits_again_when_the_window_changes(series: None, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page)
    open_charts(page, HOME)
    wide = page.locator("[data-chart='chart-trend'] .xaxislayer-above .xtick").count()

    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_timeout(500)
    narrow = page.locator("[data-chart='chart-trend'] .xaxislayer-above .xtick").count()

    assert 1 < narrow < wide
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_figures_stand_and_nothing_moves_before_plotly_has_arrived(series: None, page: Page) -> None:
    held: list[Route] = []
    sign_in(page)
    page.route("**/plotly.min.js", lambda route: held.append(route))

    page.goto(HOME, wait_until="domcontentloaded")
    plot = page.locator("[data-chart]").first
    expect(page.locator(".figure .number").first).to_be_visible()
    plot.scroll_into_view_if_needed()
    before = plot.bounding_box()
    page.wait_for_timeout(500)
    held[0].continue_()
    expect(plot).to_have_attribute("data-drawn", "")

    assert before is not None
    assert plot.bounding_box() == before


def test_provisional_bars_are_hatched_for_the_eye(series: None, open_page: Opener) -> None:
    canteens, release = Indicator.objects.get(code="eldercare.canteens"), Release.objects.latest("number")
    factories.make_observation(
        canteens,
        Region.objects.get(code="350121"),
        "2023-Q2",
        44,
        release=release,
        is_provisional=True,
    )
    page = open_page("official")
    page.goto(f"{HOME}?view=regions")
    page.locator(".plot[data-drawn]").first.wait_for()

    stripes = page.locator(".plot pattern path")
    assert stripes.count() == 1
    assert stripes.evaluate("stripe => getComputedStyle(stripe).stroke").startswith("rgb(")
