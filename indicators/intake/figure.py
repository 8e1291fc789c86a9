"""A figure that a file states, with the very cell it came from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.intake.findings import Finding, Subject
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier


@dataclass(frozen=True, slots=True)
class Figure:
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

    @property
    def subject(self) -> Subject:
        return Subject(self.indicator, self.region, self.period)


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file states and what is to be said about it; `form_hint` is its 表号 where it bears one."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    form_hint: str = ""
