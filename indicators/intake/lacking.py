"""Totals that are the sum of some of their regions alone, as of a list in which one is blank or left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.matching import Index
from indicators.intake.totals import Totalled, agrees

_OWN = "own_units"  # 市本级, of which most sheets and most figures say nothing


def check_lacking(totalled: Iterable[Totalled], index: Index) -> Iterator[Finding]:
    """One note for each set of regions without a figure, at the first total that is the sum of the others."""
    totalled = tuple(totalled)
    inside = counted(index) if totalled else {}
    lacking: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for total, parts in totalled:
        held = {code for each in parts for code in (each.region, *index.ancestors(each.region))}
        missing = tuple(code for code in inside.get(total.region, ()) if code not in held)
        if missing and agrees(total, parts, index.entry(total.indicator), index, is_sum=True):
            lacking[missing].append(total)
    for missing, totals in lacking.items():
        names = dict.fromkeys(index.entry(each.indicator).name for each in totals)
        params = {
            "indicator": "、".join(names),
            "missing": "、".join(index.regions[code].name for code in missing),
            "region": index.regions[totals[0].region].name,
        }
        yield Finding(Severity.NOTE, Code.TOTAL_LACKS, totals[0].sheet, totals[0].cell, params)


def counted(index: Index) -> dict[str, list[str]]:
    """By region the ones directly inside it that count in its total."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, entry in index.regions.items():
        if entry.counts_in_total and entry.kind != _OWN:
            found[entry.parent].append(code)
    return found
