"""An indicator as it is asked to be seen: as reported, or as the other of 当期 and 累计."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.analytics.measures import Measure, measured, own_measure
from indicators.analytics.nature import Nature
from indicators.analytics.refusals import Refusal
from indicators.models import Indicator
from indicators.standing.series import Row, Seen
from reports.pages.selection import Selection, asking

NAMES: dict[Nature, dict[Measure, Promise]] = {
    Nature.YTD: {Measure.TOTAL: gettext_lazy("Year to date"), Measure.PERIOD: gettext_lazy("In the period")},
    Nature.FLOW: {Measure.TOTAL: gettext_lazy("Year to date"), Measure.PERIOD: gettext_lazy("In the period")},
    Nature.CUMULATIVE: {
        Measure.TOTAL: gettext_lazy("Since the start"),
        Measure.PERIOD: gettext_lazy("Added in the period"),
    },
}
REFUSED: dict[Nature, Promise] = {
    Nature.STOCK: gettext_lazy("An end-of-period figure is a state on one day: nothing to add or take off."),
    Nature.RATE: gettext_lazy("A rate is recomputed from its parts: it is neither added nor taken off."),
    Nature.STANDARD: gettext_lazy("A standard holds from a day on: it is neither added nor taken off."),
    Nature.MEAN: gettext_lazy("A mean states its own span: it is neither added nor taken off."),
    Nature.RANK: gettext_lazy("A rank is a place: it is neither added nor taken off."),
    Nature.CONSTANT: gettext_lazy("A planned number does not run with time."),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to see an indicator, as a link."""

    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """当期 ⇄ 累计: both ways, or why there is only the reported one."""

    ways: tuple[Way, ...]
    refused: str
    measure: Measure | None  # where it is not the reported one

    @property
    def query(self) -> dict[str, str]:
        return {"measure": self.measure.value} if self.measure else {}


def make_switch(indicator: Indicator, asked: Measure | None, selection: Selection, view: str) -> Switch:
    """What may be chosen, and what is; what is refused is not taken."""
    nature, own = Nature(indicator.nature), own_measure(Nature(indicator.nature))
    if own is None or not indicator.nature_confirmed:
        refused = REFUSED.get(nature) if own is None else None
        return Switch((), str(refused or _("The nature is to be confirmed, so nothing is derived.")), None)
    chosen = asked or own
    ways = tuple(
        Way(
            str(name),
            asking(selection.query, view=view, measure="" if measure is own else measure.value),
            measure is chosen,
        )
        for measure, name in NAMES[nature].items()
    )
    return Switch(ways, "", None if chosen is own else chosen)


def as_measured(
    indicator: Indicator, seen: Sequence[Seen], measure: Measure | None
) -> tuple[Indicator, list[Seen]]:
    """The indicator with the nature that it then has, and its series; as reported where nothing is derived.

    A derived figure keeps the row of the one it ends with, so that it leads back to it.
    """
    if measure is None:
        return indicator, list(seen)
    own = [one for one in seen if indicator.is_level or one.point.period.frequency == indicator.frequency]
    found = measured(
        Nature(indicator.nature),
        [one.point for one in own],
        measure,
        confirmed=indicator.nature_confirmed,
    )
    if isinstance(found, Refusal):
        return indicator, list(seen)
    nature, points = found
    at = {point.period: point for point in points}
    return seen_with(indicator, nature), [
        replace(one, row=_stamped(one, own), point=at[one.point.period]) for one in own
    ]


def _stamped(one: Seen, every: Sequence[Seen]) -> Row:
    """The row of a figure, stamped where any that its derived value may be made of is invented."""
    period = one.point.period
    if not any(
        other.row.is_demo
        for other in every
        if other.point.period <= period
        and (other.point.period.year == period.year or other.point.period == period.previous())
    ):
        return one.row
    return one.row._replace(is_demo=True)


def seen_with(indicator: Indicator, nature: Nature) -> Indicator:
    """A copy with another nature, never saved: what is derived from it has its own label and changes."""
    other = copy(indicator)
    other.nature = nature.value
    return other
