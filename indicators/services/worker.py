"""Whether somebody reads what was put off, and what becomes of the tasks of one who died over it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from indicators.intake.reader.limits import DEFAULT

WAITS = timedelta(seconds=30)  # a worker looks every second
# Of one task: what the reader's child may take, and as much again for each of examining and staging.
LONGEST = timedelta(seconds=4 * DEFAULT.wall_seconds)


def is_gone() -> bool:
    """Whether a task has waited longer than it should, and nobody is over another."""
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITS)
    return (
        waiting.exists() and not DBTaskResult.objects.running().filter(started_at__gt=now - LONGEST).exists()
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
