"""When a form is due, and which period is being collected on a day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from indicators.periods import Frequency, Period


def last_ended(frequency: Frequency, day: date) -> Period:
    """The last period of this frequency that has ended before that day."""
    months = frequency.months
    current = Period(day.year, frequency, (day.month - 1) // months + 1)
    return current.previous()


def due_on(period: Period, due_day: int) -> date:
    """The day of the month after the period's end by which its figures are to be handed in."""
    first = period.end + timedelta(days=1)
    return first.replace(day=min(due_day, calendar.monthrange(first.year, first.month)[1]))
