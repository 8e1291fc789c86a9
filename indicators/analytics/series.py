"""One series seen another way: year to date ⇄ period, increments, sums over time, falls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from indicators.analytics.nature import Nature
from indicators.analytics.points import (
    ONE_SIDED,
    ZERO,
    Point,
    combined_margin,
    combined_qualifier,
    comparable,
    is_whole,
    spread,
)
from indicators.analytics.refusals import Reason, Refusal
from indicators.periods import Period
from indicators.quantities import Qualifier


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over periods, and what it lacks: periods without a value, periods where a region is lacking."""

    value: Decimal | None
    qualifier: Qualifier
    margin: Decimal
    missing: tuple[Period, ...]
    partial: tuple[Period, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.partial


def to_periods(points: Iterable[Point]) -> list[Point]:
    """What happened in each period alone, from the year to date.

    The first period of a year is its own. A derived value is missing, with its reason, where the previous
    year to date is, or where it has another definition or other regions, or is 近 or 余.
    """
    return _differences(points, restarts=True)


def increments(points: Iterable[Point]) -> list[Point]:
    """What each period added to a cumulative figure; unknown for the first point of the series."""
    return _differences(points, restarts=False)


def to_ytd(points: Iterable[Point]) -> list[Point]:
    """The year to date from the periods alone; missing, with its reason, after a hole in the year."""
    given = _by_period(points)
    running: dict[Period, Point] = {}
    for period in sorted(given):
        point = given[period]
        if not period.is_first_of_year:
            point = _combine(point, running.get(period.previous()), sign=1)
        running[period] = point
    return list(running.values())


def total(points: Iterable[Point], periods: Sequence[Period]) -> Total | Refusal:
    """The sum of a flow over these periods; refused across a change of definition."""
    given = _by_period(points)
    found = [given[period] for period in periods if period in given and given[period].value is not None]
    if len({point.definition for point in found}) > 1:
        return Refusal(Reason.DEFINITION_CHANGED)
    values = [point.value for point in found if point.value is not None]
    known = {point.period for point in found}
    return Total(
        value=sum(values, ZERO) if values else None,
        qualifier=combined_qualifier(found),
        margin=combined_margin(found),
        missing=tuple(period for period in periods if period not in known),
        partial=tuple(point.period for point in found if not is_whole(point)),
    )


def falls(nature: Nature, points: Iterable[Point]) -> list[tuple[Point, Point]]:
    """The pairs (before, after) where a figure that should only grow is lower than the last one known.

    A year to date is followed within its year, a cumulative figure always; what rounding explains is no
    fall, and neither is a change of definition or of the regions summed.
    """
    if not nature.falls_is_suspicious:
        return []
    known = [point for point in sorted(points, key=_period) if point.value is not None]
    return [
        (before, after)
        for before, after in pairwise(known)
        if not (nature.restarts and before.period.year != after.period.year)
        and comparable(after, before) is None
        and _fall(before, after) > spread(before) + spread(after)
    ]


def _fall(before: Point, after: Point) -> Decimal:
    return (before.value or ZERO) - (after.value or ZERO)


def _differences(points: Iterable[Point], *, restarts: bool) -> list[Point]:
    given = _by_period(points)
    return [
        given[period]
        if restarts and period.is_first_of_year
        else _combine(given[period], given.get(period.previous()), sign=-1)
        for period in sorted(given)
    ]


def _combine(point: Point, previous: Point | None, *, sign: int) -> Point:
    """The point plus or minus the previous one, or without a value and with the reason."""
    if point.value is None:
        return point
    if previous is None or previous.value is None:
        reason = previous.reason if previous is not None and previous.reason else Reason.PREVIOUS_MISSING
        return _without_value(point, reason)
    refused = comparable(point, previous)
    if refused is None and sign < 0 and {point.qualifier, previous.qualifier} & ONE_SIDED:
        refused = Reason.INEXACT
    if refused is not None:
        return _without_value(point, refused)
    return point._replace(
        value=point.value + sign * previous.value,
        qualifier=combined_qualifier((point, previous)),
        margin=combined_margin((point, previous)),
        is_provisional=point.is_provisional or previous.is_provisional,
    )


def _without_value(point: Point, reason: Reason) -> Point:
    return point._replace(value=None, qualifier=Qualifier.EXACT, margin=ZERO, reason=reason)


def _by_period(points: Iterable[Point]) -> dict[Period, Point]:
    return {point.period: point for point in points}


def _period(point: Point) -> Period:
    return point.period
