"""How a region stands among those beside it, where an indicator may be judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from indicators.analytics.formats import point_unit
from indicators.analytics.nature import Assessment
from indicators.analytics.points import is_whole
from indicators.analytics.ranking import rank
from indicators.analytics.refusals import Reason, Refusal
from indicators.messages import explain
from indicators.messages.figures import language, show_unit, show_value
from indicators.models import Inclusion, Indicator, Region
from indicators.periods import Period
from indicators.quantities import Shown, format_quantity
from reports.pages.changes import is_coloured
from reports.pages.selection import Selection
from reports.pages.series import Seen, read_tree
from reports.pages.standing import seen_at


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
        _place(indicator, region, _peers(indicator, beside, excepted), tree, period) for indicator in judged
    )
    return tuple(place for place in places if place is not None)


def is_ranked(indicator: Indicator) -> bool:
    """Whether regions may be told apart by it: it is judged, more earns credit, and it can be compared."""
    comparable = indicator.additive or indicator.is_rate_of_parts
    return comparable and indicator.nature_confirmed and is_coloured(indicator)


def _peers(
    indicator: Indicator, beside: Iterable[Region], excepted: Mapping[tuple[int, int], bool]
) -> list[Region]:
    """The regions of one parent that report the figure and count in its total."""
    return [
        other
        for other in beside
        if other.kind in indicator.form.expected_kinds
        and excepted.get((indicator.pk, other.pk), other.counts_in_total)
    ]


def _place(
    indicator: Indicator,
    region: Region,
    peers: Collection[Region],
    tree: Mapping[int, Mapping[int, Sequence[Seen]]],
    period: Period,
) -> ShownPlace | None:
    """None where the region is not among those compared, has no whole figure, or is the only one with one."""
    seen = {other.code: _whole(indicator, tree.get(other.pk, {}), period) for other in peers}
    own = seen.get(region.code)
    known = {code: one.row.value for code, one in seen.items() if one and one.row.value is not None}
    ranking = rank(
        known,
        Assessment(indicator.assessment),
        less_is_better=indicator.polarity == Indicator.Polarity.LESS,
    )
    if own is None or len(known) < 2 or isinstance(ranking, Refusal):
        return None
    places = {place.code: place.place for place in ranking.places}
    place, value = places[region.code], known[region.code]
    middle = median(known.values())
    return ShownPlace(
        code=indicator.code,
        name=str(indicator),
        shown=show_value(indicator, value, own.row.qualifier, own.row.margin),
        unit=show_unit(indicator),
        observation=own.row.pk,
        place=place,
        is_shared=list(places.values()).count(place) > 1,
        count=len(known),
        missing=len(peers) - len(known),
        median=_show_median(indicator, middle),
        distance=_show_distance(indicator, value - middle, own.row.margin),
        is_demo=any(one.row.is_demo for one in seen.values() if one),
    )


def _whole(indicator: Indicator, series: Mapping[int, Sequence[Seen]], period: Period) -> Seen | None:
    """The figure at the period's end, unless it is of another span or lacks a region."""
    one = seen_at(series.get(indicator.pk, ()), period.end)
    if one is None or one.row.value is None or not is_whole(one.point):
        return None
    return one if indicator.is_level or one.point.period.frequency == indicator.frequency else None


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
