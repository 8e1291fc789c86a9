"""Where a region has reported a total itself that its parts do not add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef

from indicators.analytics.points import Value
from indicators.analytics.rollup import differs
from indicators.intake.findings import Code, Severity
from indicators.messages.figures import show_value
from indicators.models import Finding, Observation, Submission
from indicators.quantities import Qualifier
from indicators.services import bulk
from indicators.services.board import Part

Place = tuple[int, int, date, date]  # ids of indicator and region, first and last day


def note(*, stated: Iterable[Part], submission: Submission) -> None:
    """Note on a submission each total that what its release states makes differ from the sum."""
    touched = {_place(row) for row in stated}
    if not touched:
        return
    current = Observation.objects.as_of(None)
    reported = current.filter(
        region__in={place[1] for place in touched},
        end__in={place[3] for place in touched},
        origin=Observation.Origin.REPORTED,
    )
    at = {name: OuterRef(name) for name in ("region", "indicator", "end", "start")}
    twice = reported.filter(Exists(current.filter(origin=Observation.Origin.COMPUTED, **at)))
    pairs: dict[Place, dict[str, Observation]] = defaultdict(dict)
    for row in twice.select_related("indicator", "region"):
        if (place := _place(row)) in touched:
            pairs[place][row.origin] = row
    if not pairs:
        return
    sums = current.filter(
        indicator__in={place[0] for place in pairs},
        region__in={place[1] for place in pairs},
        end__in={place[3] for place in pairs},
        origin=Observation.Origin.COMPUTED,
    )
    for row in sums:
        if (place := _place(row)) in pairs:
            pairs[place][row.origin] = row
    bulk.insert(
        [
            _finding(submission, pair["reported"], pair["computed"])
            for pair in pairs.values()
            if differ(pair["reported"], pair["computed"])
        ]
    )


def differ(one: Observation, other: Observation) -> bool:
    """Whether a reported figure and the sum of its parts, in either order, exclude each other."""
    pair = {row.origin: _value(row) for row in (one, other)}
    return differs(pair["reported"], pair["computed"])


def _place(row: Observation | Part) -> Place:
    return row.indicator_id, row.region_id, row.start, row.end


def _value(row: Observation) -> Value:
    return Value(row.value, Qualifier(row.qualifier), row.margin, is_complete=row.is_complete)


def _finding(submission: Submission, reported: Observation, computed: Observation) -> Finding:
    return Finding(
        submission=submission,
        indicator=reported.indicator,
        period=reported.period,
        severity=Severity.NOTE.value,
        code=Code.DIFFERS_FROM_SUM.value,
        params={
            "indicator": reported.indicator.name,
            "region": reported.region.name,
            "given": _said(reported),
            "expected": _said(computed),
        },
    )


def _said(row: Observation) -> str:
    return show_value(row.indicator, row.value or Decimal(0), row.qualifier, row.margin).text
