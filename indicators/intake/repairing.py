"""Saying what would make broken rules hold: where, what stands there, what would have to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from indicators.analytics.repairs import Change, Repair, Ruled, find_repairs
from indicators.intake.checks import is_counted
from indicators.intake.entries import IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Finding, Severity
from indicators.quantities import plain

MOST = 3  # alternatives told: of more, each is a guess


def suggest_repairs(
    rules: Iterable[Ruled],
    values: Mapping[str, Decimal | None],
    given: Mapping[str, Figure],
    entries: Mapping[str, IndicatorEntry],
) -> Iterator[Finding]:
    """A note for each knot of broken rules: its smallest repairs, as far as they leave one value each.

    Only the figures `given` here can be wrong. A lone rule with more alternatives than are told, none of them
    a likely slip, says it all itself.
    """
    whole = {code for code in given if is_counted(entries[code])}
    for repairs in find_repairs(rules, values, changeable=given, whole=whole):
        certain = [repair for repair in repairs if all(each.needed is not None for each in repair)]
        likely = [repair for repair in certain if any(each.slip for each in repair)]
        if certain and (likely or len(certain) <= MOST):
            yield _note(certain[:MOST], given, entries)


def _note(
    repairs: list[Repair], given: Mapping[str, Figure], entries: Mapping[str, IndicatorEntry]
) -> Finding:
    best, *others = repairs
    where = given[best[0].code]
    params = {
        "best": _said(best, given, entries),
        "others": "；".join(_said(other, given, entries) for other in others),
    }
    if len(best) == 1:
        params["reason"] = best[0].slip
    else:
        params["count"] = str(len(best))
    code = Code.REPAIR if len(best) == 1 else Code.REPAIR_OF_SEVERAL
    kept = {name: text for name, text in params.items() if text}
    return Finding(Severity.NOTE, code, where.sheet, where.cell, kept, where.subject)


def _said(repair: Repair, given: Mapping[str, Figure], entries: Mapping[str, IndicatorEntry]) -> str:
    return "、".join(_changed(each, given[each.code], entries[each.code]) for each in repair)


def _changed(change: Change, figure: Figure, entry: IndicatorEntry) -> str:
    """D14 养老床位数 1243 → 1234张."""
    needed = "" if change.needed is None else plain(change.needed) + entry.unit
    return f"{figure.cell} {entry.name} {plain(change.given)} → {needed}".strip()
