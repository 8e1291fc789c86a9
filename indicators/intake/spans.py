"""Columns of quarters or months over figures that add up since January: which of both they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indicators.intake.choices import head
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import column_name
from indicators.intake.layout.roles import says_accumulated
from indicators.intake.matching import Index
from indicators.intake.plan import Plan
from indicators.periods import Frequency

_ALONE = (Frequency.QUARTER, Frequency.MONTH)


def check_spans(plan: Plan, figures: Iterable[Figure], index: Index) -> Iterator[Finding]:
    """A warning where 一季度, 二季度 side by side may be the quarters alone of a year-to-date figure."""
    columns = [
        reach.column
        for reach in plan.reaches
        if reach.period and reach.period.period.frequency in _ALONE
        if not says_accumulated(reach.column.header)
    ]
    named = tuple(column_name(column.index) for column in columns)
    doubtful: dict[str, set[int]] = {}  # the months in which an indicator's figures end
    for figure in figures:
        entry = index.entry(figure.indicator)
        if figure.cell.rstrip("0123456789") in named and entry.nature.falls_is_suspicious:
            doubtful.setdefault(entry.name, set()).add(figure.period.end.month)
    names = [name for name, months in doubtful.items() if len(months) > 1]
    if names:
        params = {"indicator": "、".join(names), "columns": "、".join(column.header for column in columns)}
        where = head(plan.table, columns[0])
        yield Finding(Severity.WARNING, Code.SPAN_UNSAID, plan.table.grid.sheet, where, params)
