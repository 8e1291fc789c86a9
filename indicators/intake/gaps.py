"""Blank cells below a filled one, as a file has them that lost its merges: whether they mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators.intake.asked import Asked, RefusedError, refused, settle
from indicators.intake.findings import Code, Finding
from indicators.intake.grid import Span, cell_name
from indicators.intake.layout.columns import FIGURES
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table, is_number
from indicators.intake.outline import group_columns
from indicators.intake.period_sums import blank_sums
from indicators.intake.questions import AS_ABOVE, Ask, Question
from indicators.intake.subjects import column_subject

_CODES = {Role.LABEL: Role.CODE, Role.REGION: Role.REGION_CODE}  # say the same as the words beside them


def close_gaps(table: Table, asked: Asked) -> tuple[Table, tuple[Finding, ...]]:
    """The table as if its gaps were merged with what stands above them, where that was answered.

    Without their rows where it was not; each column is asked about once.
    """
    findings: list[Finding] = []
    merges: list[Span] = []
    open_rows: set[int] = set()
    for column in table.with_role(Role.LABEL, Role.REGION, Role.PERIOD):
        if rows := find_gaps(table, column):
            try:
                settle_gaps(table, column, rows, asked)
                merges += blocks(table, column, rows)
            except RefusedError as refusal:
                findings.append(refusal.finding)
                open_rows.update(rows)
    if merges:
        table = replace(table, grid=replace(table.grid, merges=(*table.grid.merges, *merges)))
    if open_rows:
        table = replace(table, rows=tuple(row for row in table.rows if row not in open_rows))
    return table, tuple(findings)


def settle_gaps(table: Table, column: Column, rows: Sequence[int], asked: Asked) -> None:
    """Raises RefusedError, BLANK_BELOW or LEFT_OUT, unless they were answered to mean what stands above."""
    sheet, where = table.grid.sheet, cell_name(rows[0], column.index)
    question = Question(Ask.ABOVE, sheet, column_subject(column), (AS_ABOVE,))
    words = {"column": column.header, "rows": spans(rows), "given": f"{column.header} {spans(rows)}"}
    refusal = refused(Code.BLANK_BELOW, sheet, where, question=question, **words)
    if settle(refusal, asked) != AS_ABOVE:
        raise refusal


def find_gaps(table: Table, column: Column) -> list[int]:
    """The rows of figures that a column leaves blank below a filled cell, while another column names them."""
    own = table.with_role(column.role, _CODES[column.role]) if column.role in _CODES else (column,)
    cells, blank = table.grid.cells, list(table.rows)
    for each in own:
        blank = [row for row in blank if (row, each.index) not in cells]
    first = next((row for row in table.rows if any(table.text(row, each) for each in own)), None)
    if not blank or first is None or is_merged(table, column):
        return []
    keys = (*table.with_role(Role.LABEL, Role.REGION, Role.PERIOD), *group_columns(table))
    others = [each for each in keys if each not in own]
    sums = blank_sums(table) if column.role is Role.PERIOD else {}
    return [
        row
        for row in blank
        if row > first
        and row not in sums
        and not table.text(row, column)
        and any(table.text(row, each) for each in others)
        and is_figured(table, row)
    ]


def is_merged(table: Table, column: Column) -> bool:
    """Rows of the table are merged there, so that a blank is a blank."""
    return any(
        span.left <= column.index <= span.right and span.bottom > span.top and span.bottom >= table.rows[0]
        for span in table.grid.merges
    )


def is_figured(table: Table, row: int) -> bool:
    cells = (table.cell(row, column) for column in table.with_role(*FIGURES))
    return any(cell and (is_number(cell) or re.search(r"\d", cell.text)) for cell in cells)


def blocks(table: Table, column: Column, rows: Iterable[int]) -> list[Span]:
    """The gaps with the filled cell above them, as merged blocks."""
    found: list[Span] = []
    gaps, top = set(rows), table.rows[0]
    for row in table.rows:
        if table.text(row, column):
            top = row
        elif row in gaps:
            found = [span for span in found if span.top != top]
            found.append(Span(top, column.index, row, column.index))
    return found


def spans(rows: Iterable[int]) -> str:
    """Rows as a sheet numbers them: 2-5、7."""
    found: list[list[int]] = []
    for row in rows:
        if found and found[-1][-1] == row - 1:
            found[-1][-1] = row
        else:
            found.append([row, row])
    return "、".join(f"{first + 1}-{last + 1}" if last > first else str(first + 1) for first, last in found)
