"""The districts: what each has reported of the period, and how its indicators stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.analytics.assessment import Standing
from indicators.messages import name_kind
from indicators.messages.states import show_state
from indicators.models import Indicator, Region, Target
from indicators.periods import Period
from indicators.standing.series import Seen, read_tree
from indicators.standing.states import get_standing, is_awaited, seen_at
from indicators.standing.targets import read_targets
from reports.pages.coverage import Coverage, make_coverage
from reports.pages.pillar import Tally, make_tallies
from reports.pages.selection import Selection


@dataclass(frozen=True, slots=True)
class RegionLine:
    """One region in the list; `within` where it lies in another than the whole."""

    region: Region
    kind: str
    within: Region | None
    coverage: Coverage
    tallies: tuple[Tally, ...]
    is_demo: bool


@dataclass(frozen=True)
class RegionsPage:
    selection: Selection
    lines: tuple[RegionLine, ...]
    revised: int = 0  # targets that the states are told by

    @property
    def is_demo(self) -> bool:
        return any(line.is_demo for line in self.lines)

    @property
    def reporting(self) -> int:
        return sum(line.coverage.expected > 0 for line in self.lines)

    @property
    def complete(self) -> int:
        return sum(line.coverage.expected > 0 and not line.coverage.missing for line in self.lines)


def get_regions_page(selection: Selection) -> RegionsPage:
    """The regions below the whole, in the official order; none before there is a period to tell of."""
    period = selection.period
    if period is None:
        return RegionsPage(selection, ())
    regions = selection.below
    above = {region.pk: region for region in selection.regions}
    indicators = selection.catalogue.indicators
    tree = read_tree(
        [indicator.pk for indicator in indicators],
        regions=[region.pk for region in regions],
        release=selection.release,
        since=date(period.year - 1, 12, 31),
        until=period.end,
        breaks=selection.catalogue.breaks,
    )
    targets: dict[int, dict[int, Target]] = {region.pk: {} for region in regions}
    for target in read_targets(selection.as_of, region__in=regions, year=period.year):
        targets[target.region_id][target.indicator_id] = target
    return RegionsPage(
        selection,
        tuple(
            _line(
                region,
                above.get(region.parent_id or 0),
                selection,
                period,
                indicators,
                tree.get(region.pk, {}),
                targets[region.pk],
            )
            for region in regions
        ),
        revised=sum(target.revision is not None for own in targets.values() for target in own.values()),
    )


def shown_of(
    indicators: Iterable[Indicator], region: Region, series: Mapping[int, Sequence[Seen]], period: Period
) -> list[Indicator]:
    """The indicators that the region may report, or has a figure of."""
    return [
        indicator
        for indicator in indicators
        if indicator.form.is_reported_by(region) or seen_at(series.get(indicator.pk, ()), period.end)
    ]


def _line(
    region: Region,
    above: Region | None,
    selection: Selection,
    period: Period,
    indicators: Iterable[Indicator],
    series: Mapping[int, Sequence[Seen]],
    targets: Mapping[int, Target],
) -> RegionLine:
    own = shown_of(indicators, region, series, period)
    now = (seen_at(seen, period.end) for seen in series.values())
    return RegionLine(
        region=region,
        kind=name_kind(region.kind),
        within=None if above == selection.root else above,
        coverage=make_coverage(own, region, series, period),
        tallies=make_tallies(
            show_state(standing_of(indicator, region, series, targets.get(indicator.pk), period))
            for indicator in own
        ),
        is_demo=any(one.row.is_demo for one in now if one is not None),
    )


def standing_of(
    indicator: Indicator,
    region: Region,
    series: Mapping[int, Sequence[Seen]],
    target: Target | None,
    period: Period,
) -> Standing:
    expected = is_awaited(indicator, region, period)
    return get_standing(indicator, series, target, period, expected=expected)
