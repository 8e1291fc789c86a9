"""What a region is to report of a period, and what of it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.analytics.rollup import NOT_A_HOLE
from indicators.models import Indicator, Observation, Region
from indicators.periods import Period
from indicators.quantities import Absence
from indicators.standing.series import Seen
from indicators.standing.states import seen_at


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures are there of how many that are expected, and which are not."""

    reported: int
    expected: int
    missing: tuple[Indicator, ...]

    @property
    def lacking(self) -> int:
        return len(self.missing)


def make_coverage(
    indicators: Iterable[Indicator],
    region: Region,
    series: Mapping[int, Sequence[Seen]],
    period: Period,
) -> Coverage:
    """What the region has reported of a period; what it says does not apply is not expected of it."""
    expected = [
        (indicator, seen_at(series.get(indicator.pk, ()), period.end))
        for indicator in indicators
        if is_expected(indicator, region, period)
    ]
    expected = [(indicator, one) for indicator, one in expected if not _does_not_apply(one)]
    missing = tuple(indicator for indicator, one in expected if not _is_answered(one))
    return Coverage(len(expected) - len(missing), len(expected), missing)


def is_expected(indicator: Indicator, region: Region, period: Period) -> bool:
    """Whether the region itself is to report the figure; what is computed from parts nobody reports."""
    computed = indicator.numerator_id is not None
    return not computed and indicator.is_due(period) and region.kind in indicator.form.expected_kinds


def _is_answered(one: Seen | None) -> bool:
    return (
        one is not None
        and one.row.origin == Observation.Origin.REPORTED
        and one.point.absence is not Absence.NOT_REPORTED
    )


def _does_not_apply(one: Seen | None) -> bool:
    return one is not None and one.point.absence in NOT_A_HOLE
