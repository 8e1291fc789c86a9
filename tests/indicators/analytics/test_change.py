from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.change import RECENT, Basis, Change, Kind, period_on_period, year_on_year
from indicators.analytics.nature import Nature
from indicators.analytics.refusals import Reason, Refusal
from indicators.quantities import Qualifier
from tests.indicators.analytics.build import numbers, period, point, quarters, series

Q2 = period("2023-Q2")


def yoy(nature, base, now, unit="家", *, base_known=None, now_known=None, **asked):
    points = [point("2022-Q2", base, **(base_known or {})), point("2023-Q2", now, **(now_known or {}))]
    return year_on_year(nature, points, Q2, unit, **asked)


def pop(nature, base, now, unit="家", **asked):
    return period_on_period(nature, series({"2023-Q1": base, "2023-Q2": now}), Q2, unit, **asked)


def seen(change):
    assert isinstance(change, Change), change
    return change.kind, change.value, change.basis


def reason(refusal):
    assert isinstance(refusal, Refusal), refusal
    return refusal.reason


def test_a_stock_is_compared_with_the_same_date_last_year():
    change = yoy(Nature.STOCK, 160, 168)

    assert seen(change) == (Kind.RELATIVE, 5, Basis.LEVEL)
    assert (str(change.from_point.period), str(change.to_point.period)) == ("2022-Q2", "2023-Q2")


def test_a_stock_is_compared_with_the_last_period_end_over_new_year():
    points = series({"2022-Q4": 160, "2023-Q1": 156})

    assert seen(period_on_period(Nature.STOCK, points, period("2023-Q1"), "家")) == (
        Kind.RELATIVE,
        Decimal("-2.5"),
        Basis.LEVEL,
    )


def test_a_flow_is_compared_period_with_period():
    assert seen(pop(Nature.FLOW, 100, 110)) == (Kind.RELATIVE, 10, Basis.PERIOD)


def test_a_year_to_date_is_compared_with_last_years():
    assert seen(yoy(Nature.YTD, 200, 210)) == (Kind.RELATIVE, 5, Basis.LEVEL)


def test_a_year_to_date_in_succession_compares_the_derived_periods():
    change = pop(Nature.YTD, Decimal("162304.9"), Decimal("318270.4"), "对")

    assert change.basis is Basis.PERIOD
    assert round(change.value, 1) == Decimal("-3.9")
    assert change.to_point.value == Decimal("155965.5")


def test_a_year_to_date_level_in_succession_is_refused():
    assert reason(pop(Nature.YTD, 162304, 318270, basis=Basis.LEVEL)) is Reason.YTD_LEVEL


def test_the_first_quarter_of_a_year_to_date_follows_the_derived_fourth():
    points = quarters(2022, 10, 100, 200, 400) + quarters(2023, 220)

    assert period_on_period(Nature.YTD, points, period("2023-Q1"), "人次").value == 10


def test_derived_periods_can_be_compared_over_the_year_too():
    points = quarters(2022, 100, 300) + quarters(2023, 90, 350)

    assert seen(year_on_year(Nature.YTD, points, Q2, "人次", basis=Basis.PERIOD)) == (
        Kind.RELATIVE,
        30,
        Basis.PERIOD,
    )


def test_a_derived_period_without_its_previous_level_is_refused():
    points = series({"2022-Q4": 400, "2023-Q2": 220})

    assert reason(period_on_period(Nature.YTD, points, Q2, "人次")) is Reason.PREVIOUS_MISSING


def test_a_cumulative_level_has_only_a_difference():
    assert seen(yoy(Nature.CUMULATIVE, 1000, 1226, "例")) == (Kind.ABSOLUTE, 226, Basis.LEVEL)
    assert seen(pop(Nature.CUMULATIVE, 1200, 1226, "例")) == (Kind.ABSOLUTE, 26, Basis.LEVEL)


def test_increments_of_a_cumulative_figure_are_compared():
    points = series({"2022-Q4": 1000, "2023-Q1": 1100, "2023-Q2": 1210})

    assert seen(period_on_period(Nature.CUMULATIVE, points, Q2, "例", basis=Basis.PERIOD)) == (
        Kind.RELATIVE,
        10,
        Basis.PERIOD,
    )


@pytest.mark.parametrize("unit", ["%", "‰"])
def test_rates_in_parts_of_a_whole_are_compared_in_points(unit):
    assert seen(yoy(Nature.RATE, "97.2", "97.5", unit)) == (Kind.POINTS, Decimal("0.3"), Basis.LEVEL)


@pytest.mark.parametrize(
    ("nature", "unit"), [(Nature.RATE, "人/万人"), (Nature.STANDARD, "元/人·月"), (Nature.MEAN, "人次")]
)
def test_other_rates_standards_and_means_are_relative_however_small(nature, unit):
    assert seen(yoy(nature, 10, "10.9", unit)) == (Kind.RELATIVE, 9, Basis.LEVEL)


def test_a_rank_gains_or_loses_places():
    assert seen(yoy(Nature.RANK, 4, 2, "位"))[:2] == (Kind.PLACES, 2)
    assert seen(yoy(Nature.RANK, 1, 2, "位"))[:2] == (Kind.PLACES, -1)


@pytest.mark.parametrize(
    ("ask", "nature"),
    [(year_on_year, Nature.CONSTANT), (period_on_period, Nature.CONSTANT), (period_on_period, Nature.MEAN)],
)
def test_what_has_no_comparison_is_refused(ask, nature):
    assert reason(ask(nature, series({"2022-Q2": 5, "2023-Q1": 5, "2023-Q2": 5}), Q2, "个")) is (
        Reason.NOT_COMPARED
    )


def test_a_stock_has_no_period_of_its_own():
    assert reason(yoy(Nature.STOCK, 100, 110, basis=Basis.PERIOD)) is Reason.NOT_COMPARED


def test_an_unconfirmed_nature_derives_nothing():
    assert reason(yoy(Nature.STOCK, 100, 110, confirmed=False)) is Reason.NATURE_UNCONFIRMED


def test_zero_to_zero_is_flat():
    assert seen(yoy(Nature.FLOW, 0, 0))[:2] == (Kind.FLAT, 0)


def test_no_change_is_flat():
    assert seen(yoy(Nature.STOCK, 167, 167))[:2] == (Kind.FLAT, 0)


@pytest.mark.parametrize(("base", "now", "difference"), [(0, 1, 1), (29, 30, 1), (3, 1, -2)])
def test_a_small_base_shows_the_difference(base, now, difference):
    assert seen(yoy(Nature.YTD, base, now, "次"))[:2] == (Kind.COUNT, difference)


def test_a_base_of_thirty_is_not_small():
    assert seen(yoy(Nature.YTD, 30, 33))[:2] == (Kind.RELATIVE, 10)


def test_a_relative_change_from_zero_is_refused():
    assert reason(yoy(Nature.STANDARD, 0, 800)) is Reason.BASE_ZERO


def test_a_negative_base_is_refused():
    assert reason(yoy(Nature.STOCK, -5, 10)) is Reason.BASE_NEGATIVE


def test_a_missing_base_is_refused_and_its_period_named():
    points = series({"2023-Q1": 5, "2023-Q2": 6})

    assert year_on_year(Nature.STOCK, points, Q2, "家") == Refusal(Reason.BASE_MISSING, period("2022-Q2"))


def test_a_missing_value_is_no_zero():
    assert reason(yoy(Nature.STOCK, 5, None)) is Reason.CURRENT_MISSING
    assert reason(year_on_year(Nature.STOCK, [], Q2, "家")) is Reason.CURRENT_MISSING


def test_one_period_alone_is_called_so():
    assert reason(yoy(Nature.STOCK, None, 167)) is Reason.ONLY_ONE_PERIOD


def test_what_is_known_later_or_was_long_ago_does_not_make_a_base():
    points = series({"2020-Q2": 150, "2023-Q2": 167, "2023-Q3": 168})

    assert reason(year_on_year(Nature.STOCK, points, Q2, "家")) is Reason.ONLY_ONE_PERIOD


@given(
    st.dictionaries(
        st.tuples(st.integers(2019, 2024), st.integers(1, 4)), st.one_of(st.none(), numbers), max_size=24
    ),
    st.sampled_from(Nature),
    st.sampled_from([year_on_year, period_on_period]),
)
def test_change_is_told_alike_whatever_was_read_beside_what_is_recent(known, nature, change):
    points = [point(f"{year}-Q{quarter}", value) for (year, quarter), value in sorted(known.items())]
    recent = [each for each in points if each.period.year >= 2023 - RECENT and each.period <= Q2]

    assert change(nature, points, Q2, "家") == change(nature, recent, Q2, "家")


def test_change_across_definitions_is_refused():
    change = yoy(Nature.STOCK, 100, 110, base_known={"definition": 1}, now_known={"definition": 2})

    assert reason(change) is Reason.DEFINITION_CHANGED


def test_change_between_sums_of_different_coverage_is_refused():
    change = yoy(Nature.STOCK, 100, 110, base_known={"coverage": (12, 12)}, now_known={"coverage": (11, 12)})

    assert reason(change) is Reason.COVERAGE_DIFFERS


@pytest.mark.parametrize("qualifier", [Qualifier.NEARLY, Qualifier.OVER])
def test_an_open_ended_value_has_no_growth(qualifier):
    assert reason(yoy(Nature.YTD, 30, 40, now_known={"qualifier": qualifier})) is Reason.INEXACT
    assert reason(yoy(Nature.YTD, 30, 40, base_known={"qualifier": qualifier})) is Reason.INEXACT


def test_a_change_smaller_than_the_precision_is_refused():
    rounded = {"qualifier": Qualifier.ROUNDED, "margin": Decimal(500)}

    assert reason(yoy(Nature.YTD, 13600, 14000, "万元", now_known=rounded)) is Reason.WITHIN_PRECISION
    assert reason(yoy(Nature.YTD, 14000, 14000, "万元", now_known=rounded)) is Reason.WITHIN_PRECISION
    assert seen(yoy(Nature.YTD, 12500, 14000, "万元", now_known=rounded))[:2] == (Kind.RELATIVE, 12)


def test_the_precision_of_both_sides_counts():
    rounded = {"qualifier": Qualifier.ROUNDED, "margin": Decimal(500)}
    both = {"base_known": rounded, "now_known": rounded}

    assert reason(yoy(Nature.YTD, 13001, 14000, "万元", **both)) is Reason.WITHIN_PRECISION
    assert seen(yoy(Nature.YTD, 13000, 14000, "万元", **both))[0] is Kind.RELATIVE


@given(numbers, numbers)
def test_a_change_applied_to_its_base_gives_the_value(base, now):
    change = yoy(Nature.STOCK, base, now)

    match change.kind:
        case Kind.RELATIVE:
            assert abs(base * (100 + change.value) / 100 - now) < Decimal("1e-9")
        case Kind.COUNT:
            assert base < 30
            assert base + change.value == now
        case Kind.FLAT:
            assert base == now


@given(numbers, numbers)
def test_the_sign_of_a_change_is_its_direction(base, now):
    change = yoy(Nature.STOCK, base, now)

    assert (change.value > 0, change.value < 0) == (now > base, now < base)


def test_a_rate_of_years_to_date_has_no_change_on_the_period_before():
    points = series({"2022-Q2": 40, "2023-Q1": 50, "2023-Q2": 60})

    refused = period_on_period(Nature.RATE, points, Q2, "%", of=Nature.YTD)

    assert refused == Refusal(Reason.YTD_LEVEL, Q2)
    assert seen(period_on_period(Nature.RATE, points, Q2, "%", of=Nature.STOCK)) == (
        Kind.POINTS,
        10,
        Basis.LEVEL,
    )
    assert seen(year_on_year(Nature.RATE, points, Q2, "%")) == (Kind.POINTS, 20, Basis.LEVEL)


def test_a_base_that_cannot_be_derived_gives_its_own_reason():
    points = [point("2022-Q4", None, reason=Reason.COVERAGE_DIFFERS), point("2023-Q1", 5)]
    first = period("2023-Q1")

    assert reason(period_on_period(Nature.FLOW, points, first, "家")) is Reason.COVERAGE_DIFFERS
    assert reason(year_on_year(Nature.FLOW, points, first, "家")) is Reason.BASE_MISSING
