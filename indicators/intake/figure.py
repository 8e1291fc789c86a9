"""A figure that a file states, with the very cell it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from indicators.intake.findings import Finding, Subject
from indicators.intake.questions import Key, Question
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier


class Figure(NamedTuple):
    """One value of an indicator for a region at a period, in the base unit; None with an absence."""

    indicator: str
    region: str
    period: Period
    value: Decimal | None
    absence: Absence | None
    unit: str
    printed: str
    printed_unit: str
    qualifier: Qualifier
    margin: Decimal  # half the printed place in the base unit; 0 when exact
    sheet: str
    cell: str
    citation: str = ""
    note: str = ""
    is_provisional: bool = False  # 初步数, 快报数
    question: Question | None = None  # whose answer put it here

    @property
    def subject(self) -> Subject:
        return Subject(self.indicator, self.region, self.period)


class Measure(StrEnum):
    LEVEL = "level"  # 上期: the earlier figure itself
    CHANGE = "change"  # 增减: by how much it has changed
    GROWTH = "growth"  # 同比, 环比: by how many per cent


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file prints beside a figure of `period` about an earlier one; never a figure itself."""

    indicator: str
    region: str
    period: Period
    against: Period
    measure: Measure
    value: Decimal  # in the base unit, or in per cent
    margin: Decimal  # half the printed place
    printed: str
    header: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file states and what is to be said about it; `form_hint` is its 表号 where it bears one."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    form_hint: str = ""
    comparisons: tuple[Comparison, ...] = ()
    used: Mapping[Key, str] = field(default_factory=dict)  # the answers it needed, each with its first cell
