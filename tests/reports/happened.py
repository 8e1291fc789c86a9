"""What may happen to forms that are handed in, drawn by lot, and what it means, told without the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from indicators.analytics.deadlines import WorkCalendar, due_on
from indicators.models import Form, Notice, Receipt, Region
from indicators.periods import Frequency, Period
from tests import factories


def today() -> date:
    """Asked for anew each time: a night may pass while tests run."""
    return timezone.localdate()


@dataclass(frozen=True)
class Happened:
    """One submission as it went: what was done on which day; `again` after a return, until `extended`."""

    region: Region
    form: Form
    period: Period
    days: dict[str, date]
    extended: date | None


def due_of(form: Form, period: Period) -> date:
    return due_on(period, form.due_day, WorkCalendar())  # weekends are off


HOURS = {"first": 9, "returned": 11, "again": 13, "approved": 15}


def moment(days: dict[str, date], name: str) -> datetime:
    """What happened on one day happened in this order."""
    day = days[name]
    return datetime(day.year, day.month, day.day, HOURS[name], tzinfo=timezone.get_default_timezone())


def within(form: Form, span: Period) -> list[Period]:
    return [Period(span.year, Frequency.MONTH, span.months - back) for back in (2, 1, 0)] if (
        form.frequency == "month"
    ) else [span]  # fmt: skip


def live(random: Random, region: Region, form: Form, period: Period) -> Happened:
    """Hand a form in or not, return it or not, approve it or not, all on days drawn by lot."""
    due, days, extended = due_of(form, period), dict[str, date](), None
    if random.random() < 0.8:
        days["first"] = period.end + timedelta(days=random.randint(1, 20))
        if random.random() < 0.3:
            days["returned"] = days["first"] + timedelta(days=random.randint(0, 3))
            extended = due + timedelta(days=random.randint(1, 10)) if random.random() < 0.5 else None
            if random.random() < 0.7:
                days["again"] = days["returned"] + timedelta(days=random.randint(0, 12))
        elif random.random() < 0.2:
            days["withdrawn"] = days["first"]
        last = days.get("again") or (None if "returned" in days or "withdrawn" in days else days["first"])
        if last and random.random() < 0.8:
            days["approved"] = last + timedelta(days=random.randint(0, 5))
        write_down(region, form, period, days, extended)
    return Happened(region, form, period, days, extended)


def write_down(
    region: Region, form: Form, period: Period, days: dict[str, date], extended: date | None
) -> None:
    state = (
        "approved"
        if "approved" in days
        else "draft"
        if "withdrawn" in days
        else "submitted"
        if "again" in days or "returned" not in days
        else "returned"
    )
    decided = next((name for name in ("approved", "returned") if name in days), "")
    moments = (
        {} if state == "draft" else {"submitted_at": moment(days, "again" if "again" in days else "first")}
    )
    if state in ("approved", "returned"):
        moments["decided_at"] = moment(days, decided)
    row = factories.make_submission(region, form, str(period), state=state, extended_to=extended, **moments)
    for name in ("first", "again"):
        if name in days:
            Receipt.objects.create(
                submission=row, at=moment(days, name), by=row.created_by,
                expected=1, values=1, zeros=0, absent=0, blank=0, check_number="",
            )  # fmt: skip
    if "returned" in days:
        Notice.objects.create(
            user=row.created_by, kind="returned", submission=row, at=moment(days, "returned")
        )


def naive_state(one: Happened, day: date) -> tuple[str, int]:
    """In time, late, overdue or open at the end of a day, and by how many days."""
    due = due_of(one.form, one.period)
    days = {name: when for name, when in one.days.items() if when <= day}
    until = max(due, one.extended) if one.extended and "returned" in days else due
    is_there = "first" in days and "withdrawn" not in days and ("returned" not in days or "again" in days)
    if not is_there:
        return ("overdue", (day - until).days) if day > until else ("open", 0)
    late = max(0, (days["first"] - due).days)
    if "again" in days and one.extended:
        late = max(late, (days["again"] - until).days)
    return ("late", late) if late else ("in time", 0)
