"""Which figures are not reported that are due, and how the forms stand that they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.analytics.rollup import NOT_A_HOLE
from indicators.at_mark import kept
from indicators.models import Absence, Form, Indicator, Observation, Region
from indicators.periods import Period
from indicators.services.deadlines import Deadlines
from indicators.services.punctuality import (
    Reported,
    get_asked,
    get_collected,
    get_expected,
    get_reported,
)
from reports.pages.completeness import periods_within
from reports.pages.coverage import is_expected
from reports.pages.reporting import ShownReporting, show_reporting
from reports.pages.selection import Selection

Place = tuple[int, int, int | None]  # id of the region, of the form, of the pillar


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many figures of one form a region has not reported, of how many, and by when they were due.

    Late is the form, by the one rule of the reporting page: what was handed in and waits is not overdue.
    """

    region: Region
    form: Form
    missing: int
    expected: int
    due: date
    pillars: Mapping[int, int]  # how many of them in each pillar
    reported: Reported | None = None  # None where the form was not collected yet

    @property
    def is_overdue(self) -> bool:
        return self.reported is not None and self.reported.reporting.is_overdue

    @property
    def shown(self) -> ShownReporting:
        if self.reported is None:
            return ShownReporting(_("not collected yet"), "none", "", None)
        return show_reporting(self.reported)

    @property
    def is_nothing_there(self) -> bool:
        return self.missing == self.expected


def get_lacking(indicators: Iterable[Indicator], selection: Selection) -> tuple[Lacking, ...]:
    """Of the selected region and those right below it, in the official order, form by form."""
    period = selection.period
    if period is None:
        return ()
    regions = [
        region
        for region in selection.regions
        if region == selection.region or region.parent_id == selection.region.pk
    ]
    due = [indicator for indicator in indicators if indicator.is_due(period)]
    answered = _answered(due, regions, selection, period)
    forms: dict[int, list[Indicator]] = {}
    for indicator in due:
        forms.setdefault(indicator.form_id, []).append(indicator)
    deadlines = selection.catalogue.deadlines
    found = [
        one
        for region in regions
        for members in forms.values()
        if (one := _of(region, members, answered, deadlines, period))
    ]
    return _with_reporting(found, selection, period) if found else ()


def _with_reporting(found: Sequence[Lacking], selection: Selection, period: Period) -> tuple[Lacking, ...]:
    """The same, each with how its form stands on the selected day."""
    today, marks = timezone.localdate(), selection.marks
    regions = tuple(dict.fromkeys(one.region for one in found))
    forms = tuple(dict.fromkeys(one.form for one in found))
    mark = "/".join(marks) if all(marks) else ""
    reported = _read_reported(mark, regions, forms, period, selection.as_of, today)
    return tuple(_told(one, reported.get((one.region.pk, one.form.pk))) for one in found)


@kept(50)
def _read_reported(
    mark: str,
    regions: tuple[Region, ...],
    forms: tuple[Form, ...],
    period: Period,
    as_of: date | None,
    today: date,
) -> dict[tuple[int, int], Reported]:
    """How these forms of these regions stand, by ids of region and form."""
    day = min(as_of or today, today)
    wanted = get_expected(
        regions,
        forms,
        {form.pk: periods_within(form, period, 1)[-1:] for form in forms},
        asked=get_asked(),
        collected=get_collected(),
        day=day,
    )
    return {(region, form): one for (region, form, _period), one in get_reported(wanted, day).items()}


def _told(one: Lacking, reported: Reported | None) -> Lacking:
    due = reported.reporting.due if reported else one.due
    return replace(one, due=due, reported=reported)


def _answered(
    indicators: Iterable[Indicator], regions: Iterable[Region], selection: Selection, period: Period
) -> dict[Place, tuple[int, int]]:
    """How many figures each region has answered for, and how many of those do not apply to it."""
    rows = (
        Observation.objects.as_of(selection.release)
        .filter(
            region__in=regions,
            indicator__in=indicators,
            indicator__numerator=None,
            end=period.end,
            origin=Observation.Origin.REPORTED,
        )
        .exclude(absence__in=(Absence.NOT_REPORTED, Absence.WITHDRAWN))
        .values_list("region_id", "indicator__form_id", "indicator__topic__pillar_id")
        .annotate(
            count=Count("indicator_id", distinct=True),
            waived=Count("indicator_id", distinct=True, filter=Q(absence__in=NOT_A_HOLE)),
        )
        .order_by()
    )
    return {(region, form, pillar): (count, waived) for region, form, pillar, count, waived in rows}


def _of(
    region: Region,
    members: Sequence[Indicator],
    answered: Mapping[Place, tuple[int, int]],
    deadlines: Deadlines,
    period: Period,
) -> Lacking | None:
    """What the region lacks of one form; None where it lacks nothing."""
    expected = Counter(
        indicator.topic.pillar_id if indicator.topic else None
        for indicator in members
        if is_expected(indicator, region, period)
    )
    form = members[0].form
    known = {pillar: answered.get((region.pk, form.pk, pillar), (0, 0)) for pillar in expected}
    missing = {pillar: count - known[pillar][0] for pillar, count in expected.items()}
    lacking = sum(max(0, count) for count in missing.values())
    if not lacking:
        return None
    waived = sum(waived for _count, waived in known.values())
    pillars = {pillar: count for pillar, count in missing.items() if pillar is not None and count > 0}
    return Lacking(region, form, lacking, expected.total() - waived, deadlines.due(form, period), pillars)
