"""The lease that a worker holds of a file: renewed while it reads, it runs out where the worker dies."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import OperationalError
from django.utils import timezone

from indicators.intake.reader.limits import DEFAULT
from indicators.intake.watch import Step
from indicators.models import Upload

logger = logging.getLogger(__name__)

OFTEN = timedelta(seconds=5)  # as often as it is renewed within a step
LONGEST = timedelta(
    seconds=4 * DEFAULT.wall_seconds
)  # of a step: with room for what the reader's child may take
# Figures are told as they are found; what fills drafts is one transaction, of which nobody sees anything.
QUIET = {Step.FIGURES: timedelta(minutes=1), Step.DRAFTS: timedelta(minutes=15)}


@dataclass
class Lease:
    """Says how far a worker is with a file, and until when it need not be heard of again."""

    upload: int
    now: Callable[[], datetime] = timezone.now
    step: Step | None = field(default=None, init=False)
    renewed: datetime | None = field(default=None, init=False)

    def __call__(self, step: Step, done: int, of: int) -> None:
        now = self.now()
        if step is self.step and self.renewed and now - self.renewed < OFTEN:
            return
        self.step, self.renewed = step, now
        try:
            Upload.objects.filter(pk=self.upload, state=Upload.State.READING).update(
                step=step,
                percent=min(100, 100 * done // of) if of else None,
                leased_until=now + QUIET.get(step, LONGEST),
            )
        except OperationalError:  # somebody else writes: it is renewed next time
            logger.info("The lease of upload %s was not renewed.", self.upload)


def has_run_out(upload: Upload, now: datetime | None = None) -> bool:
    """Whether a file that is being read has not been heard of for longer than its step can take."""
    if upload.reading_since is None:
        return False
    return (now or timezone.now()) > (upload.leased_until or upload.reading_since + LONGEST)
