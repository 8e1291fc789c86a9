"""上期, 上年同期, 同比 and 环比 beside a figure: what they speak of, and whether it is what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from indicators.analytics.labels import label
from indicators.analytics.nature import Nature
from indicators.intake.asked import RefusedError
from indicators.intake.entries import Catalogue, IndicatorEntry
from indicators.intake.figure import Comparison, Figure, Measure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Cell, column_name
from indicators.intake.history import Key, Known
from indicators.intake.layout.table import Column
from indicators.intake.layout.words import flat
from indicators.intake.values import Beside, ValueReader
from indicators.periods import Frequency, Period, PeriodError
from indicators.quantities import plain

_YEAR_AGO = re.compile(r"同比|同期|year-?ago|lastyear|last_year")
_QUARTER = re.compile(r"上一?个?季|last_?quarter")
_MONTH = re.compile(r"上一?个?月|last_?month")
_BEFORE = re.compile(r"上一?期|前期|环比")
_GROWTH = re.compile(r"同比|环比|增长|增幅|降幅|增速|%|pct|growth")
_CHANGE = re.compile(r"增减|增加|减少")
_NO_GROWTH = (Nature.RATE, Nature.RANK)


def spoken_of(header: str, period: Period) -> tuple[Period, Measure] | None:
    """The earlier period that a header compares with, and in which measure; None where it is not clear."""
    text = flat(header).casefold()
    against = earlier(text, period)
    if against is None:
        return None
    if _CHANGE.search(text) and not re.search(r"%|率|幅|pct", text):
        return against, Measure.CHANGE
    return against, Measure.GROWTH if _GROWTH.search(text) else Measure.LEVEL


def earlier(text: str, period: Period) -> Period | None:
    if _YEAR_AGO.search(text):
        return period.year_ago()
    for pattern, frequency in ((_QUARTER, Frequency.QUARTER), (_MONTH, Frequency.MONTH)):
        if pattern.search(text):
            try:
                return period.to(frequency).previous()
            except PeriodError:
                return None
    return period.previous() if _BEFORE.search(text) else None


def read_comparison(
    figure: Figure, entry: IndicatorEntry, column: Column, cell: Cell | None, beside: Beside
) -> Comparison | None:
    """What a column beside a figure prints of an earlier period; None for what is no number."""
    spoken = spoken_of(column.header, figure.period)
    if cell is None or spoken is None:
        return None
    against, measure = spoken
    where = re.sub(r"^[A-Z]+", column_name(column.index), figure.cell)
    reader = ValueReader(entry, figure.sheet, where)
    try:
        if measure is Measure.LEVEL:
            plainly = beside._replace(printed="", qualifier="", unit=column.unit or beside.unit)
            reading = reader.read(cell, plainly)
            value, margin = reading.value, reading.margin
        else:
            quantity = reader.quantity(cell)
            value, margin = quantity.value, quantity.quantum / 2
    except RefusedError:
        return None
    if value is None:
        return None
    return Comparison(
        indicator=entry.code,
        region=figure.region,
        period=figure.period,
        against=against,
        measure=measure,
        value=value,
        margin=margin,
        printed=cell.text.strip(),
        header=column.header,
        sheet=figure.sheet,
        cell=where,
    )


def check_comparisons(
    comparisons: Sequence[Comparison],
    figures: Iterable[Figure],
    known: Mapping[Key, Known],
    catalogue: Catalogue,
) -> Iterator[Finding]:
    """A note for each comparison that is not what the approved figure gives."""
    if not comparisons:
        return
    entries = {entry.code: entry for entry in catalogue.indicators}
    stated = {(figure.indicator, figure.region, figure.period): figure.value for figure in figures}
    for each in comparisons:
        entry = entries[each.indicator]
        before = known.get(key_of(each, entry))
        value = stated.get((each.indicator, each.region, each.period))
        if before is None or before.value is None or value is None:
            continue
        expected = measured(each.measure, value, before.value, entry)
        if expected is None or is_said(each, expected, before.margin):
            continue
        unit = "%" if each.measure is Measure.GROWTH else entry.unit
        params = {
            "indicator": entry.name,
            "header": each.header,
            "given": each.printed,
            "expected": plain(round(expected, 2) if unit == "%" else expected) + unit,
            "period": label(entry.nature, each.against),
        }
        yield Finding(Severity.NOTE, Code.COMPARISON_DIFFERS, each.sheet, each.cell, params)


def key_of(each: Comparison, entry: IndicatorEntry) -> Key:
    return each.indicator, each.region, *each.against.span(level=entry.nature.is_level)


def measured(measure: Measure, value: Decimal, before: Decimal, entry: IndicatorEntry) -> Decimal | None:
    """What a column of this measure should print."""
    if measure is Measure.LEVEL:
        return before
    if measure is Measure.CHANGE:
        return value - before
    if not before or entry.nature in _NO_GROWTH:
        return None
    return (value / before - 1) * 100


def is_said(each: Comparison, expected: Decimal, margin: Decimal) -> bool:
    """What is printed is what was expected, within their precision; a share may stand for a percentage."""
    if abs(each.value - expected) <= each.margin + (margin if each.measure is Measure.LEVEL else 0):
        return True
    return each.measure is Measure.GROWTH and abs(each.value * 100 - expected) <= each.margin * 100
