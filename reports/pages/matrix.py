"""Topics and districts: how many indicators stand how in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from indicators.messages.states import ShownState, show_state
from indicators.models import Indicator, Region, Topic
from indicators.standing.series import read_tree
from indicators.standing.targets import read_targets
from reports.pages.pillar import STATES
from reports.pages.regions import shown_of, standing_of
from reports.pages.selection import Selection


@dataclass(frozen=True, slots=True)
class Count:
    state: ShownState
    count: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many judged indicators of a topic a district has, by state; those that need a look first."""

    region: Region
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    topic: Topic
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class MatrixPage:
    selection: Selection
    regions: tuple[Region, ...]
    rows: tuple[MatrixRow, ...]
    is_demo: bool
    revised: int = 0  # targets that the states are told by

    @property
    def counts(self) -> tuple[Count, ...]:
        """The states that occur, and how often in all."""
        every: Counter[ShownState] = Counter()
        for cell in (cell for row in self.rows for cell in row.cells):
            every.update({count.state: count.count for count in cell.counts})
        return make_counts(every)


def get_matrix_page(selection: Selection) -> MatrixPage:
    """Districts and the topics in which something of theirs is judged, both in the official order."""
    period = selection.period
    regions = selection.below
    if period is None:
        return MatrixPage(selection, regions, (), is_demo=False)
    indicators = list(
        Indicator.objects.filter(topic__isnull=False)
        .exclude(assessment=Indicator.Assessment.NONE)
        .with_place()
        .order_by("topic__pillar__order", "topic__order", "topic_id", "order")
    )
    wholes = {one.denominator_id for one in indicators if one.denominator_id}
    tree = read_tree(
        {*wholes, *(one.pk for one in indicators)},
        regions=[region.pk for region in regions],
        release=selection.release,
        since=date(period.year - 1, 12, 31),
        until=period.end,
        breaks=selection.catalogue.breaks,
    )
    targets = {
        (target.region_id, target.indicator_id): target
        for target in read_targets(
            selection.as_of, region__in=regions, indicator__in=indicators, year=period.year
        )
    }

    def cell_of(region: Region, members: Sequence[Indicator]) -> MatrixCell:
        series = tree.get(region.pk, {})
        return MatrixCell(
            region,
            make_counts(
                show_state(standing_of(one, region, series, targets.get((region.pk, one.pk)), period))
                for one in shown_of(members, region, series, period)
            ),
        )

    rows = []
    for topic, members in groupby(indicators, key=lambda one: one.topic):
        own = list(members)
        cells = tuple(cell_of(region, own) for region in regions)
        if topic is not None and any(cell.counts for cell in cells):
            rows.append(MatrixRow(topic, cells))
    is_demo = any(one.row.is_demo for series in tree.values() for seen in series.values() for one in seen)
    revised = sum(target.revision is not None for target in targets.values())
    return MatrixPage(selection, regions, tuple(rows), is_demo=is_demo, revised=revised)


def make_counts(states: Iterable[ShownState]) -> tuple[Count, ...]:
    """The states that occur, what calls for a look before what is well."""
    counts = states if isinstance(states, Counter) else Counter(states)
    order = ("bad", "watch", "good", "none")
    return tuple(
        Count(state, counts[state])
        for state in sorted(counts, key=lambda one: (order.index(one.tone), STATES.index(one.state)))
    )
