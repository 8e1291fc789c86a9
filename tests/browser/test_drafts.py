"""Typing into a draft: nothing is lost to a logout, and no mouse is needed."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from indicators.models import Submission
from tests.browser.conftest import Opener, cell_of, press, sign_in, type_in
from tests.browser.test_together import INVESTED, PREMISES, PROJECTS, values


def test_logout_while_typing_loses_nothing(draft: str, open_page: Opener) -> None:
    page = open_page()
    sign_in(page, "writer")
    page.goto(draft)
    type_in(page, INVESTED, "640")
    Session.objects.all().delete()

    cell_of(page, PROJECTS).fill("31")
    cell_of(page, PREMISES).focus()
    expect(page.locator("#saving")).to_contain_text("登录已失效")
    before = values()
    sign_in(page.context.new_page(), "writer")
    type_in(page, PREMISES, "22")

    assert before == {INVESTED: 640}
    assert values() == {INVESTED: 640, PROJECTS: 31, PREMISES: 22}


def test_page_can_be_handed_in_after_signing_in_elsewhere(draft: str, open_page: Opener) -> None:
    page = open_page()
    sign_in(page, "writer")
    page.goto(draft)
    type_in(page, INVESTED, "640")
    Session.objects.all().delete()
    sign_in(page.context.new_page(), "writer")

    page.check("#id_blanks_meant")
    press(page, "main button:text-is('提交')")

    assert Submission.objects.first().state == "submitted"


def test_half_typed_cell_outlives_a_logout(draft: str, open_page: Opener) -> None:
    page = open_page()
    sign_in(page, "writer")
    page.goto(draft)
    Session.objects.all().delete()

    cell_of(page, PROJECTS).press_sequentially("31")
    press(page, ".save button")
    page.fill("input[name=username]", "writer")
    page.fill("input[name=password]", "correct horse")
    press(page, "main button[type=submit]")
    expect(page.locator("#saving")).to_contain_text("已保存")

    assert page.url.endswith(draft)
    assert values() == {PROJECTS: 31}


def test_keyboard_is_enough(draft: str, open_page: Opener) -> None:
    page = open_page("writer")
    page.goto(draft)
    cell_of(page, "新扩建场所的社区数").focus()
    typed = page.keyboard

    typed.type("19")
    typed.press("Enter")
    typed.type("22")
    typed.press("ArrowDown")
    typed.type("640")
    typed.press("Enter")
    typed.type("31")
    typed.press("ArrowUp")
    typed.press("ArrowUp")
    again = page.evaluate("document.activeElement.getAttribute('aria-label')")
    expect(page.locator("#filled")).to_contain_text("4/4")
    for _stop in range(60):
        if (
            page.evaluate("document.activeElement.closest('#handin') && document.activeElement.type")
            == "submit"
        ):
            break
        typed.press("Tab")
    with page.expect_navigation():
        typed.press("Enter")

    assert again.startswith("社区新扩建场所数")
    assert values() == {"新扩建场所的社区数": 19, PREMISES: 22, INVESTED: 640, PROJECTS: 31}
    assert Submission.objects.first().state == "submitted"
