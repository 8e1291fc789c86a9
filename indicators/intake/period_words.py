"""Words for what sums up periods, and the months that words name: 合计, 全年合计, 上半年, 1—4季度."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from indicators.intake.layout.furniture import periods_said, settled
from indicators.intake.layout.words import flat
from indicators.intake.matching import is_total
from indicators.periods import Frequency, Period

_SUM = re.compile(r"(.*?)(?:总?合计|[总共小]计|总数|(累计))")
_SINCE_JANUARY = re.compile(r"(?:^|年)(?:前|0?1月?[-—–~～至到]|一季?度?[-—–~～至到]|年?初至)|累计")
_END = re.compile("[末底]")
_ANY_YEAR = 2000  # a year that nobody names is the same for all rows


@dataclass(frozen=True, slots=True)
class Span:
    """Months without a gap between them."""

    start: int  # months since year zero
    months: int
    frequency: Frequency

    @property
    def is_since_january(self) -> bool:
        return self.start % 12 == 1

    def holds(self, other: Span | None) -> bool:
        """The other lies in it, and is shorter."""
        return bool(
            other
            and other.months < self.months
            and self.start <= other.start
            and other.start + other.months <= self.start + self.months
        )


@lru_cache(maxsize=4096)
def is_sum(text: str) -> bool:
    """合计, 全年合计, 四个季度合计."""
    return bool(_SUM.fullmatch(flat(text).rstrip(":")))


def is_running(text: str) -> bool:
    """1—6月累计: a period of its own, unless its parts are listed."""
    found = _SUM.fullmatch(flat(text).rstrip(":"))
    return bool(found and found[1] and found[2])


def is_end(text: str) -> bool:
    """A date and no span: 6月末, 2022年底."""
    return bool(_END.search(text))


def before_sum(text: str) -> str:
    """鼓楼区 of 鼓楼区合计; nothing of 合计 and of 各县（市）区合计."""
    found = _SUM.fullmatch(flat(text).rstrip(":"))
    return found[1] if found and not is_total(text) else ""


@lru_cache(maxsize=4096)
def span_of(text: str, year: int | None) -> Span | None:
    """The months that a text names, with or without 合计 behind them."""
    found = _SUM.fullmatch(flat(text).rstrip(":"))
    words = found[1] if found and not found[2] else flat(text)
    said = settled(periods_said(words, year=year or _ANY_YEAR)) if words else []
    if len(said) != 1:
        return None
    period = said[0].period
    start = Period(period.year, Frequency.YEAR, 1).start if _SINCE_JANUARY.search(words) else period.start
    months = 12 * (period.end.year - start.year) + period.end.month - start.month + 1
    named = next((each for each in Frequency if each.months == months), period.frequency)
    return Span(12 * start.year + start.month, months, named)
