"""Which regions may be told apart by an indicator, and the places that they take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.analytics.nature import Assessment
from indicators.analytics.points import is_whole
from indicators.analytics.ranking import rank
from indicators.analytics.refusals import Reason, Refusal
from indicators.models import Indicator, Region
from indicators.periods import Period
from indicators.standing.series import Seen
from indicators.standing.states import seen_at

ONLY_MET = (Indicator.Assessment.FLOOR, Indicator.Assessment.RED_LINE)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Regions by code: the whole figure of each, None where it has none, and the places of the others."""

    seen: Mapping[str, Seen | None]
    values: Mapping[str, Decimal]
    places: Mapping[str, int]

    def is_shared(self, code: str) -> bool:
        return list(self.places.values()).count(self.places[code]) > 1


def is_coloured(indicator: Indicator) -> bool:
    """Need-driven figures and records of work get no colour, nor do floors and red lines."""
    return _why_uncoloured(indicator) is None


def is_ranked(indicator: Indicator) -> bool:
    """Whether regions may be told apart by it: it is judged, more earns credit, and it can be compared."""
    return why_unranked(indicator) is None


def why_unranked(indicator: Indicator) -> Reason | None:
    """Why regions may not be told apart by it, whatever their figures; None where they may."""
    if uncoloured := _why_uncoloured(indicator):
        return uncoloured
    if not indicator.nature_confirmed:
        return Reason.NATURE_UNCONFIRMED
    return None if indicator.additive or indicator.is_rate_of_parts else Reason.NOT_ADDED


def _why_uncoloured(indicator: Indicator) -> Reason | None:
    if indicator.assessment == Indicator.Assessment.NONE:
        return Reason.NOT_JUDGED
    if indicator.assessment in ONLY_MET:
        return Reason.ONLY_MET
    return Reason.NEITHER_BETTER if indicator.polarity == Indicator.Polarity.NEUTRAL else None


def peers_of(
    indicator: Indicator, beside: Iterable[Region], excepted: Mapping[tuple[int, int], bool]
) -> list[Region]:
    """The regions of one parent that report the figure and count in its total."""
    return [
        other
        for other in beside
        if other.kind in indicator.form.expected_kinds
        and excepted.get((indicator.pk, other.pk), other.counts_in_total)
    ]


def rank_regions(
    indicator: Indicator,
    peers: Collection[Region],
    tree: Mapping[int, Mapping[int, Sequence[Seen]]],
    period: Period,
) -> Ranked:
    """The places of these regions at the period's end.

    Nobody has one where the indicator is not judged, or fewer than two have a whole figure.
    """
    seen = {other.code: _whole(indicator, tree.get(other.pk, {}), period) for other in peers}
    values = {code: one.row.value for code, one in seen.items() if one and one.row.value is not None}
    ranking = rank(
        values,
        Assessment(indicator.assessment),
        less_is_better=indicator.polarity == Indicator.Polarity.LESS,
    )
    places = () if isinstance(ranking, Refusal) or len(values) < 2 else ranking.places
    return Ranked(seen, values, {place.code: place.place for place in places})


def _whole(indicator: Indicator, series: Mapping[int, Sequence[Seen]], period: Period) -> Seen | None:
    """The figure at the period's end, unless it is of another span or lacks a region."""
    one = seen_at(series.get(indicator.pk, ()), period.end)
    if one is None or one.row.value is None or not is_whole(one.point):
        return None
    return one if indicator.is_level or one.point.period.frequency == indicator.frequency else None
