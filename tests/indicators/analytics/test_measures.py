"""当期 ⇄ 累计 only where the nature allows it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.analytics.change import since_new_year
from indicators.analytics.measures import Measure, measured
from indicators.analytics.nature import Nature
from indicators.analytics.refusals import Reason, Refusal
from tests.indicators.analytics.build import series


def values(found: object) -> list[Decimal | None]:
    assert isinstance(found, tuple)
    return [point.value for point in found[1]]


GIVEN = {"2022-Q4": 90, "2023-Q1": 30, "2023-Q2": 50}


def test_year_to_date_gives_its_periods() -> None:
    found = measured(Nature.YTD, series(GIVEN), Measure.PERIOD)

    assert found[0] is Nature.FLOW  # type: ignore[index]
    assert values(found) == [None, 30, 20]


def test_cumulative_figure_gives_what_was_added() -> None:
    assert values(measured(Nature.CUMULATIVE, series(GIVEN), Measure.PERIOD)) == [None, -60, 20]


def test_flow_gives_the_year_so_far() -> None:
    found = measured(Nature.FLOW, series(GIVEN), Measure.TOTAL)

    assert found[0] is Nature.YTD  # type: ignore[index]
    assert values(found) == [None, 30, 80]


@pytest.mark.parametrize("nature", [Nature.YTD, Nature.FLOW])
def test_own_measure_changes_nothing(nature: Nature) -> None:
    own = Measure.TOTAL if nature is Nature.YTD else Measure.PERIOD

    assert values(measured(nature, series(GIVEN), own, confirmed=False)) == [90, 30, 50]


@pytest.mark.parametrize(
    "nature", [Nature.STOCK, Nature.RATE, Nature.STANDARD, Nature.MEAN, Nature.RANK, Nature.CONSTANT]
)
@pytest.mark.parametrize("measure", Measure)
def test_other_natures_know_neither(nature: Nature, measure: Measure) -> None:
    assert measured(nature, series(GIVEN), measure) == Refusal(Reason.NOT_COMPARED)


def test_nothing_is_derived_from_a_nature_that_is_not_confirmed() -> None:
    found = measured(Nature.YTD, series(GIVEN), Measure.PERIOD, confirmed=False)

    assert found == Refusal(Reason.NATURE_UNCONFIRMED)


def test_stock_is_set_against_the_end_of_last_year_as_a_difference() -> None:
    given = series(GIVEN)
    change = since_new_year(Nature.STOCK, given, given[-1].period, "家")

    assert change.value == -40  # type: ignore[union-attr]
    assert since_new_year(Nature.YTD, given, given[-1].period, "家") == Refusal(Reason.NOT_COMPARED)
