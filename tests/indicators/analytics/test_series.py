from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.nature import Nature
from indicators.analytics.refusals import Reason, Refusal
from indicators.analytics.series import falls, increments, to_periods, to_ytd, total
from indicators.periods import Frequency, Period
from indicators.quantities import Absence, Qualifier
from tests.indicators.analytics.build import numbers, period, point, quarters, series

LENGTHS = {Frequency.MONTH: 12, Frequency.QUARTER: 4, Frequency.HALF: 2, Frequency.YEAR: 1}


@st.composite
def years(draw, values=numbers):
    """Two whole years of points of one frequency."""
    frequency = draw(st.sampled_from(list(Frequency)))
    return [
        point(str(Period(year, frequency, number)), draw(values))
        for year in (2022, 2023)
        for number in range(1, LENGTHS[frequency] + 1)
    ]


def values(points):
    return [None if found.value is None else int(found.value) for found in points]


@given(years())
def test_ytd_to_period_to_ytd_is_the_identity(points):
    assert to_ytd(to_periods(points)) == points


@given(years())
def test_period_to_ytd_to_period_is_the_identity(points):
    assert to_periods(to_ytd(points)) == points


@given(years(st.none() | numbers))
def test_a_derived_value_is_right_or_missing_with_a_reason(points):
    given_values = {found.period: found.value for found in points}

    for derived in to_periods(points):
        level = given_values[derived.period]
        before = 0 if derived.period.is_first_of_year else given_values[derived.period.previous()]
        if level is None or before is None:
            assert derived.value is None
            assert level is None or derived.reason is Reason.PREVIOUS_MISSING
        else:
            assert derived.value == level - before


def test_periods_restart_in_january():
    points = quarters(2022, 10, 30, 60, 100) + quarters(2023, 12, 30)

    assert values(to_periods(points)) == [10, 20, 30, 40, 12, 18]


def test_january_to_march_needs_none_and_a_hole_takes_the_next_along():
    points = quarters(2023, 10, None, 60, 100)

    derived = to_periods(points)

    assert values(derived) == [10, None, None, 40]
    assert [found.reason for found in derived] == [None, None, Reason.PREVIOUS_MISSING, None]


def test_a_period_whose_previous_is_not_in_the_series_is_missing():
    assert to_periods([point("2023-Q2", 30)])[0].reason is Reason.PREVIOUS_MISSING


def test_a_period_over_different_regions_is_refused():
    points = [point("2023-Q1", 10, coverage=(11, 12)), point("2023-Q2", 30, coverage=(12, 12))]

    assert to_periods(points)[1].reason is Reason.COVERAGE_DIFFERS


def test_a_period_across_a_change_of_definition_is_refused():
    points = [point("2023-Q1", 10, definition=1), point("2023-Q2", 30, definition=2)]

    assert to_periods(points)[1].reason is Reason.DEFINITION_CHANGED


def test_a_period_of_an_inexact_level_is_refused():
    points = [point("2023-Q1", 10), point("2023-Q2", 40, qualifier=Qualifier.OVER)]

    assert to_periods(points)[1].reason is Reason.INEXACT


def test_a_period_of_rounded_levels_is_rounded_with_both_margins():
    points = quarters(2023, 100, 300, qualifier=Qualifier.ROUNDED, margin=Decimal(50))

    derived = to_periods(points)[1]

    assert (derived.value, derived.qualifier, derived.margin) == (200, Qualifier.ROUNDED, 100)


def test_a_provisional_level_makes_both_periods_provisional():
    points = [point("2023-Q1", 10), point("2023-Q2", 30, is_provisional=True), point("2023-Q3", 60)]

    assert [found.is_provisional for found in to_periods(points)] == [False, True, True]


def test_a_missing_level_keeps_why_it_is_missing():
    points = quarters(2023, 10, None, absence=Absence.WITHHELD)

    assert to_periods(points)[1].absence is Absence.WITHHELD


def test_ytd_is_missing_after_a_hole():
    assert values(to_ytd(quarters(2023, 10, None, 30, 40))) == [10, None, None, None]


def test_increments_never_restart_and_the_first_is_unknown():
    points = quarters(2022, 5, 8) + quarters(2023, 9)
    points[2] = points[2]._replace(period=period("2022-Q3"))

    assert values(increments(points)) == [None, 3, 1]


def test_increments_cross_the_new_year():
    assert values(increments(series({"2022-Q4": 100, "2023-Q1": 104}))) == [None, 4]


@given(st.lists(numbers, min_size=4, max_size=4))
def test_total_is_the_plain_sum(amounts):
    points = quarters(2023, *amounts)

    found = total(points, [found.period for found in points])

    assert found.value == sum(amounts)
    assert found.is_complete


def test_total_with_a_hole_is_incomplete():
    points = quarters(2023, 10, None, 30)
    wanted = [period(f"2023-Q{n}") for n in (1, 2, 3, 4)]

    found = total(points, wanted)

    assert found.value == 40
    assert found.missing == (period("2023-Q2"), period("2023-Q4"))
    assert not found.is_complete


def test_total_of_nothing_is_missing_not_zero():
    assert total([], [period("2023-Q1")]).value is None


def test_total_names_the_periods_that_lack_a_region():
    points = [point("2023-Q1", 10, coverage=(12, 12)), point("2023-Q2", 30, coverage=(11, 12))]

    assert total(points, [found.period for found in points]).partial == (period("2023-Q2"),)


def test_total_across_a_change_of_definition_is_refused():
    points = [point("2023-Q1", 10, definition=1), point("2023-Q2", 30, definition=2)]

    assert total(points, [found.period for found in points]) == Refusal(Reason.DEFINITION_CHANGED)


def test_a_year_to_date_that_falls_within_its_year_is_reported():
    points = quarters(2022, 10, 30, 20, 100) + quarters(2023, 5)

    assert falls(Nature.YTD, points) == [(points[1], points[2])]


def test_a_fall_is_seen_across_a_hole():
    points = quarters(2023, 30, None, 20)

    assert falls(Nature.YTD, points) == [(points[0], points[2])]


def test_a_cumulative_figure_that_falls_is_reported_also_over_new_year():
    points = series({"2022-Q4": 100, "2023-Q1": 99})

    assert falls(Nature.CUMULATIVE, points) == [tuple(points)]


def test_what_rounding_explains_is_no_fall():
    rounded = point("2023-Q1", 14000, qualifier=Qualifier.ROUNDED, margin=Decimal(500))

    assert falls(Nature.YTD, [rounded, point("2023-Q2", 13900)]) == []
    assert falls(Nature.YTD, [rounded, point("2023-Q2", 13400)]) != []


def test_a_stock_may_fall():
    assert falls(Nature.STOCK, quarters(2023, 10, 5)) == []
