"""What a clerk is given when a submission has been handed in."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils import timezone

from indicators.models import Receipt, Submission, User
from indicators.periods import Period
from indicators.quantities import plain
from indicators.services.cells import get_blank
from indicators.services.deadlines import get_deadlines


def issue(*, submission: Submission, by: User, at: datetime) -> Receipt:
    """Count what is handed in, and whether in time; inside the transaction of handing it in."""
    period = Period.parse(submission.period)
    due = get_deadlines([period]).due(submission.form, period, submission.extended_to)
    values = list(submission.figures.values_list("value", flat=True))
    blank = len(get_blank(submission))
    return Receipt.objects.create(
        submission=submission,
        at=at,
        by=by,
        due=due,
        is_late=timezone.localtime(at).date() > due,
        expected=len(values) + blank,
        values=sum(bool(value) for value in values),
        zeros=sum(value == 0 for value in values),
        absent=values.count(None),
        blank=blank,
        check_number=check_number(submission),
    )


def check_number(submission: Submission) -> str:
    """Eight signs that change with any figure: the printed form and the submission bear the same ones."""
    rows = submission.figures.select_related("indicator").order_by("indicator__code", "period")
    said = [str(submission.region.code), str(submission.form.code), submission.period]
    said += [
        f"{row.indicator.code} {row.period} {row.absence or plain(row.value or 0)} {row.qualifier}"
        for row in rows
    ]
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"
