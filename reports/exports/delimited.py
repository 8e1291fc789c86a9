"""A sheet as CSV that spreadsheet programs read: UTF-8 with its mark, numbers plain, text that stays text."""

from __future__ import annotations

import csv
from io import StringIO

from indicators.quantities import plain
from reports.exports.sheet import Cell, Sheet

BOM = "\ufeff"
# What a spreadsheet program takes for the beginning of a formula or a command, full-width signs too.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(sheet: Sheet) -> bytes:
    """One head row and the figures; each row bears the stamp where there is one."""
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    stamp = [sheet.stamp] if sheet.stamp else []
    writer.writerow([harmless(text) for text in [*(column.name for column in sheet.columns), *stamp]])
    for row in sheet.rows:
        writer.writerow([_text(cell) for cell in [*row, *stamp]])
    return (BOM + stream.getvalue()).encode()


def harmless(text: str) -> str:
    """The text so that no program computes it: an apostrophe before what looks like a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) else text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return (
        harmless(cell) if isinstance(cell, str) else plain(cell) if not isinstance(cell, int) else str(cell)
    )
