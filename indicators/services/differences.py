"""Where a region has reported a total itself that its parts do not add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from indicators.analytics.points import Value
from indicators.analytics.rollup import differs
from indicators.intake.findings import Code, Severity
from indicators.messages.figures import show_figure
from indicators.models import Absence, Finding, Observation, Submission
from indicators.quantities import Qualifier
from indicators.services import bulk
from indicators.services.board import Part

Place = tuple[int, int, date, date]  # ids of indicator and region, first and last day


def note(released: Sequence[tuple[Submission, Sequence[Part]]]) -> None:
    """Note each total that differs from the sum by what is released, on the submission that it comes from."""
    owners: dict[Place, Submission] = {}
    ends = {row.end for _submission, stated in released for row in stated}
    current = Observation.objects.as_of(None).exclude(absence=Absence.WITHDRAWN)
    for side, other in (("computed", "reported"), ("reported", "computed")):
        touched = [(row, whose) for whose, stated in released for row in stated if row.origin == side]
        regions = {row.region_id for row, _whose in touched}
        beside = current.filter(origin=other, region__in=regions, end__in=ends)
        if there := {*beside.values_list("indicator_id", "region_id", "start", "end")}:
            owners |= {place: whose for row, whose in touched if (place := _place(row)) in there}
    if not owners:
        return
    pairs: dict[Place, dict[str, Observation]] = defaultdict(dict)
    both = current.filter(
        indicator__in={place[0] for place in owners},
        region__in={place[1] for place in owners},
        end__in={place[3] for place in owners},
    )
    for row in both.select_related("indicator", "region"):
        if (place := _place(row)) in owners:
            pairs[place][row.origin] = row
    bulk.insert(
        [
            _finding(owners[place], pair["reported"], pair["computed"])
            for place, pair in pairs.items()
            if len(pair) == 2 and differ(pair["reported"], pair["computed"])
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
    return show_figure(row.indicator, row).text
