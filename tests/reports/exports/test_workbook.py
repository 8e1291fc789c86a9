"""In a workbook figures are numbers, text is text, and the chart stands on the cells."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reports.exports.sheet import Column, Picture, Shape, Sheet
from reports.exports.workbook import write_xlsx
from tests.reports.exports.test_delimited import FORMULAS


def sheet_of(**other: object) -> Sheet:
    plain = {
        "title": "长者食堂数",
        "facts": (("单位", "家"),),
        "notes": ("断开处为没有数的报告期。",),
        "columns": (Column("时间"), Column("数值", 0), Column("网址", is_link=True)),
        "rows": (("2023年3月末", Decimal(520), "https://example.org/1"), ("2023年6月末", None, "")),
        "stamp": "演示数据",
        "picture": Picture(Shape.LINE, 0, (1,), "家"),
    }
    return Sheet(**(plain | other))  # type: ignore[arg-type]


def read(sheet: Sheet) -> Worksheet:
    page = openpyxl.load_workbook(BytesIO(write_xlsx(sheet, name="数据"))).active
    assert isinstance(page, Worksheet)
    return page


def parts_of(sheet: Sheet) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(write_xlsx(sheet, name="数据"))) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def test_what_qualifies_the_figures_stands_above_them() -> None:
    rows = [[cell.value for cell in row] for row in read(sheet_of()).iter_rows()]

    assert rows[0][0] == "长者食堂数"
    assert rows[1][0] == "演示数据"
    assert rows[2][:2] == ["单位", "家"]
    assert rows[5] == ["时间", "数值", "网址"]
    assert rows[6] == ["2023年3月末", 520, "https://example.org/1"]
    assert rows[7][:2] == ["2023年6月末", None]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_never_becomes_a_formula(text: str) -> None:
    parts = parts_of(
        sheet_of(
            title=text,
            facts=((text, text),),
            notes=(text,),
            columns=(Column(text), Column(text, 0), Column("网址")),
            rows=((text, Decimal(1), text),),
            stamp=text,
            picture=Picture(Shape.LINE, 0, (1,), text),
        )
    )

    assert all("<f>" not in content for name, content in parts.items() if "worksheets" in name)
    formulas = re.findall(r"<c:f>(.*?)</c:f>", parts["xl/charts/chart1.xml"])
    assert {re.sub(r"\d+", "", formula) for formula in formulas} <= {
        "数据!$A$",
        "数据!$B$",
        "数据!$A$:$A$",
        "数据!$B$:$B$",
    }


@pytest.mark.parametrize("shape", Shape)
def test_chart_is_native_and_stands_on_the_cells(shape: Shape) -> None:
    chart = parts_of(sheet_of(picture=Picture(shape, 0, (1,), "家")))["xl/charts/chart1.xml"]

    assert "<c:f>数据!$B$7:$B$8</c:f>" in chart
    assert "<c:f>数据!$A$7:$A$8</c:f>" in chart


def test_decimals_are_those_of_the_indicator() -> None:
    page = read(sheet_of(columns=(Column("时间"), Column("数值", 2), Column("网址"))))

    assert page["B7"].number_format == "#,##0.00"
