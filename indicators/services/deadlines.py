"""By when forms are due; reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from indicators.analytics.deadlines import WorkCalendar, due_on
from indicators.models import CalendarDay, Deadline, Form
from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The usual days of forms, moved by the calendar, and those set for one period."""

    work: WorkCalendar
    own: Mapping[tuple[int, str], date]

    def due(self, form: Form, period: Period, extended_to: date | None = None) -> date:
        """The day, or the later one that a reviewer has set."""
        day = self.own.get((form.pk, str(period))) or due_on(period, form.due_day, self.work)
        return max(day, extended_to) if extended_to else day


def get_deadlines(periods: Iterable[Period] | None = None) -> Deadlines:
    """What is known of the deadlines of these periods, or of all."""
    days: dict[str, set[date]] = {kind: set() for kind in CalendarDay.Kind.values}
    for kind, day in CalendarDay.objects.values_list("kind", "day"):
        days[kind].add(day)
    own = Deadline.objects.all()
    if periods is not None:
        own = own.filter(period__in={str(period) for period in periods})
    return Deadlines(
        work=WorkCalendar(frozenset(days[CalendarDay.Kind.OFF]), frozenset(days[CalendarDay.Kind.WORKED])),
        own={(row.form_id, row.period): row.due for row in own},
    )
