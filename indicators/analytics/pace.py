"""What a target comes to, and how much of it is due by each period's end, as a chart draws them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.analytics.assessment import Target, goal_of, is_ceiling
from indicators.analytics.nature import Assessment, Nature, Polarity

_WITHOUT_A_GOAL = (Assessment.NONE, Assessment.RED_LINE, Assessment.SHARE)


@dataclass(frozen=True, slots=True)
class Goal:
    """A year's target as a level; `due` is what 序时进度 asks for by each elapsed share of the year."""

    value: Decimal
    is_ceiling: bool
    due: tuple[tuple[Fraction, Decimal], ...] = ()


def goal(
    assessment: Assessment,
    nature: Nature,
    target: Target,
    shares: Iterable[tuple[Fraction, Fraction]],
    *,
    polarity: Polarity = Polarity.NEUTRAL,
    baseline: Decimal | None = None,
    confirmed: bool = True,
) -> Goal | None:
    """The level to reach by the end of the year, beside which a series of levels may be drawn.

    `shares` are (elapsed, due) fractions of the year and of the target; None where nothing is judged, the
    nature is not confirmed, or the series is of single periods, which no yearly target can be set against.
    """
    base = target.baseline if target.baseline is not None else baseline
    value = goal_of(target, base)
    if assessment in _WITHOUT_A_GOAL or nature is Nature.FLOW or not confirmed or value is None:
        return None
    if is_ceiling(target.kind, polarity) and assessment is not Assessment.FLOOR:
        return Goal(value, is_ceiling=True)
    start = Decimal(0) if nature is Nature.YTD else base
    if assessment is Assessment.FLOOR:
        due = tuple((at, Decimal(math.floor(Fraction(value) * share))) for at, share in shares)
    elif assessment is Assessment.THRESHOLD or start is None or value <= start:
        due = ()
    else:
        due = tuple((at, start + _part(value - start, share)) for at, share in shares)
    return Goal(value, is_ceiling=False, due=due)


def _part(whole: Decimal, share: Fraction) -> Decimal:
    return whole * share.numerator / share.denominator
