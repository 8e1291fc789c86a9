import struct
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.intake.findings import Code
from indicators.intake.grid import Cell, Kind, Span

from .build import SAMPLES, by_xlwt, codes, ole, read

SAMPLE = SAMPLES / "R07_nbs_36cities_incl_fuzhou.xls"


def fill(book: xlwt.Workbook, sheet: Any) -> None:
    sheet.write_merge(0, 0, 0, 2, "民政统计季报表")
    sheet.write(1, 0, 0.356, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(1, 1, date(2023, 6, 30), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    sheet.write(1, 2, 0.1 + 0.2)
    sheet.write(2, 0, True)
    sheet.write(3, 0, "  ")
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("备用").visibility = 2


def test_an_xls_workbook_reads_as_it_looks() -> None:
    heard = read(by_xlwt(fill))

    grid, spare = heard.grids
    assert (heard.kind, heard.findings) == ("xls", [])
    assert grid.cells == {
        (0, 0): Cell("民政统计季报表", "民政统计季报表", Kind.TEXT),
        (1, 0): Cell(Decimal("35.6"), "35.6%", Kind.PERCENT),
        (1, 1): Cell(date(2023, 6, 30), "2023年6月", Kind.DATE),
        (1, 2): Cell(Decimal("0.3"), "0.3", Kind.NUMBER),
        (2, 0): Cell(True, "TRUE", Kind.BOOLEAN),
    }
    assert grid.merges == (Span(0, 0, 0, 2),)
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {1}
    assert (grid.hidden, spare.hidden) == (False, True)


def test_the_1904_system_is_kept() -> None:
    def fill_1904(book: xlwt.Workbook, sheet: Any) -> None:
        book.dates_1904 = True
        sheet.write(0, 0, 43_645, xlwt.easyxf(num_format_str="yyyy-mm-dd"))

    assert read(by_xlwt(fill_1904)).grids[0].text(0, 0) == "2023-06-30"


def formulas(*texts: str) -> bytes:
    """A column of formulas as a program leaves them that cannot compute."""

    def fill_in(_book: xlwt.Workbook, sheet: Any) -> None:
        for row, text in enumerate(texts):
            sheet.write(row, 0, xlwt.Formula(text))
        sheet.write(9, 1, "合计")

    return by_xlwt(fill_in)


def stored(workbook: bytes, result: bytes, flags: int = 0) -> bytes:
    """The same with another result in the first formula."""
    place = workbook.index(b"\x03\0\0\0\0\0\xff\xff")
    return workbook[:place] + result + bytes([flags]) + workbook[place + 9 :]


def column(workbook: bytes) -> list[tuple[Kind, str] | None]:
    cells = read(workbook).grids[0].cells
    return [(cells[row, 0].kind, cells[row, 0].text) if (row, 0) in cells else None for row in range(3)]


def test_formulas_that_were_never_computed_are_told() -> None:
    found = column(formulas("B1+B2", "SUM(B1:B9)", "B10"))

    assert found == [
        (Kind.UNCOMPUTED, "=B1+B2"),
        (Kind.UNCOMPUTED, "=SUM(B1:B9)"),
        (Kind.UNCOMPUTED, "=B10"),
    ]


def test_a_formula_that_may_give_no_text_has_given_none() -> None:
    assert column(formulas('IF(B1=1,"",B1)', "VLOOKUP(B1,B1:C9,2)", 'B1&"家"')) == [None] * 3


def test_beside_computed_formulas_a_blank_one_may_be_its_result() -> None:
    found = column(stored(formulas("B1*2", "B10", "B1-B2"), struct.pack("<d", 24)))

    assert found == [(Kind.NUMBER, "24"), None, (Kind.UNCOMPUTED, "=B1-B2")]


@pytest.mark.parametrize(
    ("flags", "expected"),
    [(0, (Kind.NUMBER, "0")), (1, (Kind.NUMBER, "0")), (2, (Kind.UNCOMPUTED, "=B1*B2"))],
)
def test_a_zero_that_waits_to_be_computed_is_none(flags: int, expected: tuple[Kind, str]) -> None:
    assert column(stored(formulas("B1*B2", "B1", "B2"), bytes(8), flags))[0] == expected


def test_macros_are_refused() -> None:
    assert codes(ole("Workbook", "_VBA_PROJECT_CUR")) == [Code.MACROS]


@settings(max_examples=50)
@given(st.data())
def test_damage_is_told_or_harmless(data: st.DataObject) -> None:
    damaged = bytearray(by_xlwt(fill))
    for at in data.draw(st.lists(st.integers(8, len(damaged) - 1), min_size=1, max_size=20)):
        damaged[at] = data.draw(st.integers(0, 255))

    read(bytes(damaged))


@pytest.mark.skipif(not SAMPLE.exists(), reason="the samples are not here")
def test_a_published_xls_is_read() -> None:
    (grid,) = read(SAMPLE.read_bytes()).grids

    assert grid.text(3, 1) == "2019年"
    assert grid.cells[4, 1] == Cell(Decimal("35371.28"), "35371.28", Kind.NUMBER)
