"""What happened to submissions, and when, from what the services wrote down; reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from indicators.analytics.punctuality import Deed, Event
from indicators.models import AuditEntry, Notice, Receipt, Release, Submission
from indicators.models.submissions import SubmissionQuerySet

Moments = dict[int, list[datetime]]  # by submission
HandedIn = dict[int, list[tuple[datetime, date | None]]]  # with the deadline that was in force then


class Held(NamedTuple):
    """A submission as far as it takes to know what happened to it, and the release that approved it."""

    pk: int
    region_id: int
    form_id: int
    period: str
    state: str
    submitted_at: datetime | None
    decided_at: datetime | None
    extended_to: date | None
    is_demo: bool
    release: int | None


def get_held(rows: SubmissionQuerySet) -> list[Held]:
    """These submissions, the earliest first."""
    columns = ("release__number" if name == "release" else name for name in Held._fields)
    return [Held(*each) for each in rows.order_by("pk").values_list(*columns)]


def get_events(rows: SubmissionQuerySet, submissions: Collection[Held]) -> dict[int, list[Event]]:
    """All that happened to each of these submissions, which are those of the query, at its local time.

    Of withdrawals the audit trail alone tells the moment; where it does not, they were at once.
    """
    handed_in, returned, taken = _get_moments(rows)
    withdrawn = _get_withdrawals(
        row.pk for row in submissions if row.submitted_at is None or len(handed_in[row.pk]) > 1
    )
    happened, zone = {}, timezone.get_current_timezone()
    for row in submissions:
        told = handed_in[row.pk] or [(at, None) for at in [row.submitted_at] if at]
        events = [Event(at, Deed.HANDED_IN, due) for at, due in told]
        returns = returned[row.pk]
        if not returns and row.state == Submission.State.RETURNED and row.decided_at:
            returns = [row.decided_at]
        events += [Event(at, Deed.RETURNED) for at in returns]
        events += [Event(at, Deed.WITHDRAWN) for at in withdrawn[row.pk]]
        if row.submitted_at is None and events and not withdrawn[row.pk]:
            events.append(Event(max(event.at for event in events), Deed.WITHDRAWN))
        if row.state == Submission.State.APPROVED and row.decided_at:
            events += [Event(row.decided_at, Deed.APPROVED), *_undoing(row, taken)]
        happened[row.pk] = [event._replace(at=event.at.astimezone(zone)) for event in events]
    return happened


def _get_moments(rows: SubmissionQuerySet) -> tuple[HandedIn, Moments, dict[int, Release]]:
    """When these were handed in and returned, and all releases that undo another, by the one they undo."""
    handed_in: HandedIn = defaultdict(list)
    returned: Moments = defaultdict(list)
    receipts = Receipt.objects.filter(submission__in=rows).order_by("pk")
    for pk, at, due in receipts.values_list("submission", "at", "due"):
        handed_in[pk].append((at, due))
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


def _undoing(row: Held, taken: Mapping[int, Release]) -> Iterable[Event]:
    """Its release being undone, that undoing being undone, and so on."""
    deed, number = Deed.TAKEN_BACK, row.release or 0
    while number in taken:
        release = taken[number]
        yield Event(release.made_at, deed)
        deed = Deed.RESTORED if deed is Deed.TAKEN_BACK else Deed.TAKEN_BACK
        number = release.number
