"""A figure's whole way by page: filled in, returned, mended, approved, read, corrected, as people do it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page, expect

from indicators.intake.template import CODE, VALUE
from indicators.models import Region, Release, Role
from indicators.periods import Period
from tests import factories
from tests.browser.conftest import FORM, Opener, press, row, sign_in, type_in

FILLED_IN = {"upgraded_communities": 16, "premises": "2l", "investment": 620, "projects": 25}


def fetch_template(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click(f"{row(FORM)} >> text=下载报表")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def fill_in(path: Path) -> None:
    """What a clerk's own program does: type into the sheet, and save it."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for cells in sheet.iter_rows():
        name = str(cells[CODE].value).removeprefix("community.")
        if name in FILLED_IN:
            cells[VALUE].value = FILLED_IN[name]
    book.save(path)


def hand_in_file(page: Page, path: Path) -> None:
    page.click("main >> text=上传报表")
    page.set_input_files("input[type=file]", path)
    press(page, "main button:text-is('读取并校验')")


def open_waiting(page: Page) -> None:
    """What a reviewer finds under 我的待办."""
    page.click("header >> text=我的待办")
    page.click(f"{row(FORM)} >> a")


def test_figure_goes_its_whole_way(due: Period, open_page: Opener, tmp_path: Path) -> None:
    clerk, judge, leader = (open_page(color_scheme="light") for _who in range(3))

    # The clerk fetches the form, fills it in and hands it in.
    sign_in(clerk, "writer")
    path = fetch_template(clerk, tmp_path)
    fill_in(path)
    hand_in_file(clerk, path)
    assert "“2l”不是数值" in clerk.inner_text("#todo")
    assert clerk.locator("#todo .tick").count() == 2

    # A wrong cell is mended in place; one reason serves for two warnings.
    type_in(clerk, "社区新扩建场所数", "21")
    expect(clerk.locator("#todo")).not_to_contain_text("不是数值")
    clerk.select_option("#id_kind", "mended")
    clerk.fill("#id_text", "上季度多计，已核实")
    press(clerk, "main button:text-is('填写说明')")
    assert "已说明2条预警" in clerk.inner_text(".messages")
    press(clerk, "main button:text-is('提交')")
    assert "已提交" in clerk.inner_text(".messages")

    # There is a receipt, and a form to print and sign with the same check number.
    clerk.click("dl a[href^='/receipts/']")
    receipt = clerk.inner_text("main")
    assert "已提交，待审核" in receipt
    assert "4/4" in receipt
    check_number = clerk.inner_text(".facts code")
    clerk.click("text=打印签字表")
    assert clerk.inner_text(".check code") == check_number
    assert "填表人" in clerk.inner_text(".signatures")

    # The reviewer returns it, with a comment at a cell and a new deadline.
    later = timezone.localdate() + timedelta(days=9)
    sign_in(judge, "judge")
    open_waiting(judge)
    judge.get_by_label("社区提升投入资金：审核意见").fill("请核对金额")
    judge.fill("#id_due", later.isoformat())
    press(judge, "main button:text-is('退回')")
    assert "已退回" in judge.inner_text(".messages")

    # The clerk is told, sees the comment at the cell, mends it and is not asked again for the reason.
    clerk.click("header >> text=我的待办")
    assert "退回" in clerk.inner_text(".notices")
    assert later.isoformat() in clerk.inner_text(row("退回") + " >> nth=0")
    clerk.click(".notices a >> nth=0")
    assert "请核对金额" in clerk.inner_text(row("社区提升投入资金"))
    type_in(clerk, "社区提升投入资金", "640")
    press(clerk, "main button:text-is('提交')")
    assert "已提交" in clerk.inner_text(".messages")

    # The reviewer sees what has changed since, and approves.
    open_waiting(judge)
    assert "退回后修改" in judge.inner_text(row("社区提升投入资金"))
    press(judge, "main button:text-is('核定发布')")
    assert "已核定" in judge.inner_text(".messages")

    # The leader sees it, and one click leads to where it is from.
    sign_in(leader)
    leader.goto(f"/indicators/community.investment/?region=350102&period={due}")
    assert "640" in leader.inner_text("section[aria-labelledby=now]")
    leader.click("section[aria-labelledby=now] a[href^='/observations/']")
    assert "writer" in leader.inner_text("main")
    assert "judge" in leader.inner_text("main")
    leader.goto(f"/indicators/community.projects/?region=350102&period={due}")
    leader.click("section[aria-labelledby=now] a[href^='/observations/']")
    assert path.name in leader.inner_text("main")

    # After approval the clerk corrects it, and another approves the correction.
    clerk.click("header >> text=我的待办")
    assert "核定" in clerk.inner_text(".notices")
    press(clerk, f"{row(FORM)} >> button:has-text('更正')")
    type_in(clerk, "社区提升投入资金", "650")
    clerk.fill("#id_reason", "漏计一个社区")
    press(clerk, "main button:text-is('提交')")
    correction = clerk.url
    sign_in(judge_two := open_page(), "second")
    judge_two.goto(correction)
    press(judge_two, "main button:text-is('核定发布')")
    leader.goto(f"/indicators/community.investment/?region=350102&period={due}")
    assert "650" in leader.inner_text("section[aria-labelledby=now]")
    leader.click(".tabs >> text=更正记录")
    assert "漏计一个社区" in leader.inner_text("main")
    assert "640" in leader.inner_text("section[aria-labelledby=corrections]")


def test_district_signs_off_before_the_bureau_decides(
    due: Period, open_page: Opener, settings: LazySettings
) -> None:
    settings.REGION_SIGN_OFF = True
    factories.make_user("head", Role.CHECKER, regions=[Region.objects.get(code="350102")])
    clerk, head, judge = open_page("writer"), open_page("head"), open_page("judge")

    clerk.goto("/work/")
    press(clerk, f"{row(FORM)} >> button:has-text('填报')")
    type_in(clerk, "社区提升投入资金", "640")
    clerk.check("#id_blanks_meant")
    press(clerk, "main button:text-is('提交')")
    judge.goto("/work/")
    too_early = judge.locator(row(FORM)).count()
    judge.goto(clerk.url)
    offered_too_early = judge.locator("text=核定发布").count()

    head.goto("/work/")
    open_waiting(head)
    press(head, "main button:text-is('审签通过')")
    judge.goto("/work/")
    open_waiting(judge)
    steps = judge.inner_text(".steps")
    press(judge, "main button:text-is('核定发布')")

    assert (too_early, offered_too_early) == (0, 0)
    assert "head" in steps
    assert "已核定" in judge.inner_text(".messages")


def test_clerks_own_sheet_is_read_approved_and_undone(
    first_data: None, open_page: Opener, tmp_path: Path
) -> None:
    factories.make_clerk("writer", Region.objects.get(parent__isnull=True))
    factories.make_reviewer("judge")
    clerk, judge = open_page("writer"), open_page("judge")
    sheet = factories.write_flat_sheet(
        tmp_path / "三季度.xlsx", [("养老机构数", 169, "家")], title="福州市2023年三季度养老服务统计表"
    )

    clerk.goto("/work/")
    hand_in_file(clerk, sheet)
    clerk.check("#id_blanks_meant")
    press(clerk, "main button:text-is('提交')")
    judge.goto(clerk.url)
    press(judge, "main button:text-is('核定发布')")
    judge.goto("/indicators/eldercare.institutions/")
    moved = judge.inner_text("section[aria-labelledby=now]")

    judge.goto(f"/releases/{Release.objects.latest('number').number}/")
    judge.fill("main form[action$='/undo/'] [name=reason]", "误报")
    press(judge, "main form[action$='/undo/'] button")
    judge.goto("/indicators/eldercare.institutions/")
    restored = judge.inner_text("section[aria-labelledby=now]")

    assert "169" in moved
    judge.click(".tabs >> text=更正记录")

    assert "167" in restored
    assert "误报" in judge.inner_text("main")
