"""What kind of figure an indicator is, and what each kind allows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """The arithmetic of a figure over time; data of the indicator, never guessed from its name."""

    STOCK = "stock"  # 时点数
    FLOW = "flow"  # 当期数
    YTD = "ytd"  # 本年累计
    CUMULATIVE = "cumulative"  # 历史累计
    RATE = "rate"  # 比率
    STANDARD = "standard"  # 标准
    MEAN = "mean"  # 平均数
    RANK = "rank"  # 位次
    CONSTANT = "constant"  # 计划数

    @property
    def is_level(self) -> bool:
        """A fact of an end date, so 2023-06, 2023-Q2 and 2023-S1 are one fact; a flow belongs to its span."""
        return ALLOWS[self].is_level

    @property
    def restarts(self) -> bool:
        """It begins again each January."""
        return ALLOWS[self].restarts

    @property
    def falls_is_suspicious(self) -> bool:
        """A lower value than before asks for a reason (within the year where the nature restarts)."""
        return ALLOWS[self].falls_is_suspicious

    @property
    def sums_over_time(self) -> bool:
        """Successive periods may be added."""
        return ALLOWS[self].sums_over_time

    @property
    def sums_over_regions(self) -> bool:
        """Regions may be added where the indicator says that it is additive."""
        return ALLOWS[self].sums_over_regions

    @property
    def has_trend(self) -> bool:
        """It may be drawn over time."""
        return ALLOWS[self].has_trend

    @property
    def is_inverted(self) -> bool:
        """Its axis runs downwards: first place is on top."""
        return self is Nature.RANK

    @property
    def yearly(self) -> Basis | None:
        """What 同比 compares; None where nothing is compared."""
        return ALLOWS[self].yearly

    @property
    def successive(self) -> Basis | None:
        """What 环比 compares; None where nothing is compared."""
        return ALLOWS[self].successive


class Basis(StrEnum):
    """Which quantity was compared."""

    LEVEL = "level"  # as reported, at the end date
    PERIOD = "period"  # of the span alone: a flow, or what is derived from two levels


class Assessment(StrEnum):
    """How progress is judged, if at all."""

    FLOOR = "floor"
    PROJECT = "project"
    SERVICE = "service"
    THRESHOLD = "threshold"
    SHARE = "share"
    RED_LINE = "red_line"
    NONE = "none"


class Polarity(StrEnum):
    """Which direction is better."""

    MORE = "more"
    LESS = "less"
    NEUTRAL = "neutral"


class Origin(StrEnum):
    """Whether an observation was reported or computed from others."""

    REPORTED = "reported"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Allows:
    """What one nature allows."""

    is_level: bool = True
    restarts: bool = False
    falls_is_suspicious: bool = False
    sums_over_time: bool = False
    sums_over_regions: bool = False
    has_trend: bool = True
    yearly: Basis | None = Basis.LEVEL
    successive: Basis | None = Basis.LEVEL


ALLOWS: dict[Nature, Allows] = {
    Nature.STOCK: Allows(sums_over_regions=True),
    Nature.FLOW: Allows(
        is_level=False,
        sums_over_time=True,
        sums_over_regions=True,
        yearly=Basis.PERIOD,
        successive=Basis.PERIOD,
    ),
    Nature.YTD: Allows(
        restarts=True, falls_is_suspicious=True, sums_over_regions=True, successive=Basis.PERIOD
    ),
    Nature.CUMULATIVE: Allows(falls_is_suspicious=True, sums_over_regions=True),
    Nature.RATE: Allows(),
    Nature.STANDARD: Allows(),
    Nature.MEAN: Allows(successive=None),
    Nature.RANK: Allows(),
    Nature.CONSTANT: Allows(sums_over_regions=True, has_trend=False, yearly=None, successive=None),
}
LEVELS = frozenset(nature for nature, allows in ALLOWS.items() if allows.is_level)
