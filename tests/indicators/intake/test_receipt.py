"""The workbook that goes back to the clerk, read as he would see it and as intake would."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from indicators.intake.grid import Cell, Grid, Kind, Span
from indicators.intake.marking import Sign
from indicators.intake.reader.read import read_file
from indicators.intake.receipt import Comment, Entry, Receipt, same_cells, sheet_names, write_receipt
from indicators.intake.stamp import ReceiptStamp, own_sheets, read_receipt

SHA = "0123456789abcdef" * 4
GRID = Grid(
    "表一",
    {
        (0, 0): Cell("鼓楼区=季报", "鼓楼区=季报", Kind.TEXT),
        (1, 0): Cell("=1+1", "=1+1", Kind.TEXT),
        (1, 1): Cell(Decimal("120.5"), "120.5", Kind.NUMBER),
        (2, 0): Cell(date(2023, 6, 30), "2023-06-30", Kind.DATE),
        (2, 1): Cell(Decimal("35.6"), "35.6%", Kind.PERCENT),
        (3, 0): Cell(True, "TRUE", Kind.BOOLEAN),
        (3, 1): Cell(None, "#DIV/0!", Kind.ERROR),
    },
    merges=(Span(0, 0, 0, 3), Span(2, 1, 2, 1)),
    hidden_rows=frozenset([3]),
    hidden_columns=frozenset([1]),
)
HIDDEN = Grid("备用", {(0, 0): Cell("x", "x", Kind.TEXT)}, hidden=True)
ENTRIES = (
    Entry("错误", "鼓楼区", "养老床位数", "“120.5”不是整数。", "请改正。", "表一", "B2"),
    Entry("备注", "", "", "该工作表已隐藏。", "", "备用", ""),
)
RECEIPT = Receipt(
    title="校验回执",
    facts=("a.xlsx", "文件12"),
    headings=("级别", "地区", "指标", "校验结果", "单元格", "处理"),
    entries=ENTRIES,
    upload=12,
    sha256=SHA,
)
COMMENTS = {"表一": {(1, 1): Comment(Sign.ERROR, "不是整数"), (0, 0): Comment(Sign.TAKEN)}}


@pytest.fixture
def content() -> bytes:
    return write_receipt(RECEIPT, [GRID, HIDDEN], COMMENTS)


def test_receipt_lists_each_finding_with_the_way_to_its_cell(content: bytes) -> None:
    sheet = openpyxl.load_workbook(BytesIO(content))["校验回执"]

    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert rows == [
        ["错误", "鼓楼区", "养老床位数", "“120.5”不是整数。", "表一 B2", "请改正。"],
        ["备注", "", "", "该工作表已隐藏。", "备用", ""],
    ]
    assert sheet["D6"].font.bold
    assert sheet["E6"].hyperlink.location == "'表一'!B2"
    assert sheet["A4"].value == f"SHA-256 {SHA}"
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["A"].width


def test_cell_with_a_finding_is_filled_and_commented_on(content: bytes) -> None:
    sheet = openpyxl.load_workbook(BytesIO(content))["表一"]

    assert sheet["B2"].comment.text == "不是整数"
    assert sheet["B2"].fill.fgColor.rgb == "FFF8CBC6"
    assert sheet["A1"].fill.fgColor.rgb == "FFE2F2E6"
    assert sheet["A1"].comment is None
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:D1"]


def test_words_never_become_a_formula(content: bytes) -> None:
    cell = openpyxl.load_workbook(BytesIO(content))["表一"]["A2"]

    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_receipt_reads_back_as_the_sheets_it_was_made_from(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "receipt.xlsx"
    path.write_bytes(content)

    reading = read_file(path)
    own = own_sheets(reading.grids)

    assert read_receipt(reading.grids) == ReceiptStamp(12, SHA, "校验回执")
    assert [(grid.sheet, grid.hidden) for grid in own] == [("表一", False), ("备用", True)]
    assert same_cells(own, [GRID, HIDDEN])
    assert (own[0].hidden_rows, own[0].hidden_columns) == (GRID.hidden_rows, GRID.hidden_columns)


def test_changed_cell_is_not_the_same() -> None:
    changed = Grid("表一", {**GRID.cells, (1, 1): Cell(Decimal(121), "121", Kind.NUMBER)})

    assert not same_cells([changed], [GRID])
    assert not same_cells([GRID], [GRID, HIDDEN])


def test_sheet_of_the_clerks_own_with_the_listings_name_is_kept() -> None:
    own = Grid("校验回执", GRID.cells)

    assert own_sheets([own]) == (own,)


def test_names_of_sheets_are_possible_and_told_apart() -> None:
    assert sheet_names(["a/b", "A－b", "很" * 40, "很" * 40, "", "'x'", "_receipt"]) == [
        "a－b",
        "A－b 2",
        "很" * 31,
        "很" * 29 + " 2",
        "Sheet",
        "x",
        "_receipt 2",
    ]
