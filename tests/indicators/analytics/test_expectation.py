from __future__ import annotations

from itertools import pairwise
from math import log
from statistics import median

import pytest

from indicators.analytics.expectation import CONSISTENCY, FAR, expect
from indicators.analytics.nature import Nature
from tests.indicators.analytics.build import period, series

ENDS = [f"{year}-Q{n}" for year in (2021, 2022) for n in (1, 2, 3, 4)]
NEXT = period("2023-Q1")
BEDS = [1000, 1060, 1030, 1150, 1140, 1260, 1210, 1300]


def history(values, ends=ENDS):
    return series(dict(zip(ends, values, strict=True)))


def test_score_is_the_modified_z_of_iglewicz_and_hoaglin():
    steps = [log(1 + after) - log(1 + before) for before, after in pairwise(BEDS)]
    middle = median(steps)
    mad = median(abs(step - middle) for step in steps)
    new = log(1 + 2000) - log(1 + BEDS[-1])

    expected = expect(Nature.STOCK, history(BEDS), NEXT)

    assert expected.score(2000) == pytest.approx(CONSISTENCY * (new - middle) / mad)


def test_bounds_are_where_a_value_begins_to_be_far():
    expected = expect(Nature.STOCK, history(BEDS), NEXT)

    low, high = expected.bounds

    assert [expected.score(low), expected.score(high)] == pytest.approx([-FAR, FAR])
    assert not expected.is_far(expected.value)


def test_stock_that_never_moved_scatters_by_three_per_cent():
    expected = expect(Nature.STOCK, history([1000] * 8), NEXT)

    assert not expected.is_far(1100)
    assert expected.is_far(1120)


@pytest.mark.parametrize(("now", "far"), [(1, False), (4, False), (9, True), (0, True)])
def test_one_unit_of_a_small_stock_is_no_jump(now, far):
    assert expect(Nature.STOCK, history([3] * 8), NEXT).is_far(now) is far


def test_growing_series_is_judged_by_its_growth():
    doubling = [10 * 2**n for n in range(8)]

    expected = expect(Nature.STOCK, history(doubling), NEXT)

    assert not expected.is_far(2560)
    assert expected.is_far(1280)


def test_year_to_date_is_judged_by_what_it_would_be_in_a_whole_year():
    expected = expect(Nature.YTD, history([30, 60, 90, 120] * 2), NEXT)

    assert expected.value == pytest.approx(30)
    assert expected.is_far(300)
    assert not expected.is_far(45)


def test_short_history_is_believed_to_scatter_much():
    expected = expect(Nature.STOCK, history([100, 100], ENDS[:2]), NEXT)

    assert not expected.is_far(200)
    assert expected.is_far(1000)


def test_nothing_is_expected_without_history_or_of_ranks():
    assert expect(Nature.STOCK, [], NEXT) is None
    assert expect(Nature.STOCK, series({"2022-Q4": None}), NEXT) is None
    assert expect(Nature.RANK, history([2] * 8), NEXT) is None
