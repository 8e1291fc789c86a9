"""How a region reports: in time or not over a year, how often returned, and how much of it was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from indicators.analytics.labels import span_name
from indicators.messages.figures import language
from indicators.models import Form, Observation
from indicators.periods import Period
from indicators.services.punctuality import (
    Reported,
    get_asked,
    get_collected,
    get_expected,
    get_reported,
    place_of,
)
from reports.pages.completeness import YEAR, periods_within
from reports.pages.reporting import Punctual
from reports.pages.selection import Selection


@dataclass(frozen=True)
class Discipline:
    """Counts of the last four periods up to the selected one; `known` by id of the form and last day."""

    first: str
    last: str
    punctual: Punctual
    returned: int
    corrected: int
    known: Mapping[tuple[int, date], Reported]
    is_demo: bool


def get_discipline(selection: Selection, period: Period) -> Discipline:
    """Of the selected region; figures corrected are counted once for each release that corrected them."""
    today, first = timezone.localdate(), period
    day = min(selection.as_of or today, today)
    for _number in range(YEAR - 1):
        first = first.previous()
    forms = list(Form.objects.all())
    wanted = get_expected(
        [selection.region],
        forms,
        {form.pk: periods_within(form, period, YEAR) for form in forms},
        asked=get_asked(),
        collected=get_collected(),
        day=day,
    )
    known = get_reported(wanted, day)
    reported = {
        (each[1].pk, each[2].end): known[place_of(each)] for each in wanted if place_of(each) in known
    }
    return Discipline(
        first=span_name(first, language()),
        last=span_name(period, language()),
        punctual=Punctual.of(reported.values()),
        returned=sum(one.reporting.returns for one in reported.values()),
        corrected=_count_corrected(selection, first.start, period.end),
        known=reported,
        is_demo=any(one.is_demo for one in reported.values()),
    )


def _count_corrected(selection: Selection, start: date, end: date) -> int:
    """Reported values of that time that another has replaced, and whose replacing was not undone."""
    rows = Observation.objects.filter(
        region=selection.region,
        origin=Observation.Origin.REPORTED,
        value__isnull=False,
        end__gte=start,
        end__lte=end,
        superseded_in__undoes__isnull=True,
        superseded_in__isnull=False,
    )
    undone = rows.filter(superseded_in__undone_by__isnull=False)
    if selection.release is not None:
        rows = rows.filter(superseded_in__lte=selection.release)
        undone = undone.filter(superseded_in__undone_by__lte=selection.release)
    return rows.exclude(pk__in=undone).count()
