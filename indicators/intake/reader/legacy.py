"""An xls workbook (also WPS .et), read by xlrd with its formats, merges and hidden parts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from ..findings import Code
from ..grid import Cell, Kind, Position, Span
from .colours import BLACK, WHITE, is_unseen
from .formats import BUILTIN, GENERAL, Format, read_format
from .formulas import Formulas, listen
from .limits import Limits, RefusalError, broken
from .sniff import has_stream
from .values import boolean_cell, error_cell, is_figure, noted, number_cell, read_look, text_cell
from .wire import Output


def read_xls(data: bytes, limits: Limits, output: Output) -> None:
    """Put every worksheet out; raises RefusalError for what is damaged, dangerous or too large."""
    import xlrd  # type: ignore[import-untyped]

    if has_stream(data, "_VBA_PROJECT_CUR"):
        raise RefusalError(Code.MACROS)
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
        heard = listen(book)
        for index in range(book.nsheets):
            sheet = book.sheet_by_index(index)
            _put_sheet(book, sheet, heard[-1].without_result(), output)
            heard[:] = [Formulas()]
            book.unload_sheet(index)
    except (RefusalError, MemoryError):
        raise
    except Exception as error:  # damaged records make xlrd raise errors of any kind
        if "encrypted" in str(error):
            raise RefusalError(Code.PASSWORD_PROTECTED) from error
        raise broken("xls") from error


def _put_sheet(book: Any, sheet: Any, uncomputed: Mapping[Position, str], output: Output) -> None:
    import xlrd

    output.start_sheet(sheet.name, hidden=sheet.visibility != 0)
    lined = {number for number, font in enumerate(book.font_list) if font.struck_out}
    struck = {number for number, xf in enumerate(book.xf_list) if xf.font_index in lined}
    unseen = _unseen(book)
    runs = sheet.rich_text_runlist_map if lined else {}
    output.comments({at: noted(note.text) for at, note in sheet.cell_note_map.items()})
    for row in range(sheet.nrows):
        kinds, values, styles = sheet.row_types(row), sheet.row_values(row), sheet._cell_xf_indexes[row]
        for column, kind in enumerate(kinds):
            formula = uncomputed.get((row, column))
            cell = (
                Cell(None, formula, Kind.UNCOMPUTED)
                if formula
                else _make_cell(book, kind, values[column], styles[column])
            )
            if cell is None and kind == xlrd.XL_CELL_NUMBER:
                output.hide(row, column)
            if cell and styles[column] in unseen and is_figure(cell):
                output.hide(row, column)
            elif cell is not None:
                output.put(row, column, cell)
                if styles[column] in struck or any(font in lined for _, font in runs.get((row, column), ())):
                    output.strike(row, column)
                is_shown = kind == xlrd.XL_CELL_NUMBER and cell.kind is not Kind.UNCOMPUTED
                shown = _format(book, styles[column]) if is_shown else GENERAL
                if shown.scales:
                    output.look(row, column, *read_look(repr(values[column]), shown))
    merges = [Span(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    rows = [row for row, info in sheet.rowinfo_map.items() if info.hidden]
    columns = [column for column, info in sheet.colinfo_map.items() if info.hidden]
    output.end_sheet(merges, rows, columns)


def _unseen(book: Any) -> frozenset[int]:
    """The styles whose text has the colour of what is behind it."""
    texts = [book.colour_map.get(font.colour_index) or BLACK for font in book.font_list]
    found = []
    for number, xf in enumerate(book.xf_list):
        fill = xf.background
        solid = book.colour_map.get(fill.pattern_colour_index) if fill.fill_pattern == 1 else None
        behind = solid if fill.fill_pattern else WHITE
        if xf.font_index < len(texts) and is_unseen(texts[xf.font_index], behind):
            found.append(number)
    return frozenset(found)


def _make_cell(book: Any, kind: int, value: Any, style: int) -> Cell | None:
    import xlrd

    if kind == xlrd.XL_CELL_TEXT:
        return text_cell(value)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return number_cell(repr(value), _format(book, style), since_1904=book.datemode == 1)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return boolean_cell(true=bool(value))
    if kind == xlrd.XL_CELL_ERROR:
        return error_cell(xlrd.error_text_from_code.get(value, "#ERROR"))
    return None


def _format(book: Any, style: int) -> Format:
    key = book.xf_list[style].format_key
    if key in BUILTIN:
        return read_format(BUILTIN[key])
    found = book.format_map.get(key)
    return read_format(found.format_str) if found else GENERAL
