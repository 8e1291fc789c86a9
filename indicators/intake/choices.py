"""Columns of which a sheet does not say what they hold, and what was answered of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicators.intake.asked import Asked, RefusedError, refused, settle
from indicators.intake.findings import Code
from indicators.intake.grid import cell_name
from indicators.intake.layout.roles import Role
from indicators.intake.layout.table import Column, Table
from indicators.intake.matching import Index
from indicators.intake.questions import Ask, Question
from indicators.intake.subjects import column_subject, told_apart


def which_column(
    table: Table, columns: Sequence[Column], candidates: Iterable[str], subject: str = ""
) -> RefusedError:
    words, likely, sheet = "、".join(column.header for column in columns), tuple(candidates), table.grid.sheet
    first = head(table, columns[0]) if columns else cell_name(table.header_rows[0], 0)
    question = Question(Ask.COLUMN, sheet, subject, likely) if likely else None
    return refused(Code.WHICH_VALUE_COLUMN, sheet, first, question=question, columns=words)


def choose(table: Table, columns: Sequence[Column], asked: Asked, subject: str = "") -> Column:
    """The column that was answered to hold the figures; raises RefusedError with WHICH_VALUE_COLUMN."""
    named = told_apart(columns)
    refusal = which_column(table, columns, named, subject)
    told = settle(refusal, asked)
    if told not in named:
        raise refusal
    return named[told]


def column_region(table: Table, column: Column, index: Index, asked: Asked) -> str:
    """The code of the region that a column's header was answered to mean; raises RefusedError."""
    sheet = table.grid.sheet
    refusal = refused(
        Code.UNKNOWN_REGION,
        sheet,
        head(table, column),
        question=Question(Ask.REGION, sheet, column_subject(column)),
        given=column.header,
        candidates="",
    )
    code = settle(refusal, asked)
    if code not in index.regions:
        raise refusal
    return code


def head(table: Table, column: Column) -> str:
    """The cell of a column's header."""
    filled = [row for row in table.header_rows if table.grid.text(row, column.index)]
    return cell_name((filled or table.header_rows)[-1 if column.role is Role.OTHER else 0], column.index)
