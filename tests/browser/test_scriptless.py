"""Without JavaScript everything can be done that a clerk, a reviewer and a leader do."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from indicators.models import Submission
from indicators.periods import Period
from tests import factories
from tests.browser.conftest import FORM, Opener, cell_of, press, row
from tests.browser.test_together import INVESTED, PREMISES, PROJECTS, values


def press_enter(page: Page, indicator: str, text: str) -> None:
    cell_of(page, indicator).fill(text)
    with page.expect_navigation():
        cell_of(page, indicator).press("Enter")


def test_clerk_and_reviewer_need_no_script(due: Period, open_page: Opener, tmp_path: Path) -> None:
    clerk = open_page("writer", java_script_enabled=False)
    judge = open_page("judge", java_script_enabled=False)
    sheet = factories.write_flat_sheet(
        tmp_path / "治理.xlsx", [(INVESTED, 640, "万元"), (PROJECTS, 25, "个")], title=f"鼓楼区{due}"
    )

    clerk.goto("/uploads/new/")
    clerk.set_input_files("input[type=file]", sheet)
    clerk.fill("[name=period]", str(due))
    press(clerk, "main button:text-is('读取并校验')")
    press_enter(clerk, PREMISES, "2l")
    wrong = clerk.inner_text(row(PREMISES))
    press_enter(clerk, PREMISES, "21")
    clerk.fill("#id_text", "上季度多计，已核实")
    press(clerk, "main button:text-is('填写说明')")
    clerk.check("#id_blanks_meant")
    press(clerk, "main button:text-is('提交')")
    judge.goto("/work/")
    judge.click(f"{row(FORM)} >> a")
    press(judge, "main button:text-is('核定发布')")

    assert "“2l”不是数值" in wrong
    assert "治理.xlsx" in clerk.inner_text("dl")
    assert "已核定" in judge.inner_text(".messages")


def test_enter_in_a_cell_saves_and_drops_no_file(draft: str, open_page: Opener, tmp_path: Path) -> None:
    page = open_page("writer", java_script_enabled=False)
    period = Submission.objects.open().get().period
    sheet = factories.write_flat_sheet(tmp_path / "治理.xlsx", [(INVESTED, 640, "万元")], title="鼓楼区")
    page.goto("/uploads/new/")
    page.set_input_files("input[type=file]", sheet)
    page.fill("[name=period]", period)
    press(page, "main button:text-is('读取并校验')")

    press_enter(page, PROJECTS, "31")

    assert values() == {INVESTED: 640, PROJECTS: 31}
    assert "治理.xlsx" in page.inner_text("dl")


def test_leader_switches_period_and_region(due: Period, open_page: Opener) -> None:
    page = open_page("official", java_script_enabled=False)
    page.goto("/indicators/community.investment/")

    page.select_option("select[name=region]", "350102")
    press(page, ".filters button")
    page.select_option("select[name=period]", str(due.previous()))
    press(page, ".filters button")

    assert "鼓楼区" in page.inner_text("h1")
    assert "500" in page.inner_text("section[aria-labelledby=now]")
    assert "region=350102" in page.url
    assert f"period={due.previous()}" in page.url


def test_official_compares_without_script(due: Period, open_page: Opener) -> None:
    page = open_page("official", java_script_enabled=False)
    page.goto(f"/compare/?period={due.previous()}")

    page.select_option("select[name=topic]", "community")
    press(page, ".filters button")
    figure = page.inner_text(f"{row('鼓楼区')} >> td:has-text('500')")
    page.click(".choices summary")
    for box in page.locator(".choices input").all():
        box.set_checked(box.get_attribute("value") == "community.investment")
    page.select_option("select[name=view]", "growth")
    press(page, ".filters button")

    assert "500" in figure
    assert "view=growth" in page.url
    assert page.locator(".compared thead th").count() == 2
    with page.expect_download() as taken:
        page.click(".takes a:has-text('CSV')")
    assert "社区提升投入资金" in taken.value.path().read_text("utf-8-sig")
    page.click("text=专题与地区评价一览")
    assert page.locator(".matrix, .empty").first.is_visible()


def test_official_reminds_and_looks_up_releases_without_script(due: Period, open_page: Opener) -> None:
    page = open_page("official", java_script_enabled=False)
    page.goto(f"/completeness/?period={due}")

    page.select_option("select[name=region]", "350102")
    press(page, ".filters button")
    page.click("text=催报名单")
    text = page.input_value("textarea")
    page.goto("/releases/")
    page.check("input[name=corrections]")
    press(page, ".filters button")

    assert "请鼓楼区于" in text
    assert page.get_by_role("button", name="复制").is_hidden()
    assert "corrections=on" in page.url
