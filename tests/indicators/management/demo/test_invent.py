"""What is invented obeys the natures, whatever the number and the seed."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.nature import Nature, Polarity
from indicators.management.demo.invent import Kind, invent_part, invent_past, share_out
from indicators.periods import Frequency, Period

LAST = Period(2023, Frequency.QUARTER, 2)
PERIODS = [LAST]
while len(PERIODS) < 9:
    PERIODS.insert(0, PERIODS[0].previous())
COUNTS = st.integers(0, 2_000_000).map(Decimal)
SEEDS = st.integers(0, 1000)
ONE = Decimal(1)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secrets


@given(st.sampled_from(Nature), st.sampled_from(Polarity), COUNTS, SEEDS)
def test_past_leads_up_to_the_figure_in_whole_numbers(
    nature: Nature, polarity: Polarity, last: Decimal, seed: int
) -> None:
    past = invent_past(Kind(nature, ONE, polarity), last, PERIODS, chance(seed))

    assert list(past) == PERIODS
    assert past[LAST] == last
    assert all(value >= 0 and value % 1 == 0 for value in past.values())


@given(COUNTS, SEEDS)
def test_year_to_date_grows_within_a_year_and_begins_anew(last: Decimal, seed: int) -> None:
    past = invent_past(Kind(Nature.YTD, ONE), last, PERIODS, chance(seed))

    for before, after in pairwise(PERIODS):
        if before.year == after.year:
            assert past[before] <= past[after]
        elif last >= 20:
            assert past[before] > past[after]


@given(COUNTS, SEEDS)
def test_cumulative_never_falls(last: Decimal, seed: int) -> None:
    values = list(invent_past(Kind(Nature.CUMULATIVE, ONE), last, PERIODS, chance(seed)).values())

    assert values == sorted(values)


@given(st.integers(0, 1000), SEEDS, st.sampled_from(Polarity))
def test_percentage_stays_within_bounds(tenths: int, seed: int, polarity: Polarity) -> None:
    kind = Kind(Nature.RATE, Decimal("0.1"), polarity, is_percentage=True)

    past = invent_past(kind, Decimal(tenths) / 10, PERIODS, chance(seed))

    assert all(0 <= value <= 100 and value * 10 % 1 == 0 for value in past.values())


@given(st.integers(1, 9), SEEDS)
def test_rank_is_a_small_number_from_one_on(place: int, seed: int) -> None:
    past = invent_past(Kind(Nature.RANK, ONE), Decimal(place), PERIODS, chance(seed))

    assert all(1 <= value <= place + len(PERIODS) for value in past.values())


def test_plan_stands_still_and_a_standard_changes_in_january() -> None:
    plan = invent_past(Kind(Nature.CONSTANT, ONE), Decimal(15), PERIODS, chance(1))
    standard = invent_past(Kind(Nature.STANDARD, ONE), Decimal(860), PERIODS, chance(1))

    assert set(plan.values()) == {15}
    changed = [after for before, after in pairwise(PERIODS) if standard[before] != standard[after]]
    assert all(period.is_first_of_year for period in changed)
    assert len(changed) == 2


@given(COUNTS, SEEDS, st.sampled_from([Nature.YTD, Nature.CUMULATIVE]))
def test_part_never_exceeds_its_whole_nor_falls(last: Decimal, seed: int, nature: Nature) -> None:
    whole = invent_past(Kind(nature, ONE), last, PERIODS, chance(seed))

    part = invent_part(whole, last // 3, ONE, chance(seed), restarts=nature.restarts)

    assert part[LAST] == last // 3
    assert all(0 <= part[period] <= whole[period] for period in PERIODS)
    for before, after in pairwise(PERIODS):
        assert part[before] <= part[after] or (nature.restarts and before.year != after.year)


@given(
    st.integers(0, 3_000_000),
    st.lists(st.integers(1, 1000), min_size=1, max_size=13),
    st.sampled_from([Decimal(1), Decimal("0.01")]),
)
def test_parts_add_up_exactly(steps: int, weights: list[int], quantum: Decimal) -> None:
    parts = share_out(
        steps * quantum, {str(n): Fraction(weight) for n, weight in enumerate(weights)}, quantum
    )

    assert sum(parts.values()) == steps * quantum
    assert all(value >= 0 and value / quantum % 1 == 0 for value in parts.values())


@pytest.mark.parametrize("nature", Nature)
def test_nothing_stays_nothing(nature: Nature) -> None:
    past = invent_past(Kind(nature, ONE), Decimal(0), PERIODS, chance(1))

    assert set(past.values()) == {0}
