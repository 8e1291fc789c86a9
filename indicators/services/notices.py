"""Telling clerks what has become of their figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from indicators.models import Notice, Release, Submission, User


def tell(
    kind: Notice.Kind, submissions: Iterable[Submission], *, release: Release | None = None, at: datetime
) -> None:
    """One notice to whoever handed each of them in; inside the transaction of the deed.

    That the history of a demonstration was approved is no news.
    """
    Notice.objects.bulk_create(
        Notice(
            user_id=submission.submitted_by_id,
            kind=kind,
            submission=submission,
            release=release,
            at=at,
            seen_at=at if submission.is_demo and kind == Notice.Kind.APPROVED else None,
        )
        for submission in submissions
        if submission.submitted_by_id is not None
    )


def mark_seen(*, user: User) -> None:
    """Everything that the user has been told so far is seen."""
    user.notices.filter(seen_at=None).update(seen_at=timezone.now())
