"""Which forms were handed in, and whether in time, on any day; reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from indicators.analytics.deadlines import last_ended
from indicators.analytics.punctuality import Deed, Event, Reporting, Stage, Story, judge, tell
from indicators.intake.typed import NIL
from indicators.models import (
    AuditEntry,
    Form,
    Indicator,
    Notice,
    Receipt,
    Region,
    Release,
    StagedFigure,
    Submission,
)
from indicators.models.submissions import SubmissionQuerySet
from indicators.periods import Frequency, Period
from indicators.services.deadlines import get_deadlines

Wanted = tuple[Region, Form, Period]
Place = tuple[int, int, str]  # ids of region and form, period


@dataclass(frozen=True, slots=True)
class Reported:
    """How a form of a region stands; `release` is the one in force that approved it first.

    `is_backfill` where its deadline had passed before the site was in use: such is never called late.
    """

    reporting: Reporting
    release: int | None = None
    is_nil: bool = False  # 零报告
    is_backfill: bool = False  # 补录
    is_demo: bool = False


def place_of(wanted: Wanted) -> Place:
    region, form, period = wanted
    return region.pk, form.pk, str(period)


def get_collected() -> dict[int, list[Period]]:
    """The periods for which anything was ever handed in, by form, the earliest first."""
    rows = Submission.objects.filter(submitted_at__isnull=False)
    collected: dict[int, list[Period]] = defaultdict(list)
    for form, period in rows.order_by("form", "period").values_list("form", "period").distinct():
        collected[form].append(Period.parse(period))
    return collected


def get_asked() -> dict[int, list[Indicator]]:
    """The indicators that each form asks for, as far as it takes to know at which periods."""
    asked: dict[int, list[Indicator]] = defaultdict(list)
    for row in Indicator.objects.collected().only("form_id", "frequency", "nature"):
        asked[row.form_id].append(row)
    return asked


def get_expected(
    regions: Collection[Region],
    forms: Iterable[Form],
    periods: Mapping[int, Iterable[Period]],
    *,
    asked: Mapping[int, Sequence[Indicator]],
    collected: Mapping[int, Sequence[Period]],
    day: date,
) -> list[Wanted]:
    """The forms that these regions are to report, of those `periods` of each form that had ended by a day.

    A form is expected from the first period on that was `collected`, or that is being collected now.
    """
    wanted = []
    for form in forms:
        now = last_ended(Frequency(form.frequency), timezone.localdate())
        first = min([now, *collected.get(form.pk, ())])
        for period in periods.get(form.pk, ()):
            is_asked = any(indicator.is_asked(period) for indicator in asked.get(form.pk, ()))
            if is_asked and first <= period and period.end < day:
                kinds = form.expected_kinds
                wanted += [(region, form, period) for region in regions if region.kind in kinds]
    return wanted


def get_reported(wanted: Collection[Wanted], day: date) -> dict[Place, Reported]:
    """How each of these stood at the end of a day, by the deadlines as they are known now.

    Nothing is missing that was due before the site was in use, but for what is being collected now.
    """
    rows = Submission.objects.filter(
        region__in={region.pk for region, _, _ in wanted},
        form__in={form.pk for _, form, _ in wanted},
        period__in={str(period) for _, _, period in wanted},
    )
    submissions: dict[Place, list[Submission]] = defaultdict(list)
    for row in rows.select_related("release").order_by("pk"):
        submissions[row.region_id, row.form_id, row.period].append(row)
    stories = _tell(rows, [each for some in submissions.values() for each in some], day)
    nil = _get_nil(rows)
    began = _get_beginnings()
    first, today = min(began.values(), default=timezone.localdate()), timezone.localdate()
    deadlines = get_deadlines({period for _, _, period in wanted})
    collected = {(form, period) for _, form, period in wanted}
    dues = {(form.pk, period): deadlines.due(form, period) for form, period in collected}
    now = {form.pk: last_ended(Frequency(form.frequency), today) for form, _ in collected}
    # Of all who have handed in nothing the same is said, and they may be many.
    nothing = {key: Reported(judge([], due=due, extended=due, day=day)) for key, due in dues.items()}
    found = {}
    for each in wanted:
        place, (_region, form, period) = place_of(each), each
        key, own = (form.pk, period), submissions.get(place, [])
        due = dues[key]
        if not own:
            if period == now[form.pk] or due >= first:
                found[place] = nothing[key]
            continue
        later = [row.extended_to for row in own if row.extended_to]
        told = [stories[row.pk] for row in own]
        reporting = judge(told, due=due, extended=max([due, *later]), day=day)
        there = [row for row, story in zip(own, told, strict=True) if story.stage is not Stage.MISSING]
        held = [row for row, story in zip(own, told, strict=True) if story.stage is Stage.APPROVED]
        if not there and period != now[form.pk] and due < first:
            continue
        found[place] = Reported(
            reporting,
            release=next(filter(None, map(_number, held)), None),
            is_nil=bool(held) and all(row.pk in nil for row in held),
            is_backfill=bool(there) and due < began[there[0].is_demo],
            is_demo=any(row.is_demo for row in there),
        )
    return found


def _tell(rows: SubmissionQuerySet, submissions: Iterable[Submission], day: date) -> dict[int, Story]:
    """What had become of each submission by the end of a day.

    Of withdrawals the audit trail alone tells the moment; where it does not, they were at once.
    """
    handed_in, returned, taken = _get_moments(rows)
    withdrawn = _get_withdrawals(
        row.pk for row in submissions if row.submitted_at is None or len(handed_in[row.pk]) > 1
    )
    stories = {}
    for row in submissions:
        events = [Event(at, Deed.HANDED_IN) for at in handed_in[row.pk] or filter(None, [row.submitted_at])]
        returns = returned[row.pk]
        if not returns and row.state == Submission.State.RETURNED and row.decided_at:
            returns = [row.decided_at]
        events += [Event(at, Deed.RETURNED) for at in returns]
        events += [Event(at, Deed.WITHDRAWN) for at in withdrawn[row.pk]]
        if row.submitted_at is None and events and not withdrawn[row.pk]:
            events.append(Event(max(event.at for event in events), Deed.WITHDRAWN))
        if row.state == Submission.State.APPROVED and row.decided_at:
            events += [Event(row.decided_at, Deed.APPROVED), *_undoing(row, taken)]
        local = (Event(timezone.localtime(event.at), event.deed) for event in events)
        stories[row.pk] = tell(event for event in local if event.at.date() <= day)
    return stories


def _get_beginnings() -> dict[bool, date]:
    """The days on which anything was first handed in: real figures (False) and a demonstration's (True)."""
    rows = Submission.objects.filter(submitted_at__isnull=False).values_list("is_demo")
    firsts = rows.annotate(first=Min(Coalesce("receipts__at", "submitted_at")))
    return {is_demo: timezone.localtime(first).date() for is_demo, first in firsts}


Moments = dict[int, list[datetime]]  # by submission


def _get_moments(rows: SubmissionQuerySet) -> tuple[Moments, Moments, dict[int, Release]]:
    """When these were handed in and returned, and all releases that undo another, by the one they undo."""
    handed_in: Moments = defaultdict(list)
    returned: Moments = defaultdict(list)
    for pk, at in Receipt.objects.filter(submission__in=rows).values_list("submission", "at").order_by("pk"):
        handed_in[pk].append(at)
    returns = Notice.objects.filter(submission__in=rows, kind=Notice.Kind.RETURNED)
    for pk, at in returns.values_list("submission", "at").order_by("pk"):
        returned[pk].append(at)
    undoing = Release.objects.filter(undoes__isnull=False)
    return handed_in, returned, {row.undoes_id: row for row in undoing if row.undoes_id is not None}


def _get_withdrawals(submissions: Iterable[int]) -> Moments:
    targets = {f"submission:{pk}": pk for pk in submissions}
    withdrawn: Moments = defaultdict(list)
    if targets:
        rows = AuditEntry.objects.filter(action="withdraw", target__in=targets).order_by("pk")
        for target, at in rows.values_list("target", "at"):
            withdrawn[targets[target]].append(at)
    return withdrawn


def _undoing(row: Submission, taken: Mapping[int, Release]) -> Iterable[Event]:
    """Its release being undone, that undoing being undone, and so on."""
    deed, number = Deed.TAKEN_BACK, _number(row)
    while number in taken:
        release = taken[number]
        yield Event(release.made_at, deed)
        deed = Deed.RESTORED if deed is Deed.TAKEN_BACK else Deed.TAKEN_BACK
        number = release.number


def _number(row: Submission) -> int:
    """Of the release that approved it; 0 where there is none."""
    return row.release.number if hasattr(row, "release") else 0


def _get_nil(rows: SubmissionQuerySet) -> set[int]:
    """Approved submissions in which nothing has happened: all that was given is zero, or said so (零报告)."""
    happened = Q(value__isnull=False) & ~Q(value=0) & ~Q(note=NIL)
    counted = (
        StagedFigure.objects.filter(submission__in=rows.filter(state=Submission.State.APPROVED))
        .values("submission")
        .annotate(given=Count("value"), happened=Count("pk", filter=happened))
        .filter(given__gt=0, happened=0)
    )
    return {row["submission"] for row in counted}
