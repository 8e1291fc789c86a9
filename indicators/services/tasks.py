"""What waits for whom: forms to hand in, drafts to finish, submissions to decide on; reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from indicators.analytics.deadlines import last_ended
from indicators.models import (
    AuditEntry,
    Form,
    Indicator,
    Observation,
    Receipt,
    Region,
    Role,
    StagedFigure,
    Submission,
    User,
)
from indicators.periods import Frequency, Period
from indicators.services.deadlines import get_deadlines
from indicators.services.decisions import TOUCHES, sign_off_pending
from indicators.services.rights import regions_of

SOON = 5  # days
Wanted = tuple[Region, Form, Period]


@dataclass(frozen=True, slots=True)
class Task:
    """A form of one region that is being collected: how much of it is there, and until when."""

    form: Form
    region: Region
    period: Period
    due: date
    today: date
    submission: Submission | None
    filled: int
    count: int

    @property
    def is_done(self) -> bool:
        return (self.filled >= self.count and not self.is_open) or self.awaits_review

    @property
    def is_open(self) -> bool:
        return self.submission is not None and self.submission.is_open

    @property
    def awaits_review(self) -> bool:
        return self.submission is not None and self.submission.state == Submission.State.SUBMITTED

    @property
    def is_late(self) -> bool:
        return self.today > self.due and not self.is_done

    @property
    def is_soon(self) -> bool:
        return not self.is_done and 0 <= (self.due - self.today).days <= SOON

    @property
    def urgency(self) -> tuple[bool, date, int, int]:
        return self.is_done, self.due, self.region.order, self.form.order


def get_tasks(user: User, today: date) -> list[Task]:
    """The forms that a clerk's own regions are to hand in for the period that ended last, by urgency."""
    regions = list(user.regions.all() or (Region.objects.filter(parent=None) if user.is_superuser else ()))
    wanted = [
        (region, form, last_ended(Frequency(form.frequency), today))
        for form in Form.objects.all()
        for region in regions
        if region.kind in form.expected_kinds
    ]
    asked = _asked(wanted)
    there = _there(wanted, regions)
    deadlines = get_deadlines(period for _, _, period in wanted)
    submissions = {
        (submission.region_id, submission.form_id, submission.period): submission
        for submission in Submission.objects.filter(
            region__in=regions, period__in={str(period) for _, _, period in wanted}
        ).order_by("pk")
    }
    tasks = []
    for region, form, period in wanted:
        indicators = asked[form.pk, period]
        submission = submissions.get((region.pk, form.pk, str(period)))
        if indicators:
            tasks.append(
                Task(
                    form=form,
                    region=region,
                    period=period,
                    due=deadlines.due(form, period, submission.extended_to if submission else None),
                    today=today,
                    submission=submission,
                    filled=sum((region.pk, indicator, period.end) in there for indicator in indicators),
                    count=len(indicators),
                )
            )
    return sorted(tasks, key=lambda task: task.urgency)


def get_drafts(user: User, tasks: Iterable[Task]) -> list[Submission]:
    """What a clerk has yet to finish: what was returned, then drafts that are not among the tasks."""
    listed = {task.submission.pk for task in tasks if task.submission}
    rows = Submission.objects.with_place().filter(
        region__in=regions_of(user), state__in=(Submission.State.DRAFT, Submission.State.RETURNED)
    )
    returned = [row for row in rows if row.state == Submission.State.RETURNED]
    return returned + [row for row in rows if row.state == Submission.State.DRAFT and row.pk not in listed]


def get_waiting(user: User) -> list[Submission]:
    """Submissions that this user may decide on or sign off now, the oldest first."""
    waits_for_region, mine = sign_off_pending(), Q(pk__in=[])
    if user.is_superuser:
        mine = Q()
    if user.has_role(Role.REVIEWER):
        mine |= Q(form__department__in=user.departments.all()) & ~waits_for_region
    if user.has_role(Role.CHECKER):
        mine |= Q(region__in=regions_of(user)) & waits_for_region
    rows = Submission.objects.with_place().filter(mine, state=Submission.State.SUBMITTED)
    rows = rows.exclude(submitted_by=user).exclude(checked_by=user)
    touched = AuditEntry.objects.filter(by=user, action__in=TOUCHES).values_list("target", flat=True)
    own = set(touched)
    return [row for row in rows.order_by("submitted_at") if f"submission:{row.pk}" not in own]


def get_receipts(user: User, count: int = 10) -> list[Receipt]:
    """The latest receipts of a clerk's regions."""
    rows = Receipt.objects.filter(submission__region__in=regions_of(user))
    return list(rows.select_related("by", "submission__region", "submission__form")[:count])


def _asked(wanted: Iterable[Wanted]) -> dict[tuple[int, Period], list[int]]:
    """The indicators that each form asks for in its period."""
    rows = list(Indicator.objects.collected())
    return {
        (form.pk, period): [row.pk for row in rows if row.form_id == form.pk and row.is_asked(period)]
        for _, form, period in wanted
    }


def _there(wanted: Iterable[Wanted], regions: list[Region]) -> set[tuple[int, int, date]]:
    """Which figures are approved or staged, by region, indicator and date."""
    ends = {period.end for _, _, period in wanted}
    approved = (
        Observation.objects.as_of(None)
        .filter(region__in=regions, end__in=ends, origin=Observation.Origin.REPORTED)
        .exclude(absence="withdrawn")
        .values_list("region_id", "indicator_id", "end")
    )
    staged = StagedFigure.objects.filter(
        submission__in=Submission.objects.open(), submission__region__in=regions, end__in=ends
    ).values_list("submission__region_id", "indicator_id", "end")
    return {*approved, *staged}
