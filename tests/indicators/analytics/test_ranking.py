from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.nature import Assessment
from indicators.analytics.ranking import Ranking, rank
from indicators.analytics.refusals import Reason, Refusal


def places(ranking):
    return {found.code: found.place for found in ranking.places}


def test_equals_share_a_place_and_the_next_is_left_out():
    found = rank({"a": Decimal(5), "b": Decimal(9), "c": Decimal("9.0"), "d": Decimal(1)}, Assessment.SERVICE)

    assert places(found) == {"b": 1, "c": 1, "a": 3, "d": 4}


def test_the_least_is_first_where_less_is_better():
    found = rank({"a": Decimal(5), "b": Decimal(1)}, Assessment.PROJECT, less_is_better=True)

    assert places(found) == {"b": 1, "a": 2}


def test_what_is_missing_is_listed_and_not_ranked():
    found = rank({"a": None, "b": Decimal(0)}, Assessment.SERVICE)

    assert places(found) == {"b": 1}
    assert found.missing == ("a",)


def test_need_is_not_ranked():
    assert rank({"a": Decimal(1)}, Assessment.NONE) == Refusal(Reason.NOT_JUDGED)


@given(st.dictionaries(st.text(max_size=3), st.none() | st.integers(0, 5).map(Decimal)))
def test_a_place_is_one_more_than_the_number_of_those_before(values):
    found = rank(values, Assessment.SERVICE)

    assert isinstance(found, Ranking)
    known = {code: value for code, value in values.items() if value is not None}
    assert places(found) == {
        code: 1 + sum(other > value for other in known.values()) for code, value in known.items()
    }
