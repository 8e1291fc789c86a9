"""The search field of every page: from the keyboard, and without scripts."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Opener


def test_slash_leads_to_the_field(first_data: None, open_page: Opener) -> None:
    page = open_page("official")
    page.goto("/?as_of=2030-01-01")

    page.keyboard.press("/")
    page.keyboard.type("yljg/")
    expect(page.locator("[data-search]")).to_have_value("yljg/")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=yljg&as_of=2030-01-01")
    expect(page.locator("main .found a").first).to_have_text("养老机构数")


def test_field_needs_no_script(first_data: None, open_page: Opener) -> None:
    page = open_page("official", java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto("/regions/")

    page.fill("[data-search]", "鼓楼")
    page.press("[data-search]", "Enter")
    page.click("main .found a")

    page.wait_for_url("**/regions/350102/")
