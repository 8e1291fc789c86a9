"""What a target comes to, and what is due of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.analytics.assessment import Target, TargetKind
from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.analytics.pace import Goal, goal

EVENLY = [(Fraction(0), Fraction(0)), (Fraction(1, 2), Fraction(1, 2)), (Fraction(1), Fraction(1))]


def goal_of(
    assessment: Assessment, nature: Nature, value: int, kind: TargetKind = TargetKind.LEVEL, **other: object
) -> Goal | None:
    target = Target(kind, Decimal(value))
    return goal(assessment, nature, target, EVENLY, **other)  # type: ignore[arg-type]


def due(found: Goal | None) -> list[Decimal]:
    assert found is not None
    return [value for _at, value in found.due]


def test_yearly_service_is_due_evenly_from_nothing() -> None:
    assert due(goal_of(Assessment.SERVICE, Nature.YTD, 30000)) == [0, 15000, 30000]


def test_project_is_due_from_last_years_end() -> None:
    found = goal_of(Assessment.PROJECT, Nature.STOCK, 60, TargetKind.INCREASE, baseline=Decimal(500))

    assert found is not None
    assert found.value == 560
    assert due(found) == [500, 530, 560]


def test_project_without_last_years_end_has_a_target_and_no_pace() -> None:
    found = goal_of(Assessment.PROJECT, Nature.STOCK, 560)

    assert found == Goal(Decimal(560), is_ceiling=False)


def test_required_activity_is_due_in_whole_times() -> None:
    found = goal_of(Assessment.FLOOR, Nature.YTD, 3, TargetKind.AT_LEAST)

    assert due(found) == [0, 1, 3]


def test_threshold_and_ceiling_are_lines_without_pace() -> None:
    threshold = goal_of(Assessment.THRESHOLD, Nature.RATE, 100)
    ceiling = goal_of(Assessment.SERVICE, Nature.YTD, 2, polarity=Polarity.LESS)

    assert threshold == Goal(Decimal(100), is_ceiling=False)
    assert ceiling == Goal(Decimal(2), is_ceiling=True)


@pytest.mark.parametrize("assessment", [Assessment.NONE, Assessment.RED_LINE, Assessment.SHARE])
def test_what_is_not_judged_by_a_level_has_none(assessment: Assessment) -> None:
    assert goal_of(assessment, Nature.YTD, 5) is None


def test_single_periods_unconfirmed_natures_and_unknown_bases_have_none() -> None:
    assert goal_of(Assessment.SERVICE, Nature.FLOW, 5) is None
    assert goal_of(Assessment.SERVICE, Nature.YTD, 5, confirmed=False) is None
    assert goal_of(Assessment.PROJECT, Nature.STOCK, 5, TargetKind.INCREASE) is None
