"""Figures per 10,000 residents, where the catalogue knows how many residents there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from indicators.analytics.formats import round_half_up
from indicators.analytics.nature import Assessment, Nature
from indicators.analytics.points import Point, is_whole
from indicators.analytics.ranking import rank
from indicators.analytics.rates import Rate, rate
from indicators.analytics.refusals import Reason, Refusal
from indicators.messages import explain
from indicators.messages.figures import language, show_unit
from indicators.models import Indicator, Region
from indicators.periods import Period
from indicators.quantities import format_quantity
from indicators.standing.places import Ranked
from indicators.standing.series import Seen, Tree
from reports.pages.bars import make_bars
from reports.pages.compared import Measure, base_cell, seen_of

PER = 10_000
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Residents:
    """The indicator that counts residents: what the catalogue's rates per 10,000 of 人 are over."""

    ids: frozenset[int] = frozenset()

    @property
    def indicator(self) -> int | None:
        return next(iter(self.ids)) if len(self.ids) == 1 else None

    @property
    def refused(self) -> str:
        if self.indicator is not None:
            return ""
        return _("more than one population is known") if self.ids else _("no population is known")


def get_residents() -> Residents:
    rows = Indicator.objects.filter(
        factor=PER, numerator__isnull=False, denominator__unit="人", denominator__nature_confirmed=True
    )
    return Residents(frozenset(pk for pk in rows.values_list("denominator", flat=True) if pk is not None))


def measure_per_residents(
    indicator: Indicator,
    regions: Sequence[Region],
    tree: Tree,
    ranked: Ranked,
    residents: Residents,
    period: Period,
) -> Measure:
    """Each figure over the residents of its region: of the same date, or the last counted before.

    Only of what adds up over regions, and only where figure and residents are of the same regions: both
    reported, or both whole sums of as many.
    """
    if residents.refused:
        return Measure(refused=residents.refused)
    if not indicator.nature_confirmed:
        return Measure(refused=explain(Reason.NATURE_UNCONFIRMED))
    if not (indicator.additive and Nature(indicator.nature).sums_over_regions):
        return Measure(refused=explain(Reason.NOT_COMPARED))
    cells, values = {}, {}
    for region in regions:
        one = seen_of(indicator, region, tree, period)
        cell = base_cell(indicator, region, one, period)
        cells[region.pk] = cell
        if one is None or one.row.value is None:
            continue
        people = tree.get(region.pk, {}).get(residents.indicator or 0, ())
        same = [each.point for each in people if _same_regions(one.point, each.point)]
        found = rate({"": one.point}, {"": same}, PER)
        if not isinstance(found, Rate):
            cells[region.pk] = replace(cell, absence=_why(people, same))
            continue
        values[region.pk] = found.value
        cells[region.pk] = replace(
            cell,
            value=round_half_up(found.value, _DECIMALS),
            shown=format_quantity(found.value, "", found.qualifier, decimals=_DECIMALS, language=language()),
            is_demo=cell.is_demo or any(each.row.is_demo for each in people),
        )
    bars = make_bars({region.pk: values[region.pk] for region in regions[1:] if region.pk in values})
    whole = {
        region.code: values[region.pk]
        for region in regions
        if region.pk in values and ranked.seen.get(region.code) is not None
    }
    ranking = rank(
        whole,
        Assessment(indicator.assessment),
        less_is_better=indicator.polarity == Indicator.Polarity.LESS,
    )
    places = () if isinstance(ranking, Refusal) or len(whole) < 2 else ranking.places
    return Measure(
        {pk: replace(cell, bar=bars.get(pk)) for pk, cell in cells.items()},
        {place.code: place.place for place in places},
        unit=_("%s per 10,000 residents") % show_unit(indicator),
    )


def _same_regions(figure: Point, residents: Point) -> bool:
    return figure.coverage == residents.coverage and is_whole(figure)


def _why(people: Sequence[Seen], same: Sequence[Point]) -> str:
    if not any(each.row.value is not None for each in people):
        return _("no population is reported")
    return _("no population of that date") if same else _("the population is of other regions")
