"""Who clicks twice does it once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request, expect

from indicators.models import AuditEntry, Receipt, Role
from tests import factories
from tests.browser.conftest import Opener, cell_of, type_in

SUBMIT = "main button:text-is('提交')"


def click_twice(page: Page, button: str) -> None:
    """As somebody does who sees nothing happen: the first click's answer is on its way by the second."""
    page.locator(button).evaluate("button => { button.click(); setTimeout(() => button.click(), 50); }")


def count_posts(page: Page) -> list[Request]:
    posts: list[Request] = []
    page.on("request", lambda asked: posts.append(asked) if asked.method == "POST" else None)
    return posts


def test_draft_that_is_submitted_by_a_double_click_is_handed_in_once(draft: str, open_page: Opener) -> None:
    page = open_page("writer")
    page.goto(draft)
    type_in(page, "社区新扩建场所数", "21")
    page.check("[name=blanks_meant]")
    posts = count_posts(page)

    click_twice(page, SUBMIT)

    expect(page.locator(".messages")).to_contain_text("已提交")
    assert len(posts) == 1
    assert Receipt.objects.filter(by__username="writer").count() == 1


def test_double_click_while_a_cell_is_saved_hands_in_once(draft: str, open_page: Opener) -> None:
    page = open_page("writer")
    page.goto(draft)
    type_in(page, "社区新扩建场所数", "21")
    page.check("[name=blanks_meant]")
    cell_of(page, "社区提升投入资金").fill("620")
    posts = count_posts(page)

    click_twice(page, SUBMIT)

    expect(page.locator(".messages")).to_contain_text("已提交")
    assert sum(asked.is_navigation_request() for asked in posts) == 1


@pytest.mark.usefixtures("first_data")
def test_double_click_in_the_admin_saves_once(open_page: Opener) -> None:
    factories.make_user("editor", Role.CATALOGUE_ADMIN, is_staff=True)
    page = open_page("editor")
    page.goto("/admin/indicators/department/add/")
    page.fill("[name=name]", "测试处")
    posts = count_posts(page)

    click_twice(page, "[name=_save]")

    expect(page.locator(".messagelist")).to_be_visible()
    assert len(posts) == 1
    assert AuditEntry.objects.filter(target__startswith="department:").count() == 1
