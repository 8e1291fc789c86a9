"""What one figure of a submission says beside what is approved: what it changes, and its period alone."""

from __future__ import annotations

from indicators.analytics.nature import Nature
from indicators.analytics.points import Point
from indicators.analytics.series import to_periods
from indicators.intake.template import Known
from indicators.models import Indicator, StagedFigure
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier
from indicators.services.releases import repeats


def find_change(figure: StagedFigure | None, *, is_flawed: bool) -> str:
    """Whether it is new, changed, unchanged; where it is not there, flawed or blank."""
    if figure is None:
        return "flawed" if is_flawed else "blank"
    if repeats(figure):
        return "unchanged"
    return "changed" if figure.replaces_id else "new"


def find_alone(
    indicator: Indicator, figure: StagedFigure | None, period: Period, before: Known | None
) -> Point | None:
    """Of a year to date what happened in the period alone, where that is known and says more."""
    restarts = Nature(indicator.nature).restarts
    if not restarts or figure is None or figure.value is None or period.is_first_of_year:
        return None
    points = [_point(period, figure)]
    if before is not None:
        points.append(_point(period.previous(), before))
    return next(point for point in to_periods(points) if point.period == period)


def _point(period: Period, row: StagedFigure | Known) -> Point:
    absence = Absence(row.absence) if row.absence else None
    return Point(period, row.value, Qualifier(row.qualifier), row.margin, absence)
