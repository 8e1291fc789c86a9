import pytest

from indicators.analytics.nature import ALLOWS, Basis, Nature


def test_every_nature_says_what_it_allows():
    assert set(ALLOWS) == set(Nature)


def test_only_a_flow_sums_over_time_and_is_no_level():
    assert [nature for nature in Nature if nature.sums_over_time] == [Nature.FLOW]
    assert [nature for nature in Nature if not nature.is_level] == [Nature.FLOW]


def test_only_a_year_to_date_restarts():
    assert [nature for nature in Nature if nature.restarts] == [Nature.YTD]


def test_falling_is_suspicious_where_figures_pile_up():
    assert {nature for nature in Nature if nature.falls_is_suspicious} == {Nature.YTD, Nature.CUMULATIVE}


@pytest.mark.parametrize("nature", [Nature.RATE, Nature.MEAN, Nature.STANDARD, Nature.RANK])
def test_what_is_no_count_is_never_added(nature):
    assert not nature.sums_over_time
    assert not nature.sums_over_regions


def test_a_year_to_date_is_compared_by_level_over_years_and_by_period_in_succession():
    assert Nature.YTD.yearly is Basis.LEVEL
    assert Nature.YTD.successive is Basis.PERIOD


def test_a_planned_number_has_no_trend_and_no_comparison():
    assert not Nature.CONSTANT.has_trend
    assert Nature.CONSTANT.yearly is None
    assert Nature.CONSTANT.successive is None


def test_first_place_is_on_top():
    assert [nature for nature in Nature if nature.is_inverted] == [Nature.RANK]
