"""When a form is due, and which period is being collected on a day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.periods import Frequency, Period

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Weekends are off but for the days worked instead, and so are public holidays."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_off(self, day: date) -> bool:
        return day in self.off or (day.weekday() >= SATURDAY and day not in self.worked)

    def next_worked(self, day: date) -> date:
        """That day, or the first after it that is worked (节假日顺延)."""
        while self.is_off(day):
            day += timedelta(days=1)
        return day


def last_ended(frequency: Frequency, day: date) -> Period:
    """The last period of this frequency that has ended before that day."""
    months = frequency.months
    current = Period(day.year, frequency, (day.month - 1) // months + 1)
    return current.previous()


def due_on(period: Period, due_day: int, work: WorkCalendar | None = None) -> date:
    """The day of the month after the period's end by which its figures are to be handed in.

    Where the calendar has that day off it is the next one that is worked.
    """
    first = period.end + timedelta(days=1)
    day = first.replace(day=min(due_day, calendar.monthrange(first.year, first.month)[1]))
    return work.next_worked(day) if work else day
