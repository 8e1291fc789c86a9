"""Rows of 小计 among the regions: compared with the rows they sum, never taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.layout.words import bare
from indicators.intake.matching import Index, is_total
from indicators.intake.totals import is_summable, tolerance, total_of
from indicators.quantities import plain

_SUBTOTAL = re.compile(r".{0,8}小计|[一二三四五六七八九十\d]*(?:城区|郊区|县市|市县|区|县)合计")


@lru_cache(maxsize=65536)
def is_subtotal(text: str) -> bool:
    """小计, 城区小计, 六城区合计: some of the regions that a sheet lists, whichever they are."""
    return bool(_SUBTOTAL.fullmatch(bare(text))) and not is_total(text)


class Row(NamedTuple):
    """A figure and the row it stands in; of a subtotal also what it is called."""

    row: int
    figure: Figure
    called: str = ""
    column: int = -1


def check_subtotals(subtotals: Sequence[Row], figures: Sequence[Row], index: Index) -> Iterator[Finding]:
    """One note that subtotals are not taken, and a question for each that its rows contradict."""
    rows = sorted({each.row for each in subtotals})
    listed = {each.figure.region for each in figures}
    holders = {code for region in listed for code in index.ancestors(region)}
    for each in subtotals:
        before = max((row for row in rows if row < each.row), default=-1)
        after = min((row for row in rows if row > each.row), default=None)
        alike = [
            other
            for other in figures
            if (other.figure.indicator, other.figure.period) == (each.figure.indicator, each.figure.period)
        ]
        above = [other.figure for other in alike if before < other.row < each.row]
        below = [
            other.figure
            for other in alike
            if each.row < other.row
            and (not after or other.row < after)
            and other.figure.region not in holders
        ]
        if above and not is_sum(each.figure, above, index) and not is_sum(each.figure, below, index):
            yield disagreement(each, above, index)
    if subtotals:
        first = subtotals[0]
        params = {"given": first.called, "count": str(len(rows))}
        yield Finding(Severity.NOTE, Code.SUBTOTAL, first.figure.sheet, first.figure.cell, params)


def is_sum(total: Figure, parts: Sequence[Figure], index: Index) -> bool:
    """The total is the sum of these parts, or they make no sum that it could differ from."""
    entry = index.entry(total.indicator)
    if not (entry.additive and entry.nature.sums_over_regions) or total.value is None:
        return True
    if not parts or not is_summable(parts):
        return False
    return abs(total.value - total_of(parts)) <= tolerance([total, *parts], entry)


def disagreement(subtotal: Row, parts: Sequence[Figure], index: Index) -> Finding:
    total, entry = subtotal.figure, index.entry(subtotal.figure.indicator)
    params = {
        "indicator": entry.name,
        "given": plain(total.value) + entry.unit if total.value is not None else total.printed,
        "expected": plain(total_of(parts)) + entry.unit,
        "count": str(len(parts)),
        "region": subtotal.called,
        "period": str(total.period),
    }
    return Finding(Severity.QUESTION, Code.TOTAL_DISAGREES, total.sheet, total.cell, params)
