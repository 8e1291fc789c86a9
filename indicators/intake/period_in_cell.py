"""The period that a cell or a column header states, and whether two say the same."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.intake.asked import Asked, period_told, refused, settle, which_period
from indicators.intake.findings import Code, Severity
from indicators.intake.layout.furniture import Said, periods_said, settled
from indicators.intake.layout.words import flat
from indicators.periods import Period, PeriodError

_YEAR = re.compile(r"(?:截[至止])?(?:19|20)\d\d年?(?:\([A-Za-z]\))?(?:数|累计|合计)?")


def cell_period(text: str, sheet: str, cell: str, asked: Asked) -> Said:
    """The period that a cell or a column header states; raises RefusedError with UNKNOWN_PERIOD."""
    said = _stated(text)
    if said is None:
        named = settled(periods_said(text))
        question = which_period(sheet, named, flat(text))
        refusal = refused(
            Code.UNKNOWN_PERIOD, sheet, cell, Severity.ERROR, question=question, given=text, expected=""
        )
        told = period_told(settle(refusal, asked))
        if told is None or (named and not any(agree(each, Said("", told, told)) for each in named)):
            raise refusal
        return Said(text, told, told, cell=cell)
    return Said(text, said.period, said.span, cell=cell)


@lru_cache(maxsize=4096)
def _stated(text: str) -> Said | None:
    """The one period that a text states, None where there is none or more than one."""
    try:
        period = Period.parse(flat(text).upper())
        return Said(text, period, period)
    except PeriodError:
        found = settled(periods_said(text))
    if len(found) != 1 or (found[0].loose and not _YEAR.fullmatch(flat(text))):  # 2023年民办 is none
        return None
    return found[0]


def agree(said: Said, other: Said) -> bool:
    """Both end on one day; a bare year agrees with every period of it."""
    if said.period.end == other.period.end:
        return True
    return (said.loose or other.loose) and said.period.year == other.period.year
