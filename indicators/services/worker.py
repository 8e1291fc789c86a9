"""Whether somebody reads what was put off, and what becomes of the tasks of one who died over it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from indicators.models import Upload
from indicators.services.lease import LONGEST

WAITS = timedelta(seconds=30)  # a worker looks every second


def is_gone(now: datetime | None = None) -> bool:
    """Whether a task has waited longer than it should, and nobody is over another."""
    now = now or timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITS)
    begun = DBTaskResult.objects.running().filter(started_at__gt=now - LONGEST)
    return (
        waiting.exists() and not begun.exists() and not Upload.objects.filter(leased_until__gt=now).exists()
    )


def queue_again() -> None:
    """Let the tasks that a worker died over wait for the next one."""
    DBTaskResult.objects.running().update(status="READY", started_at=None)


def get_queued() -> set[int]:
    """The numbers of the files that a task waits to read."""
    return {row.args_kwargs["args"][0] for row in DBTaskResult.objects.ready()}


def give_up(upload: int) -> None:
    """End the tasks that somebody died over with this file: another takes their place."""
    dead = DBTaskResult.objects.running().filter(args_kwargs__args__0=upload)
    dead.update(status="FAILED", finished_at=timezone.now())
