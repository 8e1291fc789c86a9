"""同比 and 环比: how much a figure changed, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from indicators.analytics.nature import Basis, Nature
from indicators.analytics.points import ONE_SIDED, ZERO, Point, comparable, divide
from indicators.analytics.refusals import Reason, Refusal
from indicators.analytics.series import increments, to_periods
from indicators.periods import Period

__all__ = [
    "RECENT",
    "SMALL_BASE",
    "Basis",
    "Change",
    "Kind",
    "Reason",
    "Refusal",
    "period_on_period",
    "since_new_year",
    "year_on_year",
]

RECENT = 2  # years before that of a figure; who shows its changes reads them, and nothing older is asked for
SMALL_BASE = 30  # below it a percentage says too much; the difference is shown instead (增1次)


class Kind(StrEnum):
    """What the number of a change counts."""

    RELATIVE = "relative"  # percent of the base
    POINTS = "points"  # 百分点 of a %, 千分点 of a ‰
    ABSOLUTE = "absolute"  # the difference of two cumulative levels, in the indicator's unit
    COUNT = "count"  # the difference where the base is small, in the indicator's unit
    PLACES = "places"  # gained where positive, lost where negative
    FLAT = "flat"  # 持平


@dataclass(frozen=True, slots=True)
class Change:
    """A change from one point to another; `unit` is the indicator's, `value` as its kind says."""

    kind: Kind
    value: Decimal
    unit: str
    from_point: Point
    to_point: Point
    basis: Basis


def year_on_year(
    nature: Nature,
    points: Iterable[Point],
    period: Period,
    unit: str,
    *,
    basis: Basis | None = None,
    confirmed: bool = True,
) -> Change | Refusal:
    """同比: against the same period of last year.

    Compares what the nature says (a year to date with a year to date, a cumulative level by difference
    only); `basis=Basis.PERIOD` compares the derived period or the increment instead.
    """
    return _change(nature, points, period, period.year_ago(), unit, nature.yearly, basis, confirmed)


def period_on_period(
    nature: Nature,
    points: Iterable[Point],
    period: Period,
    unit: str,
    *,
    basis: Basis | None = None,
    confirmed: bool = True,
    of: Nature | None = None,
) -> Change | Refusal:
    """环比: against the period before; of a year to date only the derived periods, never the levels.

    For a cumulative figure the default is the difference of levels, `basis=Basis.PERIOD` its increments. `of`
    is the nature of what a rate counts: one of years to date spans what the one before it does, and more.
    """
    if (nature.restarts and basis is Basis.LEVEL) or (nature is Nature.RATE and of and of.restarts):
        return Refusal(Reason.YTD_LEVEL, period)
    return _change(nature, points, period, period.previous(), unit, nature.successive, basis, confirmed)


def since_new_year(
    nature: Nature, points: Iterable[Point], period: Period, unit: str, *, confirmed: bool = True
) -> Change | Refusal:
    """比年初: a stock or a cumulative figure against the end of last year, as a difference.

    Refused for other natures (NOT_COMPARED).
    """
    base = Period(period.year - 1, period.frequency, 12 // period.frequency.months)
    usual = Basis.LEVEL if nature in (Nature.STOCK, Nature.CUMULATIVE) else None
    change = _change(nature, points, period, base, unit, usual, None, confirmed)
    if isinstance(change, Refusal) or change.kind is Kind.FLAT:
        return change
    now, before = change.to_point.value or ZERO, change.from_point.value or ZERO
    return replace(change, kind=Kind.ABSOLUTE, value=now - before)


def _change(
    nature: Nature,
    points: Iterable[Point],
    period: Period,
    base_period: Period,
    unit: str,
    usual: Basis | None,
    asked: Basis | None,
    confirmed: bool,
) -> Change | Refusal:
    basis = asked or usual
    if not confirmed:
        return Refusal(Reason.NATURE_UNCONFIRMED)
    if usual is None or basis is None or not _has(nature, basis):
        return Refusal(Reason.NOT_COMPARED)
    points = list(points)
    series = {point.period: point for point in _seen(nature, points, basis)}
    pair = _pair(series, points, period, base_period)
    if isinstance(pair, Refusal):
        return pair
    now, base = pair
    kind_or_reason = _kind(nature, basis, unit, now, base)
    if isinstance(kind_or_reason, Reason):
        return Refusal(kind_or_reason, base.period)
    return Change(kind_or_reason, _amount(kind_or_reason, now, base), unit, base, now, basis)


def _has(nature: Nature, basis: Basis) -> bool:
    if basis is Basis.LEVEL:
        return nature.is_level
    return nature in (Nature.FLOW, Nature.YTD, Nature.CUMULATIVE)


def _seen(nature: Nature, points: list[Point], basis: Basis) -> list[Point]:
    """The series as the quantity that is compared."""
    if basis is Basis.PERIOD and nature is Nature.YTD:
        return to_periods(points)
    if basis is Basis.PERIOD and nature is Nature.CUMULATIVE:
        return increments(points)
    return points


def _pair(
    series: Mapping[Period, Point], points: list[Point], period: Period, base_period: Period
) -> tuple[Point, Point] | Refusal:
    now, base = series.get(period), series.get(base_period)
    if now is None or now.value is None:
        return Refusal(now.reason if now and now.reason else Reason.CURRENT_MISSING, period)
    if base is None or base.value is None:
        if base is not None and base.reason:
            return Refusal(base.reason, base_period)
        known = any(_is_recent(point, period) for point in points)
        return Refusal(Reason.BASE_MISSING if known else Reason.ONLY_ONE_PERIOD, base_period)
    return now, base


def _is_recent(point: Point, period: Period) -> bool:
    """Whether something was known when the period ended, no longer ago than every page reads."""
    is_known = point.value is not None or point.reason is not None
    return is_known and point.period.end < period.end and point.period.year >= period.year - RECENT


def _kind(nature: Nature, basis: Basis, unit: str, now: Point, base: Point) -> Kind | Reason:
    """What kind of change two points allow, or why none."""
    new, old = now.value or ZERO, base.value or ZERO
    refused = comparable(now, base)
    if refused is not None:
        return refused
    if {now.qualifier, base.qualifier} & ONE_SIDED:
        return Reason.INEXACT
    if old < 0:
        return Reason.BASE_NEGATIVE
    if new < 0:
        return Reason.CURRENT_NEGATIVE
    if abs(new - old) < now.margin + base.margin:
        return Reason.WITHIN_PRECISION
    if new == old:
        return Kind.FLAT
    if nature is Nature.RANK:
        return Kind.PLACES
    if nature is Nature.CUMULATIVE and basis is Basis.LEVEL:
        return Kind.ABSOLUTE
    if nature is Nature.RATE and unit in ("%", "‰"):
        return Kind.POINTS
    if nature.sums_over_regions and old < SMALL_BASE:
        return Kind.COUNT
    return Kind.RELATIVE if old else Reason.BASE_ZERO


def _amount(kind: Kind, now: Point, base: Point) -> Decimal:
    new, old = now.value or ZERO, base.value or ZERO
    match kind:
        case Kind.PLACES:
            return old - new
        case Kind.RELATIVE:
            return divide((new - old) * 100, old)
        case _:
            return new - old
