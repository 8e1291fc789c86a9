"""When things happen in the demonstration: office hours, mostly in time, sometimes late."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from indicators.analytics.deadlines import due_on
from indicators.periods import Period

LATE = 14  # one in so many is handed in late
SATURDAY = 5


def office_hours(day: date, random: Random, *, first: int = 9, last: int = 16) -> datetime:
    """A moment of that day or, at the weekend, of the Monday after."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    clock = time(random.randint(first, last), random.randint(0, 59), random.randint(0, 59))
    return datetime.combine(day, clock, timezone.get_default_timezone())


def handed_in(period: Period, due_day: int, random: Random, *, on_time: bool = False) -> datetime:
    """In the days before the deadline, in the morning; late now and then."""
    due = due_on(period, due_day)
    late = not on_time and random.randint(1, LATE) == 1
    room = (due - period.end).days - 1
    day = due + timedelta(days=random.randint(1, 6) if late else -random.randint(0, max(0, room)))
    return office_hours(day, random, last=11)


def decided(submitted: datetime, random: Random) -> datetime:
    """In the afternoon of that day or on one of the next two."""
    day = timezone.localtime(submitted).date() + timedelta(days=random.randint(0, 2))
    return office_hours(day, random, first=14, last=17)
