"""Times and units within findings, which keep the Chinese ones, for readers of English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from indicators.analytics.labels import end_name, span_name, year_to_date_name
from indicators.intake.findings import Code
from indicators.intake.layout.words import as_unit
from indicators.periods import read_periods
from indicators.quantities.units import unit_name

_TIMES = ("period", "before_period", "span")
_MEASURED = ("before", "expected", "likely", "low", "high")
_OWN = (  # of which `given` is no quotation from the sheet
    *(Code.NEGATIVE, Code.OVER_HUNDRED, Code.NOT_WHOLE, Code.VALUE_TOO_LARGE, Code.ROUNDED),
    *(Code.TOTAL_DISAGREES, Code.DIFFERS_FROM_SUM, Code.SLIP, Code.SHARE, Code.PERIOD_ALONE, Code.TRANSPOSED),
    *(Code.JUMPS, Code.FALLS),
)
_TIME = re.compile(
    r"(?P<since>截至)?(?P<span>\d{4}年(?:1—(?P<to>\d{1,2})月|\d{1,2}月|[一二三四]季度|[上下]半年)?)(?P<end>末)?(?:累计)?"
)
_MEASURE = re.compile(r"(-?[\d,.]*)([^\d,.]+)")


def in_english(code: Code, params: Mapping[str, str]) -> dict[str, str]:
    """The params with their own times and units in English; what is quoted from a sheet stays."""
    said = dict(params)
    for name in said.keys() & set(_TIMES):
        said[name] = _TIME.sub(english_time, said[name])
    if code is Code.REPEATS_PERIOD and "given" in said:
        said["given"] = _TIME.sub(english_time, said["given"])
    measured = (*_MEASURED, "given") if code in _OWN else _MEASURED
    for name in said.keys() & set(measured):
        said[name] = english_measure(said[name])
    return said


def english_time(found: re.Match[str]) -> str:
    """end of June 2023 for 2023年6月末, January–June 2023 for 2023年1—6月."""
    periods = read_periods(found["span"])
    if len(periods) != 1:
        return found[0]
    if found["to"]:
        return year_to_date_name(periods[0], "en")
    end = end_name(periods[0], "en")
    if found["since"]:
        return f"cumulative to the {end}"
    return end if found["end"] else span_name(periods[0], "en")


def english_measure(text: str) -> str:
    """167 places for 167张, places for 张; anything else as it is."""
    found = _MEASURE.fullmatch(text)
    if not found or not as_unit(found[2]):
        return text
    unit = unit_name(found[2], "en")
    return f"{found[1]}{unit}" if unit in "%‰" else f"{found[1]} {unit}".strip()
