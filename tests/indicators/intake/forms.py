"""The ministry's quarterly form, with figures put in, as the programs of an office would save it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
import xlwt

from tests.indicators.intake.reader.build import docx, ods

Cells = list[list[Any]]
Merge = tuple[int, int, int, int]  # first row and column, last row and column
HEADER = ["指标名称", "单位", "（代码）", "数量", "上季度", "环比", "上月"]
ORDINALS = ["甲", "乙", "（丙）", "1", "2", "3", "4"]
HEAD_ROW = 6


@dataclass(frozen=True)
class Item:
    """One row of the form; numbers as printed."""

    label: str
    unit: str
    value: str
    level: int = 1
    others: Sequence[str] = ("", "", "")  # 上季度, 环比, 上月


@dataclass(frozen=True)
class Sheet:
    """A sheet before any program has written it."""

    cells: Cells
    merges: Sequence[Merge] = ()


def ministry_form(
    items: Sequence[Item], *, region: str, code: str, period: str, notes: Sequence[str] = ()
) -> Sheet:
    """The form as it is printed: title, furniture, header, 甲乙丙, indented rows, notes, signatures."""
    cells: Cells = [
        ["民政统计季报表"],
        [None] * 5 + ["表　　号：JBZH0001 表"],
        [None] * 5 + ["制表机关：民　政　部"],
        [f"编制单位：{region}"] + [None] * 4 + ["批转机关：国家统计局"],
        [f"地区编码：{code}000000"] + [None] * 4 + [period],
        [],
        list(HEADER),
        list(ORDINALS),
        *(
            [numbered(item, place), item.unit, "", item.value, *item.others]
            for place, item in enumerate(items)
        ),
        *([note] for note in notes),
        ["统计负责人：甲", None, None, "填表人：乙", None, None, "报出日期：2024年7月5日"],
    ]
    bottom = HEAD_ROW + 2 + len(items)
    merges = [(0, 0, 0, 6), (3, 0, 3, 2), (4, 0, 4, 2)]
    merges += [(bottom + place, 0, bottom + place, 6) for place in range(len(notes))]
    return Sheet(cells, merges)


def numbered(item: Item, place: int) -> str:
    """The label with indentation, and with the number of its level where it does not begin with 其中."""
    number = place % 9 + 1
    chinese = "一二三四五六七八九"[number - 1]
    marks = {1: f"{chinese}、", 2: f"（{chinese}）", 3: f"{number}．", 4: f"（{number}）", 5: "A. ", 6: "I. "}
    mark = "" if item.label.startswith("其中") else marks.get(item.level, "")
    return "　" * (item.level - 1) + mark + item.label


def typed(value: Any) -> Any:
    """A number where a program would store one."""
    try:
        return float(Decimal(value)) if value not in (None, "") else None
    except ArithmeticError:
        return value


def stored(sheet: Sheet) -> Cells:
    """The cells with their figures as numbers; the ordinals of the header stay texts."""
    body = range(HEAD_ROW + 2, len(sheet.cells))
    return [
        [typed(value) if row in body else value or None for value in values]
        for row, values in enumerate(sheet.cells)
    ]


def as_xlsx(sheet: Sheet) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    page: Any = book.active
    for row, values in enumerate(stored(sheet), 1):
        for column, value in enumerate(values, 1):
            page.cell(row, column).value = value
    for top, left, bottom, right in sheet.merges:
        page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    book.save(stream)
    return stream.getvalue()


def as_xls(sheet: Sheet) -> bytes:
    book, stream = xlwt.Workbook(), io.BytesIO()
    page = book.add_sheet("季报")
    corners = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
    for row, values in enumerate(stored(sheet)):
        for column, value in enumerate(values):
            if value is None:
                continue
            bottom, right = corners.get((row, column), (row, column))
            page.write_merge(row, bottom, column, right, value)
    book.save(stream)
    return stream.getvalue()


def as_csv(sheet: Sheet) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(sheet.cells)
    return stream.getvalue().encode("gb18030")


def as_ods(sheet: Sheet) -> bytes:
    return ods(stored(sheet), sheet.merges)


def as_docx(sheet: Sheet) -> bytes:
    above = ["　　　　".join(filter(None, row)) for row in sheet.cells[:HEAD_ROW]]
    return docx(above, [[str(value or "") for value in row] for row in sheet.cells[HEAD_ROW:]])


FORMATS = {"xlsx": as_xlsx, "xls": as_xls, "csv": as_csv, "ods": as_ods, "docx": as_docx}
