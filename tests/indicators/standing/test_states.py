"""How an indicator stands, from figures that may be compared and from such that may not."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from indicators.analytics.assessment import Standing, State
from indicators.analytics.refusals import Reason
from indicators.models import Definition, Indicator, Observation
from indicators.periods import Period
from indicators.standing.series import read_series
from indicators.standing.states import get_standing
from tests import factories
from tests.factories import Catalogue

Q2 = Period.parse("2023-Q2")


@pytest.fixture
def beds(catalogue: Catalogue) -> Indicator:
    """To grow from 100 by the end of 2022 to 200 in 2023."""
    Indicator.objects.filter(pk=catalogue.beds.pk).update(assessment="project", polarity="more")
    factories.make_target(catalogue.beds, catalogue.city, 200)
    catalogue.beds.refresh_from_db()
    return catalogue.beds


def known(catalogue: Catalogue, before: dict[str, Any], now: dict[str, Any]) -> None:
    factories.make_observation(catalogue.beds, catalogue.city, "2022-Q4", 100, **before)
    factories.make_observation(catalogue.beds, catalogue.city, "2023-Q2", 150, **now)


def standing(catalogue: Catalogue, indicator: Indicator) -> Standing:
    wanted = [indicator.pk, indicator.denominator_id or indicator.pk]
    series = read_series(wanted, region=catalogue.city.pk, release=None)
    target = indicator.targets.first()
    return get_standing(indicator, series, target, Q2)


def summed(reported: int, expected: int) -> dict[str, Any]:
    return {
        "origin": Observation.Origin.COMPUTED,
        "reported_parts": reported,
        "expected_parts": expected,
    }


def test_progress_counts_from_the_end_of_last_year(catalogue: Catalogue, beds: Indicator) -> None:
    known(catalogue, {}, {})

    found = standing(catalogue, beds)

    assert (found.state, found.progress) == (State.ON_TRACK, Fraction(1, 2))


def test_what_is_counted_otherwise_since_new_year_is_no_progress(
    catalogue: Catalogue, beds: Indicator
) -> None:
    Definition.objects.create(indicator=beds, text="含助餐点", effective_from=date(2023, 1, 1))
    known(catalogue, {}, {})

    found = standing(catalogue, beds)

    assert (found.state, found.progress) == (State.NOT_MET, None)
    assert found.reason is Reason.PACE_UNKNOWN


@pytest.mark.parametrize(
    ("before", "progress"), [(summed(6, 6), Fraction(1, 2)), (summed(5, 5), None), (summed(5, 6), None)]
)
def test_region_that_joined_the_sum_is_no_progress(
    catalogue: Catalogue, beds: Indicator, before: dict[str, Any], progress: Fraction | None
) -> None:
    known(catalogue, before, summed(6, 6))

    assert standing(catalogue, beds).progress == progress


def test_base_that_the_target_itself_states_holds_whatever_is_counted(
    catalogue: Catalogue, beds: Indicator
) -> None:
    beds.targets.all().delete()
    factories.make_target(beds, catalogue.city, 200, baseline=100)
    known(catalogue, summed(5, 5), summed(6, 6))

    assert standing(catalogue, beds).progress == Fraction(1, 2)


def test_share_of_an_unknown_whole_is_reported_and_not_judged(catalogue: Catalogue) -> None:
    found = factories.make_indicator("found", nature="cumulative")
    mended = factories.make_indicator("mended", nature="cumulative", assessment="share", denominator=found)
    factories.make_observation(mended, catalogue.city, "2023-Q2", 40)

    one = standing(catalogue, mended)

    assert (one.state, one.reason) == (State.NOT_JUDGED, Reason.PARTS_MISSING)
