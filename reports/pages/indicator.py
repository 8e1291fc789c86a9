"""One indicator: its card, and one of its views: trend, regions, data table, definition, corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from indicators.analytics.assessment import Standing
from indicators.analytics.measures import Measure
from indicators.messages.figures import show_unit
from indicators.models import Definition, Indicator, Region, Target
from indicators.standing.series import Seen, read_series, read_tree
from indicators.standing.states import get_standing, is_awaited
from indicators.standing.targets import is_in_force, read_history, read_targets
from reports.pages.areas import Grid, Smalls, at_period, make_grid, make_smalls, read_areas
from reports.pages.by_region import make_regions_chart
from reports.pages.cards import Card, make_card
from reports.pages.charts import Chart
from reports.pages.lines import Line, make_lines, make_region_lines
from reports.pages.measures import Switch, as_measured, make_switch
from reports.pages.observation import Version
from reports.pages.replaced import get_replaced
from reports.pages.selection import Selection, asking
from reports.pages.tabs import Tab, View, make_tabs
from reports.pages.targets import ShownTarget, show_target
from reports.pages.tiles import MOST, TileMap, make_indicator_map, parts_of
from reports.pages.trend import make_trend_chart


@dataclass(frozen=True)
class IndicatorPage:
    """What every view shows, then what only one of them does."""

    indicator: Indicator
    selection: Selection
    view: View
    tabs: tuple[Tab, ...]
    switch: Switch
    unit: str
    card: Card | None
    definitions: tuple[Definition, ...]
    replaced: tuple[Version, ...]
    targets: tuple[ShownTarget, ...]
    series: tuple[Line, ...] = ()
    trend: Chart | None = None
    regions: tuple[Line, ...] = ()
    by_region: Chart | None = None
    smalls: Smalls | None = None
    grid: Grid | None = None
    tiles: TileMap | None = None

    @property
    def kept(self) -> dict[str, str]:
        """What the selection's form must ask for beside the selection."""
        return {"view": self.view.value, **self.switch.query}

    @property
    def files_query(self) -> str:
        """What the files beside the view are asked for."""
        return asking(self.selection.query, **self.switch.query)


def get_indicator_page(
    indicator: Indicator,
    selection: Selection,
    view: View = View.TREND,
    measure: Measure | None = None,
) -> IndicatorPage:
    """All that one view of an indicator shows, as if nothing after the selected period were known."""
    wanted = {indicator.pk, indicator.denominator_id or indicator.pk}
    series = read_series(
        wanted,
        region=selection.region.pk,
        release=selection.release,
        until=selection.period.end if selection.period else None,
        with_reasons=True,
        breaks=selection.catalogue.breaks,
    )
    traced = read_history(selection.as_of, indicator=indicator, region=selection.region)
    targets = [versions[-1] for versions in traced if is_in_force(versions[-1], selection.as_of)]
    switch = make_switch(indicator, measure, selection, view)
    replaced = tuple(get_replaced([indicator], selection, series)[indicator.pk])
    return IndicatorPage(
        indicator=indicator,
        selection=selection,
        view=view,
        tabs=make_tabs(view, selection, switch, len(replaced)),
        switch=switch,
        unit=show_unit(indicator),
        card=_card(indicator, series, targets, selection),
        definitions=tuple(indicator.definitions.all()),
        replaced=replaced,
        targets=tuple(show_target(indicator, versions, selection.as_of) for versions in traced),
        **_of_view(view, indicator, series, targets, selection, switch, replaced),
    )


def _of_view(
    view: View,
    indicator: Indicator,
    series: Mapping[int, Sequence[Seen]],
    targets: Sequence[Target],
    selection: Selection,
    switch: Switch,
    replaced: Sequence[Version],
) -> dict[str, Any]:
    """The fields of the page that only this view has."""
    measure, derived = switch.measure, switch.measure is not None
    if view is View.TREND:
        seen_as, seen = as_measured(indicator, series.get(indicator.pk, []), measure)
        standing = None if derived else _standing(indicator, series, targets, selection)
        return {
            "series": make_lines(seen_as, seen, derived=derived),
            "trend": _with_files(
                make_trend_chart(
                    seen_as,
                    seen,
                    targets,
                    selection,
                    standing=standing,
                    replaced=() if derived else replaced,
                ),
                switch,
            ),
        }
    if view not in (View.REGIONS, View.TABLE):
        return {}
    areas = read_areas(indicator, selection, measure)
    seen_as, _none = as_measured(indicator, [], measure)
    if view is View.TABLE:
        return {"grid": make_grid(seen_as, areas, selection)}
    regions = at_period(areas, selection.period)
    tiles = None if derived else _tiles(indicator, regions, selection)
    states = tiles.states if tiles else {}
    return {
        "regions": tuple(
            replace(line, state=states.get(line.region))
            for line in make_region_lines(seen_as, regions, selection, derived=derived)
        ),
        "tiles": tiles,
        "by_region": _with_files(
            make_regions_chart(seen_as, regions, _uncounted(indicator, regions), selection), switch
        ),
        "smalls": make_smalls(seen_as, areas, selection),
    }


def _with_files(chart: Chart | None, switch: Switch) -> Chart | None:
    """The chart, the files beside it measured as it is."""
    return replace(chart, query=asking(chart.query, **switch.query)) if chart else None


def _target(targets: Sequence[Target], selection: Selection) -> Target | None:
    year = selection.period.year if selection.period else None
    return next((target for target in targets if target.year == year), None)


def _card(
    indicator: Indicator,
    series: Mapping[int, Sequence[Seen]],
    targets: Sequence[Target],
    selection: Selection,
) -> Card | None:
    period = selection.period
    if period is None:
        return None
    return make_card(indicator, series, _target(targets, selection), period, selection)


def _standing(
    indicator: Indicator,
    series: Mapping[int, Sequence[Seen]],
    targets: Sequence[Target],
    selection: Selection,
) -> Standing | None:
    period = selection.period
    if period is None:
        return None
    return get_standing(
        indicator,
        series,
        _target(targets, selection),
        period,
        expected=is_awaited(indicator, selection.region, period),
    )


def _tiles(
    indicator: Indicator, regions: Sequence[tuple[Region, Seen | None]], selection: Selection
) -> TileMap | None:
    """The map of the regions at the period; None where they do not fit on one."""
    period = selection.period
    if period is None or len(selection.below) > MOST:
        return None
    tree = read_tree(
        parts_of(indicator),
        regions=[region.pk for region in selection.told],
        release=selection.release,
        since=date(period.year - 1, 12, 31),
        until=period.end,
        breaks=selection.catalogue.breaks,
    )
    targets = read_targets(selection.as_of, indicator=indicator, region__in=selection.told, year=period.year)
    return make_indicator_map(indicator, regions, tree, targets, selection)


def _uncounted(indicator: Indicator, regions: Sequence[tuple[Region, Seen | None]]) -> frozenset[int]:
    """The regions that are shown and not added up; none where nothing is added up."""
    if not indicator.additive or len(regions) < 2:
        return frozenset()
    differs = dict(indicator.inclusions.values_list("region", "counts_in_total"))
    return frozenset(
        region.pk for region, _one in regions if not differs.get(region.pk, region.counts_in_total)
    )
