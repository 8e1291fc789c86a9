"""One indicator across regions, measured in one way: a cell for each region."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.analytics.change import Kind, year_on_year
from indicators.analytics.formats import point_unit
from indicators.analytics.nature import Basis, Nature
from indicators.analytics.refusals import Reason, Refusal
from indicators.messages import explain
from indicators.messages.figures import language, show_absence, show_coverage, show_figure, show_place
from indicators.messages.states import ShownState, show_state
from indicators.models import Indicator, Region, Target
from indicators.periods import Frequency, Period, PeriodError
from indicators.quantities import Shown
from indicators.standing.places import Ranked
from indicators.standing.series import Seen, Tree
from indicators.standing.states import get_standing, is_awaited, seen_at
from reports.pages.bars import Bar, make_bars
from reports.pages.changes import ShownChange, show_change
from reports.pages.charts import why_missing
from reports.pages.progress import Progress, show_progress


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown of one region, or its `absence`; `value` is the number itself, as a file holds it."""

    value: Decimal | None = None
    shown: Shown | None = None
    absence: str = ""
    change: ShownChange | None = None
    state: ShownState | None = None
    progress: Progress | None = None
    bar: Bar | None = None
    place: int | None = None
    is_shared: bool = False
    observation: int | None = None
    coverage: str = ""
    is_demo: bool = False
    is_corrected: bool = False

    @property
    def place_words(self) -> str:
        return show_place(self.place, is_shared=self.is_shared) if self.place else ""

    @property
    def says_something(self) -> bool:
        """Whether it tells of a figure, not only why there is none."""
        return bool(self.shown or self.change or (self.state and self.observation))


@dataclass(frozen=True)
class Measure:
    """The cells by region, and their places; `refused` says why an indicator is not measured so at all."""

    cells: Mapping[int, Cell] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    refused: str = ""
    unit: str = ""

    def cell(self, region: Region) -> Cell:
        """With its place, where it has one."""
        cell, place = self.cells.get(region.pk, Cell()), self.places.get(region.code)
        if place is None:
            return cell
        return replace(cell, place=place, is_shared=list(self.places.values()).count(place) > 1)


def measure_value(
    indicator: Indicator, regions: Sequence[Region], tree: Tree, ranked: Ranked, period: Period
) -> Measure:
    """The figures themselves, in the indicator's unit."""
    cells = {}
    longer_is_more = not Nature(indicator.nature).is_inverted
    bars = make_bars(_values(indicator, regions[1:], tree, period)) if longer_is_more else {}
    for region in regions:
        one = seen_of(indicator, region, tree, period)
        cell = base_cell(indicator, region, one, period)
        if one is not None and one.row.value is not None:
            row = one.row
            shown = show_figure(indicator, row)
            cell = replace(cell, value=row.value, shown=shown, bar=bars.get(region.pk))
        cells[region.pk] = cell
    return Measure(cells, ranked.places)


def measure_growth(indicator: Indicator, regions: Sequence[Region], tree: Tree, period: Period) -> Measure:
    """同比 of the quantity that the nature says; a bar only where it is a share of the base or in points."""
    nature, unit = Nature(indicator.nature), "%"
    if nature is Nature.RATE and indicator.unit in ("%", "‰"):
        unit = point_unit(indicator.unit, zh=language() == "zh").strip()
    if not indicator.nature_confirmed:
        return Measure(refused=explain(Reason.NATURE_UNCONFIRMED), unit=unit)
    if nature.yearly is None:
        return Measure(refused=explain(Reason.NOT_COMPARED), unit=unit)
    cells, amounts = {}, {}
    for region in regions:
        seen = tree.get(region.pk, {}).get(indicator.pk, ())
        one = seen_of(indicator, region, tree, period)
        cell = base_cell(indicator, region, one, period)
        if one is not None and one.row.value is not None:
            points = [each.point for each in seen]
            change = year_on_year(nature, points, one.point.period, indicator.unit)
            if not isinstance(change, Refusal) and change.kind in (Kind.RELATIVE, Kind.POINTS):
                amounts[region.pk] = change.value
            demo = _is_demo(seen, _ends_compared(nature, one.point.period))
            cell = replace(cell, change=show_change(_("Year on year"), change), is_demo=demo)
        cells[region.pk] = cell
    bars = make_bars({region.pk: amounts[region.pk] for region in regions[1:] if region.pk in amounts})
    return Measure(
        {pk: replace(cell, value=amounts.get(pk), bar=bars.get(pk)) for pk, cell in cells.items()},
        unit=unit,
    )


def measure_standing(
    indicator: Indicator,
    regions: Sequence[Region],
    tree: Tree,
    targets: Mapping[tuple[int, int], Target],
    period: Period,
) -> Measure:
    """How each stands against its own target; nobody is told apart by what is not judged."""
    if indicator.assessment == Indicator.Assessment.NONE:
        return Measure(refused=explain(Reason.NOT_JUDGED))
    cells = {}
    for region in regions:
        series = tree.get(region.pk, {})
        one = seen_of(indicator, region, tree, period)
        target = targets.get((indicator.pk, region.pk))
        expected = is_awaited(indicator, region, period)
        standing = get_standing(indicator, series, target, period, expected=expected)
        cells[region.pk] = replace(
            base_cell(indicator, region, one, period),
            state=show_state(standing),
            progress=show_progress(standing),
            is_demo=any(
                each.row.is_demo
                for each in (*series.get(indicator.pk, ()), *series.get(indicator.denominator_id or 0, ()))
                if each.row.end.year == period.year or each.row.end == date(period.year - 1, 12, 31)
            ),
        )
    return Measure(cells)


def _ends_compared(nature: Nature, period: Period) -> set[date]:
    """The days whose figures a change on the year is made of; of increments those before too."""
    pair = {period, period.year_ago()}
    before = set() if nature.yearly is Basis.LEVEL else {each.previous() for each in pair}
    return {each.end for each in pair | before}


def _is_demo(seen: Sequence[Seen], ends: Collection[date]) -> bool:
    return any(one.row.is_demo for one in seen if one.row.end in ends)


def base_cell(indicator: Indicator, region: Region, one: Seen | None, period: Period) -> Cell:
    """What is known of a figure before it is measured: why it is missing, what it lacks, where it is from."""
    if one is not None:
        return Cell(
            absence=show_absence(one.row.absence),
            observation=one.row.pk,
            coverage=show_coverage(one),
            is_demo=one.row.is_demo,
            is_corrected=one.is_corrected,
        )
    return Cell(absence=why_missing(indicator, region, period))


def seen_of(indicator: Indicator, region: Region, tree: Tree, period: Period) -> Seen | None:
    """The figure at the period's end; of a flow only that of the indicator's own span."""
    one = seen_at(tree.get(region.pk, {}).get(indicator.pk, ()), period.end)
    is_other = one is not None and one.point.period.frequency != indicator.frequency
    return None if is_other and not indicator.is_level else one


def at_frequency(period: Period, indicator: Indicator) -> Period:
    """The period under which an indicator's own figure of that end is known."""
    try:
        return period.to(Frequency(indicator.frequency))
    except PeriodError:
        return period


def _values(
    indicator: Indicator, regions: Sequence[Region], tree: Tree, period: Period
) -> dict[int, Decimal]:
    seen = {region.pk: seen_of(indicator, region, tree, period) for region in regions}
    return {pk: one.row.value for pk, one in seen.items() if one is not None and one.row.value is not None}
