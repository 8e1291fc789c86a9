"""Regions beside each other by the indicators of a topic: values, per 10,000 residents, growth, standing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.analytics.refusals import Reason
from indicators.messages import explain
from indicators.messages.figures import show_label, show_unit
from indicators.models import Inclusion, Indicator, Region, Target, Topic
from indicators.periods import Period
from indicators.standing.places import Ranked, is_ranked, peers_of, rank_regions, why_unranked
from indicators.standing.series import Tree, read_tree
from indicators.standing.targets import read_targets
from reports.pages.cards import LINE_YEARS
from reports.pages.compared import (
    Cell,
    Measure,
    at_frequency,
    measure_growth,
    measure_standing,
    measure_value,
)
from reports.pages.per_residents import Residents, get_residents, measure_per_residents
from reports.pages.selection import Selection, get_near


class View(StrEnum):
    """What is compared."""

    VALUE = "value"
    PER_RESIDENTS = "per_residents"
    GROWTH = "growth"
    STANDING = "standing"


_PLACES = gettext_lazy(
    "Places only where an indicator is judged and its figures can be compared, among the regions that "
    "report it and count in the total. Equals share a place; what is missing or incomplete is listed, "
    "not ranked."
)
_LENGTHS = gettext_lazy("A bar is a share of the longest in its column.")
NOTES = {
    View.VALUE: (_PLACES, _LENGTHS),
    View.PER_RESIDENTS: (_PLACES, _LENGTHS),
    View.GROWTH: (
        gettext_lazy(
            "Changes are set beside each other, not ranked. Bars of a column have one scale; "
            "what fell reaches to the left of the line."
        ),
    ),
    View.STANDING: (gettext_lazy("Each is held against its own target, so nobody is ranked."),),
}
RANKED = (View.VALUE, View.PER_RESIDENTS)  # growth and standing are set beside each other, never ranked


@dataclass(frozen=True)
class Wanted:
    """What a comparison was asked for: some indicators of a topic; the places by one may give the order."""

    topic: Topic | None = None
    indicators: tuple[str, ...] = ()
    view: View = View.VALUE
    by: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """An indicator; `refused` says why it is not compared so, `unranked` why regions have no places by it."""

    indicator: Indicator
    unit: str
    label: str
    refused: str
    is_ranked: bool
    unranked: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A region and its cells, as the columns are; `is_whole` is the one that the others lie in."""

    region: Region
    is_whole: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ComparePage:
    selection: Selection
    wanted: Wanted
    whole: Region
    topics: tuple[Topic, ...]
    choices: tuple[Indicator, ...]  # the indicators of the topic
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def is_demo(self) -> bool:
        return any(cell.is_demo for row in self.rows for cell in row.cells)

    @property
    def is_corrected(self) -> bool:
        return any(cell.is_corrected and cell.says_something for row in self.rows for cell in row.cells)

    @property
    def notes(self) -> list[str]:
        """How what is shown is to be read."""
        said = [str(note) for note in NOTES[self.wanted.view]]
        if self.is_mixed:
            said.append(_("“Demo” marks what is made up, or made with such figures."))
        return said

    @property
    def is_mixed(self) -> bool:
        """Whether some of what is shown is made up and some is not, so that each must be told apart."""
        told = {cell.is_demo for row in self.rows for cell in row.cells if cell.says_something}
        return len(told) > 1

    @property
    def is_ranked(self) -> bool:
        return any(column.is_ranked for column in self.columns)


def get_compare_page(selection: Selection, wanted: Wanted) -> ComparePage:
    """The regions right below the selected one, or beside it where it has none, in the official order."""
    topics = tuple(Topic.objects.select_related("pillar").order_by("pillar__order", "order", "id"))
    whole, below = get_near(selection.regions, selection.region)
    every = sorted(selection.catalogue.indicators, key=lambda one: (one.order, one.pk))
    topic = wanted.topic or _first(topics, every, below)
    choices = tuple(one for one in every if topic is not None and one.topic_id == topic.pk)
    chosen = [one for one in choices if one.code in wanted.indicators] or list(choices)
    wanted = Wanted(topic, tuple(one.code for one in chosen), wanted.view, wanted.by)
    columns, rows = _compare(chosen, whole, below, selection, wanted)
    return ComparePage(selection, wanted, whole, topics, choices, columns, rows)


def _first(topics: Sequence[Topic], every: Iterable[Indicator], below: Sequence[Region]) -> Topic | None:
    """The first topic with an indicator by which these regions can be ranked, else the first there is."""
    kinds = {region.kind for region in below}
    ranked = {one.topic_id for one in every if is_ranked(one) and kinds & set(one.form.expected_kinds)}
    return next((topic for topic in topics if topic.pk in ranked), topics[0] if topics else None)


def _compare(
    indicators: Sequence[Indicator],
    whole: Region,
    below: Sequence[Region],
    selection: Selection,
    wanted: Wanted,
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    period = selection.period
    if period is None or not indicators:
        return (), ()
    regions = [whole, *below]
    residents = get_residents() if wanted.view is View.PER_RESIDENTS else Residents()
    wholes = {one.denominator_id for one in indicators if one.denominator_id}
    tree = read_tree(
        {*(one.pk for one in indicators), *wholes, *residents.ids},
        regions=[one.pk for one in regions],
        release=selection.release,
        since=date(period.year - LINE_YEARS, 1, 1),
        until=period.end,
        breaks=selection.catalogue.breaks,
    )
    excepted = {
        (row.indicator_id, row.region_id): row.counts_in_total
        for row in Inclusion.objects.filter(indicator__in=indicators, region__in=below)
    }
    targets = {
        (row.indicator_id, row.region_id): row
        for row in read_targets(
            selection.as_of, indicator__in=indicators, region__in=regions, year=period.year
        )
    }
    rankings = [
        rank_regions(one, peers_of(one, below, excepted), tree, period)
        if is_ranked(one)
        else Ranked({}, {}, {})
        for one in indicators
    ]
    measures = [
        _measure(one, regions, tree, targets, ranked, residents, period, wanted.view)
        for one, ranked in zip(indicators, rankings, strict=True)
    ]
    columns = tuple(
        Column(
            indicator=one,
            unit=measure.unit or show_unit(one),
            label=show_label(one, at_frequency(period, one)),
            refused=measure.refused,
            is_ranked=bool(measure.places),
            unranked=_why_unranked(one, ranked, measure, wanted.view),
        )
        for one, ranked, measure in zip(indicators, rankings, measures, strict=True)
    )
    rows = [Row(one, one == whole, tuple(measure.cell(one) for measure in measures)) for one in regions]
    return columns, tuple(_in_order(rows, indicators, measures, wanted.by))


def _why_unranked(indicator: Indicator, ranked: Ranked, measure: Measure, view: View) -> str:
    """Why nobody has a place by an indicator; blank where some have, or where none are given."""
    if measure.places or measure.refused or view not in RANKED:
        return ""
    reason = why_unranked(indicator)
    if reason is None:
        reason = Reason.TOO_FEW if ranked.seen else Reason.NOBODY_BELOW
    return explain(reason)


def _measure(
    indicator: Indicator,
    regions: Sequence[Region],
    tree: Tree,
    targets: Mapping[tuple[int, int], Target],
    ranked: Ranked,
    residents: Residents,
    period: Period,
    view: View,
) -> Measure:
    match view:
        case View.PER_RESIDENTS:
            return measure_per_residents(indicator, regions, tree, ranked, residents, period)
        case View.GROWTH:
            return measure_growth(indicator, regions, tree, period)
        case View.STANDING:
            return measure_standing(indicator, regions, tree, targets, period)
        case View.VALUE:
            return measure_value(indicator, regions, tree, ranked, period)


def _in_order(
    rows: Sequence[Row], indicators: Sequence[Indicator], measures: Sequence[Measure], by: str
) -> list[Row]:
    """The whole first, then by the places in one column; what has no place stays in the official order."""
    places = next(
        (measure.places for one, measure in zip(indicators, measures, strict=True) if one.code == by), {}
    )
    return sorted(rows, key=lambda row: (not row.is_whole, places.get(row.region.code, len(rows) + 1)))
