"""Who has not reported what is due, and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from indicators.models import Absence, Form, Indicator, Observation, Region
from indicators.periods import Period
from indicators.services.deadlines import Deadlines
from reports.pages.coverage import is_expected
from reports.pages.selection import Selection

Place = tuple[int, int, int | None]  # id of the region, of the form, of the pillar


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many figures of one form a region has not reported, of how many, and by when they were due."""

    region: Region
    form: Form
    missing: int
    expected: int
    due: date
    is_overdue: bool
    pillars: Mapping[int, int]  # how many of them in each pillar

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
    deadlines, today = selection.catalogue.deadlines, selection.as_of or timezone.localdate()
    found = (
        _of(region, members, answered, deadlines, period, today)
        for region in regions
        for members in forms.values()
    )
    return tuple(one for one in found if one is not None)


def _answered(
    indicators: Iterable[Indicator], regions: Iterable[Region], selection: Selection, period: Period
) -> dict[Place, int]:
    """How many figures each region has answered for, by form and pillar."""
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
        .annotate(count=Count("indicator_id", distinct=True))
        .order_by()
    )
    return {(region, form, pillar): count for region, form, pillar, count in rows}


def _of(
    region: Region,
    members: Sequence[Indicator],
    answered: Mapping[Place, int],
    deadlines: Deadlines,
    period: Period,
    today: date,
) -> Lacking | None:
    """What the region lacks of one form; None where it lacks nothing."""
    expected = Counter(
        indicator.topic.pillar_id if indicator.topic else None
        for indicator in members
        if is_expected(indicator, region, period)
    )
    form = members[0].form
    missing = {
        pillar: count - answered.get((region.pk, form.pk, pillar), 0) for pillar, count in expected.items()
    }
    lacking = sum(max(0, count) for count in missing.values())
    if not lacking:
        return None
    due = deadlines.due(form, period)
    pillars = {pillar: count for pillar, count in missing.items() if pillar is not None and count > 0}
    return Lacking(region, form, lacking, expected.total(), due, due < today, pillars)
