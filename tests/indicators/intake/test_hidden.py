"""What is hidden in a workbook is reported and not read, whatever it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from indicators.intake.figures import read_figures
from indicators.intake.findings import Code
from indicators.intake.reader.read import read_file
from tests.indicators.intake.corpus import INDEX, TODAY
from tests.indicators.intake.reader.build import by_openpyxl

TITLE = ["福州市2023年二季度"]
HEAD = ["指标", "单位", "本期", "2023年一季度"]


def fill(book: openpyxl.Workbook, sheet: Any) -> None:
    for row in (TITLE, HEAD, ["养老机构", "家", 3, 2], ["养老床位", "张", 30, 20]):
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    spare = book.create_sheet("备用")
    for row in (TITLE, HEAD[:3], ["低保人数", "人", 5]):
        spare.append(row)
    spare.sheet_state = "veryHidden"


def test_hidden_rows_columns_and_sheets_are_reported_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(by_openpyxl(fill))

    reading = read_file(path)
    read = read_figures(reading.grids, INDEX, period=None, region=None, today=TODAY)

    assert [(figure.indicator, figure.value) for figure in read.figures] == [("eldercare.institutions", 3)]
    assert read.findings == ()
    assert [(found.code, found.sheet, found.params) for found in reading.findings] == [
        (Code.HIDDEN_ROWS, "Sheet", {"rows": "4"}),
        (Code.HIDDEN_COLUMNS, "Sheet", {"columns": "D"}),
        (Code.HIDDEN_SHEET, "备用", {}),
    ]


def test_a_workbook_with_nothing_else_has_no_table(tmp_path: Path) -> None:
    def only_hidden(book: openpyxl.Workbook, sheet: Any) -> None:
        fill(book, sheet)
        sheet.delete_rows(1, 4)

    path = tmp_path / "a.xlsx"
    path.write_bytes(by_openpyxl(only_hidden))

    read = read_figures(read_file(path).grids, INDEX, period=None, region=None, today=TODAY)

    assert read.figures == ()
    assert [found.code for found in read.findings] == [Code.NO_TABLE]
