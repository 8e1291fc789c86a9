"""A clerk's sheet on its page: reasons by keyboard, long sheets, answers without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from indicators.intake.examine import examine
from indicators.models import Region
from indicators.services import uploads
from tests import factories
from tests.browser.conftest import Opener, press
from tests.browser.test_pages import SCREENS

TITLE = "2023年二季度 鼓楼区"
ROWS = [["指标名称", "数值", "单位"], ["养老机构", 12, "家"], ["某某数", 7, "家"]]


@pytest.fixture
def place(first_data: None, tmp_path: Path) -> str:
    """The address of a file that asks about one row and has a long sheet beside it."""
    clerk = factories.make_clerk("writer", Region.objects.get(code="350102"))
    path = factories.write_workbook(
        tmp_path / "asks.xlsx", [[TITLE], *ROWS], 明细=[[f"街道{row}", row] for row in range(450)]
    )
    return f"/uploads/{uploads.receive(examination=examine(path), path=path, by=clerk).pk}/"


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_reason_of_a_cell_is_shown_to_the_keyboard(
    place: str, open_page: Opener, pictures: Path, width: int, scheme: str
) -> None:
    page = open_page("writer", viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{place}#sheet")
    page.screenshot(path=pictures / f"file-{width}-{scheme}.png", full_page=True)

    page.get_by_role("link", name="B3").press("Shift+Tab")
    page.keyboard.press("Tab")

    reason = page.locator("#B3 .why")
    expect(reason).to_be_in_viewport(ratio=1)
    expect(reason).to_contain_text("养老机构数 · 鼓楼区 · 2023年6月末 · 12")
    page.locator("#A4 a").press("Enter")
    expect(page.locator("select:target")).to_be_in_viewport()


@pytest.mark.parametrize("cell", ["B201", "B321", "B450"])
def test_link_opens_a_long_sheet_at_its_cell(place: str, open_page: Opener, cell: str) -> None:
    page = open_page("writer", viewport={"width": 390, "height": 700})

    page.goto(f"{place}?sheet=明细&cell={cell}#{cell}")

    expect(page.locator("td:target")).to_have_id(cell)
    expect(page.locator("td:target")).to_be_in_viewport(ratio=0.95)
    assert not covered(page)


def covered(page: Page) -> bool:
    """Whether the head of the columns or of the rows lies over the cell."""
    return bool(
        page.evaluate(
            """() => {
                const cell = document.querySelector("td:target"), box = cell.getBoundingClientRect();
                const seen = document.elementFromPoint(box.left + 3, box.top + 3);
                return !cell.contains(seen);
            }"""
        )
    )


def test_question_is_answered_without_a_script(place: str, open_page: Opener) -> None:
    page = open_page("writer", java_script_enabled=False)
    page.goto(place)

    page.locator(".questions select").select_option(label="养老服务设施数")
    press(page, "button[form=answers]")

    expect(page.locator("h1")).to_contain_text("养老服务季报表")
    expect(page.locator("main")).to_contain_text("B4")
