"""Reporting periods: the value, its written form, and how Chinese titles, headers and file names say it."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import total_ordering


class PeriodError(ValueError):
    """What was given is no period; `text` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Frequency(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months one period of this frequency lasts."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}[self]


_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})|-Q([1-4])|-S([12]))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter, half-year or year, written as SDMX does; ordered by its first day, then its last."""

    year: int
    frequency: Frequency
    number: int

    def __post_init__(self) -> None:
        if not (MINYEAR <= self.year <= MAXYEAR and 1 <= self.number <= 12 // self.frequency.months):
            raise PeriodError(f"{self.year} {self.frequency} {self.number}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period of `2023-06`, `2023-Q2`, `2023-S1` or `2023`; raises PeriodError."""
        match = _WRITTEN.fullmatch(text)
        if not match:
            raise PeriodError(text)
        year, month, quarter, half = match.groups()
        try:
            if month:
                return cls(int(year), Frequency.MONTH, int(month))
            if quarter:
                return cls(int(year), Frequency.QUARTER, int(quarter))
            if half:
                return cls(int(year), Frequency.HALF, int(half))
            return cls(int(year), Frequency.YEAR, 1)
        except PeriodError:
            raise PeriodError(text) from None

    @classmethod
    def ending(cls, end: date, frequency: Frequency) -> Period:
        """The period of this frequency whose last day is `end`; raises PeriodError where there is none."""
        number, rest = divmod(end.month, frequency.months)
        if rest or end.day != calendar.monthrange(end.year, end.month)[1]:
            raise PeriodError(end.isoformat())
        return cls(end.year, frequency, number)

    def __str__(self) -> str:
        match self.frequency:
            case Frequency.MONTH:
                return f"{self.year:04}-{self.number:02}"
            case Frequency.QUARTER:
                return f"{self.year:04}-Q{self.number}"
            case Frequency.HALF:
                return f"{self.year:04}-S{self.number}"
            case Frequency.YEAR:
                return f"{self.year:04}"

    def __lt__(self, other: Period) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    @property
    def months(self) -> int:
        """Months from January to its end: 6 for a second quarter."""
        return self.number * self.frequency.months

    @property
    def start(self) -> date:
        return date(self.year, self.months - self.frequency.months + 1, 1)

    @property
    def end(self) -> date:
        return date(self.year, self.months, calendar.monthrange(self.year, self.months)[1])

    @property
    def days(self) -> int:
        return (self.end - self.start + timedelta(days=1)).days

    @property
    def elapsed(self) -> Fraction:
        """The share of the year that has passed at its end, in months: 1/2 for a second quarter (序时进度)."""
        return Fraction(self.months, 12)

    @property
    def is_first_of_year(self) -> bool:
        return self.number == 1

    def next(self) -> Period:
        return self._moved(1)

    def previous(self) -> Period:
        return self._moved(-1)

    def year_ago(self) -> Period:
        return Period(self.year - 1, self.frequency, self.number)

    def to(self, frequency: Frequency) -> Period:
        """The period of that frequency with the same last day; raises PeriodError where there is none."""
        return Period.ending(self.end, frequency)

    def _moved(self, by: int) -> Period:
        in_a_year = 12 // self.frequency.months
        year, index = divmod(self.year * in_a_year + self.number - 1 + by, in_a_year)
        return Period(year, self.frequency, index + 1)
