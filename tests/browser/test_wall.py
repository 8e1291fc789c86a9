"""The wallboard on its screen: turns by itself, outlives the server, and is shut out by a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as site
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.models import Display, User
from indicators.services import displays
from tests import factories
from tests.browser.conftest import Opener

SCREENS = [
    (1920, 1080, "zh-hans"),
    (3840, 1080, "zh-hans"),
    (3840, 2160, "zh-hans"),
    (1920, 1080, "en"),
    (1366, 768, "en"),
]


@pytest.fixture
def address(first_data: None, settings: LazySettings) -> str:
    """Of a display that asks every second and turns every five minutes."""
    settings.WALL_REFRESH, settings.WALL_TURN = 1, 300
    _display, token = displays.create(name="大厅", by=User.objects.get(username="official"))
    return reverse("wall", args=[token])


def seen(page: Page) -> list[str]:
    return page.locator("[data-scene]:visible h2").all_inner_texts()


@pytest.mark.parametrize(("width", "height", "language"), SCREENS)
def test_every_scene_fits_the_screen(
    address: str,
    open_page: Opener,
    live_server: LiveServer,
    pictures: Path,
    width: int,
    height: int,
    language: str,
) -> None:
    page = open_page(viewport={"width": width, "height": height})
    home = str(live_server.url)
    page.context.add_cookies([{"name": site.LANGUAGE_COOKIE_NAME, "value": language, "url": home}])
    page.goto(address)
    assert page.get_attribute("html", "lang") == language

    for scene in range(page.locator("[data-scene]").count()):
        page.screenshot(path=pictures / f"wall-{width}-{height}-{language}-{scene}.png")
        assert len(seen(page)) == (2 if width / height > 3 else 1)
        assert page.evaluate("document.documentElement.scrollHeight") == height
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.keyboard.press("ArrowRight")


def test_scenes_turn_by_themselves_and_from_the_keyboard(
    address: str, open_page: Opener, settings: LazySettings
) -> None:
    settings.WALL_TURN = 1
    page = open_page(viewport={"width": 1920, "height": 1080})
    page.goto(address)
    first = seen(page)

    expect(page.locator("[data-scene]").first).to_be_hidden(timeout=5_000)
    page.keyboard.press("Space")
    expect(page.locator("[data-pause]")).to_have_attribute("aria-pressed", "true")
    still = seen(page)
    page.wait_for_timeout(2_000)
    assert seen(page) == still != first
    page.keyboard.press("ArrowLeft")
    assert seen(page) != still


def test_last_good_state_stays_while_the_server_is_away(address: str, open_page: Opener) -> None:
    page = open_page(refusals=(503,))
    page.goto(address)
    figures = page.locator("main").inner_text()
    expect(page.locator("[data-away]")).to_be_hidden()

    page.route("**/wall/**", lambda route: route.fulfill(status=503, body="<p>away</p>"))
    expect(page.locator("[data-away]")).to_contain_text("连不上服务器", timeout=5_000)
    assert page.locator("main").inner_text() == figures

    page.unroute("**/wall/**")
    expect(page.locator("[data-away]")).to_be_empty(timeout=5_000)


def test_new_figures_come_without_loading_the_page_anew(address: str, open_page: Opener) -> None:
    page = open_page()
    page.goto(address)
    page.evaluate("window.kept = true")
    release = factories.make_release()

    expect(page.locator(".asof")).to_contain_text(f"核定批次{release.number}", timeout=5_000)
    assert page.evaluate("window.kept") is True


def test_page_does_not_grow(address: str, open_page: Opener) -> None:
    page = open_page()
    page.goto(address)
    count = "document.querySelectorAll('*').length"
    before = page.evaluate(count)

    for _time in range(3):
        with page.expect_response("**/wall/**"):
            pass

    assert page.evaluate(count) == before


def test_revoked_display_says_so(address: str, open_page: Opener) -> None:
    page = open_page(refusals=(403,))
    page.goto(address)

    displays.revoke(display=Display.objects.get(), by=User.objects.get(username="official"))

    expect(page.locator("h1")).to_have_text("此大屏已停用", timeout=5_000)
    assert page.locator("main a").count() == 0


def test_wall_is_whole_without_scripts(address: str, open_page: Opener) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto(address)

    assert page.locator("[data-scene]:visible").count() == page.locator("[data-scene]").count() > 3
    assert page.get_attribute("noscript meta", "content") == "1"


def test_wall_keeps_still_for_those_who_prefer_it(address: str, open_page: Opener) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(address)

    assert page.evaluate("document.getAnimations().length") == 0
