"""At which period a figure is kept, by the nature and frequency of its indicator."""

from __future__ import annotations

from datetime import date

from indicators.intake.asked import refused, which_period
from indicators.intake.entries import IndicatorEntry
from indicators.intake.findings import Code, Severity
from indicators.intake.layout.furniture import Said
from indicators.intake.layout.roles import own_months, says_accumulated, says_own_span
from indicators.periods import Frequency, Period, PeriodError


def placed(entry: IndicatorEntry, said: Said, header: str, sheet: str, cell: str, today: date) -> Period:
    """The period a figure is kept at; raises RefusedError.

    WRONG_FREQUENCY, NATURE_CONFLICT, UNKNOWN_PERIOD or NO_PERIOD.
    """
    words = {"indicator": entry.name, "given": said.text, "expected": entry.frequency.value}
    if said.loose and entry.frequency is not Frequency.YEAR:
        raise refused(
            Code.NO_PERIOD,
            sheet,
            said.cell,
            question=which_period(sheet, ()),
            given=said.text,
            expected=entry.frequency.value,
        )
    if said.period.end > today:
        where = said.cell or cell
        raise refused(
            Code.UNKNOWN_PERIOD,
            sheet,
            where,
            Severity.ERROR,
            question=None if said.cell else which_period(sheet, ()),
            given=said.text,
            expected=str(today),
        )
    level = entry.nature.is_level
    first = (said.period if level else said.span or said.period).start.month == 1
    restarts = entry.nature.restarts or entry.nature.falls_is_suspicious
    months = own_months(header)  # the month's own of a quarter is neither its sum nor its year to date
    is_part = months not in (None, (said.span or said.period).frequency.months)
    as_asked = (
        first or said.period.frequency is entry.collected is Frequency.HALF
    )  # 下半年 of a half-year's form
    alone = restarts and (is_part or (says_own_span(header) and not as_asked))
    if alone or (not level and not first and says_accumulated(header)):
        words |= {"given": header, "expected": entry.nature.value}
        raise refused(Code.NATURE_CONFLICT, sheet, cell, question=None, **words)
    if is_part and not level:
        raise refused(Code.WRONG_FREQUENCY, sheet, cell, question=None, **words | {"given": header})
    if level:
        if kept := level_period(entry, said.period):
            return kept
        words["expected"] = entry.collected.value
    elif said.span and said.span.frequency is entry.frequency:
        return said.span
    raise refused(Code.WRONG_FREQUENCY, sheet, cell, Severity.ERROR, question=None, **words)


def level_period(entry: IndicatorEntry, period: Period) -> Period | None:
    """A level at its indicator's frequency, else as it was read where its form is handed in for that date."""
    if kept := ending_alike(period, entry.frequency):
        return kept
    return period if ending_alike(period, entry.collected) else None


def ending_alike(period: Period, frequency: Frequency) -> Period | None:
    try:
        return period.to(frequency)
    except PeriodError:
        return None
