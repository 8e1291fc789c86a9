from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.rates import denominator_at, rate
from indicators.analytics.refusals import Reason, Refusal
from indicators.quantities import Qualifier
from tests.indicators.analytics.build import period, point, quarters, series

Q2 = period("2023-Q2")


def over(value, **known):
    return point("2023-Q2", value, **known)


def test_a_rate_is_recomputed_from_summed_parts_and_never_averaged():
    found = rate(
        {"a": over(10), "b": over(90)},
        {"a": [over(100)], "b": [over(100)], "c": [over(100)]},
        100,
    )

    assert found.value == 50
    assert (found.numerator, found.denominator) == (100, 200)


def test_a_rate_uses_the_regions_that_have_both_and_names_the_others():
    found = rate(
        {"a": over(10), "b": over(None), "d": over(5)},
        {"a": [over(100)], "b": [over(100)], "c": [over(100)]},
        100,
    )

    assert found.value == 10
    assert set(found.used) == {"a"}
    assert found.left_out == ("b", "d", "c")


def test_a_slower_denominator_is_its_latest_earlier_one_and_says_which():
    population = series({"2020": 829, "2021": 842, "2022": None, "2023": 850})

    found = rate({"city": over(421)}, {"city": population}, 100)

    assert found.value == 50
    assert str(found.used["city"]) == "2021"


def test_a_denominator_of_the_same_frequency_is_never_an_earlier_one():
    assert denominator_at(quarters(2023, 100, None), Q2) is None


def test_a_denominator_of_the_same_date_is_preferred():
    same = point("2023-06", 7)

    assert denominator_at([point("2022", 5), point("2023-05", 6), same], Q2) is same


def test_a_rate_without_both_parts_is_refused():
    assert rate({"a": over(1)}, {"b": [over(1)]}, 100) == Refusal(Reason.PARTS_MISSING)


def test_a_rate_over_zero_is_refused():
    assert rate({"a": over(0)}, {"a": [over(0)]}, 100) == Refusal(Reason.BASE_ZERO)


def test_exact_parts_make_an_exact_rate():
    found = rate({"a": over(3)}, {"a": [over(4)]}, 100)

    assert (found.qualifier, found.margin) == (Qualifier.EXACT, 0)


def test_a_rate_of_rounded_parts_is_rounded_by_as_much_as_they_allow():
    rounded = over(100, qualifier=Qualifier.ROUNDED, margin=Decimal(10))

    found = rate({"a": over(45)}, {"a": [rounded]}, 100)

    assert (found.value, found.qualifier, found.margin) == (45, Qualifier.ROUNDED, 5)


def test_an_open_ended_numerator_stays_so_and_an_open_ended_denominator_leaves_about():
    open_ended = over(40, qualifier=Qualifier.OVER, margin=Decimal(5))

    assert rate({"a": open_ended}, {"a": [over(100)]}, 100).qualifier is Qualifier.OVER
    assert rate({"a": over(4)}, {"a": [open_ended]}, 100).qualifier is Qualifier.ABOUT


counts = st.integers(min_value=0, max_value=10**9)


@given(st.dictionaries(st.sampled_from("abcdef"), counts), st.dictionaries(st.sampled_from("abcdef"), counts))
def test_rate_agrees_with_fractions(tops, bottoms):
    found = rate(
        {code: over(value) for code, value in tops.items()},
        {code: [over(value)] for code, value in bottoms.items()},
        1000,
    )

    both = tops.keys() & bottoms.keys()
    bottom = sum(bottoms[code] for code in both)
    if not both or not bottom:
        assert isinstance(found, Refusal)
    else:
        exact = Fraction(sum(tops[code] for code in both) * 1000, bottom)
        assert abs(Fraction(found.value) - exact) < Fraction(1, 10**30)
