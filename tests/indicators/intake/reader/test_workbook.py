import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from indicators.intake.findings import Code
from indicators.intake.grid import Cell, Grid, Kind, Span

from .build import MAIN, OFFICE, by_openpyxl, codes, packed, parts, read, relationships, sheet_xml, xlsx

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def only_grid(data: bytes) -> Grid:
    heard = read(data)
    assert heard.findings == []
    (grid,) = heard.grids
    return grid


def test_a_workbook_of_openpyxl_reads_as_it_looks() -> None:
    def fill(book: openpyxl.Workbook, sheet: Any) -> None:
        sheet.title = "二季度"
        sheet.append(["指标", "数值"])
        sheet["A2"], sheet["B2"] = "火化率", 0.356
        sheet["B2"].number_format = "0.0%"
        sheet["A3"], sheet["B3"] = "填报日期", date(2023, 6, 30)
        sheet["B3"].number_format = 'yyyy"年"m"月"'
        sheet["A4"], sheet["B4"] = "合计", "=SUM(B2:B3)"
        sheet["A5"], sheet["B5"] = True, 0.1 + 0.2
        sheet.merge_cells("A6:B7")
        sheet["A6"] = "注"
        sheet["B9"] = " "

    grid = only_grid(by_openpyxl(fill))

    assert grid.sheet == "二季度"
    assert grid.cells[0, 0] == Cell("指标", "指标", Kind.TEXT)
    assert grid.cells[1, 1] == Cell(Decimal("35.6"), "35.6%", Kind.PERCENT)
    assert grid.cells[2, 1] == Cell(date(2023, 6, 30), "2023年6月", Kind.DATE)
    assert grid.cells[3, 1] == Cell(None, "=SUM(B2:B3)", Kind.UNCOMPUTED)
    assert grid.cells[4, 0] == Cell(True, "TRUE", Kind.BOOLEAN)
    assert grid.cells[4, 1] == Cell(Decimal("0.3"), "0.3", Kind.NUMBER)
    assert grid.merges == (Span(5, 0, 5, 1),)
    assert (8, 1) not in grid.cells


def test_a_workbook_of_xlsxwriter_reads_as_it_looks() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": True})
    sheet = book.add_worksheet("数据")
    sheet.write_rich_string("A1", "低保", book.add_format({"bold": True}), "人数")
    sheet.write_datetime("A2", date(2023, 6, 30), book.add_format({"num_format": 14}))
    sheet.write_formula("A3", "=1+1", None, 2)
    sheet.write_formula("A4", "=1+1")
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column("A:A", None, None, {"hidden": True})
    book.add_worksheet("备用").hide()
    book.close()

    heard = read(stream.getvalue())

    grid, spare = heard.grids
    assert grid.cells[0, 0].value == "低保人数"
    assert grid.cells[1, 0] == Cell(date(2023, 6, 30), "2023/6/30", Kind.DATE)
    assert grid.cells[2, 0].value == Decimal(2)
    assert grid.cells[3, 0] == Cell(None, "=1+1", Kind.UNCOMPUTED)
    assert grid.hidden_rows == {1}
    assert grid.hidden_columns == {0}
    assert (grid.hidden, spare.hidden) == (False, True)


def test_shared_texts_leave_out_phonetic_guides() -> None:
    text = '<r><t>福</t></r><r><t>州</t></r><rPh sb="0" eb="1"><t>フク</t></rPh>'
    strings = f'<sst xmlns="{MAIN}"><si>{text}</si></sst>'
    contents = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>') | {"xl/sharedStrings.xml": strings}

    assert only_grid(packed(contents)).text(0, 0) == "福州"


@pytest.mark.parametrize("index", ["0", "-1", "x"])
def test_a_shared_text_that_is_missing_is_refused(index: str) -> None:
    assert codes(xlsx(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')) == [Code.BROKEN_FILE]


def test_inline_texts_errors_dates_and_formula_texts_are_read() -> None:
    grid = only_grid(
        xlsx(
            '<row r="1">'
            '<c r="A1" t="inlineStr"><is><r><t>一</t></r><r><t xml:space="preserve"> 二</t></r>'
            "<rPh><t>イチ</t></rPh></is></c>"
            '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
            '<c r="C1" t="d"><v>2023-06-30T00:00:00Z</v></c>'
            '<c r="D1" t="str"><f>"甲"</f><v>甲</v></c>'
            '<c r="E1" t="str"><f>A1</f></c>'
            '<c r="F1" t="b"><v>0</v></c>'
            '<c r="G1" t="str"><f>""</f><v></v></c>'
            "</row>"
        )
    )

    assert grid.cells == {
        (0, 0): Cell("一 二", "一 二", Kind.TEXT),
        (0, 1): Cell(None, "#DIV/0!", Kind.ERROR),
        (0, 2): Cell(date(2023, 6, 30), "2023-06-30", Kind.DATE),
        (0, 3): Cell("甲", "甲", Kind.TEXT),
        (0, 4): Cell(None, "=A1", Kind.UNCOMPUTED),
        (0, 5): Cell(False, "FALSE", Kind.BOOLEAN),
    }


def test_a_declared_dimension_of_one_cell_is_not_believed() -> None:
    grid = only_grid(xlsx('<row r="9"><c r="C9"><v>5</v></c></row>', before='<dimension ref="A1"/>'))

    assert (grid.height, grid.width) == (9, 3)


def test_cells_and_rows_without_references_follow_one_another() -> None:
    grid = only_grid(
        xlsx(
            "<row><c><v>1</v></c><c/><c><v>2</v></c></row>"
            '<row r="4"><c r="B4"><v>3</v></c><c><v>4</v></c></row>'
            '<row><c><v>5</v></c></row><row><c r="A7"><v>6</v></c></row>'
        )
    )

    numbers = {position: cell.text for position, cell in grid.cells.items()}
    assert numbers == {(0, 0): "1", (0, 2): "2", (3, 1): "3", (3, 2): "4", (4, 0): "5", (6, 0): "6"}


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A3"><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="x"/>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>eins</v></c></row>',
        '<row r="1"><c r="A1">',
    ],
)
def test_contradictions_in_a_sheet_are_refused(rows: str) -> None:
    assert codes(xlsx(rows)) == [Code.BROKEN_FILE]


def test_prefixed_names_of_the_strict_namespace_are_understood() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = (
        f'<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
        '</x:sheetData><c xmlns="urn:other"><v>8</v></c></x:worksheet>'
    )

    assert only_grid(packed(parts() | {"xl/worksheets/sheet1.xml": sheet})).text(0, 0) == "7"


def test_absolute_targets_and_unusual_folders_are_found() -> None:
    contents = parts()
    data = packed(
        {
            "_rels/.rels": relationships(("officeDocument", "/book/main.xml")),
            "book/main.xml": contents["xl/workbook.xml"],
            "book/_rels/main.xml.rels": relationships(("worksheet", "/xl/s/../s/one.xml")),
            "xl/s/one.xml": sheet_xml(ONE),
        }
    )

    assert only_grid(data).text(0, 0) == "1"


def test_comments_are_told_without_who_wrote_them() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet["A1"], sheet["B2"] = 1, 2
        sheet["B2"].comment = Comment("王科:\n不含民办\n已核对", "王科")

    assert only_grid(by_openpyxl(fill)).comments == {(1, 1): "不含民办。已核对"}


def test_sheets_that_hold_charts_are_passed_over_and_very_hidden_ones_told() -> None:
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="图" sheetId="1" r:id="r1"/><sheet name="表" sheetId="2" state="veryHidden" r:id="r2"/>'
        "</sheets></workbook>"
    )
    targets = relationships(("chartsheet", "chartsheets/sheet1.xml"), ("worksheet", "worksheets/sheet1.xml"))

    grid = only_grid(
        packed(parts(ONE) | {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": targets})
    )

    assert (grid.sheet, grid.hidden) == ("表", True)


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"]
)
def test_a_missing_part_is_refused(name: str) -> None:
    contents = parts(ONE) | {"xl/theme.xml": "<x/>"}
    del contents[name]

    assert codes(packed(contents)) == [Code.BROKEN_FILE]


def test_a_zero_is_unset_only_where_the_workbook_asks_to_be_computed() -> None:
    rows = '<row r="1"><c r="A1"><f>B1</f><v>0</v></c></row>'

    computed = only_grid(xlsx(rows))
    unset = only_grid(xlsx(rows, workbook='<calcPr fullCalcOnLoad="1"/>'))

    assert computed.cells[0, 0].kind is Kind.NUMBER
    assert unset.cells[0, 0].kind is Kind.UNCOMPUTED


def test_hidden_rows_and_columns_are_told_as_far_as_cells_reach() -> None:
    cells = '<row r="2" hidden="1"><c r="C2"><v>1</v></c></row><row r="8" hidden="1"/>'

    grid = only_grid(xlsx(cells, before='<cols><col min="2" max="16384" hidden="1"/></cols>'))

    assert grid.hidden_rows == {1}
    assert grid.hidden_columns == {1, 2}


def test_rows_and_columns_without_any_size_are_hidden() -> None:
    cells = "".join(
        f'<row r="{row}" {size}><c r="A{row}"><v>1</v></c><c r="B{row}"><v>2</v></c></row>'
        for row, size in enumerate(["", 'ht="0"', 'ht="0.75"'], 1)
    )
    columns = '<cols><col min="1" max="1" width="8"/><col min="2" max="2" width="0"/></cols>'

    grid = only_grid(xlsx(cells, before=columns))

    assert (grid.hidden_rows, grid.hidden_columns) == ({1}, {1})


def test_formats_beyond_the_list_of_styles_are_general() -> None:
    assert only_grid(xlsx('<row r="1"><c r="A1" s="99"><v>0.5</v></c></row>')).text(0, 0) == "0.5"
