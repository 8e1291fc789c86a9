"""Which forms were handed in, and whether in time, on any day; reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from indicators.analytics.deadlines import last_ended
from indicators.analytics.punctuality import Event, Reporting, Stage, Story, deadline_of, judge, tell
from indicators.intake.collecting import paused_collecting
from indicators.intake.typed import NIL
from indicators.models import Form, Indicator, Receipt, Region, StagedFigure, Submission
from indicators.models.collected import read_collected
from indicators.models.submissions import SubmissionQuerySet
from indicators.periods import Frequency, Period
from indicators.services.deadlines import get_deadlines
from indicators.services.happenings import Held, get_events, get_held

Wanted = tuple[Region, Form, Period]
Place = tuple[int, int, str]  # ids of region and form, period
KINDS = (False, True)  # real, and a demonstration's


class Reported(NamedTuple):
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
    return region.id, form.id, str(period)  # a model's `pk` takes four times as long, and they are many


def get_collected() -> dict[int, list[Period]]:
    """The periods for which anything was ever handed in, by form, the earliest first."""
    collected: dict[int, list[Period]] = defaultdict(list)
    for form, period in read_collected():
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


@paused_collecting()
def get_reported(wanted: Collection[Wanted], day: date) -> dict[Place, Reported]:
    """How each of these stood at the end of a day, by the deadlines as they are known now, in its favour.

    Nothing is missing that was due before the site was in use, but for what is being collected now.
    """
    places = [place_of(each) for each in wanted]
    rows, submissions, events = _get_happenings(set(places))
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
    for place, (_region, form, period) in zip(places, wanted, strict=True):
        key, own = (form.id, period), submissions.get(place, [])
        due = dues[key]
        if not own:
            if period == now[form.id] or due >= first:
                found[place] = nothing[key]
            continue
        told = [tell(event for event in events[row.pk] if event.at.date() <= day) for row in own]
        held = [row for row, story in zip(own, told, strict=True) if story.stage is Stage.APPROVED]
        is_there = any(story.stage is not Stage.MISSING for story in told)
        if not is_there and period != now[form.id] and due < first:
            continue
        judged = _judge(own, told, due=due, later=_extensions(own), began=began, day=day)
        found[place] = judged._replace(
            release=next(filter(None, (row.release for row in held)), None),
            is_nil=bool(held) and all(row.pk in nil for row in held),
        )
    return found


class Attested(NamedTuple):
    """How the form of a receipt stood at the moment of handing it in: by the same rule as everywhere, `now`.

    `then` is what the receipt said when it was issued, by the deadlines as they were known at that moment.
    """

    now: Reported
    then: Reported


def get_attested(receipts: Collection[Receipt]) -> dict[int, Attested]:
    """What each receipt attests, by its id."""
    if not receipts:
        return {}
    places = {receipt.pk: _place_of(receipt.submission) for receipt in receipts}
    _rows, submissions, events = _get_happenings(set(places.values()))
    began = _get_beginnings()
    deadlines = get_deadlines({Period.parse(receipt.submission.period) for receipt in receipts})
    attested = {}
    for receipt in receipts:
        row = receipt.submission
        own, day = submissions[places[receipt.pk]], timezone.localdate(receipt.at)
        told = [tell(event for event in events[each.pk] if event.at <= receipt.at) for each in own]
        due = deadlines.due(row.form, Period.parse(row.period))
        now = _judge(own, told, due=due, later=_extensions(own), began=began, day=day)
        then = now
        if receipt.due:
            then = _judge(own, told, due=receipt.due, later=[receipt.extended_to], began=began, day=day)
        attested[receipt.pk] = Attested(now, then)
    return attested


def _place_of(row: Submission) -> Place:
    return row.region_id, row.form_id, row.period


def _judge(
    own: Sequence[Held],
    told: Sequence[Story],
    *,
    due: date,
    later: Iterable[date | None],
    began: Mapping[bool, date],
    day: date,
) -> Reported:
    """How one place stands on a day by what is told of its submissions; `later` are deadlines of returns."""
    there = [row for row, story in zip(own, told, strict=True) if story.stage is not Stage.MISSING]
    return Reported(
        judge(told, due=due, extended=max([due, *filter(None, later)]), day=day),
        is_backfill=bool(there) and deadline_of(told, due) < began[there[0].is_demo],
        is_demo=any(row.is_demo for row in there),
    )


def _extensions(own: Iterable[Held]) -> list[date | None]:
    return [row.extended_to for row in own]


def _get_happenings(
    places: Collection[Place],
) -> tuple[SubmissionQuerySet, dict[Place, list[Held]], dict[int, list[Event]]]:
    """The submissions of these places in their order, as a query too, and what happened to each."""
    rows = Submission.objects.filter(
        region__in={region for region, _, _ in places},
        form__in={form for _, form, _ in places},
        period__in={period for _, _, period in places},
    )
    submissions: dict[Place, list[Held]] = defaultdict(list)
    held = get_held(rows)
    for row in held:
        submissions[row.region_id, row.form_id, row.period].append(row)
    return rows, submissions, get_events(rows, held)


def _get_beginnings() -> dict[bool, date]:
    """The days on which anything was first handed in: real figures (False) and a demonstration's (True).

    What was handed in again is no longer held at its first moment: its receipt tells that one.
    """
    held = Submission.objects.filter(submitted_at__isnull=False)
    real, demo = (held.filter(is_demo=is_demo).order_by("submitted_at").values("pk")[:1] for is_demo in KINDS)
    earlier = Receipt.objects.filter(
        at__lt=OuterRef("submitted_at"),
        submission__is_demo=OuterRef("is_demo"),
        submission__submitted_at__isnull=False,
    ).order_by("at")
    firsts = Submission.objects.filter(Q(pk=Subquery(real)) | Q(pk=Subquery(demo))).values_list(
        "is_demo", Coalesce(Subquery(earlier.values("at")[:1]), "submitted_at")
    )
    return {is_demo: timezone.localtime(first).date() for is_demo, first in firsts}


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
