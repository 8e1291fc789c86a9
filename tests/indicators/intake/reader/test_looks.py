"""What cells look like, in every kind of file: struck through, or showing another number than they store."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill

from indicators.intake.findings import Code
from indicators.intake.grid import Grid, Position
from indicators.intake.reader.packed import Packed, pack
from indicators.intake.reader.wire import Output, read_lines

from .build import (
    DEFAULT,
    by_openpyxl,
    by_xlwt,
    docx_xml,
    ods_cell,
    ods_xml,
    read,
    read_bytes,
    xlsx,
)

STYLE = '<style:style style:name="{}" style:family="table-cell" {}>{}</style:style>'
LINED = STYLE.format("a", "", '<style:text-properties style:text-line-through-style="solid"/>')
NUMBERS = (
    '<number:number-style style:name="N1"><number:number number:display-factor="1000"/></number:number-style>'
)
THOUSANDS = NUMBERS + STYLE.format("b", 'style:data-style-name="N1"', "")


def only(data: bytes) -> Grid:
    (grid,) = read(data).grids
    return grid


def ods_row(*cells: str, before: str = "", columns: str = "") -> bytes:
    table = f"{columns}<table:table-row>{''.join(cells)}</table:table-row>"
    return ods_xml(f'<table:table table:name="表1">{table}</table:table>', before=before)


def looking(value: Any, look: str) -> bytes:
    def fill(_book: openpyxl.Workbook, sheet: Any) -> None:
        sheet["B1"] = value
        sheet["A1"], sheet["C1"] = 1, 2
        if look == "struck":
            sheet["B1"].font = Font(strike=True)
        elif look:
            sheet["B1"].number_format = look

    return by_openpyxl(fill)


def test_a_workbook_tells_which_cells_are_struck_through() -> None:
    assert only(looking(7, "struck")).struck == {(0, 1)}
    assert only(looking("七", "struck")).struck == {(0, 1)}
    assert not only(looking(7, "")).struck


def test_a_line_through_some_of_a_text_counts() -> None:
    text = CellRichText(TextBlock(InlineFont(strike=True), "12"), "15")
    inline = '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>1</t></r></is></c></row>'

    assert only(looking(text, "")).struck == {(0, 1)}
    assert only(xlsx(inline)).struck == {(0, 0)}
    assert not only(xlsx(inline.replace("<strike/>", '<strike val="0"/>'))).struck


@pytest.mark.parametrize(
    ("code", "value", "scaled"),
    [
        ("#,##0,", 123456, {(0, 1): 3}),
        ("0.0,,", 123456, {(0, 1): 6}),
        ("0!.0,", 123456, {(0, 1): 4}),
        ('0!.0,"万"', 123456, {}),
        ('#,##0,"万元"', 123456, {(0, 1): 3}),
        ('0"万"', 12, {}),
        ("[>=10000]0!.0,;0", 123456, {(0, 1): 4}),
        ("[>=10000]0!.0,;0", 1234, {}),
        ("#,##0", 123456, {}),
        ("0!.0,", "文字", {}),
    ],
)
def test_a_workbook_tells_which_cells_show_another_number(
    code: str, value: Any, scaled: dict[Position, int]
) -> None:
    assert only(looking(value, code)).scaled == scaled


@pytest.mark.parametrize(
    ("code", "value", "word", "text"),
    [
        ('0"元"', 35000, "元", "35000"),
        ('General"元"', 35000, "元", "35000"),
        ('#,##0.00" 万元"', 3.5, "万元", "3.5万元"),
        ('0.0"亿"', 3.5, "亿", "3.5亿"),
        ('0"(元)"', 3, "元", "3"),
        ('0.0"%"', 35.6, "%", "35.6"),
        ('0!.0,"万"', 123456, "", "12.3456万"),
        ("0.00_);[Red](0.00)", 3, "", "3"),
        ("0.0%", 0.356, "", "35.6%"),
        ('0"元"', "文字", "", "文字"),
    ],
)
def test_a_workbook_tells_which_unit_a_format_puts_behind_a_number(
    code: str, value: Any, word: str, text: str
) -> None:
    grid = only(looking(value, code))

    assert grid.worded == ({(0, 1): word} if word else {})
    assert grid.text(0, 1) == text


def test_an_old_workbook_tells_how_cells_look() -> None:
    def fill(_book: xlwt.Workbook, sheet: Any) -> None:
        sheet.write(0, 0, 12, xlwt.easyxf("font: struck_out on"))
        sheet.write(0, 1, 123456, xlwt.easyxf(num_format_str="#,##0,"))
        sheet.write_rich_text(0, 2, ("1", ("2", xlwt.easyfont("struck_out on"))))
        sheet.write(0, 3, 12)
        sheet.write(0, 4, 12, xlwt.easyxf(num_format_str='0"元"'))

    grid = only(by_xlwt(fill))

    assert (grid.struck, grid.scaled, grid.worded) == ({(0, 0), (0, 2)}, {(0, 1): 3}, {(0, 4): "元"})


def test_a_workbook_of_libreoffice_tells_both() -> None:
    before = f"<office:automatic-styles>{LINED}{THOUSANDS}</office:automatic-styles>"
    cells = ods_cell(1, 'table:style-name="a"'), ods_cell(123456, 'table:style-name="b"'), ods_cell(2)
    by_column = '<table:table-column table:default-cell-style-name="a"/>'

    grid = only(ods_row(*cells, before=before))

    assert (grid.struck, grid.scaled) == ({(0, 0)}, {(0, 1): 3})
    assert [cell.text for cell in grid.cells.values()] == ["1", "123.456", "2"]
    assert only(ods_row(ods_cell(1), ods_cell(2), before=before, columns=by_column)).struck == {(0, 0)}


def test_a_workbook_of_libreoffice_tells_its_comments() -> None:
    note = "<office:annotation><dc:creator>某</dc:creator><text:p>不含民办</text:p></office:annotation>"
    cell = ods_cell(3).replace("<text:p>", f"{note}<text:p>")

    grid = only(ods_row(ods_cell("养老机构"), cell))

    assert grid.comments == {(0, 1): "不含民办"}
    assert grid.text(0, 1) == "3"


@pytest.mark.parametrize(("mark", "is_struck"), [("strike", True), ("dstrike", True), ("b", False)])
def test_a_document_tells_which_cells_are_struck_through(mark: str, is_struck: bool) -> None:
    run = f"<w:r><w:rPr><w:{mark}/></w:rPr><w:t>12</w:t></w:r><w:r><w:t>15</w:t></w:r>"
    cells = f"<w:tc><w:p>{run}</w:p></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc>"

    grid = only(docx_xml(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))

    assert grid.struck == ({(0, 0)} if is_struck else frozenset())


def test_looks_are_packed_with_their_sheet() -> None:
    data, words, target = looking(123456, "#,##0,"), io.BytesIO(), io.BytesIO()
    read_bytes(data, DEFAULT, Output(words, DEFAULT))
    pack(io.BytesIO(words.getvalue()), target)

    (grid,) = read_lines(Packed(target).words()).grids

    assert grid.scaled == {(0, 1): 3}


@pytest.mark.parametrize(
    ("code", "value", "is_read"),
    [
        ("0;-0;;@", 0, False),
        ("0;-0;;@", 3, True),
        (";;;", 3, False),
        ("0%;-0%;", 0, False),
        ("#,##0_ ;-#,##0_ ;_ ", 0, False),
        ("0;;0", -3, False),
        ("0;-0", 0, True),
        ('0;-0;"-"', 0, True),
        ('_ "￥"* #,##0_ ;_ "￥"* -#,##0_ ;_ "￥"* "-"_ ;_ @_ ', 0, True),
        ("General", 0, True),
    ],
)
def test_a_number_that_its_format_hides_is_not_read_and_told(code: str, value: int, is_read: bool) -> None:
    heard = read(looking(value, code))

    assert heard.grids[0].text(0, 1) == (str(value) if is_read else "")
    assert [(found.code, found.cell, found.params["count"]) for found in heard.findings] == (
        [] if is_read else [(Code.HIDDEN_VALUES, "B1", "1")]
    )


def test_an_old_workbook_tells_what_its_formats_hide() -> None:
    style = xlwt.easyxf(num_format_str="0;-0;;@")

    heard = read(by_xlwt(lambda _book, sheet: [sheet.write(0, column, column, style) for column in (0, 1)]))

    assert list(heard.grids[0].cells) == [(0, 1)]
    assert [(found.code, found.cell) for found in heard.findings] == [(Code.HIDDEN_VALUES, "A1")]


def coloured(value: Any, font: str | Color, fill: str = "") -> bytes:
    def dress(_book: openpyxl.Workbook, sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = "养老机构", value
        sheet["B1"].font = Font(color=font)
        if fill:
            sheet["B1"].fill = PatternFill("solid", fgColor=fill)

    return by_openpyxl(dress)


@pytest.mark.parametrize(
    ("font", "fill", "is_read"),
    [
        ("FFFFFFFF", "", False),
        (Color(theme=0), "", False),
        (Color(indexed=9), "", False),
        (Color(theme=0, tint=-0.05), "", False),
        ("FFF2F2F2", "", False),
        ("FFFFC000", "FFFFC000", False),
        ("FFFFFFFF", "FF44546A", True),
        (Color(theme=0, tint=-0.35), "", True),
        (Color(theme=1), "", True),
        (Color(indexed=64), "", True),
        ("FF000000", "FF000000", False),
        ("FFC00000", "FFFFFF00", True),
    ],
)
def test_a_number_in_the_colour_of_its_ground_is_not_read_and_told(
    font: str | Color, fill: str, is_read: bool
) -> None:
    for value in (3, "3家", "约3"):
        heard = read(coloured(value, font, fill))

        assert ((0, 1) in heard.grids[0].cells) is is_read
        assert [(found.code, found.cell) for found in heard.findings] == (
            [] if is_read else [(Code.HIDDEN_VALUES, "B1")]
        )


def test_words_and_dates_in_the_colour_of_their_ground_place_figures_all_the_same() -> None:
    for value in ("鼓楼区", "2023年二季度", "1-6月"):
        heard = read(coloured(value, "FFFFFFFF"))

        assert (heard.grids[0].text(0, 1), heard.findings) == (value, [])


def test_an_old_workbook_tells_what_its_colours_hide() -> None:
    white = xlwt.easyxf("font: colour white")
    shown = xlwt.easyxf("font: colour white; pattern: pattern solid, fore_colour blue")

    def fill(_book: xlwt.Workbook, sheet: Any) -> None:
        for column, style in enumerate((white, shown, xlwt.easyxf("pattern: pattern solid"))):
            sheet.write(0, column, 3, style)

    heard = read(by_xlwt(fill))

    assert list(heard.grids[0].cells) == [(0, 1), (0, 2)]
    assert [(found.code, found.cell) for found in heard.findings] == [(Code.HIDDEN_VALUES, "A1")]
