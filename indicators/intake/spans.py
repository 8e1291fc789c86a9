"""Quarters or months side by side, over figures that add up since January: which of both they hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from indicators.intake.choices import head
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import column_name
from indicators.intake.layout.roles import says_accumulated
from indicators.intake.matching import Index
from indicators.intake.outline import Section
from indicators.intake.period_words import span_of
from indicators.intake.plan import Plan
from indicators.intake.row_dates import period_columns, row_period
from indicators.periods import Frequency

_ALONE = (Frequency.QUARTER, Frequency.MONTH)
_SPANS = re.compile(r"季|月(?!末|底)")


def check_spans(plan: Plan, figures: Collection[Figure], index: Index) -> Iterator[Finding]:
    """A warning where 一季度, 二季度 side by side may be the quarters alone of a year-to-date figure."""
    columns = {
        column_name(reach.column.index): reach.column
        for reach in plan.reaches
        if not says_accumulated(reach.column.header)
    }
    dated = {
        column_name(reach.column.index): reach.column.header
        for reach in plan.reaches
        if reach.span or (reach.period and reach.period.period.frequency in _ALONE)
    }
    rows = period_rows(plan)
    doubtful: dict[
        str, dict[str, int]
    ] = {}  # by indicator: the words for its spans, and the months they end in
    for figure in figures if dated or rows else ():
        name = figure.cell.rstrip("0123456789")
        words = dated.get(name) or rows.get(int(figure.cell.removeprefix(name)) - 1)
        entry = index.entry(figure.indicator)
        if words and name in columns and entry.nature.falls_is_suspicious:
            doubtful.setdefault(entry.name, {})[words] = figure.period.end.month
    found = {name: words for name, words in doubtful.items() if len(set(words.values())) > 1}
    if found:
        told = dict.fromkeys(word for words in found.values() for word in words)
        params = {"indicator": "、".join(found), "columns": "、".join(told)}
        where = head(plan.table, next(iter(columns.values())))
        yield Finding(Severity.WARNING, Code.SPAN_UNSAID, plan.table.grid.sheet, where, params)


def period_rows(plan: Plan) -> dict[int, str]:
    """What the rows of a matrix are called that are a quarter or a month, and do not say since when."""
    columns = () if plan.by_label else period_columns(plan.table)
    texts = {row: row_period(plan.table, row, columns, Section()) for row in plan.table.rows if columns}
    return {row: text for row, text in texts.items() if _SPANS.search(text) and not is_since_january(text)}


def is_since_january(text: str) -> bool:
    """前三季度, 1—6月 and what says that it adds up."""
    span = span_of(text, None)
    return says_accumulated(text) or bool(span and span.months > Frequency.QUARTER.months)
