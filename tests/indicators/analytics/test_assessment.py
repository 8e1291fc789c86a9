from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.assessment import Bands, Standing, State, Target, TargetKind, assess
from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.analytics.points import Value
from indicators.analytics.refusals import Reason
from indicators.quantities import Absence, Qualifier
from tests.indicators.analytics.build import figure

HALF = Fraction(1, 2)


def level(value, baseline=None):
    return Target(TargetKind.LEVEL, Decimal(value), None if baseline is None else Decimal(baseline))


def stand(assessment, nature, now, **known):
    return assess(assessment, nature, figure(now), **({"elapsed": HALF} | known))


def service(now, **known):
    return stand(Assessment.SERVICE, Nature.YTD, now, **({"target": level(100)} | known))


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (56, State.AHEAD),
        (55, State.ON_TRACK),
        (50, State.ON_TRACK),
        (40, State.ON_TRACK),
        ("39.9", State.BEHIND),
        (0, State.BEHIND),
    ],
)
def test_a_service_is_judged_against_the_share_of_the_year(now, state):
    assert service(now).state is state


@pytest.mark.parametrize("assessment", [one for one in Assessment if one is not Assessment.NONE])
def test_a_sum_that_lacks_a_region_is_not_judged(assessment):
    now = Value(Decimal(0), is_complete=False)

    found = assess(assessment, Nature.YTD, now, elapsed=HALF, target=level(100), whole=Decimal(4))

    assert found == Standing(State.NOT_JUDGED, reason=Reason.INCOMPLETE)


def test_what_happened_in_one_region_has_happened():
    now = Value(Decimal(1), is_complete=False)

    assert assess(Assessment.RED_LINE, Nature.YTD, now, elapsed=HALF).state is State.HAPPENED


def test_the_numbers_behind_a_state_are_told():
    assert service(56) == Standing(State.AHEAD, Fraction(56, 100), HALF, Fraction(6))


def test_slow_in_two_successive_periods_needs_attention():
    assert service(10, before=State.BEHIND).state is State.ATTENTION
    assert service(10, before=State.ATTENTION).state is State.ATTENTION
    assert service(10, before=State.ON_TRACK).state is State.BEHIND
    assert service(60, before=State.BEHIND).state is State.AHEAD


def test_bands_are_settings():
    assert service(56, bands=Bands(ahead=6, behind=0)).state is State.ON_TRACK
    assert service(49, bands=Bands(ahead=6, behind=0)).state is State.BEHIND


def test_a_profile_replaces_the_calendar():
    found = service(20, profile=Fraction(1, 5))

    assert (found.state, found.elapsed) == (State.ON_TRACK, Fraction(1, 5))


def test_a_project_is_judged_by_what_was_added_this_year():
    found = stand(Assessment.PROJECT, Nature.STOCK, 528, target=level(560, baseline=500))

    assert found.progress == Fraction(28, 60)
    assert found.state is State.ON_TRACK


def test_a_stock_is_not_at_98_percent_on_the_first_of_january():
    found = stand(Assessment.PROJECT, Nature.STOCK, 98, target=level(100, baseline=98), elapsed=Fraction(0))

    assert found.progress == 0


@pytest.mark.parametrize(("now", "state"), [(100, State.MET), (99, State.NOT_MET)])
@pytest.mark.parametrize("assessment", [Assessment.PROJECT, Assessment.SERVICE])
def test_a_level_without_last_years_end_is_only_reached_or_not(assessment, now, state):
    found = stand(assessment, Nature.STOCK, now, target=level(100))

    assert found == Standing(state, reason=Reason.PACE_UNKNOWN)


def test_last_years_end_comes_from_the_data_where_the_target_does_not_state_it():
    found = stand(Assessment.PROJECT, Nature.STOCK, 60, target=level(100), baseline=Decimal(20))

    assert found.progress == HALF


def test_an_increase_is_counted_from_last_years_end():
    target = Target(TargetKind.INCREASE, Decimal(40))

    assert stand(Assessment.PROJECT, Nature.STOCK, 120, target=target, baseline=Decimal(100)).progress == HALF
    assert stand(Assessment.PROJECT, Nature.STOCK, 120, target=target).reason is Reason.BASE_MISSING


def test_a_target_already_reached_last_year_never_divides():
    found = stand(Assessment.PROJECT, Nature.STOCK, 100, target=level(100, baseline=100))

    assert found.state is State.MET


@pytest.mark.parametrize(("now", "state"), [(2, State.MET), (3, State.NOT_MET)])
def test_where_less_is_better_the_target_is_a_ceiling(now, state):
    assert service(now, target=level(2), polarity=Polarity.LESS).state is state
    assert service(now, target=Target(TargetKind.AT_MOST, Decimal(2))).state is state


def test_more_than_forty_exceeds_a_ceiling_of_forty_and_nearly_forty_does_not_reach_it():
    over, nearly = figure(40, qualifier=Qualifier.OVER), figure(40, qualifier=Qualifier.NEARLY)
    ceiling, floor = Target(TargetKind.AT_MOST, Decimal(40)), Target(TargetKind.AT_LEAST, Decimal(40))

    states = [
        assess(Assessment.THRESHOLD, Nature.STOCK, value, elapsed=HALF, target=target).state
        for value in (over, nearly)
        for target in (ceiling, floor)
    ]

    assert states == [State.NOT_MET, State.MET, State.MET, State.NOT_MET]


@pytest.mark.parametrize(
    ("now", "yearly", "elapsed", "state"),
    [
        (1, 2, HALF, State.MET),
        (0, 2, HALF, State.NOT_MET),
        (0, 2, Fraction(1, 4), State.MET),
        (1, 3, HALF, State.MET),
        (9, 2, HALF, State.MET),
    ],
)
def test_a_floor_is_met_against_what_is_due_by_now(now, yearly, elapsed, state):
    assert stand(Assessment.FLOOR, Nature.YTD, now, target=level(yearly), elapsed=elapsed).state is state


def test_a_floor_gives_no_credit_for_more():
    assert stand(Assessment.FLOOR, Nature.YTD, 9, target=level(2)).progress == 1


@pytest.mark.parametrize(("now", "state"), [(100, State.MET), ("99.9", State.NOT_MET)])
def test_a_threshold_is_met_or_not(now, state):
    assert stand(Assessment.THRESHOLD, Nature.RATE, now, target=level(100)).state is state


@pytest.mark.parametrize(("now", "whole", "state"), [(38, 38, State.MET), (30, 38, State.NOT_MET)])
def test_a_share_is_x_of_y(now, whole, state):
    found = stand(Assessment.SHARE, Nature.CUMULATIVE, now, whole=Decimal(whole))

    assert (found.state, found.progress) == (state, Fraction(now, whole))


def test_a_share_of_nothing_or_of_the_unknown_never_divides():
    assert stand(Assessment.SHARE, Nature.CUMULATIVE, 0, whole=Decimal(0)).state is State.NOT_JUDGED
    unknown = stand(Assessment.SHARE, Nature.CUMULATIVE, 3)
    assert (unknown.state, unknown.reason) == (State.NOT_JUDGED, Reason.PARTS_MISSING)


@pytest.mark.parametrize(("now", "state"), [(0, State.NOT_HAPPENED), (1, State.HAPPENED)])
def test_a_red_line_needs_no_target_and_never_divides(now, state):
    assert stand(Assessment.RED_LINE, Nature.YTD, now) == Standing(state)
    assert stand(Assessment.RED_LINE, Nature.YTD, now, target=level(0)) == Standing(state)


def test_what_is_driven_by_need_is_not_judged():
    assert stand(Assessment.NONE, Nature.YTD, 5, target=level(10)) == Standing(State.NOT_JUDGED)


def test_an_unconfirmed_nature_is_not_judged():
    assert service(50, confirmed=False) == Standing(State.NOT_JUDGED, reason=Reason.NATURE_UNCONFIRMED)


def test_without_a_target_nothing_is_judged():
    assert service(50, target=None).state is State.NO_TARGET


def test_a_missing_value_is_not_reported_and_not_zero():
    assert service(None).state is State.NOT_REPORTED
    absent = figure(None, absence=Absence.NOT_APPLICABLE)
    assert assess(Assessment.SERVICE, Nature.YTD, absent, elapsed=HALF).reason is Reason.NOT_APPLICABLE


@given(
    st.integers(min_value=0, max_value=10**6),
    st.integers(min_value=0, max_value=10**6),
    st.fractions(min_value=0, max_value=1),
)
def test_more_is_never_judged_worse(less, more, elapsed):
    less, more = sorted((less, more))
    order = [State.BEHIND, State.ON_TRACK, State.AHEAD]

    states = [service(now, target=level(10**5), elapsed=elapsed).state for now in (less, more)]

    assert order.index(states[0]) <= order.index(states[1])


@given(
    st.sampled_from(Assessment),
    st.sampled_from(Nature),
    st.sampled_from(Polarity),
    st.sampled_from(TargetKind),
    st.lists(st.none() | st.integers(min_value=0, max_value=3).map(Decimal), min_size=4, max_size=4),
)
def test_every_combination_has_a_state(assessment, nature, polarity, kind, numbers):
    now, aim, baseline, whole = numbers
    target = None if aim is None else Target(kind, aim, baseline)

    found = assess(
        assessment, nature, figure(now), elapsed=HALF, target=target, polarity=polarity, whole=whole
    )

    assert found.state in State
