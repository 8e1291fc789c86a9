"""How far the reading of a file is, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """What becomes of a file, in this order."""

    CELLS = "cells"
    FIGURES = "figures"
    CHECKS = "checks"
    DRAFTS = "drafts"


Watch = Callable[[Step, int, int], object]  # is told the step, and how much of how much of it is done


def unwatched(_step: Step, _done: int, _of: int) -> None:
    """Nobody waits."""
