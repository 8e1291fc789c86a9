"""One indicator in all regions: at a period, and through the last ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.analytics.measures import Measure
from indicators.analytics.nature import Nature
from indicators.analytics.points import is_whole
from indicators.messages.figures import show_figure, show_label, show_unit
from indicators.models import Indicator, Region
from indicators.periods import Frequency, Period
from indicators.standing.series import Seen, read_tree
from indicators.standing.states import seen_at
from reports.charts.sparkline import Mark, Sparkline, build_sparkline
from reports.pages.charts import why_absent, why_missing
from reports.pages.measures import as_measured
from reports.pages.selection import Selection
from reports.pages.series import periods_of, run_of

YEARS = 2
COLUMNS = 8  # periods of a table


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure of a region at a period, or why there is none."""

    seen: Seen | None
    text: str
    is_complete: bool = True

    @property
    def observation(self) -> int | None:
        return self.seen.row.pk if self.seen else None

    @property
    def is_demo(self) -> bool:
        return self.seen is not None and self.seen.row.is_demo

    @property
    def is_corrected(self) -> bool:
        return self.seen is not None and self.seen.is_corrected

    @property
    def is_provisional(self) -> bool:
        return self.seen is not None and self.seen.point.is_provisional


@dataclass(frozen=True, slots=True)
class GridRow:
    region: Region
    leads: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Regions by periods, the newest last."""

    periods: tuple[tuple[Period, str], ...]
    rows: tuple[GridRow, ...]

    @property
    def is_demo(self) -> bool:
        return any(spot.is_demo for row in self.rows for spot in row.spots)

    @property
    def is_incomplete(self) -> bool:
        return any(not spot.is_complete for row in self.rows for spot in row.spots)


@dataclass(frozen=True, slots=True)
class Small:
    """The line of one region, on the scale of all."""

    region: Region
    line: Sparkline
    text: str
    is_demo: bool
    observation: int | None = None  # of the figure in words
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Smalls:
    """Small lines side by side, and the unit of their figures."""

    unit: str
    lines: tuple[Small, ...]

    @property
    def is_demo(self) -> bool:
        return any(small.is_demo for small in self.lines)

    @property
    def is_corrected(self) -> bool:
        return any(small.is_corrected for small in self.lines)


Areas = Mapping[Region, Sequence[Seen]]


def read_areas(indicator: Indicator, selection: Selection, measure: Measure | None) -> Areas:
    """The series of every region told of that reports or has the indicator, in the official order."""
    period = selection.period
    if period is None:
        return {}
    tree = read_tree(
        [indicator.pk],
        regions=[region.pk for region in selection.told],
        release=selection.release,
        since=date(period.year - YEARS, 1, 1),
        until=period.end,
        breaks=selection.catalogue.breaks,
    )
    kinds = indicator.form.expected_kinds
    return {
        region: as_measured(indicator, tree.get(region.pk, {}).get(indicator.pk, ()), measure)[1]
        for region in selection.told
        if region.pk in tree or (region.kind in kinds and region != selection.root)
    }


def at_period(areas: Areas, period: Period | None) -> tuple[tuple[Region, Seen | None], ...]:
    """The figure of each of these regions at the period."""
    return tuple((region, seen_at(seen, period.end) if period else None) for region, seen in areas.items())


def make_grid(
    indicator: Indicator, areas: Areas, selection: Selection, *, columns: int | None = COLUMNS
) -> Grid:
    """The last periods in which any region has a figure, all of them for None; `indicator` as measured."""
    ends = {one.point.period.end: one.point.period for seen in areas.values() for one in seen}
    periods = [ends[end] for end in sorted(ends)][-columns if columns else None :]
    rows = []
    for region, seen in areas.items():
        spots = tuple(_spot(indicator, region, seen_at(seen, period.end), period) for period in periods)
        rows.append(GridRow(region, region != selection.root, spots))
    return Grid(tuple((period, show_label(indicator, period)) for period in periods), tuple(rows))


def _spot(indicator: Indicator, region: Region, one: Seen | None, period: Period) -> Spot:
    if one is None:
        return Spot(None, why_missing(indicator, region, period))
    point = one.point
    if point.value is None:
        return Spot(one, why_absent(one))
    return Spot(one, show_figure(indicator, point).bare, is_whole(point))


def make_smalls(indicator: Indicator, areas: Areas, selection: Selection) -> Smalls | None:
    """A line for each region below the whole, all on one scale; None where the nature has no line."""
    nature = Nature(indicator.nature)
    if not nature.has_trend or not indicator.nature_confirmed or selection.period is None:
        return None
    below = {region: seen for region, seen in areas.items() if region != selection.whole}
    values = [one.point.value for seen in below.values() for one in seen if one.point.value is not None]
    every = periods_of([one for seen in below.values() for one in seen], Frequency(indicator.frequency))
    smalls = []
    for region, seen in below.items():
        marks = {one.point.period.end: _mark(nature, one) for one in seen}
        line = build_sparkline(
            [marks.get(period.end) for period in every],
            inverted=nature.is_inverted,
            bounds=(min(Decimal(0), *values), max(values)) if values else None,
        )
        last = seen_at(seen, selection.period.end)
        if line is not None:
            spot = _spot(indicator, region, last, selection.period)
            demo = any(one.row.is_demo for one in seen)
            smalls.append(Small(region, line, spot.text, demo, spot.observation, spot.is_corrected))
    return Smalls(show_unit(indicator), tuple(smalls)) if len(smalls) > 1 else None


def _mark(nature: Nature, one: Seen) -> Mark | None:
    if one.point.value is None:
        return None
    return Mark(one.point.value, run_of(nature, one.point), is_whole(one.point), one.point.is_provisional)
