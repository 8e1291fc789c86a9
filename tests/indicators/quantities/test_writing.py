from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.quantities import Qualifier, Quantity, Shown, format_quantity, parse_quantity, plain

UNITS = ["人", "人次", "张", "平方米", "户"]


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "quantum", "expected"),
    [
        ("53800", "万元", "rounded", "100", "5.38亿元"),
        ("1878.19", "万元", "exact", "0.01", "1,878.19万元"),
        ("1878.19", "万元", "exact", None, "1,878.19万元"),
        ("0.5", "万元", "exact", None, "0.5万元"),
        ("22000", "万元", "about", "1000", "约2.2亿元"),
        ("21300", "张", "rounded", "100", "2.13万张"),
        ("300000", "人次", "rounded", "10000", "30万人次"),
        ("400000", "人次", "nearly", "10000", "近40万人次"),
        ("1260000", "平方米", "over", "10000", "126万余平方米"),
        ("40", "次", "over", "1", "40余次"),
        ("35.6", "%", "over", "0.1", "超35.6%"),
        ("2670", "个", "exact", "1", "2,670个"),
        ("12345", "人", "exact", None, "1.23万人"),
        ("9999", "人", "exact", None, "9,999人"),
        ("99999949", "人", "exact", None, "9,999.99万人"),
        ("99999950", "人", "exact", None, "1.00亿人"),
        ("-53800", "万元", "exact", None, "-5.38亿元"),
        ("12000", "‰", "exact", None, "12,000‰"),
        ("20000", "元/人·年", "exact", None, "20,000元/人·年"),
        ("2", "位", "exact", None, "2位"),
    ],
)
def test_card_writes_wan_and_yi(value, unit, qualifier, quantum, expected):
    shown = format_quantity(
        Decimal(value),
        unit,
        Qualifier(qualifier),
        quantum=Decimal(quantum) if quantum else None,
        decimals=2,
        compact=True,
    )

    assert shown.text == expected


@pytest.mark.parametrize(
    ("value", "quantum", "decimals", "expected"),
    [
        ("53800", "100", 2, "53,800"),
        ("2610.8", "0.1", 2, "2,610.8"),
        ("2610.8", None, 2, "2,610.8"),
        ("2.2", "0.01", None, "2.20"),
        ("35.65", None, 1, "35.7"),
        ("-35.65", None, 1, "-35.7"),
        ("100", None, 1, "100"),
        ("100", "1", 1, "100"),
        ("1234567.8912", None, None, "1,234,567.8912"),
    ],
)
def test_table_keeps_the_unit_and_the_printed_precision(value, quantum, decimals, expected):
    shown = format_quantity(
        Decimal(value), "万元", quantum=Decimal(quantum) if quantum else None, decimals=decimals
    )

    assert shown == Shown("", expected, "万元", "")


def test_shown_sets_its_parts_apart():
    about = format_quantity(Decimal(22000), "万元", Qualifier.ABOUT, quantum=Decimal(1000), compact=True)
    over = format_quantity(Decimal(40), "次", Qualifier.OVER)

    assert about == Shown("约", "2.2", "亿元", "")
    assert over == Shown("", "40", "次", "余")
    assert over.tail == "余次"


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "expected"),
    [
        ("53800", "万元", "about", "about 538 million yuan"),
        ("40", "次", "over", "over 40 times"),
        ("21300", "人", "exact", "21,300 people"),
        ("35.6", "%", "exact", "35.6%"),
        ("650", "元/人·月", "exact", "650 yuan per person per month"),
        ("12", "个", "exact", "12"),
        ("12", "辆", "exact", "12辆"),
    ],
)
def test_card_speaks_english(value, unit, qualifier, expected):
    quantum = Decimal(100) if unit == "万元" else None

    shown = format_quantity(
        Decimal(value), unit, Qualifier(qualifier), quantum=quantum, compact=True, language="en"
    )

    assert shown.text == expected


@st.composite
def plainly_printed(draw):
    """What a table prints: to the last place, without 万."""
    places = draw(st.integers(0, 4))
    qualifier = draw(st.sampled_from([each for each in Qualifier if each is not Qualifier.ROUNDED]))
    value = Decimal(f"{draw(st.integers(-(10**15), 10**15))}E-{places}")
    return Quantity(value, draw(st.sampled_from([*UNITS, "元", "%", ""])), qualifier, Decimal(f"1E-{places}"))


@st.composite
def printed_with_a_multiple(draw):
    """What a card prints: in 万 or 亿, with at most two decimals."""
    places = draw(st.integers(0, 2))
    power, least, most = draw(st.sampled_from([(4, 1, 9999), (8, 1, 999)]))
    digits = draw(st.integers(least * 10**places, most * 10**places))
    qualifier = draw(st.sampled_from([each for each in Qualifier if each is not Qualifier.EXACT]))
    return Quantity(
        Decimal(digits * 10 ** (power - places)),
        draw(st.sampled_from(UNITS)),
        qualifier,
        Decimal(10 ** (power - places)),
    )


@given(plainly_printed())
def test_what_a_table_writes_is_read_back(quantity):
    shown = format_quantity(quantity.value, quantity.unit, quantity.qualifier, quantum=quantity.quantum)

    assert parse_quantity(shown.text) == quantity


@given(printed_with_a_multiple())
def test_what_a_card_writes_is_read_back(quantity):
    shown = format_quantity(
        quantity.value, quantity.unit, quantity.qualifier, quantum=quantity.quantum, compact=True
    )

    assert parse_quantity(shown.text) == quantity


@given(st.integers(10**6, 10**10 - 1))
def test_money_on_a_card_is_read_back(cents):
    wan = Decimal(cents).scaleb(-2)
    quantum = Decimal("0.01") if wan < 10**4 else Decimal(10) ** 2
    wan = wan // quantum * quantum

    shown = format_quantity(wan, "万元", quantum=quantum, compact=True)

    assert parse_quantity(shown.text).value == wan * 10**4


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("10.50", "10.5"), ("-0.0", "0"), ("0.00001", "0.00001"), ("100", "100")],
)
def test_plain_has_no_exponent_and_no_trailing_zeros(value, text):
    assert plain(Decimal(value)) == text
