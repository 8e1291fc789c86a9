"""What a trend is made of, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.charts.theme import Words

Tick = tuple[int, str, str]  # month, and the two lines under it
EXPLAINED = "※"  # stands at a figure whose unusual change was explained
CORRECTED = "†"  # stands at a figure that was corrected


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period: where it ends, its names, and its figure in the unit of the axis; None where missing.

    `at` counts months; `tick` and `group` are the two lines under the axis (6月, 2023年), the second of which
    is written once a year. `label` names the period in full, `text` is written beside the last point, with
    its `status` where there is room; `full` is read on each, with its `note`, its `correction` and the
    `reason` that was given for an unusual change. `run` changes where a line must not go on: with a new
    definition, and with each January of a year to date.
    """

    at: int
    tick: str
    group: str
    label: str
    text: str = ""
    status: str = ""
    full: str = ""
    value: Decimal | None = None
    in_period: Decimal | None = None
    in_period_text: str = ""
    is_complete: bool = True
    is_provisional: bool = False
    is_provisional_in_period: bool = False
    note: str = ""
    correction: str = ""
    run: int = 0
    definition: int = 0
    reason: str = ""

    @property
    def marks(self) -> str:
        """What stands at it beside its value."""
        return (EXPLAINED if self.reason else "") + (CORRECTED if self.correction else "")


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A year's target from one place to another, and the places on the way that 序时进度 asks for.

    `revision` says from what it was revised, where it was.
    """

    start: int
    end: int
    value: Decimal
    text: str
    is_ceiling: bool = False
    due: tuple[tuple[int, Decimal], ...] = ()
    in_steps: bool = False
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """All that a trend shows. `as_bars` for a flow, `joined` False where the nature is not confirmed.

    `whole` where nothing lies between two whole numbers of the axis. `later` are ticks after the last point,
    as far as a target reaches.
    """

    points: tuple[TrendPoint, ...]
    unit: str
    words: Words
    step: int = 3  # months between two points
    as_bars: bool = False
    in_steps: bool = False
    inverted: bool = False
    joined: bool = True
    whole: bool = False
    goals: tuple[GoalLine, ...] = ()
    later: tuple[Tick, ...] = ()

    @property
    def ticks(self) -> list[Tick]:
        return [*((point.at, point.tick, point.group) for point in self.points), *self.later]
