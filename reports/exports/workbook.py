"""A sheet as an xlsx: figures as numbers, text as text, what qualifies them above, and a native chart."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from reports.exports.sheet import Cell, Picture, Shape, Sheet

_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_KINDS: dict[Shape, dict[str, str]] = {
    Shape.LINE: {"type": "line"},
    Shape.COLUMN: {"type": "column"},
    Shape.BAR: {"type": "bar"},
}
_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
LIMIT = 32_767  # characters in a cell


def write_xlsx(sheet: Sheet, *, name: str) -> bytes:
    """The workbook as bytes; `name` is that of its one sheet, at most 31 characters."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, _SAFE) as book:
        book.set_properties({"title": sheet.title, "author": "", "comments": sheet.stamp})
        page = book.add_worksheet(name[:31])
        head = _write_head(book, page, sheet)
        _write_rows(book, page, sheet, head)
        if sheet.picture and len(sheet.rows) > sheet.picture.after:
            page.insert_chart(
                head + len(sheet.rows) + 2, 0, _chart(book, name[:31], sheet, sheet.picture, head)
            )
    return stream.getvalue()


def _write_head(book: Any, page: Any, sheet: Sheet) -> int:
    """Title, stamp, facts and notes; tells the row of the table's head."""
    title = book.add_format({**_FONT, "bold": True, "font_size": 14})
    stamp = book.add_format({**_FONT, "bold": True, "font_color": "#855300"})
    plain = book.add_format(_FONT)
    page.write_string(0, 0, sheet.title[:LIMIT], title)
    row = 1
    if sheet.stamp:
        page.write_string(row, 0, sheet.stamp, stamp)
        row += 1
    for label, text in sheet.facts:
        page.write_string(row, 0, label, plain)
        page.write_string(row, 1, text[:LIMIT], plain)
        row += 1
    for note in sheet.notes:
        page.write_string(row, 0, note[:LIMIT], plain)
        row += 1
    return row + 1


def _write_rows(book: Any, page: Any, sheet: Sheet, head: int) -> None:
    bold = book.add_format({**_FONT, "bold": True, "bottom": 1, "text_wrap": True})
    text = book.add_format(_FONT)
    formats: dict[int | None, Any] = {
        column.decimals: book.add_format(
            {**_FONT, "num_format": "#,##0" + (f".{'0' * column.decimals}" if column.decimals else "")}
        )
        for column in sheet.columns
        if column.decimals is not None
    }
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(head, place, column.name, bold)
    for number, row in enumerate(sheet.rows, head + 1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            if isinstance(cell, str) and column.is_link and cell:
                page.write_url(number, place, cell, text, cell)
            else:
                _write_cell(page, number, place, cell, formats.get(column.decimals, text), text)
    page.freeze_panes(head + 1, 1)


def _write_cell(page: Any, row: int, place: int, cell: Cell, number: Any, text: Any) -> None:
    if isinstance(cell, str):
        page.write_string(row, place, cell[:LIMIT], text)
    elif cell is not None:
        page.write_number(row, place, float(cell), number)  # 15 digits, which a float carries


def _chart(book: Any, name: str, sheet: Sheet, picture: Picture, head: int) -> Any:
    chart = book.add_chart(_KINDS[picture.shape])
    first, last = head + 1 + picture.after, head + len(sheet.rows)
    for number in picture.numbers:
        chart.add_series(
            {
                "name": [name, head, number],
                "categories": [name, first, picture.names, last, picture.names],
                "values": [name, first, number, last, number],
                "marker": {"type": "circle", "size": 6},
            }
        )
    unit = {"name": picture.unit.lstrip("=")}  # which would be read as a reference
    lying = picture.shape is Shape.BAR
    chart.set_title({"name": [name, 0, 0], "name_font": {"size": 12}})
    # Of bars that lie the axes change places.
    chart.set_x_axis({"reverse": True} if lying else {})
    chart.set_y_axis(unit)
    chart.set_legend({"position": "bottom"} if len(picture.numbers) > 1 else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 900, "height": 380})
    return chart
