"""A rate recomputed from its summed parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.analytics.points import (
    ZERO,
    Point,
    combined_qualifier,
    divide,
    spread,
)
from indicators.analytics.refusals import Reason, Refusal
from indicators.periods import Period
from indicators.quantities import Qualifier


@dataclass(frozen=True, slots=True)
class Rate:
    """Numerator ÷ denominator × factor over the regions that have both.

    `used` gives for each region in it the period of its denominator, `left_out` those with one part only;
    `value` is unrounded, `margin` in its unit.
    """

    value: Decimal
    qualifier: Qualifier
    margin: Decimal
    numerator: Decimal
    denominator: Decimal
    used: Mapping[str, Period]
    left_out: tuple[str, ...]


def rate(
    numerators: Mapping[str, Point], denominators: Mapping[str, Sequence[Point]], factor: int | Decimal
) -> Rate | Refusal:
    """The rate of the regions together, from one numerator and a series of denominators for each.

    Refused where no region has both parts (PARTS_MISSING) or the denominators add up to zero (BASE_ZERO).
    """
    pairs: dict[str, tuple[Point, Point]] = {}
    for code, over in numerators.items():
        under = denominator_at(denominators.get(code, ()), over.period)
        if over.value is not None and under is not None:
            pairs[code] = (over, under)
    if not pairs:
        return Refusal(Reason.PARTS_MISSING)
    top, bottom = (tuple(pair[side] for pair in pairs.values()) for side in (0, 1))
    numerator, denominator = _add(top), _add(bottom)
    if denominator == 0:
        return Refusal(Reason.BASE_ZERO)
    value = divide(numerator * factor, denominator)
    with_a_part = [*numerators, *(code for code in denominators if code not in numerators)]
    return Rate(
        value=value,
        qualifier=combined_qualifier(top) if _all_exact(bottom) else _inexact(top, bottom),
        margin=_margin(value, numerator, denominator, top, bottom, factor),
        numerator=numerator,
        denominator=denominator,
        used={code: under.period for code, (_, under) in pairs.items()},
        left_out=tuple(code for code in with_a_part if code not in pairs),
    )


def denominator_at(points: Iterable[Point], period: Period) -> Point | None:
    """The denominator that belongs to a period.

    The one of the same date; where denominators come more seldom, the latest earlier one that is known; never
    an earlier one of the same frequency.
    """
    known = [point for point in points if point.value is not None and point.period.end <= period.end]
    same = [point for point in known if point.period.end == period.end]
    slower = [point for point in known if point.period.frequency.months > period.frequency.months]
    return max(same or slower, key=lambda point: point.period.end, default=None)


def _add(points: Iterable[Point]) -> Decimal:
    return sum((point.value or ZERO for point in points), ZERO)


def _all_exact(points: Iterable[Point]) -> bool:
    return combined_qualifier(points) is Qualifier.EXACT


def _inexact(top: tuple[Point, ...], bottom: tuple[Point, ...]) -> Qualifier:
    """Of parts that are rounded it is rounded; a 近 or 余 below the line leaves only 约."""
    both = combined_qualifier((*top, *bottom))
    return both if both is Qualifier.ROUNDED else Qualifier.ABOUT


def _margin(
    value: Decimal,
    numerator: Decimal,
    denominator: Decimal,
    top: tuple[Point, ...],
    bottom: tuple[Point, ...],
    factor: int | Decimal,
) -> Decimal:
    """How far the rate may be off when its parts are off by their margins."""
    over = sum((spread(point) for point in top), ZERO)
    under = sum((spread(point) for point in bottom), ZERO)
    if not over and not under:
        return ZERO
    if under >= denominator:
        return abs(value)
    return divide((numerator + over) * factor, denominator - under) - value
