"""Columns of figures whose header is blank, between or beside columns that periods head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indicators.intake.asked import Asked, RefusedError, refused, settle
from indicators.intake.choices import head
from indicators.intake.findings import Code, Finding
from indicators.intake.grid import column_name
from indicators.intake.layout.furniture import Said
from indicators.intake.layout.table import Column, Table
from indicators.intake.questions import SKIP, Ask, Question
from indicators.intake.reach import Reach, has_numbers
from indicators.intake.subjects import lettered
from indicators.periods import Period

SERIES = 2  # periods side by side


def unheaded_reaches(
    table: Table, reaches: Sequence[Reach], others: Iterable[Column], asked: Asked
) -> Iterator[Reach | Finding]:
    """One for each that was answered to hold the period which the series lacks there, else what is asked."""
    periods = {each.column.index: each.period.period for each in reaches if each.period}
    for column in others:
        if column.header != column_name(column.index) or not has_numbers(table, column):
            continue
        period = lacking(periods, column.index)
        if period and (not asked.period or asked.period.end == period.end):
            try:
                yield told_reach(table, column, period, asked)
            except RefusedError as refusal:
                yield refusal.finding


def lacking(periods: dict[int, Period], index: int) -> Period | None:
    """The period of that year which the columns beside it leave out; None where they leave out none."""
    if len(periods) < SERIES:
        return None
    before, after = periods.get(index - 1), periods.get(index + 1)
    said = set(periods.values())
    likely = {each for each in (before and before.next(), after and after.previous()) if each} - said
    years = {each.year for each in (before, after) if each}
    return likely.pop() if len(likely) == 1 and {each.year for each in likely} <= years else None


def told_reach(table: Table, column: Column, period: Period, asked: Asked) -> Reach:
    """Raises RefusedError, WHICH_VALUE_COLUMN or LEFT_OUT."""
    sheet, where, name = table.grid.sheet, head(table, column), lettered(column)
    question = Question(Ask.COLUMN, sheet, str(period), (name, SKIP))
    refusal = refused(Code.WHICH_VALUE_COLUMN, sheet, where, question=question, columns=column.header)
    if settle(refusal, asked) != name:
        raise refusal
    return Reach(column, period=Said(str(period), period, period, cell=where))
