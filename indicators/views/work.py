"""What waits for whom: forms to hand in, submissions to decide on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.analytics.deadlines import due_on, last_ended
from indicators.models import Form, Indicator, Observation, Region, Role, StagedFigure, Submission, User
from indicators.periods import Frequency, Period
from indicators.views.access import user_of, visible_submissions


@dataclass(frozen=True, slots=True)
class Task:
    """A form of one region that is being collected: how much of it is there, and until when."""

    form: Form
    region: Region
    period: Period
    due: date
    submission: Submission | None
    filled: int
    count: int
    is_late: bool

    @property
    def urgency(self) -> tuple[bool, date, int, int]:
        return self.is_done, self.due, self.region.order, self.form.order

    @property
    def is_done(self) -> bool:
        return self.filled >= self.count or (
            self.submission is not None and self.submission.state == Submission.State.SUBMITTED
        )


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    tasks = get_tasks(user, today) if user.has_role(Role.CLERK) else []
    return render(
        request,
        "indicators/work.html",
        {
            "tasks": sorted(
                tasks, key=lambda task: (task.is_done, task.due, task.region.order, task.form.order)
            ),
            "open": sum(not task.is_done for task in tasks),
            "late": sum(task.is_late for task in tasks),
            "waiting": get_waiting(user) if user.has_role(Role.REVIEWER) else None,
            "returned": get_returned(user) if user.has_role(Role.CLERK) else None,
            "is_clerk": user.has_role(Role.CLERK),
        },
    )


def get_waiting(user: User) -> list[Submission]:
    """Submissions of others that this reviewer may decide on, the oldest first."""
    rows = Submission.objects.with_place().filter(visible_submissions(user), state=Submission.State.SUBMITTED)
    return list(rows.exclude(submitted_by=user).order_by("submitted_at"))


def get_returned(user: User) -> list[Submission]:
    rows = Submission.objects.with_place().filter(visible_submissions(user), state=Submission.State.RETURNED)
    return list(rows.order_by("-decided_at"))


def get_tasks(user: User, today: date) -> list[Task]:
    """The forms that the user's own regions are to hand in for the period that ended last."""
    regions = list(user.regions.all() or (Region.objects.filter(parent=None) if user.is_superuser else ()))
    wanted = [
        (region, form, last_ended(Frequency(form.frequency), today))
        for form in Form.objects.all()
        for region in regions
        if region.kind in form.expected_kinds
    ]
    indicators = _due_indicators(wanted)
    there = _there(wanted, regions)
    submissions = {
        (submission.region_id, submission.form_id, submission.period): submission
        for submission in Submission.objects.filter(
            region__in=regions, period__in={str(period) for _, _, period in wanted}
        ).order_by("pk")
    }
    tasks = []
    for region, form, period in wanted:
        due_indicators = indicators[form.pk, period]
        if not due_indicators:
            continue
        filled = sum((region.pk, indicator, period.end) in there for indicator in due_indicators)
        due = due_on(period, form.due_day)
        submission = submissions.get((region.pk, form.pk, str(period)))
        pending = submission is not None and submission.state == Submission.State.SUBMITTED
        tasks.append(
            Task(
                form=form,
                region=region,
                period=period,
                due=due,
                submission=submission,
                filled=filled,
                count=len(due_indicators),
                is_late=today > due and filled < len(due_indicators) and not pending,
            )
        )
    return tasks


Wanted = tuple[Region, Form, Period]


def _due_indicators(wanted: Iterable[Wanted]) -> dict[tuple[int, Period], list[int]]:
    """The indicators of each form that are due at its period's end, without those that are computed."""
    rows = list(Indicator.objects.filter(numerator=None))
    return {
        (form.pk, period): [row.pk for row in rows if row.form_id == form.pk and row.is_due(period)]
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
