"""What is said of the cells that sum up quarters or months: compared where it means anything, never taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.intake.entries import IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.layout.table import Column, Table
from indicators.intake.period_sums import Over
from indicators.intake.subtotals import Row
from indicators.intake.totals import tolerance, total_of
from indicators.quantities import Absence, plain


@dataclass(frozen=True, slots=True)
class SumCell:
    """A cell that sums up periods, with the figure that it would be as the first of them, if any."""

    over: Over
    cell: str
    column: Column
    entry: IndicatorEntry
    is_alone: bool  # it proves that its parts stand alone, which is asked of them
    figure: Figure | None


def check_period_sums(table: Table, cells: Sequence[SumCell], rows: Sequence[Row]) -> Iterator[Finding]:
    """A question for each that its parts contradict, and a note of those that mean something, or nothing."""
    summed = [each for each in cells if adds_up(each.entry)]
    levels = [each for each in cells if not adds_up(each.entry)]
    for each in summed:
        if each.figure and (finding := contradicted(table, each, each.figure, rows)):
            yield finding
    for code, some in ((Code.PERIOD_SUM, summed), (Code.SUM_OF_LEVELS, levels)):
        if some:
            names = "、".join(dict.fromkeys(each.entry.name for each in some))
            params = {"given": some[0].over.called, "indicator": names, "count": str(len(some))}
            yield Finding(Severity.NOTE, code, table.grid.sheet, some[0].cell, params)


def adds_up(entry: IndicatorEntry) -> bool:
    """Its periods may be summed: those of a flow, and those of a running total, each alone."""
    return entry.nature.sums_over_time or entry.nature.falls_is_suspicious


def contradicted(table: Table, each: SumCell, total: Figure, rows: Sequence[Row]) -> Finding | None:
    """TOTAL_DISAGREES where it is neither the sum of any of its likely parts nor the last running total."""
    first: Sequence[Figure] | None = None
    for numbers in each.over.parts:
        filled = {row for row in numbers if table.cell(row, each.column)}
        parts = [row.figure for row in rows if row.row in filled and stands_in(row, each.column)]
        if len(parts) < len(filled) or not all(is_known(part) for part in parts) or total.value is None:
            return None
        if len({part.region for part in parts}) > 1:
            continue
        first = first or parts
        runs = parts and each.entry.nature.is_level and not each.is_alone
        some = [max(parts, key=lambda part: part.period)] if runs else parts
        if some and abs(total.value - total_of(some)) <= tolerance([total, *some], each.entry):
            return None
    return disagreement(each, total, first) if first else None


def stands_in(row: Row, column: Column) -> bool:
    return row.column == column.index


def is_known(figure: Figure) -> bool:
    return figure.value is not None or figure.absence is Absence.NOT_APPLICABLE


def disagreement(each: SumCell, total: Figure, parts: Sequence[Figure]) -> Finding:
    """As for a sum of regions."""
    params = {
        "indicator": each.entry.name,
        "given": plain(total.value) + each.entry.unit if total.value is not None else total.printed,
        "expected": plain(total_of(parts)) + each.entry.unit,
        "count": str(len(parts)),
        "region": each.over.called,
        "period": str(total.period.year),
    }
    return Finding(Severity.QUESTION, Code.TOTAL_DISAGREES, total.sheet, total.cell, params)
