"""How a region stands among those beside it, where an indicator may be judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from indicators.messages.figures import language, show_unit, show_value
from indicators.models import Inclusion, Indicator, Region
from indicators.quantities import Shown, format_quantity
from indicators.standing.places import Ranked, is_ranked, peers_of, rank_regions
from indicators.standing.series import read_tree
from reports.pages.selection import Selection


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A region's place by one indicator: among how many, how many have no whole figure, and their median."""

    code: str
    name: str
    shown: Shown
    unit: str
    observation: int
    place: int
    is_shared: bool
    count: int
    missing: int
    median: Shown
    is_demo: bool


def get_places(
    indicators: Iterable[Indicator], region: Region, selection: Selection
) -> tuple[ShownPlace, ...]:
    """The places of a region at the selected period, indicator by indicator."""
    period = selection.period
    judged = [indicator for indicator in indicators if is_ranked(indicator)]
    if period is None or not judged:
        return ()
    beside = [other for other in selection.regions if other.parent_id == region.parent_id]
    tree = read_tree(
        [indicator.pk for indicator in judged],
        regions=[other.pk for other in beside],
        release=selection.release,
        since=period.end,
        until=period.end,
    )
    excepted = {
        (row.indicator_id, row.region_id): row.counts_in_total
        for row in Inclusion.objects.filter(indicator__in=judged, region__in=beside)
    }
    places = (
        _place(
            indicator,
            region,
            rank_regions(indicator, peers_of(indicator, beside, excepted), tree, period),
        )
        for indicator in judged
    )
    return tuple(place for place in places if place is not None)


def _place(indicator: Indicator, region: Region, ranked: Ranked) -> ShownPlace | None:
    """None where the region is not among those compared, has no whole figure, or is the only one with one."""
    own = ranked.seen.get(region.code)
    if own is None or region.code not in ranked.places:
        return None
    value = ranked.values[region.code]
    return ShownPlace(
        code=indicator.code,
        name=str(indicator),
        shown=show_value(indicator, value, own.row.qualifier, own.row.margin),
        unit=show_unit(indicator),
        observation=own.row.pk,
        place=ranked.places[region.code],
        is_shared=ranked.is_shared(region.code),
        count=len(ranked.values),
        missing=len(ranked.seen) - len(ranked.values),
        median=_show_median(indicator, median(ranked.values.values())),
        is_demo=any(one.row.is_demo for one in ranked.seen.values() if one),
    )


def _show_median(indicator: Indicator, value: Decimal) -> Shown:
    """With one more decimal than the figures have, for it may lie between two of them."""
    return format_quantity(value, indicator.unit, decimals=indicator.decimals + 1, language=language())
