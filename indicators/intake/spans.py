"""Quarters or months side by side, or on sheets of their own, over figures that add up since January."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from indicators.intake.choices import head
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import column_name
from indicators.intake.layout.furniture import periods_said
from indicators.intake.layout.roles import says_accumulated
from indicators.intake.layout.table import Table
from indicators.intake.matching import Index
from indicators.intake.outline import Section
from indicators.intake.period_words import span_of
from indicators.intake.plan import Plan
from indicators.intake.row_dates import period_columns, row_period
from indicators.periods import Frequency

_ALONE = (Frequency.QUARTER, Frequency.MONTH)
Words = Mapping[str, Mapping[str, int]]  # by indicator the words for its spans, and the months they end in
_SOME_YEAR = 2000
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
    doubtful: dict[str, dict[str, int]] = {}
    for figure in figures if dated or rows else ():
        name = figure.cell.rstrip("0123456789")
        words = dated.get(name) or rows.get(int(figure.cell.removeprefix(name)) - 1)
        entry = index.entry(figure.indicator)
        if words and name in columns and entry.nature.falls_is_suspicious:
            doubtful.setdefault(entry.name, {})[words] = figure.period.end.month
    if found := several(doubtful):
        yield warning(found, plan.table.grid.sheet, head(plan.table, next(iter(columns.values()))))


def check_sheets(
    tables: Mapping[str, Sequence[Table]], figures: Iterable[Figure], index: Index
) -> Iterator[Finding]:
    """The same warning where the quarters stand on sheets 一季度, 二季度; `tables` by sheet."""
    doubtful = {name for name, own in tables.items() if is_short(name) and not any(map(is_running, own))}
    words: dict[str, dict[str, int]] = {}
    first: Figure | None = None
    for figure in figures if len(doubtful) > 1 else ():
        entry = index.entry(figure.indicator)
        if figure.sheet in doubtful and entry.nature.falls_is_suspicious:
            words.setdefault(entry.name, {})[figure.sheet] = figure.period.end.month
            first = first or figure
    if first and (found := several(words)):
        yield warning(found, first.sheet, first.cell)


def several(words: Words) -> Words:
    """The indicators whose spans end in more than one month."""
    return {name: spans for name, spans in words.items() if len(set(spans.values())) > 1}


def warning(found: Words, sheet: str, where: str) -> Finding:
    told = dict.fromkeys(word for spans in found.values() for word in spans)
    params = {"indicator": "、".join(found), "columns": "、".join(told)}
    return Finding(Severity.WARNING, Code.SPAN_UNSAID, sheet, where, params)


def is_short(sheet: str) -> bool:
    """It is called by one quarter or month."""
    said = periods_said(sheet, year=_SOME_YEAR)
    return len(said) == 1 and said[0].span == said[0].period and said[0].period.frequency in _ALONE


def is_running(table: Table) -> bool:
    """Its title, or a header in it, says that it adds up since January or longer."""
    texts = (*(line.text for line in table.above), *(column.header for column in table.columns))
    return any(map(says_accumulated, texts))


def period_rows(plan: Plan) -> dict[int, str]:
    """What the rows of a matrix are called that are a quarter or a month, and do not say since when."""
    columns = () if plan.by_label else period_columns(plan.table)
    texts = {row: row_period(plan.table, row, columns, Section()) for row in plan.table.rows if columns}
    return {row: text for row, text in texts.items() if _SPANS.search(text) and not is_since_january(text)}


def is_since_january(text: str) -> bool:
    """前三季度, 1—6月 and what says that it adds up."""
    span = span_of(text, None)
    return says_accumulated(text) or bool(span and span.months > Frequency.QUARTER.months)
