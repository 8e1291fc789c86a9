"""Whom to remind of which forms, with the words to send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from indicators.analytics.punctuality import Reporting, Stage
from indicators.messages.figures import show_day, show_period
from indicators.models import Form
from indicators.periods import Period
from indicators.services.deadlines import get_deadlines
from indicators.services.punctuality import Reported, Wanted
from indicators.services.tasks import SOON
from reports.pages.completeness import CompletenessPage
from reports.pages.reporting import ShownReporting, overdue_words, show_reporting

GRACE = 3  # days for what is overdue, unless the reader says another day


@dataclass(frozen=True, slots=True)
class Reminder:
    """Forms of one period that one owes, alike in deadline and state, and by when they are asked for."""

    whom: str
    forms: tuple[Form, ...]
    period: str
    due: date
    asked_by: date
    shown: ShownReporting
    words: str


@dataclass(frozen=True)
class RemindersPage:
    page: CompletenessPage
    by: date
    reminders: tuple[Reminder, ...]
    count: int
    text: str


def get_reminders_page(page: CompletenessPage, by: date | None) -> RemindersPage:
    """Of what was selected all that is overdue or returned, or due within days; the words are Chinese."""
    by = by or get_deadlines([]).work.next_worked(page.day + timedelta(days=GRACE))
    root = page.selection.root
    alike: dict[tuple[str, Period, Reporting], list[tuple[Form, Reported]]] = {}
    for (region, form, period), one in sorted(page.wanted, key=in_order):
        if _is_owed(one, page.day):
            whom = form.department.name if region == root else region.name
            alike.setdefault((whom, period, one.reporting), []).append((form, one))
    reminders = [
        _remind(whom, period, [form for form, _one in owed], owed[0][1], by)
        for (whom, period, _reporting), owed in alike.items()
    ]
    reminders.sort(key=lambda each: each.asked_by)
    return RemindersPage(
        page=page,
        by=by,
        reminders=tuple(reminders),
        count=sum(len(each.forms) for each in reminders),
        text=_text(reminders, page.day),
    )


def in_order(owed: tuple[Wanted, Reported]) -> tuple[int, str, int, date]:
    """By region and form, both in the official order, and time."""
    (region, form, period), _one = owed
    return region.order, region.code, form.order, period.end


def _is_owed(one: Reported, day: date) -> bool:
    reporting = one.reporting
    soon = (reporting.due - day).days <= SOON
    return not reporting.is_there and (reporting.stage is Stage.RETURNED or soon)


def _remind(whom: str, period: Period, forms: Sequence[Form], one: Reported, by: date) -> Reminder:
    reporting = one.reporting
    with translation.override("zh-hans"):
        named = "".join(f"《{form.name}》" for form in forms)
        words = f"{show_period(str(period))}{named}{_in_brackets(one)}"
    return Reminder(
        whom=whom,
        forms=tuple(forms),
        period=show_period(str(period)),
        due=reporting.due,
        asked_by=by if reporting.late else reporting.due,
        shown=show_reporting(one),
        words=words,
    )


def _in_brackets(one: Reported) -> str:
    reporting = one.reporting
    said = [_("returned to be mended")] if reporting.stage is Stage.RETURNED else []
    if reporting.late:
        said += [_("was due %s") % show_day(reporting.due), overdue_words(reporting)]
    return f"（{'，'.join(said)}）" if said else ""


def _text(reminders: Iterable[Reminder], day: date) -> str:
    """A paragraph for each who owes something, and for each day it is asked for."""
    paragraphs: dict[tuple[str, date], list[str]] = {}
    for each in reminders:
        paragraphs.setdefault((each.whom, each.asked_by), []).append(each.words)
    with translation.override("zh-hans"):
        said = [
            _("%(whom)s, please hand in by %(day)s: %(forms)s.")
            % {"whom": whom, "day": show_day(asked_by), "forms": "；".join(words)}
            for (whom, asked_by), words in paragraphs.items()
        ]
        return (
            "\n".join([_("As of %s, these forms have not been handed in:") % show_day(day), *said])
            if said
            else ""
        )
