"""What a page was asked for: region, period, and the day to which it is turned back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from indicators.analytics.labels import span_name
from indicators.messages.figures import language
from indicators.models import Absence, Observation, Region, Release
from indicators.periods import Period
from indicators.standing.states import period_ending


@dataclass(frozen=True)
class Asked:
    """The query string, checked; None where it says nothing."""

    region: Region | None = None
    period: Period | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class Selection:
    """What is shown: `release` is the last one known on the day asked for, None for today."""

    region: Region
    root: Region
    period: Period | None
    as_of: date | None
    release: int | None
    latest: Release | None
    regions: tuple[Region, ...]
    periods: tuple[Period, ...]

    @property
    def period_name(self) -> str:
        return span_name(self.period, language()) if self.period else ""

    @property
    def query(self) -> str:
        """The query string that asks for the same again."""
        return _query({"region": self.region.code if self.region != self.root else "", **self._time})

    @property
    def time_query(self) -> str:
        """The same for a page that names its region in its own address."""
        return _query(self._time)

    @property
    def _time(self) -> dict[str, str]:
        return {
            "period": str(self.period) if self.period and self.period != self.periods[0] else "",
            "as_of": self.as_of.isoformat() if self.as_of else "",
        }

    @property
    def period_options(self) -> list[tuple[str, str]]:
        return [(str(period), span_name(period, language())) for period in self.periods]


class NoRegions(Exception):  # noqa: N818 - a state of the site, not of the program
    """The catalogue has no regions yet, so there is nothing to select."""


def get_selection(asked: Asked, here: Region | None = None) -> Selection:
    """Fill in what was not asked for: the region `here` or the top one, the last period. Raises NoRegions.

    A period of the whole is one of each region: who has not reported it yet is late, not a quarter behind.
    """
    regions = tuple(Region.objects.all())
    root = next((region for region in regions if region.parent_id is None), None)
    if root is None:
        raise NoRegions
    region = asked.region or here or root
    release = Release.objects.latest_on(asked.as_of) if asked.as_of else None
    ends = (
        Observation.objects.as_of(release)
        .filter(region__in={region, root})
        .exclude(absence=Absence.WITHDRAWN)
        .order_by("-end")
        .values_list("end", flat=True)
        .distinct()
    )
    periods = [period_ending(end) for end in ends]
    if asked.period and asked.period not in periods:
        periods = sorted([*periods, asked.period], key=lambda period: period.end, reverse=True)
    releases = Release.objects.all() if release is None else Release.objects.filter(number__lte=release)
    return Selection(
        region=region,
        root=root,
        period=asked.period or (periods[0] if periods else None),
        as_of=asked.as_of,
        release=release,
        latest=releases.first(),
        regions=regions,
        periods=tuple(periods),
    )


def _query(asked: dict[str, str]) -> str:
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"?{kept}" if kept else ""
