from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.deadlines import due_on, last_ended
from indicators.periods import Frequency, Period


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.sampled_from(Frequency))
def test_last_ended_period_ended_before_the_day_and_the_next_did_not(day: date, frequency: Frequency) -> None:
    period = last_ended(frequency, day)

    assert period.end < day
    assert period.next().end >= day


@pytest.mark.parametrize(
    ("period", "day", "due"),
    [
        ("2023-Q2", 5, date(2023, 7, 5)),
        ("2023-Q4", 5, date(2024, 1, 5)),
        ("2023", 31, date(2024, 1, 31)),
        ("2023-01", 31, date(2023, 2, 28)),
    ],
)
def test_form_is_due_in_the_month_after(period: str, day: int, due: date) -> None:
    assert due_on(Period.parse(period), day) == due


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 31))
def test_form_is_due_after_its_period_and_within_a_month(day: date, due_day: int) -> None:
    period = last_ended(Frequency.QUARTER, day)

    assert timedelta(0) < due_on(period, due_day) - period.end <= timedelta(31)
