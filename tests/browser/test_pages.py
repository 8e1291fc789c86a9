"""The pages in a real browser: nothing refused by the policy, nothing asked of another site."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.browser.conftest import press, sign_in

PILLARS = ["political", "service", "practical", "clean"]
SCREENS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]


def test_sign_in_page_loads_in_chinese(page: Page) -> None:
    response = page.goto("/")

    assert response is not None
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert page.url.endswith("/sign-in/?next=/")
    assert page.get_attribute("html", "lang") == "zh-hans"
    assert page.inner_text("h1") == "登录"


def test_wrong_password_is_told(page: Page, db: None) -> None:
    page.goto("/sign-in/")

    page.fill("input[name=username]", "nobody")
    page.fill("input[name=password]", "wrong")
    press(page, "main button[type=submit]")

    assert page.is_visible("[role=alert]")


def test_language_switches(page: Page) -> None:
    page.goto("/sign-in/")

    press(page, "header >> text=English")

    assert page.inner_text("h1") == "Sign in"


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_pages_fit_every_screen(
    first_data: None, page: Page, pictures: Path, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sign_in(page)

    pillars = [(pillar, f"/pillars/{pillar}/") for pillar in PILLARS]
    districts = [("districts", "/regions/"), ("district", "/regions/350102/?period=2023-Q2")]
    for name, address in [("overview", "/"), *pillars, *districts]:
        page.goto(address)
        page.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True)

        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_head_of_the_page_stays_on_one_line(first_data: None, page: Page) -> None:
    factories.make_user("chief", is_staff=True, is_superuser=True)
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, "chief")

    for _language in range(2):
        places = page.locator(".masthead .brand, .masthead .nav a, .masthead .account").evaluate_all(
            "parts => parts.map((part) => part.getBoundingClientRect()).map((box) => box.y + box.height / 2)"
        )
        assert max(places) - min(places) < 10
        press(page, "header form[action='/language/'] button")


def test_a_figure_leads_back_to_its_cell(first_data: None, page: Page) -> None:
    sign_in(page)
    page.goto("/pillars/practical/")

    page.locator("main a[href^='/indicators/']").first.click()
    page.locator("main a[href^='/observations/']").first.click()

    assert "report_2023.xlsx" in page.inner_text("main")
