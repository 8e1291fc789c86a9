"""The reach of a submission in words: states, places and totals, each as it is and as it would be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.messages.figures import (
    show_absence,
    show_coverage,
    show_figure,
    show_label,
    show_period,
    show_place,
)
from indicators.messages.states import ShownState, show_state
from indicators.models import Indicator, StagedFigure, Submission
from indicators.periods import Period
from indicators.services.reach import FigureChange, OrderChange, StateChange, get_reach
from indicators.standing.places import Ranked
from indicators.standing.series import Seen
from indicators.standing.states import period_ending

TONES = ("bad", "watch", "none", "good")  # what calls for a look first


@dataclass(frozen=True, slots=True)
class ShownStates:
    """The indicators of a region that go from one state to another; `period` where it is another one."""

    region: str
    period: str
    before: ShownState
    after: ShownState
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class ShownMove:
    region: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownOrder:
    """How regions change places by an indicator; that of the submission first, the `others` beside it."""

    indicator: Indicator
    period: str
    own: ShownMove
    others: tuple[ShownMove, ...]


@dataclass(frozen=True, slots=True)
class ShownTotal:
    indicator: Indicator
    region: str
    label: str
    before: str
    after: str
    covered_before: str
    covered_after: str


@dataclass(frozen=True, slots=True)
class ShownReach:
    states: tuple[ShownStates, ...]
    orders: tuple[ShownOrder, ...]
    totals: tuple[ShownTotal, ...]
    is_demo: bool

    @property
    def is_empty(self) -> bool:
        return not (self.states or self.orders or self.totals)


def show_reach(submission: Submission, staged: Iterable[StagedFigure | None]) -> ShownReach | None:
    """What approving it would change besides its own figures; None where nothing can be foreseen any more."""
    if submission.state == Submission.State.APPROVED:
        return None
    figures = [figure for figure in staged if figure is not None]
    if not figures:
        return None
    reach, own = get_reach(submission, figures), period_ending(Period.parse(submission.period).end)
    return ShownReach(
        states=_states(reach.states, own),
        orders=tuple(_order(order, submission, own) for order in reach.orders),
        totals=tuple(_total(figure) for figure in reach.figures),
        is_demo=bool(reach) and reach.is_demo,
    )


def _states(changes: Iterable[StateChange], own: Period) -> tuple[ShownStates, ...]:
    groups: dict[tuple[str, Period, ShownState, ShownState], list[Indicator]] = defaultdict(list)
    for change in changes:
        before, after = show_state(change.before), show_state(change.after)
        groups[str(change.region), change.period, before, after].append(change.indicator)
    found = [
        ShownStates(region, _other(period, own), before, after, tuple(indicators))
        for (region, period, before, after), indicators in groups.items()
    ]
    return tuple(sorted(found, key=lambda group: TONES.index(group.after.tone)))


def _order(order: OrderChange, submission: Submission, own: Period) -> ShownOrder:
    moves = {
        region.pk: ShownMove(str(region), _place(order.before, region.code), _place(order.after, region.code))
        for region in order.moved
    }
    first = submission.region_id if submission.region_id in moves else next(iter(moves))
    return ShownOrder(
        indicator=order.indicator,
        period=_other(order.period, own),
        own=moves.pop(first),
        others=tuple(moves.values()),
    )


def _place(ranked: Ranked, code: str) -> str:
    if code not in ranked.places:
        return "—"
    return show_place(ranked.places[code], is_shared=ranked.is_shared(code))


def _total(change: FigureChange) -> ShownTotal:
    one = change.after or change.before
    return ShownTotal(
        indicator=change.indicator,
        region=str(change.region),
        label=show_label(change.indicator, one.point.period) if one else "",
        before=_value(change.indicator, change.before),
        after=_value(change.indicator, change.after),
        covered_before=show_coverage(change.before),
        covered_after=show_coverage(change.after),
    )


def _value(indicator: Indicator, one: Seen | None) -> str:
    if one is None:
        return "—"
    row = one.row
    if row.value is None:
        return show_absence(row.absence)
    return show_figure(indicator, row).text


def _other(period: Period, own: Period) -> str:
    return "" if period == own else show_period(str(period))
