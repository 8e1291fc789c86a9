"""A sheet that asks, on its whole way by page: two questions, a draft, approval; next quarter no question."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from indicators.models import Indicator, Observation, Region
from tests import factories
from tests.browser.conftest import Opener, press
from tests.browser.test_workflow import hand_in_file

# 养老服务机构 is no name of the catalogue; 长者食堂个数 has no unit.
HEADER = [
    ["地区", "养老服务", None, "长者食堂", None],
    [None, "设施数（个）", "机构（家）", "个数", "餐位数（张）"],
]
MERGES = ("A1:E1", "A2:A3", "B2:C2", "D2:E2")
SECOND, THIRD = [52, 12, 18, 640], [54, 13, 19, 655]
BEFORE = {"2022-Q1": 61, "2022-Q2": 62, "2022-Q3": 62, "2022-Q4": 63, "2023-Q1": 64}  # of E4, a tenth
CODES = ["facilities", "institutions", "canteens", "canteen_seats"]
CELLS = ["B4", "C4", "D4", "E4"]
FORM = "养老服务季报表"


def make_rows(quarter: str, values: list[int]) -> list[list[object]]:
    return [[f"鼓楼区2023年{quarter}养老服务情况表"], *HEADER, ["鼓楼区", *values]]


def write_csv(path: Path, rows: list[list[object]]) -> Path:
    """Upper words only in the first of their columns, as a program saves a merged sheet."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    path.write_bytes(stream.getvalue().encode("gb18030"))
    return path


def write_merged(path: Path, rows: list[list[object]]) -> Path:
    factories.write_workbook(path, rows)
    book = openpyxl.load_workbook(path)
    for merge in MERGES:
        book["Sheet1"].merge_cells(merge)
    book.save(path)
    return path


@pytest.fixture
def gulou(first_data: None) -> Region:
    """A district with a history of one figure, and people to report and approve."""
    region = Region.objects.get(code="350102")
    seats = Indicator.objects.get(code="eldercare.canteen_seats")
    for period, value in BEFORE.items():
        factories.make_observation(seats, region, period, value)
    factories.make_clerk("writer", region)
    factories.make_reviewer("judge")
    return region


def placed(region: Region, period: str) -> list[tuple[str, Decimal | None, str]]:
    """What is approved of a quarter: indicator, value and cell."""
    rows = Observation.objects.as_of(None).filter(
        region=region, period=period, indicator__code__startswith="eldercare", origin="reported"
    )
    return sorted(
        (row.indicator.code.removeprefix("eldercare."), row.value, row.staged.cell)
        for row in rows.select_related("indicator", "staged")
    )


def expected(values: list[int]) -> list[tuple[str, Decimal, str]]:
    return sorted(zip(CODES, map(Decimal, values), CELLS, strict=True))


def answer(page: Page, question: str, choice: str) -> None:
    page.get_by_label(question).select_option(label=choice)


def explain(page: Page, text: str) -> None:
    page.select_option("#id_kind", "mended")
    page.fill("#id_text", text)
    press(page, "main button:text-is('填写说明')")


def submit_and_approve(clerk: Page, judge: Page) -> None:
    clerk.check("#id_blanks_meant")
    press(clerk, "main button:text-is('提交')")
    expect(clerk.locator(".messages")).to_contain_text("已提交")
    judge.goto(clerk.url)
    press(judge, "main button:text-is('核定发布')")
    expect(judge.locator(".messages")).to_contain_text("已核定")


@pytest.mark.parametrize(("write", "ending"), [(write_csv, "csv"), (write_merged, "xlsx")])
def test_sheet_that_asks_goes_its_whole_way(
    gulou: Region,
    open_page: Opener,
    tmp_path: Path,
    write: Callable[[Path, list[list[object]]], Path],
    ending: str,
) -> None:
    clerk, judge = open_page("writer"), open_page("judge")
    second = write(tmp_path / f"二季度.{ending}", make_rows("二季度", SECOND))
    third = write(tmp_path / f"三季度.{ending}", make_rows("三季度", THIRD))

    # Two questions, answered in place.
    clerk.goto("/work/")
    hand_in_file(clerk, second)
    questions = clerk.locator(".questions > li")
    expect(questions).to_have_count(2)
    expect(clerk.locator("#C3 .question, #D3 .question")).to_have_count(2)
    answer(clerk, "“养老服务机构”", "养老机构数")
    answer(clerk, "“长者食堂个数”", "家")
    press(clerk, "button[form=answers]")

    # The draft has every figure and asks for the reason of one.
    expect(clerk.locator("h1")).to_contain_text(FORM)
    assert clerk.locator("#todo .tick").count() == 1
    explain(clerk, "以前只报敞开的一层，已核实")
    submit_and_approve(clerk, judge)
    assert placed(gulou, "2023-Q2") == expected(SECOND)

    # Where it comes from: file and cell.
    judge.goto("/indicators/eldercare.institutions/?region=350102&period=2023-Q2")
    judge.click("section[aria-labelledby=now] a[href^='/observations/']")
    judge.click("main a:text-matches('C4')")
    expect(judge.locator("td:target")).to_have_id("C4")
    expect(judge.locator("td:target")).to_contain_text("12")
    expect(judge.locator("h1")).to_contain_text(second.name)

    # The same form next quarter: no question, and whose answers it was read by.
    clerk.goto("/work/")
    hand_in_file(clerk, third)
    expect(clerk.locator("h1")).to_contain_text(FORM)
    assert clerk.locator("#todo .tick").count() == 0
    submit_and_approve(clerk, judge)
    assert placed(gulou, "2023-Q3") == expected(THIRD)
    clerk.click("main a:text-matches('C4')")
    notes = clerk.locator("section[aria-labelledby=found]")
    expect(notes).to_contain_text(re.compile("养老服务机构.*养老机构数.*writer"))
    expect(notes).to_contain_text(re.compile("长者食堂个数.*家.*writer"))
