"""Remembering what sheets' questions were answered, changing that and forgetting it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.intake.dates import without_dates
from indicators.intake.examine import Examination, get_index
from indicators.intake.layout.words import as_unit, flat
from indicators.intake.matching import Index
from indicators.intake.questions import AS_ASKED, SKIP, Ask, lasts, split_numbered
from indicators.intake.recall import holds, look_at, looks, name_of
from indicators.intake.signature import Look, recognise
from indicators.models import Answer, Layout, User
from indicators.models.layouts import LONGEST
from indicators.services import audit
from indicators.services.errors import NoAnswer
from indicators.services.releases import queue_for_release
from indicators.services.rights import check_answers

Place = tuple[Ask, str]  # what is asked, of which subject


def remember(*, examination: Examination, by: User, at: datetime | None = None) -> list[Layout]:
    """Keep what was answered of a file's sheets, where it means the same next time, and how they look now.

    A sheet is known from its first answer on. Raises NotPermitted.
    """
    if not examination.told and not Layout.objects.exists():
        return []
    index, at = get_index(), at or timezone.now()
    with transaction.atomic():
        queue_for_release()  # or two at once would make two of one form
        check_answers(by)
        known = {row.pk: row for row in Layout.objects.select_for_update()}
        kept = []
        for grid, look in looks(examination.grids, index):
            told = lasting(examination, grid.sheet, look, index)
            pk = recognise(look, {pk: look_at(layout) for pk, layout in known.items()})
            layout = Layout() if pk is None else known[pk]
            if pk is None and not told:
                continue
            layout.number, layout.title = look.number, look.title
            layout.columns, layout.rows, layout.places = (
                list(look.columns),
                list(look.rows),
                list(look.places),
            )
            layout.taken_at, layout.taken_by = at, by
            layout.save()
            known[layout.pk] = layout
            keep(layout, told, index, by, at)
            kept.append(layout)
    return kept


def lasting(examination: Examination, sheet: str, look: Look, index: Index) -> dict[Place, str]:
    """The answers to one sheet's questions that hold for the next one of its form."""
    return {
        (ask, subject): value
        for (ask, name, subject), value in examination.told.items()
        if name == sheet
        and holds_next_time(ask, subject, value, look)
        and (value == SKIP or name_of(ask, value, index) is not None)
    }


def holds_next_time(ask: Ask, subject: str, value: str, look: Look) -> bool:
    """Of a whole sheet only where it says which form it is, of a column where no period heads it."""
    if not lasts(ask, subject) or max(len(subject), len(value)) > LONGEST:
        return False
    if ask is Ask.COLUMN:
        timeless = all(without_dates(text) == flat(text) for text in (subject, value))
        return timeless and not split_numbered(value)[0]
    if ask is Ask.NOTE:  # one that names a date is another next time
        return without_dates(subject) == flat(subject)
    return bool(subject) or look.is_named


def keep(layout: Layout, told: Mapping[Place, str], index: Index, by: User, at: datetime) -> None:
    before = {(Ask(row.ask), row.subject): row for row in layout.answers.all()}
    for (ask, subject), value in told.items():
        row = before.get((ask, subject)) or Answer(layout=layout, ask=ask, subject=subject)
        said = row.value if row.pk else None
        called = "" if value == SKIP else name_of(ask, value, index) or ""
        if said == value and row.called == called:
            continue
        row.value, row.called, row.by, row.at = value, called, by, at
        row.save()
        audit.record(
            by=by,
            action="remember",
            target=row,
            before={} if said is None else {"value": said},
            after={"ask": ask, "subject": subject, "value": value},
        )


def change(*, answer: Answer, value: str, by: User) -> None:
    """Give a remembered answer another value, SKIP to leave out what it is about.

    Raises NotPermitted, or NoAnswer where the value answers nothing.
    """
    index, value = get_index(), value.strip()
    with transaction.atomic():
        check_answers(by)
        answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
        ask, before = Ask(answer.ask), answer.value
        called = "" if value == SKIP else name_of(ask, value, index)
        if called is None or (value != SKIP and not may_mean(ask, value)):
            raise NoAnswer(_("“%s” answers nothing here.") % value)
        answer.value, answer.called = value, called
        answer.by, answer.at = by, timezone.now()
        answer.save()
        audit.record(
            by=by, action="change answer", target=answer, before={"value": before}, after={"value": value}
        )


def may_mean(ask: Ask, value: str) -> bool:
    """What has no name in the catalogue is of its kind: a unit, or that figures are taken as they are."""
    if ask is Ask.NOTE:
        return value == AS_ASKED
    return ask is not Ask.UNIT or bool(as_unit(value))


def forget(*, answer: Answer, by: User) -> None:
    """Let it be asked again. Raises NotPermitted."""
    with transaction.atomic():
        check_answers(by)
        answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
        audit.record(by=by, action="forget", target=answer, before=said(answer))
        answer.delete()


def forget_layout(*, layout: Layout, by: User) -> None:
    """Forget a sheet's form with all its answers. Raises NotPermitted."""
    with transaction.atomic():
        check_answers(by)
        layout = Layout.objects.select_for_update().get(pk=layout.pk)
        answers = [said(answer) for answer in layout.answers.all()]
        audit.record(by=by, action="forget", target=layout, before={"title": str(layout), "answers": answers})
        layout.answers.all().delete()
        layout.delete()


def get_stale(answers: Iterable[Answer]) -> set[int]:
    """The ids of those that name what is gone or is called otherwise now, and are asked again."""
    index = get_index()
    return {answer.pk for answer in answers if not holds(answer, index)}


def said(answer: Answer) -> dict[str, str]:
    return {"ask": answer.ask, "subject": answer.subject, "value": answer.value}
