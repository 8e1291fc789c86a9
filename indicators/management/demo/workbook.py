"""The workbooks of the demonstration, in the plain layout that the bureau's own first one has."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from indicators.intake.stamp import period_words
from indicators.models import Indicator, Region
from indicators.periods import Period

HEADER = ("序号", "指标代码", "指标名称", "单位", "数值")
STAMP = "演示数据"


def write_workbook(
    folder: Path, region: Region, period: Period, figures: Mapping[Indicator, Decimal]
) -> Path:
    """One region's figures of one quarter; the file and its sheet say that they are made up."""
    path = folder / f"{STAMP}_{region.code}_{period}_{len(list(folder.iterdir())):04}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(STAMP)
        rows: list[tuple[str | Decimal | int, ...]] = [
            (f"民政工作指标（{STAMP}）",),
            (f"报告期：{period_words(period)}", "", "", f"地区：{region.name}"),
            HEADER,
        ]
        rows += [(n, i.code, i.name, i.unit, value) for n, (i, value) in enumerate(figures.items(), start=1)]
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, column, cell)
    return path
