"""A total on one sheet of a file against what its parts on the others add up to."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.intake.figure import Figure
from indicators.intake.findings import Finding
from indicators.intake.lacking import check_lacking
from indicators.intake.matching import Index
from indicators.intake.totals import check_totals


def across_sheets(figures: Sequence[Figure], index: Index) -> tuple[list[Figure], list[Finding]]:
    """The figures of a file without totals that their parts on other sheets contradict, and why."""
    if len({figure.sheet for figure in figures}) < 2:
        return [*figures], []
    kept, findings, totalled = check_totals(figures, index)
    beside = {
        (figure.sheet, figure.indicator, figure.period, code)
        for figure in figures
        for code in index.ancestors(figure.region)
    }
    apart = [
        each
        for each in totalled
        if (each.total.sheet, each.total.indicator, each.total.period, each.total.region) not in beside
    ]
    return kept, [*findings, *check_lacking(apart, index)]
