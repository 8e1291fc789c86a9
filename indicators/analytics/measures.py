"""One series as what happened in each period (当期), or as the year so far (累计)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from indicators.analytics.nature import Nature
from indicators.analytics.points import Point
from indicators.analytics.refusals import Reason, Refusal
from indicators.analytics.series import increments, to_periods, to_ytd


class Measure(StrEnum):
    PERIOD = "period"  # 当期
    TOTAL = "total"  # 累计


def own_measure(nature: Nature) -> Measure | None:
    """What the reported figure is; None for a nature that knows neither (a level has no 当期)."""
    match nature:
        case Nature.FLOW:
            return Measure.PERIOD
        case Nature.YTD | Nature.CUMULATIVE:
            return Measure.TOTAL
        case _:
            return None


def measured(
    nature: Nature, points: Iterable[Point], measure: Measure, *, confirmed: bool = True
) -> tuple[Nature, list[Point]] | Refusal:
    """The series as this measure, and the nature that it then has; as reported where it is that already.

    A year to date gives its periods, a cumulative figure its increments, a flow its year to date. Refused
    for other natures (NOT_COMPARED) and for one that nobody has confirmed.
    """
    points = list(points)
    own = own_measure(nature)
    if own is None:
        return Refusal(Reason.NOT_COMPARED)
    if measure is own:
        return nature, points
    if not confirmed:
        return Refusal(Reason.NATURE_UNCONFIRMED)
    if nature is Nature.FLOW:
        return Nature.YTD, to_ytd(points)
    return Nature.FLOW, to_periods(points) if nature.restarts else increments(points)
