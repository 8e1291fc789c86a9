from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.intake.findings import Code
from indicators.intake.grid import Cell, Kind, Span
from indicators.intake.reader.limits import Limits

from .build import codes, ods, ods_cell, ods_xml, packed, read


def table(rows: str, attributes: str = 'table:name="表1"') -> str:
    return f"<table:table {attributes}>{rows}</table:table>"


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(kind: str, value: str = "", shown: str = "", **others: str) -> str:
    name = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    given = f'office:value-type="{kind}" office:{name}="{value}"'
    return f"<table:table-cell {given}><text:p>{shown}</text:p></table:table-cell>"


def test_cells_read_as_they_look() -> None:
    cells = (
        cell("percentage", "0.356", "35.6%")
        + cell("date", "2023-06-30", "2023年6月")
        + cell("float", "0.30000000000000004", "0.3")
        + cell("boolean", "true", "TRUE")
        + '<table:table-cell office:value-type="string"><text:p>养老<text:s text:c="2"/>机构</text:p>'
        "<text:p>（家）</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>"
        + '<table:table-cell table:formula="of:=[.A1]"/>'
        + cell("currency", "12.5", "￥12.50")
    )

    (grid,) = read(ods_xml(table(row(cells)))).grids

    assert list(grid.cells.values()) == [
        Cell(Decimal("35.6"), "35.6%", Kind.PERCENT),
        Cell(date(2023, 6, 30), "2023年6月", Kind.DATE),
        Cell(Decimal("0.3"), "0.3", Kind.NUMBER),
        Cell(True, "TRUE", Kind.BOOLEAN),
        Cell("养老  机构\n（家）", "养老  机构\n（家）", Kind.TEXT),
        Cell(None, "=[.A1]", Kind.UNCOMPUTED),
        Cell(Decimal("12.5"), "12.5", Kind.NUMBER),
    ]


def test_an_error_is_one_though_it_is_stored_as_text() -> None:
    calc = 'xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    given = f'{calc} office:value-type="string" c:value-type="error" table:formula="of:=1/0"'
    cells = f"<table:table-cell {given}><text:p>#DIV/0!</text:p></table:table-cell>"

    assert read(ods_xml(table(row(cells)))).grids[0].cells[0, 0] == Cell(None, "#DIV/0!", Kind.ERROR)


def test_merges_repeats_and_what_is_hidden_are_kept() -> None:
    style = (
        '<office:automatic-styles><style:style style:name="ta2">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + row(
            '<table:table-cell table:number-columns-spanned="2" office:value-type="string">'
            "<text:p>题</text:p></table:table-cell><table:covered-table-cell/>"
        )
        + row(ods_cell(3, 'table:number-columns-repeated="2"'), 'table:number-rows-repeated="2"')
        + row(ods_cell(4), 'table:visibility="filter"')
        + row(ods_cell(None), 'table:number-rows-repeated="1048000"')
    )
    hidden = table(row(ods_cell(1)), 'table:name="备用" table:style-name="ta2"')

    first, second = read(ods_xml(table(rows) + hidden, before=style)).grids

    assert {place: cell.text for place, cell in first.cells.items()} == {
        (0, 0): "题", (1, 0): "3", (1, 1): "3", (2, 0): "3", (2, 1): "3", (3, 0): "4",
    }  # fmt: skip
    assert first.merges == (Span(0, 0, 0, 1),)
    assert (first.hidden_rows, first.hidden_columns) == ({3}, {1})
    assert (first.hidden, second.hidden) == (False, True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ods_xml(table(row(ods_cell(1), 'table:number-rows-repeated="1048576"'))), Code.FAR_CELL),
        (ods_xml(table(row(ods_cell(1, 'table:number-columns-repeated="16384"')))), Code.FAR_CELL),
        (ods_xml(table(row(ods_cell(1), 'table:number-rows-repeated="x"'))), Code.BROKEN_FILE),
        (ods_xml(table(row(cell("float", "NaN")))), Code.BROKEN_FILE),
        (ods_xml(table(row(cell("date", "gestern")))), Code.BROKEN_FILE),
        (ods_xml(table(row(f"<table:table-cell>{table('')}</table:table-cell>"))), Code.BROKEN_FILE),
        (ods_xml("<table:table>"), Code.BROKEN_FILE),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), Code.BROKEN_FILE),
    ],
)
def test_what_is_damaged_or_too_large_is_refused(data: bytes, code: Code) -> None:
    assert codes(data) == [code]


def test_passwords_macros_and_document_types_are_refused() -> None:
    kind = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    content = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'

    assert codes(
        packed(kind | {"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "?"})
    ) == [Code.PASSWORD_PROTECTED]
    assert codes(packed(kind | {"Basic/Standard/Module1.xml": "<x/>", "content.xml": "<x/>"})) == [
        Code.MACROS
    ]
    assert codes(packed(kind | {"content.xml": content})) == [Code.FORBIDDEN_XML]


def test_too_many_cells_are_refused() -> None:
    rows = row(ods_cell(1, 'table:number-columns-repeated="10"'), 'table:number-rows-repeated="10"')

    assert [f.code for f in read(ods_xml(table(rows)), Limits(cells=99)).findings] == [Code.TOO_MANY_CELLS]


@settings(max_examples=40)
@given(st.data())
def test_damage_is_told_or_harmless(data: st.DataObject) -> None:
    damaged = bytearray(ods([["指标", "数量"], ["养老机构", 3]]))
    for at in data.draw(st.lists(st.integers(4, len(damaged) - 1), min_size=1, max_size=10)):
        damaged[at] = data.draw(st.integers(0, 255))

    read(bytes(damaged))
