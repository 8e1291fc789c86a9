"""Reporting periods: the value, its written form, and how Chinese titles, headers and file names say it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache, total_ordering

from indicators.numerals import narrow, whole_number, year_number


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
        return _MONTHS[self]


_MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6, Frequency.YEAR: 12}
_FORMS = {
    Frequency.MONTH: "{:04}-{:02}",
    Frequency.QUARTER: "{:04}-Q{}",
    Frequency.HALF: "{:04}-S{}",
    Frequency.YEAR: "{:04}",
}
FIRST_YEAR, LAST_YEAR = 1900, 2199  # what anybody may mean
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})|-Q([1-4])|-S([12]))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter, half-year or year, written as SDMX does; ordered by its first day, then its last."""

    year: int
    frequency: Frequency
    number: int
    start: date = field(init=False, repr=False, compare=False)
    end: date = field(init=False, repr=False, compare=False)
    written: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        length = _MONTHS[self.frequency]
        if not (MINYEAR <= self.year <= MAXYEAR and 1 <= self.number <= 12 // length):
            raise PeriodError(f"{self.year} {self.frequency} {self.number}")
        last = self.number * length
        object.__setattr__(self, "start", date(self.year, last - length + 1, 1))
        object.__setattr__(self, "end", _last_day(self.year, last))
        object.__setattr__(self, "written", _FORMS[self.frequency].format(self.year, self.number))

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Period:
        """The period of `2023-06`, `2023-Q2`, `2023-S1` or `2023`, from 1900 to 2199; raises PeriodError."""
        match = _WRITTEN.fullmatch(text)
        if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
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
        return self.written

    def __lt__(self, other: Period) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    @property
    def months(self) -> int:
        """Months from January to its end: 6 for a second quarter."""
        return self.number * self.frequency.months

    @property
    def days(self) -> int:
        return (self.end - self.start + timedelta(days=1)).days

    @property
    def elapsed(self) -> Fraction:
        """The share of the year passed at its end, in months: 1/2 for a second quarter (序时进度)."""
        return Fraction(self.months, 12)

    def span(self, *, level: bool) -> tuple[date, date]:
        """The dates under which a figure of this period is kept: a level is a fact of one date."""
        return (self.end if level else self.start), self.end

    @property
    def is_first_of_year(self) -> bool:
        return self.number == 1

    def next(self) -> Period:
        return self._moved(1)

    def previous(self) -> Period:
        return self._moved(-1)

    def year_ago(self) -> Period:
        return Period(self.year - 1, self.frequency, self.number)

    @lru_cache(maxsize=4096)  # noqa: B019  # a period lives as long as what it names
    def to(self, frequency: Frequency) -> Period:
        """The period of that frequency with the same last day; raises PeriodError where there is none."""
        return Period.ending(self.end, frequency)

    def _moved(self, by: int) -> Period:
        in_a_year = 12 // self.frequency.months
        year, index = divmod(self.year * in_a_year + self.number - 1 + by, in_a_year)
        return Period(year, self.frequency, index + 1)


@lru_cache(maxsize=4096)
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def read_periods(text: str, *, year: int | None = None) -> list[Period]:
    """The periods that a Chinese title, header or file name names, in its order, each once.

    A span from January (1—6月, 前三季度) is the month it ends in; another span its quarter or half-year, or
    nothing. A bare 2023 counts where nothing else is there. What names no year takes that of a 2023年 just
    before it, then `year`, or is nothing.
    """
    plain = narrow(text)
    if _BARE_YEAR.fullmatch(plain):
        return [Period(int(plain), Frequency.YEAR, 1)]
    matches = sorted(
        (match.start(), rank, match)
        for rank, (pattern, _) in enumerate(_WAYS)
        for match in pattern.finditer(plain)
    )
    found: dict[Period, None] = {}
    bare: Period | None = None
    end = 0
    for start, rank, match in matches:
        if start < end:
            continue
        end = match.end()
        read = _WAYS[rank][1]
        with suppress(ValueError):  # 13月, 2月30日
            periods = read(match, bare.year if bare else year)
            if bare and not match["year"]:
                found.pop(bare, None)
            found |= dict.fromkeys(periods)
            bare = periods[0] if read is _read_year else None
    return list(found)


_BARE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DIGITS = r"(?:19|20)[0-9]{2}(?![0-9])"
_SAID = rf"(?:(?<![0-9]){_DIGITS}|[〇零○一二三四五六七八九]{{4}}(?=年))"
_NUMBER = r"(?:[0-9]{1,3}|[一二三四五六七八九十]+)"
_THROUGH = r"(?:[-~—–―─‐〜至到]{1,2})"
_UNIT = r"(?P<unit>季(?:度|报|末|(?!\w))|月(?![上中下]旬))"
_IN_YEAR = (
    rf"(?:(?P<year>{_SAID})(?:年(?:年?度)?|[-\s])?"
    r"|(?P<other_year>[去上前明]年度?)|(?<![0-9./一二三四五六七八九十]))"
)
_CODED = r"(?<![0-9A-Za-z.,])(?P<year>(?:19|20)[0-9]{2})"
_UP_TO_ITS_END = r"(?!年?初|以来|以[前后]|[起前后])"
_MONTH = r"(?P<month>[0-9]{1,2})"
_NOT_COUNTED = r"(?![0-9]|[.,][0-9]|[%‰十百千万亿余多月元人户张个家名位项条对例件场次届处所公平])"


def _year_of(match: re.Match[str], default: int | None) -> int:
    if match["year"]:
        return year_number(match["year"])
    if default is None or match["other_year"]:
        raise PeriodError(match[0])
    return default


def _frequency(unit: str) -> Frequency:
    return Frequency.MONTH if unit == "月" else Frequency.QUARTER


def _through(first: Period, last: Period) -> Period:
    """The period that spans both; raises PeriodError where there is none."""
    if first.year != last.year or first > last:
        raise PeriodError(f"{first}/{last}")
    if first.is_first_of_year:
        return last.to(Frequency.MONTH)
    for frequency in Frequency:
        with suppress(PeriodError):
            spanned = last.to(frequency)
            if spanned.start == first.start:
                return spanned
    raise PeriodError(f"{first}/{last}")


def _read_span(match: re.Match[str], default: int | None) -> list[Period]:
    """1-6月, 1月1日至6月30日, 三、四季度, 2022年7月—2023年6月."""
    year = _year_of(match, default)
    last_year = year_number(match["last_year"]) if match["last_year"] else year
    first = Period(year, _frequency(match["unit"]), whole_number(match["first"]))
    last = Period(last_year, _frequency(match["unit"]), whole_number(match["last"]))
    return [_through(first, last)] if match["through"] else [first, last]


def _read_one(match: re.Match[str], default: int | None) -> list[Period]:
    """二季度, 第2季度, 6月, 6月30日."""
    period = Period(_year_of(match, default), _frequency(match["unit"]), whole_number(match["number"]))
    if match["day"] and whole_number(match["day"]) > period.days:
        raise PeriodError(match[0])
    return [period]


def _read_part(match: re.Match[str], default: int | None) -> list[Period]:
    """上半年, 半年报, 前三季度, 全年."""
    year = _year_of(match, default)
    if match["quarters"]:
        return [Period(year, Frequency.QUARTER, whole_number(match["quarters"])).to(Frequency.MONTH)]
    if match["whole"]:
        return [Period(year, Frequency.YEAR, 1)]
    return [Period(year, Frequency.HALF, 2 if match["half"] == "下" else 1)]


def _read_code(match: re.Match[str], _: int | None) -> list[Period]:
    """2023Q2, 2023-S1, 2023H1."""
    frequency = Frequency.QUARTER if match["letter"] in "Qq" else Frequency.HALF
    return [Period(int(match["year"]), frequency, int(match["number"]))]


def _read_date(match: re.Match[str], _: int | None) -> list[Period]:
    """2023-06, 2023/6/30, 201806, 20180630."""
    day = date(int(match["year"]), int(match["month"]), int(match.groupdict().get("day") or 1))
    return [Period(day.year, Frequency.MONTH, day.month)]


def _read_year(match: re.Match[str], _: int | None) -> list[Period]:
    """2023年, and both of 2020-2023年."""
    return [Period(year_number(match["year"]), Frequency.YEAR, 1)]


_WAYS: list[tuple[re.Pattern[str], Callable[[re.Match[str], int | None], list[Period]]]] = [
    (
        re.compile(
            rf"{_IN_YEAR}第?(?P<first>{_NUMBER})(?:季度|月份?(?:{_NUMBER}日)?)?(?:(?P<through>{_THROUGH})|[、和及])"
            rf"(?(year)(?:(?P<last_year>{_SAID})年)?)第?(?P<last>{_NUMBER}){_UNIT}"
        ),
        _read_span,
    ),
    (re.compile(rf"{_IN_YEAR}第?(?P<number>{_NUMBER}){_UNIT}(?:(?P<day>{_NUMBER})日)?"), _read_one),
    (
        re.compile(
            rf"{_IN_YEAR}(?:(?P<half>[上下])半年|半年[度报]|前(?P<quarters>{_NUMBER})个?季度|(?P<whole>全年))"
        ),
        _read_part,
    ),
    (
        re.compile(rf"{_CODED}年?[-\s]?(?P<letter>[QSH])(?P<number>[1-4])(?![0-9A-Z])", re.IGNORECASE),
        _read_code,
    ),
    (re.compile(rf"{_CODED}(?P<mark>[-/.]){_MONTH}(?P=mark)(?P<day>[0-9]{{1,2}}){_NOT_COUNTED}"), _read_date),
    (re.compile(rf"{_CODED}[-/]{_MONTH}(?!-[0-9]{{1,2}}(?![0-9])){_NOT_COUNTED}"), _read_date),
    (re.compile(rf"{_CODED}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})?{_NOT_COUNTED}"), _read_date),
    (re.compile(rf"(?P<year>{_SAID})(?:年{_UP_TO_ITS_END}|(?={_THROUGH}{_DIGITS}年))"), _read_year),
]
