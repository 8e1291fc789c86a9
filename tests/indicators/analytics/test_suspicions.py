from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.nature import Nature
from indicators.analytics.suspicions import Kind, exchanged, suspect, suspect_share
from indicators.quantities import Qualifier
from tests.indicators.analytics.build import point, series

ENDS = [f"{year}-Q{n}" for year in (2021, 2022) for n in (1, 2, 3, 4)]
BEDS = [1203, 1210, 1215, 1222, 1226, 1231, 1240, 1248]
VISITS = [30, 62, 90, 123, 33, 66, 97, 130]


def suspected(nature, values, when, value, **known):
    earlier = series(dict(zip(ENDS[-len(values) :], values, strict=True)))
    options = {name: known.pop(name) for name in ("whole", "monthly") if name in known}
    return suspect(nature, earlier, point(when, value, **known), **options)


@pytest.mark.parametrize(
    ("value", "factor"),
    [
        (12500, "10"),
        (125, "1/10"),
        (125000, "100"),
        (12500000, "10000"),
        ("0.125", "1/10000"),
        (125000000000, "100000000"),
        (15000, "12"),
    ],
)
def test_slip_is_named_with_what_would_fit(value, factor):
    found = suspected(Nature.STOCK, BEDS, "2023-Q1", value, monthly=True)

    assert (found.kind, found.factor) == (Kind.SLIP, factor)
    assert found.likely == 1250
    assert found.before.value == 1248


def test_half_of_one_cannot_be_counted_so_it_was_not_ten_times_as_much():
    assert suspected(Nature.STOCK, BEDS, "2023-Q1", 12503, whole=True).kind is Kind.JUMPS


def test_twelve_is_a_slip_only_where_months_may_be_added_up():
    assert suspected(Nature.STOCK, BEDS, "2023-Q1", 15000, whole=True).factor == "10"
    assert suspected(Nature.STANDARD, [860, 860], "2023-Q1", 10320, monthly=True).factor == "12"


def test_neighbouring_digits_exchanged_are_named():
    found = suspected(Nature.STOCK, BEDS, "2023-Q1", 2150)

    assert (found.kind, found.likely) == (Kind.TRANSPOSED, 1250)


def test_nobody_exchanges_the_digits_of_an_approximate_figure():
    assert suspected(Nature.STOCK, BEDS, "2023-Q1", 2150, qualifier=Qualifier.ABOUT).kind is Kind.JUMPS


def test_stock_that_jumps_says_what_was_to_be_expected():
    found = suspected(Nature.STOCK, BEDS, "2023-Q1", 1800)

    low, high = found.bounds
    assert found.kind is Kind.JUMPS
    assert low < 1250 < high < 1800


@pytest.mark.parametrize("nature", [Nature.YTD, Nature.FLOW, Nature.CUMULATIVE, Nature.STANDARD])
def test_only_a_stock_jumps(nature):
    assert suspected(nature, [1000] * 8, "2023-Q1", 3737, whole=True) is None


def test_jump_needs_a_history_of_seven():
    assert suspected(Nature.STOCK, BEDS[-7:], "2023-Q1", 1800).kind is Kind.JUMPS
    assert suspected(Nature.STOCK, BEDS[-6:], "2023-Q1", 1800) is None


@pytest.mark.parametrize(("when", "before", "value"), [("2023-Q2", 34, 31), ("2023-Q2", 34, 38)])
def test_quarter_alone_is_told_also_where_nothing_falls(when, before, value):
    earlier = series({**dict(zip(ENDS, VISITS, strict=True)), "2023-Q1": before})

    found = suspect(Nature.YTD, earlier, point(when, value), whole=True)

    assert (found.kind, found.likely) == (Kind.PERIOD_ALONE, before + value)


def test_quiet_quarter_of_an_uneven_history_is_not_told():
    earlier = series({"2022-Q1": 5, "2022-Q2": 60, "2022-Q3": 61, "2022-Q4": 120, "2023-Q1": 40})

    assert suspect(Nature.YTD, earlier, point("2023-Q2", 45)) is None


def test_first_quarter_is_its_own_year_to_date():
    assert suspected(Nature.YTD, VISITS, "2023-Q1", 33) is None


def test_nothing_is_compared_across_definitions():
    assert suspected(Nature.STOCK, BEDS, "2023-Q1", 12500, definition=1) is None


@pytest.mark.parametrize("value", [None, 1250, 1240, 1260])
def test_what_fits_or_is_missing_is_not_suspected(value):
    assert suspected(Nature.STOCK, BEDS, "2023-Q1", value) is None


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("120", [210, 102]),
        ("5346.0000", [3546, 5436, 5364]),
        ("12.3", ["21.3", "13.2"]),
        ("77", []),
        ("0", []),
    ],
)
def test_exchanged_digits_are_as_many(value, others):
    assert list(exchanged(Decimal(value))) == [Decimal(other) for other in others]


@given(st.integers(10, 10**9))
def test_exchanging_twice_gives_the_value_again(value):
    for other in exchanged(Decimal(value)):
        assert Decimal(value) in exchanged(other)


@pytest.mark.parametrize(
    ("values", "value", "likely"),
    [
        ([], "0.356", "35.6"),
        ([], "1", "100"),
        (["35.1"], "0.356", "35.6"),
        (["98", "98.5"], "0.356", "35.6"),
        (["98", "0"], "0.4", None),
        (["0.3"], "0.4", None),
        (["3"], "0.4", None),
        (["35.1"], "1.2", None),
        (["35.1"], "0", None),
        ([], None, None),
    ],
)
def test_share_is_told_where_its_hundredfold_is_nearer(values, value, likely):
    earlier = series(dict(zip(ENDS[-len(values) :], values, strict=True))) if values else []

    found = suspect_share(earlier, point("2023-Q1", value))

    assert (found and (found.kind, str(found.likely))) == (likely and (Kind.SHARE, likely))
