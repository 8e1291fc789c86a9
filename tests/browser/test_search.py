"""The search field of every page: from the keyboard, and without scripts."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Opener


def test_slash_leads_to_the_field(first_data: None, open_page: Opener) -> None:
    page = open_page("official")
    today = timezone.localdate()
    page.goto(f"/?as_of={today}")

    page.keyboard.press("/")
    page.keyboard.type("yljg/")
    expect(page.locator("[data-search]")).to_have_value("yljg/")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/search/?q=yljg&as_of={today}")
    expect(page.locator("main .found a").first).to_have_text("养老机构数")


def test_field_needs_no_script(first_data: None, open_page: Opener) -> None:
    page = open_page("official", java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto("/regions/")

    page.fill("[data-search]", "鼓楼")
    page.press("[data-search]", "Enter")
    page.click("main .found a")

    page.wait_for_url("**/regions/350102/")


def test_slash_can_be_turned_off_by_keyboard_and_stays_off(first_data: None, open_page: Opener) -> None:
    page = open_page("official")
    page.goto("/search/")
    choice = page.get_by_role("checkbox", name="按 / 键")
    expect(choice).to_be_checked()

    choice.focus()
    page.keyboard.press("Space")
    page.goto("/")
    page.keyboard.press("/")

    field = page.locator("[data-search]")
    expect(field).not_to_be_focused()
    expect(field).to_have_attribute("placeholder", "搜索")
    expect(field).not_to_have_attribute("aria-keyshortcuts", "/")

    page.goto("/search/")
    page.get_by_role("checkbox", name="按 / 键").press("Space")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
