"""The rates that a region's figures are parts of, up the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from indicators.analytics.rates import Rate, denominator_at, rate
from indicators.models import Observation, Region
from indicators.models.observations import Spot
from indicators.periods import Frequency, Period, PeriodError
from indicators.quantities import DECIMALS
from indicators.services.board import Board, Ledger, Part, as_point
from indicators.services.structure import Children, Quotient, Structure

STEP = Decimal(1).scaleb(-DECIMALS)


def refresh_rates(
    stated: Sequence[Part], places: Sequence[Region], structure: Structure, ledger: Ledger
) -> None:
    """In the regions whose figures are stated and above them, each rate that one of its parts moves."""
    touched = {row.indicator_id for row in stated}
    rates = [rate for rate in structure.quotients if touched & {rate.over.pk, rate.under.pk}]
    if not rates:
        return
    indicators = {part.pk for rate in rates for part in (rate.indicator, rate.over, rate.under)}
    board = ledger.read_board(indicators, _places(places, structure.children))
    since = min(row.end for row in stated)
    for quotient in rates:
        indicator = quotient.indicator
        for region in places:
            below = [
                child.pk
                for child in structure.children[region.pk]
                if structure.excepted.get((indicator.pk, child.pk), child.counts_in_total)
            ]
            own = board.series(region.pk, indicator.pk)
            overs = [row for place in (region.pk, *below) for row in board.series(place, quotient.over.pk)]
            ends = {row.end: Period.parse(row.period) for row in (*own, *overs) if row.end >= since}
            quotients: dict[Spot, Part | None] = {}
            for end, period in ends.items():
                named = str(_at_frequency(period, indicator.frequency))
                quotients[indicator.pk, end, end] = _rate(quotient, region, below, end, named, board)
            board.state(quotients, region=region.pk, ledger=ledger)


def _rate(
    quotient: Quotient, region: Region, below: list[int], end: date, period: str, board: Board
) -> Part | None:
    """The rate from the region's own parts, or over its counted regions that have both."""
    own = _parts(quotient, region.pk, end, board)
    whole = own is not None and all(part.is_complete for part in own)
    pairs = (
        {region.pk: own}
        if own and whole
        else {pk: pair for pk in below if (pair := _parts(quotient, pk, end, board))}
    )
    result = rate(
        {str(pk): as_point(over) for pk, (over, _) in pairs.items()},
        {str(pk): [as_point(under)] for pk, (_, under) in pairs.items()},
        quotient.factor,
    )
    if not isinstance(result, Rate):
        return None
    parts = [part for code in result.used for part in pairs[int(code)]]
    return Part(
        pk=0,
        region_id=region.pk,
        indicator_id=quotient.indicator.pk,
        start=end,
        end=end,
        period=period,
        origin=Observation.Origin.COMPUTED.value,
        value=result.value.quantize(STEP),
        absence="",
        qualifier=result.qualifier.value,
        margin=result.margin.quantize(STEP),
        is_provisional=any(part.is_provisional for part in parts),
        reported_parts=None if whole else len(pairs),
        expected_parts=None if whole else len(below),
        formula=f"{quotient.over.code} / {quotient.under.code} * {quotient.factor}",
        basis=None,
        parts=[part.pk for part in parts],
        is_demo=any(part.is_demo for part in parts),
    )


def _parts(quotient: Quotient, region: int, end: date, board: Board) -> tuple[Part, Part] | None:
    """A region's numerator at that date, and the denominator that belongs to it."""
    overs = [o for o in board.series(region, quotient.over.pk) if o.end == end and o.value is not None]
    unders = {as_point(o): o for o in board.series(region, quotient.under.pk)}
    if not overs:
        return None
    under = denominator_at(unders, Period.parse(overs[0].period))
    return (overs[0], unders[under]) if under is not None else None


def _at_frequency(period: Period, frequency: str) -> Period:
    try:
        return period.to(Frequency(frequency))
    except PeriodError:
        return period


def _places(regions: Iterable[Region], children: Children) -> set[int]:
    """The ids of these regions and of those right below them."""
    return {place.pk for region in regions for place in (region, *children[region.pk])}
