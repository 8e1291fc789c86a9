"""Where a region has reported a total itself that its parts do not add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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


def note(*, stated: Iterable[Part], submission: Submission) -> None:
    """Note on a submission each total that what its release states makes differ from the sum."""
    stated = list(stated)
    ends = {row.end for row in stated}
    current = Observation.objects.as_of(None).exclude(absence=Absence.WITHDRAWN)
    twice: set[Place] = set()
    for side, other in (("reported", "computed"), ("computed", "reported")):
        touched = [row for row in stated if row.origin == side]
        beside = current.filter(origin=other, region__in={row.region_id for row in touched}, end__in=ends)
        if there := {*beside.values_list("indicator_id", "region_id", "start", "end")}:
            twice |= there & {*map(_place, touched)}
    if not twice:
        return
    pairs: dict[Place, dict[str, Observation]] = defaultdict(dict)
    both = current.filter(
        indicator__in={place[0] for place in twice},
        region__in={place[1] for place in twice},
        end__in={place[3] for place in twice},
    )
    for row in both.select_related("indicator", "region"):
        if (place := _place(row)) in twice:
            pairs[place][row.origin] = row
    bulk.insert(
        [
            _finding(submission, pair["reported"], pair["computed"])
            for pair in pairs.values()
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
