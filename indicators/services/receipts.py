"""What a clerk is given when a submission has been handed in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.models import Receipt, StagedFigure, Submission, User
from indicators.periods import Period
from indicators.quantities import plain
from indicators.services.cells import count_blank
from indicators.services.deadlines import get_deadlines
from indicators.services.errors import StaleFigures


def issue(*, submission: Submission, staged: Sequence[StagedFigure], by: User, at: datetime) -> Receipt:
    """Count what is handed in, and by when it was due; inside the transaction of handing it in.

    Nothing that blocks is found of it.
    """
    blank = count_blank(submission, {row.spot for row in staged})
    period = Period.parse(submission.period)
    values = Counter(None if row.value is None else bool(row.value) for row in staged)
    return Receipt.objects.create(
        submission=submission,
        at=at,
        by=by,
        expected=len(staged) + blank,
        values=values[True],
        zeros=values[False],
        absent=values[None],
        blank=blank,
        check_number=make_check_number(submission, staged),
        due=get_deadlines([period]).due(submission.form, period),
        extended_to=submission.extended_to,
    )


def check_seen(submission: Submission, seen: str) -> None:
    """Raise StaleFigures where it no longer holds the figures that somebody has seen; empty: not asked."""
    if seen and seen != get_check_number(submission):
        raise StaleFigures(
            _("Figures of submission %s have changed since you opened the page. Look at them again.")
            % submission.pk
        )


def get_check_number(submission: Submission) -> str:
    """Eight signs that change with any figure: the printed form and the submission bear the same ones."""
    return make_check_number(submission, submission.figures.select_related("indicator"))


def make_check_number(submission: Submission, staged: Iterable[StagedFigure]) -> str:
    said = sorted(
        f"{row.indicator.code} {row.period} {row.absence or plain(row.value or Decimal(0))} {row.qualifier}"
        f"{' provisional' if row.is_provisional else ''}"
        for row in staged
    )
    place = (submission.region.code, submission.form.code, submission.period)
    digest = hashlib.sha256("\n".join((*place, *said)).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"
