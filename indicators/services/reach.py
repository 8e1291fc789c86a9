"""How far a submission reaches: what else would change if it were approved now. Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from indicators.analytics.assessment import Standing
from indicators.messages.states import show_state
from indicators.models import Inclusion, Indicator, Observation, Region, StagedFigure, Submission
from indicators.models.observations import Spot
from indicators.periods import Period
from indicators.services import computing
from indicators.services.board import Ledger, Part
from indicators.services.releases import as_stated, repeats, said
from indicators.standing.places import Ranked, is_ranked, peers_of, rank_regions
from indicators.standing.series import COLUMNS, Seen, Tree, make_tree, read_breaks
from indicators.standing.states import get_standing, is_awaited, period_ending
from indicators.standing.targets import read_targets


@dataclass(frozen=True, slots=True)
class StateChange:
    """How an indicator of a region stands at a period, and how it would."""

    indicator: Indicator
    region: Region
    period: Period
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class OrderChange:
    """The places of regions by one indicator at a period, and those that they would have."""

    indicator: Indicator
    period: Period
    before: Ranked
    after: Ranked
    moved: tuple[Region, ...]  # in the official order


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is computed from others as it is shown, and as it would be."""

    indicator: Indicator
    region: Region
    before: Seen | None
    after: Seen | None


@dataclass(frozen=True, slots=True)
class Reach:
    states: tuple[StateChange, ...] = ()
    orders: tuple[OrderChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    is_demo: bool = False  # some of what it is set against is made up

    def __bool__(self) -> bool:
        return bool(self.states or self.orders or self.figures)


def get_reach(submission: Submission, staged: Iterable[StagedFigure]) -> Reach:
    """What approving these figures of the submission would change besides them, in the catalogue's order."""
    changed = [figure for figure in staged if not repeats(figure)]
    if not changed:
        return Reach()
    foreseen = _foresee(submission, changed)
    return Reach(
        states=tuple(_state_changes(foreseen)),
        orders=tuple(_order_changes(foreseen)),
        figures=tuple(_figure_changes(foreseen)),
        is_demo=foreseen.is_demo,
    )


@dataclass(frozen=True)
class _Foreseen:
    """What is shown now and what would be, of all indicators and regions that the figures touch."""

    path: Sequence[Region]  # the region and all above it
    beside: Sequence[Region]  # those right below one of the path
    indicators: Sequence[Indicator]
    given: set[Spot]
    touched: dict[tuple[int, int], set[Spot]]  # by region and indicator
    before: Tree
    after: Tree
    is_demo: bool

    def ends(self, region: Region, indicator: int | None) -> set[date]:
        return {end for _pk, _start, end in self.touched.get((region.pk, indicator or 0), ())}


def _foresee(submission: Submission, changed: Sequence[StagedFigure]) -> _Foreseen:
    """The figures laid over what is approved, with the sums and rates that approving would compute."""
    ids = {figure.indicator_id for figure in changed}
    parts = Q(pk__in=ids) | Q(numerator__in=ids) | Q(denominator__in=ids)
    indicators = list(
        Indicator.objects.filter(parts).with_place().order_by("topic__pillar__order", "topic__order", "order")
    )
    given = [as_stated(figure, submission) for figure in changed]
    ledger = computing.foresee(
        stated=given,
        replaced=[figure.replaces_id for figure in changed if figure.replaces_id],
    )
    touched: dict[tuple[int, int], set[Spot]] = defaultdict(set)
    for row in (*given, *ledger.stated, *ledger.closed):
        touched[row.region_id, row.indicator_id].add(row.spot)
    rows = _read(indicators, ledger, {end for spots in touched.values() for _, _, end in spots})
    breaks = read_breaks([indicator.pk for indicator in indicators])
    after = _lay(rows, [*map(_as_row, (*given, *ledger.stated))], {row.pk for row in ledger.closed})
    return _Foreseen(
        path=ledger.places,
        beside=ledger.beside,
        indicators=indicators,
        given={figure.spot for figure in changed},
        touched=touched,
        before=make_tree(rows, breaks),
        after=make_tree(after, breaks),
        is_demo=any(row.is_demo for row in after),
    )


def _read(indicators: Sequence[Indicator], ledger: Ledger, ends: set[date]) -> list[Observation]:
    """What is current: of the path all that states depend on, and beside it what regions are ranked by."""
    wholes = {indicator.denominator_id for indicator in indicators if indicator.denominator_id}
    current = Observation.objects.as_of(None).only(*COLUMNS)
    own = current.filter(
        indicator__in={*wholes, *(indicator.pk for indicator in indicators)},
        region__in=ledger.places,
        end__gte=date(min(ends).year - 1, 12, 31),
        end__lte=date(max(ends).year + 1, 12, 31),
    )
    ranked = [indicator for indicator in indicators if is_ranked(indicator)]
    others = [region for region in ledger.beside if region not in ledger.places]
    if not (ranked and others):
        return list(own)
    return [*own, *current.filter(indicator__in=ranked, region__in=others, end__in=ends)]


def _lay(rows: Iterable[Observation], new: Sequence[Observation], closed: set[int]) -> list[Observation]:
    """Rows without what new ones take the place of, and with these."""
    taken = {_place(row) for row in new}
    return [*(row for row in rows if row.pk not in closed and _place(row) not in taken), *new]


def _as_row(part: Part) -> Observation:
    return Observation(**{**part._asdict(), "pk": part.pk or None})


def _place(row: Observation) -> tuple[object, ...]:
    return row.indicator_id, row.region_id, row.start, row.end, row.origin


def _state_changes(foreseen: _Foreseen) -> Iterator[StateChange]:
    judged = [one for one in foreseen.indicators if one.assessment != Indicator.Assessment.NONE]
    years = {end.year for spots in foreseen.touched.values() for _, _, end in spots}
    targets = {
        (target.region_id, target.indicator_id, target.year): target
        for target in read_targets(
            None,
            indicator__in=judged,
            region__in=foreseen.path,
            year__gte=min(years),
            year__lte=max(years) + 1,
        )
    }
    for indicator in judged:
        for region in foreseen.path:
            for period in _periods(foreseen, indicator, region):
                target = targets.get((region.pk, indicator.pk, period.year))
                expected = is_awaited(indicator, region, period)
                before, after = (
                    get_standing(indicator, tree.get(region.pk, {}), target, period, expected=expected)
                    for tree in (foreseen.before, foreseen.after)
                )
                if show_state(before) != show_state(after):
                    yield StateChange(indicator, region, period, before, after)


def _periods(foreseen: _Foreseen, indicator: Indicator, region: Region) -> list[Period]:
    """Those at which the indicator has a figure, from the first that is touched on: each looks back."""
    ends = foreseen.ends(region, indicator.pk)
    if indicator.assessment == Indicator.Assessment.SHARE:
        ends |= foreseen.ends(region, indicator.denominator_id)
    if not ends:
        return []
    trees = (foreseen.before, foreseen.after)
    known = {one.row.end for tree in trees for one in tree.get(region.pk, {}).get(indicator.pk, ())}
    return [period_ending(end) for end in sorted(known) if end >= min(ends)]


def _order_changes(foreseen: _Foreseen) -> Iterator[OrderChange]:
    ranked = [indicator for indicator in foreseen.indicators if is_ranked(indicator)]
    excepted = {
        (row.indicator_id, row.region_id): row.counts_in_total
        for row in Inclusion.objects.filter(indicator__in=ranked, region__in=foreseen.beside)
    }
    for indicator in ranked:
        for region in foreseen.path:
            beside = [other for other in foreseen.beside if other.parent_id == region.parent_id]
            peers = peers_of(indicator, beside, excepted)
            for end in sorted(foreseen.ends(region, indicator.pk)):
                period = period_ending(end)
                before, after = (
                    rank_regions(indicator, peers, tree, period) for tree in (foreseen.before, foreseen.after)
                )
                moved = [one for one in peers if before.places.get(one.code) != after.places.get(one.code)]
                if moved:
                    yield OrderChange(indicator, period, before, after, tuple(moved))


def _figure_changes(foreseen: _Foreseen) -> Iterator[FigureChange]:
    """The sums and rates whose shown figure would be another, from the top down."""
    for indicator in foreseen.indicators:
        for region in reversed(foreseen.path):
            before, after = (
                {(one.row.start, one.row.end): one for one in tree.get(region.pk, {}).get(indicator.pk, ())}
                for tree in (foreseen.before, foreseen.after)
            )
            for spot in sorted(foreseen.touched.get((region.pk, indicator.pk), ())):
                if region == foreseen.path[0] and spot in foreseen.given:
                    continue
                was, will = before.get(spot[1:]), after.get(spot[1:])
                if _content(was) != _content(will):
                    yield FigureChange(indicator, region, was, will)


def _content(one: Seen | None) -> tuple[object, ...] | None:
    if one is None:
        return None
    row = one.row
    return (*said(row), row.reported_parts, row.expected_parts)
