"""How a region stands among those beside it, where an indicator may be judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from indicators.analytics.formats import point_unit
from indicators.analytics.refusals import Reason
from indicators.messages import explain
from indicators.messages.figures import language, show_figure, show_place, show_unit
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
    distance: str
    is_demo: bool
    is_corrected: bool

    @property
    def words(self) -> str:
        return show_place(self.place, is_shared=self.is_shared)


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
        breaks=selection.catalogue.breaks,
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
    value, middle = ranked.values[region.code], median(ranked.values.values())
    return ShownPlace(
        code=indicator.code,
        name=str(indicator),
        shown=show_figure(indicator, own.row),
        unit=show_unit(indicator),
        observation=own.row.pk,
        place=ranked.places[region.code],
        is_shared=ranked.is_shared(region.code),
        count=len(ranked.values),
        missing=len(ranked.seen) - len(ranked.values),
        median=_show_median(indicator, middle),
        distance=_show_distance(indicator, value - middle, own.row.margin),
        is_demo=any(one.row.is_demo for one in ranked.seen.values() if one),
        is_corrected=own.is_corrected,
    )


def _show_median(indicator: Indicator, value: Decimal) -> Shown:
    """With one more decimal than the figures have, for it may lie between two of them."""
    return format_quantity(value, indicator.unit, decimals=indicator.decimals + 1, language=language())


def _show_distance(indicator: Indicator, distance: Decimal, margin: Decimal) -> str:
    """How far above or below the median, in the unit, of shares in points; nothing finer than is known."""
    if not distance:
        return _("at the median")
    if abs(distance) <= margin:
        return explain(Reason.WITHIN_PRECISION)
    shown = _show_median(indicator, abs(distance))
    in_points = indicator.unit in ("%", "‰")
    much = shown.number + point_unit(indicator.unit, zh=language() == "zh") if in_points else shown.text
    return (_("%s above the median") if distance > 0 else _("%s below the median")) % much
