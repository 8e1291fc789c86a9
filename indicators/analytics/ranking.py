"""The places of regions, where judging them is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.analytics.nature import Assessment
from indicators.analytics.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    place: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Regions with their places, best first, and those that could not be ranked."""

    places: tuple[Place, ...]
    missing: tuple[str, ...]


def rank(
    values: Mapping[str, Decimal | Fraction | None], assessment: Assessment, *, less_is_better: bool = False
) -> Ranking | Refusal:
    """Competition ranking: equals share a place and the next place is left out (1, 2, 2, 4).

    What is missing is listed, not ranked. Need-driven figures are not ranked at all (NOT_JUDGED).
    """
    if assessment is Assessment.NONE:
        return Refusal(Reason.NOT_JUDGED)
    known = {code: value for code, value in values.items() if value is not None}
    ordered = sorted(known, key=lambda code: known[code], reverse=not less_is_better)
    places: list[Place] = []
    for number, code in enumerate(ordered, start=1):
        shared = bool(places) and known[places[-1].code] == known[code]
        places.append(Place(code, places[-1].place if shared else number))
    return Ranking(tuple(places), tuple(code for code in values if code not in known))
