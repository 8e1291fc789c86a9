"""A series as a line: its periods, and where it is cut."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.analytics.nature import Nature
from indicators.analytics.points import Point
from indicators.periods import Frequency, Period
from indicators.standing.series import Seen


def periods_of(seen: Iterable[Seen], frequency: Frequency) -> list[Period]:
    """Each period of this frequency from the first figure to the last, and each other one with a figure."""
    periods = {one.point.period.end: one.point.period for one in seen}
    own = sorted(period for period in periods.values() if period.frequency is frequency)
    if own:
        period = own[0]
        while period < own[-1]:
            periods.setdefault(period.end, period)
            period = period.next()
    return [periods[end] for end in sorted(periods)]


def run_of(nature: Nature, point: Point) -> int:
    """Changes where a line must not go on: with a new definition, and each January of a year to date."""
    return int(point.definition or 0) * 10_000 + (point.period.year if nature.restarts else 0)
