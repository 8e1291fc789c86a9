"""What a person does not see in a sheet is not read; that it is there is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..findings import Code, Finding, Severity
from ..grid import Grid, column_name
from ..stamp import RECEIPT, SHEET


def note_hidden(grid: Grid) -> Iterator[Finding]:
    """A note for a hidden sheet, for its hidden rows and for its hidden columns; a stamp needs none."""
    if grid.sheet in (SHEET, RECEIPT):
        return
    if grid.hidden:
        yield Finding(Severity.NOTE, Code.HIDDEN_SHEET, grid.sheet)
    if grid.hidden_rows:
        params = {"rows": name_ranges(grid.hidden_rows, lambda row: str(row + 1))}
        yield Finding(Severity.NOTE, Code.HIDDEN_ROWS, grid.sheet, params=params)
    if grid.hidden_columns:
        params = {"columns": name_ranges(grid.hidden_columns, column_name)}
        yield Finding(Severity.NOTE, Code.HIDDEN_COLUMNS, grid.sheet, params=params)


def name_ranges(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    """`3, 5-9` for what is named 3 and 5 to 9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(name, run)) for run in runs)
