"""Totals in a table of regions: what they are of, compared with the sum of their parts, taken once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from decimal import Decimal
from typing import NamedTuple

from indicators.intake.asked import RefusedError, refused
from indicators.intake.checks import is_counted
from indicators.intake.entries import IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.layout.roles import Role
from indicators.intake.matching import Index, is_total
from indicators.intake.plan import Plan
from indicators.intake.values import last_place
from indicators.periods import Period
from indicators.quantities import Absence, plain

PARTS = 2  # fewer make no sum: 高新区 is inside 闽侯县, which is not the sum of it


def whole(parts: Sequence[str], sheet: str, index: Index, table_region: Callable[[], str]) -> str:
    """What 合计 of `parts` stands for: the table's region, or where it has none the one that holds them all.

    Raises RefusedError: NO_REGION, REGION_CONFLICT and those of `table_region`.
    """
    try:
        region = table_region()
    except RefusedError as refusal:
        chains = [index.ancestors(part) for part in parts] or [()]
        shared = next((code for code in chains[0] if all(code in chain for chain in chains)), "")
        is_scoped = bool(refusal.finding.cell)  # by a title that means more or less than what it names
        if refusal.finding.code is not Code.NO_REGION or not shared or is_scoped:
            raise
        return shared
    outside = [part for part in parts if part != region and region not in index.ancestors(part)]
    if outside:
        given, expected = (index.regions[code].name for code in (outside[0], region))
        raise refused(Code.REGION_CONFLICT, sheet, "", given=given, expected=expected)
    return region


def parts_of(plan: Plan, index: Index) -> list[str]:
    """The regions that rows and columns name, without those that hold another of them."""
    table = plan.table
    columns = table.with_role(Role.REGION, Role.REGION_CODE)
    texts = {table.text(row, column) for column in columns for row in table.rows}
    texts |= {reach.region for reach in plan.reaches}
    found = [index.region(text) for text in texts if text and not is_total(text)]
    codes = {entries[0].code for entries in found if len(entries) == 1}
    above = {code for each in codes for code in index.ancestors(each)}
    return sorted(codes - above)


def lacks_most(region: str, listed: Sequence[str], index: Index, *, least: int = PARTS) -> bool:
    """Some regions are listed, but of those that count in the total of this one fewer than half."""
    inside = {
        code for code, entry in index.regions.items() if entry.parent == region and entry.counts_in_total
    }
    held = inside.intersection(code for each in listed for code in (each, *index.ancestors(each)))
    return len(listed) >= least and 2 * len(held) < len(inside)


class Totalled(NamedTuple):
    """A total that is taken, and the figures of what is inside it."""

    total: Figure
    parts: Sequence[Figure]


def check_totals(
    figures: Sequence[Figure], index: Index, sums: Set[str] = frozenset()
) -> tuple[list[Figure], list[Finding], list[Totalled]]:
    """The figures of one table, no total of them wrong or twice, a question for each that disagrees.

    And each that agrees, with its parts.

    `sums` are the cells that a word such as 合计 calls the sum of what is listed. A region that is only named
    may be more than the parts that are listed, never less.
    """
    groups: dict[tuple[str, Period], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.indicator, figure.period].append(figure)
    above = {code: index.ancestors(code) for code in {figure.region for figure in figures}}
    holders = {code for chain in above.values() for code in chain}
    dropped: set[int] = set()
    findings: list[Finding] = []
    agreed: list[Totalled] = []
    for (indicator, _), group in groups.items():
        entry = index.entry(indicator)
        if len(group) <= PARTS or not (entry.additive and entry.nature.sums_over_regions):
            continue
        listed = {figure.region for figure in group}
        for region in sorted(listed & holders):
            parts = [figure for figure in group if nearest(above[figure.region], listed) == region]
            if len({figure.region for figure in parts}) < PARTS or not is_summable(parts):
                continue
            taken = False
            for total in (figure for figure in group if figure.region == region):
                if total.value is None:
                    continue
                if agrees(total, parts, entry, index, is_sum=total.cell in sums):
                    if taken:
                        dropped.add(id(total))
                    else:
                        agreed.append(Totalled(total, parts))
                    taken = True
                else:
                    dropped.add(id(total))
                    findings.append(disagreement(total, parts, entry, index))
    return [figure for figure in figures if id(figure) not in dropped], findings, agreed


def nearest(chain: Iterable[str], listed: set[str]) -> str:
    return next((code for code in chain if code in listed), "")


def is_summable(parts: Iterable[Figure]) -> bool:
    """Each part once, and none of them withheld: what is not applicable adds nothing."""
    places = [figure.region for figure in parts]
    known = (figure.value is not None or figure.absence is Absence.NOT_APPLICABLE for figure in parts)
    return len(places) == len(set(places)) and all(known)


def agrees(
    total: Figure, parts: Sequence[Figure], entry: IndicatorEntry, index: Index, *, is_sum: bool
) -> bool:
    """It is the sum of all parts, or of those that the bureau counts, within what rounding may make."""
    counted = [figure for figure in parts if index.regions[figure.region].counts_in_total]
    value, open_ended = total.value or Decimal(0), not (is_sum or is_complete(total.region, parts, index))
    return any(
        abs(value - total_of(some)) <= tolerance([total, *some], entry)
        or (open_ended and value > total_of(some))
        for some in (parts, counted)
    )


def is_complete(region: str, parts: Iterable[Figure], index: Index) -> bool:
    """Every region directly inside this one that counts in its total is among the parts."""
    listed = {figure.region for figure in parts}
    return all(
        code in listed
        for code, entry in index.regions.items()
        if entry.parent == region and entry.counts_in_total
    )


def tolerance(figures: Sequence[Figure], entry: IndicatorEntry) -> Decimal:
    """Half the printed unit of each term; people and places are counted exactly."""
    rounded = sum((figure.margin for figure in figures), Decimal(0))
    if is_counted(entry):
        return rounded
    place = min(last_place(figure.value) for figure in figures if figure.value is not None)
    return max(rounded, place / 2 * len(figures))


def total_of(figures: Iterable[Figure]) -> Decimal:
    return sum((figure.value for figure in figures if figure.value is not None), Decimal(0))


def disagreement(total: Figure, parts: Sequence[Figure], entry: IndicatorEntry, index: Index) -> Finding:
    params = {
        "indicator": entry.name,
        "given": plain(total.value or Decimal(0)) + entry.unit,
        "expected": plain(total_of(parts)) + entry.unit,
        "count": str(len(parts)),
        "region": index.regions[total.region].name,
        "period": str(total.period),
    }
    return Finding(Severity.QUESTION, Code.TOTAL_DISAGREES, total.sheet, total.cell, params)
