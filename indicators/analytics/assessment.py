"""Whether a figure keeps up with what it should reach (序时进度)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.analytics.points import Value
from indicators.analytics.refusals import Reason
from indicators.quantities import Absence, Qualifier


class TargetKind(StrEnum):
    LEVEL = "level"
    INCREASE = "increase"  # over the baseline
    AT_LEAST = "at_least"
    AT_MOST = "at_most"  # a ceiling


class State(StrEnum):
    AHEAD = "ahead"  # 快于序时
    ON_TRACK = "on_track"  # 符合序时
    BEHIND = "behind"  # 慢于序时
    ATTENTION = "attention"  # 需关注
    MET = "met"
    NOT_MET = "not_met"
    HAPPENED = "happened"  # 已发生
    NOT_HAPPENED = "not_happened"  # 未发生
    NO_TARGET = "no_target"  # 未设目标
    NOT_REPORTED = "not_reported"  # 未报送
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Bands:
    """How many percentage points from 序时进度 still count as keeping up; the edges do."""

    ahead: int = 5
    behind: int = 10


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should reach by the end of the year, in its unit; `baseline` is last year's end."""

    kind: TargetKind
    value: Decimal
    baseline: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a figure stands: shares as fractions of 1, the gap between them in percentage points.

    `revised` is the day since which its target asks for something else than before.
    """

    state: State
    progress: Fraction | None = None
    elapsed: Fraction | None = None
    gap: Fraction | None = None
    reason: Reason | None = None
    revised: date | None = None


def assess(
    assessment: Assessment,
    nature: Nature,
    now: Value,
    *,
    elapsed: Fraction,
    target: Target | None = None,
    polarity: Polarity = Polarity.NEUTRAL,
    baseline: Decimal | None = None,
    whole: Decimal | None = None,
    before: State | None = None,
    bands: Bands = Bands(),
    profile: Fraction | None = None,
    confirmed: bool = True,
) -> Standing:
    """How a figure stands at a period's end.

    `now` is the level, or the year to date (of a flow too); `elapsed` the share of the year that has passed,
    which `profile` replaces where the plan or the season says otherwise; `baseline` last year's end, where
    the target does not state it; `whole` the y of a share x of y; `before` the state of the period before. A
    sum that lacks a region is not judged, unless what it has is over a red line already.
    """
    if assessment is Assessment.NONE:
        return Standing(State.NOT_JUDGED)
    if not confirmed:
        return Standing(State.NOT_JUDGED, reason=Reason.NATURE_UNCONFIRMED)
    if now.value is None:
        return _absent(now)
    happened = assessment is Assessment.RED_LINE and now.value > 0
    if not now.is_complete and not happened:
        return Standing(State.NOT_JUDGED, reason=Reason.INCOMPLETE)
    if assessment is Assessment.RED_LINE:
        return Standing(State.HAPPENED if now.value > 0 else State.NOT_HAPPENED)
    if assessment is Assessment.SHARE:
        return _share(now, whole)
    if target is None:
        return Standing(State.NO_TARGET)
    if assessment is Assessment.FLOOR:
        return _floor(now, target.value, profile if profile is not None else elapsed)
    base = target.baseline if target.baseline is not None else baseline
    goal = goal_of(target, base)
    if goal is None:
        return Standing(State.NOT_JUDGED, reason=Reason.BASE_MISSING)
    if is_ceiling(target.kind, polarity):
        return _reached(now, goal, ceiling=True)
    if assessment is Assessment.THRESHOLD:
        return _reached(now, goal)
    start = Decimal(0) if nature in (Nature.YTD, Nature.FLOW) else base
    if start is None or goal <= start:
        return _reached(now, goal, reason=Reason.PACE_UNKNOWN)
    progress = Fraction(now.value - start) / Fraction(goal - start)
    return _pace(progress, profile if profile is not None else elapsed, bands, before)


def is_ceiling(kind: TargetKind, polarity: Polarity) -> bool:
    """Whether the target is what must not be exceeded: said so, or less is better."""
    return kind is TargetKind.AT_MOST or (polarity is Polarity.LESS and kind is not TargetKind.AT_LEAST)


def _absent(now: Value) -> Standing:
    if now.absence in (Absence.NOT_APPLICABLE, Absence.DISCONTINUED):
        return Standing(State.NOT_JUDGED, reason=Reason.NOT_APPLICABLE)
    return Standing(State.NOT_REPORTED, reason=Reason.CURRENT_MISSING)


def goal_of(target: Target, base: Decimal | None) -> Decimal | None:
    """What the target comes to; None for an increase over a base that is not known."""
    if target.kind is not TargetKind.INCREASE:
        return target.value
    return None if base is None else base + target.value


def _floor(now: Value, yearly: Decimal, elapsed: Fraction) -> Standing:
    """Met against ⌊yearly × elapsed⌋; doing more earns nothing, so progress ends at the whole."""
    due = Decimal(math.floor(Fraction(yearly) * elapsed))
    done = Fraction(now.value or 0)
    progress = min(Fraction(1), done / Fraction(yearly)) if yearly > 0 else None
    return Standing(State.MET if _reaches(now, due) else State.NOT_MET, progress, elapsed)


def _share(now: Value, whole: Decimal | None) -> Standing:
    """x of y: met when it is all."""
    if whole is None:
        return Standing(State.NOT_JUDGED, reason=Reason.PARTS_MISSING)
    if whole == 0:
        return Standing(State.NOT_JUDGED, reason=Reason.BASE_ZERO)
    progress = Fraction(now.value or 0) / Fraction(whole)
    return Standing(State.MET if _reaches(now, whole) else State.NOT_MET, progress)


def _reached(now: Value, goal: Decimal, *, ceiling: bool = False, reason: Reason | None = None) -> Standing:
    met = _stays_within(now, goal) if ceiling else _reaches(now, goal)
    return Standing(State.MET if met else State.NOT_MET, reason=reason)


def _reaches(now: Value, goal: Decimal) -> bool:
    """At least the goal; 近40 has not reached 40."""
    value = now.value or Decimal(0)
    return value > goal or (value == goal and now.qualifier is not Qualifier.NEARLY)


def _stays_within(now: Value, ceiling: Decimal) -> bool:
    """At most the ceiling; 40余 exceeds 40."""
    value = now.value or Decimal(0)
    return value < ceiling or (value == ceiling and now.qualifier is not Qualifier.OVER)


def _pace(progress: Fraction, elapsed: Fraction, bands: Bands, before: State | None) -> Standing:
    gap = (progress - elapsed) * 100
    if gap > bands.ahead:
        state = State.AHEAD
    elif gap >= -bands.behind:
        state = State.ON_TRACK
    elif before in (State.BEHIND, State.ATTENTION):
        state = State.ATTENTION
    else:
        state = State.BEHIND
    return Standing(state, progress, elapsed, gap)
