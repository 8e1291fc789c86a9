"""Who has reported what, and in time: districts by forms, or one of them over periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from indicators.analytics.deadlines import last_ended
from indicators.analytics.labels import span_name
from indicators.messages.figures import language
from indicators.models import Department, Form
from indicators.periods import Frequency, Period
from indicators.services.punctuality import (
    get_asked,
    get_collected,
    get_expected,
    get_reported,
    place_of,
)
from indicators.standing.states import period_ending
from reports.pages.branches import get_branches
from reports.pages.reporting import Punctual
from reports.pages.reporting_grid import Grid, Told, lay_out
from reports.pages.selection import Selection

YEAR = 4  # periods of one region
HISTORY = 8  # periods of one form


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left out; None where nothing is."""

    form: Form | None = None
    department: Department | None = None


@dataclass(frozen=True)
class CompletenessPage:
    selection: Selection
    narrowed: Narrowed
    forms: tuple[Form, ...]
    departments: tuple[Department, ...]
    day: date
    grids: tuple[Grid, ...]
    punctual: Punctual
    collecting: Period | None
    collecting_name: str
    is_demo: bool
    wanted: tuple[Told, ...]


def get_completeness_page(selection: Selection, narrowed: Narrowed, asked: Period | None) -> CompletenessPage:
    """All that the page of reporting completeness shows, on the selected day.

    Of a large country it shows the regions right below the selected one, each with all that lies below it.
    """
    today = timezone.localdate()
    day = min(selection.as_of or today, today)
    every = list(Form.objects.select_related("department"))
    collected = get_collected()
    now = [] if selection.as_of else [last_ended(Frequency(form.frequency), today) for form in every]
    collecting = max(now, key=lambda period: period.end, default=None)
    selection = _with_periods(selection, asked, collecting, (p for ps in collected.values() for p in ps), day)
    forms = [
        form
        for form in every
        if form == (narrowed.form or form) and form.department == (narrowed.department or form.department)
    ]
    branches = {} if selection.offers_all else get_branches(selection)
    is_one = selection.region != selection.root
    below = list(branches) if branches or is_one else [one for one in selection.regions if one.parent_id]
    wanted, indicators = [], get_asked()
    for regions, count in (([selection.region], YEAR if is_one else 1), (below, 1)):
        count = HISTORY if narrowed.form else count
        periods = {form.pk: periods_within(form, selection.period, count) for form in forms}
        wanted += get_expected(regions, forms, periods, asked=indicators, collected=collected, day=day)
    known = get_reported(wanted, day)
    told = tuple((each, one) for each in wanted if (one := known.get(place_of(each))))
    grids = lay_out(told, selection, narrowed.form, branches)
    later = collecting if collecting and selection.period and selection.period.end < collecting.end else None
    return CompletenessPage(
        selection=selection,
        narrowed=narrowed,
        forms=tuple(every),
        departments=tuple(dict.fromkeys(form.department for form in every)),
        day=day,
        grids=tuple(grid for grid in grids if grid.rows),
        punctual=Punctual.of(known.values()),
        collecting=later,
        collecting_name=span_name(later, language()) if later else "",
        is_demo=any(one.is_demo for one in known.values()),
        wanted=told,
    )


def _with_periods(
    selection: Selection, asked: Period | None, collecting: Period | None, others: Iterable[Period], day: date
) -> Selection:
    """With every period that was collected to choose from; the latest unless another was asked for."""
    known = {*selection.periods, *(period_ending(period.end) for period in others)}
    known = {period for period in known if period.end < day or period == asked}
    latest = max(known - {asked} or known, key=lambda period: period.end, default=collecting)
    known |= {period for period in (latest, collecting) if period}
    ordered = sorted(known - {latest}, key=lambda period: period.end, reverse=True)
    return replace(selection, period=asked or latest, periods=(*([latest] if latest else []), *ordered))


def periods_within(form: Form, span: Period | None, count: int) -> list[Period]:
    """Those of a form's periods that end in a span, or in the ones before it, `count` in all."""
    if span is None:
        return []
    frequency, found = Frequency(form.frequency), list[Period]()
    months = span.frequency.months
    if count == HISTORY:
        last = span.months - span.months % frequency.months
        period = (
            Period(span.year, frequency, last // frequency.months)
            if last
            else Period(span.year - 1, frequency, 12 // frequency.months)
        )
        for _number in range(count):
            found.append(period)
            period = period.previous()
        return found[::-1]
    for _number in range(count):
        found += [
            Period(span.year, frequency, month // frequency.months)
            for month in range(span.months - months + 1, span.months + 1)
            if month % frequency.months == 0
        ]
        span = span.previous()
    return sorted(found)
