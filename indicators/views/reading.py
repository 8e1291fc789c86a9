"""How far a file is that is read in the background."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import Upload


@dataclass(frozen=True, slots=True)
class ReadingStep:
    name: str
    is_done: bool
    is_now: bool


def make_reading_steps(upload: Upload) -> tuple[ReadingStep, ...]:
    """All steps of a reading; none where it has not begun."""
    if not upload.step:
        return ()
    now = Upload.Step.values.index(upload.step)
    return tuple(
        ReadingStep(str(name), number < now, number == now) for number, name in enumerate(Upload.Step.labels)
    )
