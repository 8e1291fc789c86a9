"""Why something is not computed: codes; the sentences live with the pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.periods import Period


class Reason(StrEnum):
    NATURE_UNCONFIRMED = "nature_unconfirmed"  # 口径待确认: nothing is derived
    NOT_COMPARED = "not_compared"  # this nature has no such comparison
    YTD_LEVEL = "ytd_level"  # 环比 of a year-to-date level
    ONLY_ONE_PERIOD = (
        "only_one_period"  # 尚无可比期: nothing else is known of it, as far back as changes are told
    )
    CURRENT_MISSING = "current_missing"
    BASE_MISSING = "base_missing"
    PREVIOUS_MISSING = "previous_missing"  # the level that a period is derived from
    BASE_NEGATIVE = "base_negative"
    CURRENT_NEGATIVE = "current_negative"  # a derived period of a year to date that fell
    BASE_ZERO = "base_zero"
    DEFINITION_CHANGED = "definition_changed"
    COVERAGE_DIFFERS = "coverage_differs"
    INEXACT = "inexact"  # 近 or 余 on either side
    WITHIN_PRECISION = "within_precision"  # 在数据精度内
    NOT_APPLICABLE = "not_applicable"
    PARTS_MISSING = "parts_missing"  # no region has both parts of a rate
    INCOMPLETE = "incomplete"  # a sum that lacks a region is not judged
    NOT_JUDGED = "not_judged"  # 不评价: no colour, no ranking
    PACE_UNKNOWN = "pace_unknown"  # without last year's end only reached or not
    ONLY_MET = "only_met"  # a floor or a red line: no credit for more
    NEITHER_BETTER = "neither_better"  # neither more nor less is better
    NOT_ADDED = "not_added"  # of districts neither added nor recomputed from parts
    NOBODY_BELOW = "nobody_below"  # no district reports it and counts in the total
    TOO_FEW = "too_few"  # fewer than two have a whole figure


@dataclass(frozen=True, slots=True)
class Refusal:
    """A computation that was not made, why, and the period at fault where there is one."""

    reason: Reason
    period: Period | None = None
