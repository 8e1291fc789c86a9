from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.quantities import UnitError, convert, multiples, same_unit, short_for

FINITE = [
    ("元", "万元", "百万元", "亿元"),
    ("人", "千人", "万人"),
    ("张", "万张"),
    ("户", "万户"),
    ("%", "‰", "比例"),
    ("平方米", "㎡", "万平方米", "公顷", "平方公里"),
    ("米", "公里", "km"),
]
values = st.decimals(Decimal("-1e11"), Decimal("1e11"), allow_nan=False, places=4)
pairs = st.sampled_from([(one, other) for units in FINITE for one in units for other in units])


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("538000000", "元", "万元", "53800"),
        ("5.38", "亿元", "万元", "53800"),
        ("2.13", "万张", "张", "21300"),
        ("35.6", "%", "比例", "0.356"),
        ("35.6", "%", "‰", "356"),
        ("15", "亩", "公顷", "1"),
        ("7651.97", "公里", "米", "7651970"),
        ("7800", "元/人·年", "元/人·月", "650"),
        ("650", "元/人/月", "元/人·月", "650"),
        ("650", "元/（人.月）", "元/人·月", "650"),
        ("0.065", "万元/人·月", "元/人·月", "650"),
        ("7.58", "万名", "人", "75800"),
        ("2670", "个", "家", "2670"),
        ("10.9", "人/万人", "人/千人", "1.09"),
    ],
)
def test_convert_tells_one_unit_in_another(value, unit, to, expected):
    assert convert(Decimal(value), unit, to) == Decimal(expected)


@given(values, pairs)
def test_convert_there_and_back_is_the_identity(value, pair):
    one, other = pair

    assert convert(convert(value, one, other), other, one) == value


@given(values)
def test_convert_that_has_no_end_is_rounded_to_four_places(value):
    monthly = convert(value, "元/人·年", "元/人·月")

    assert abs(monthly * 12 - value) <= Decimal("0.0006")
    assert monthly.as_tuple().exponent >= -6


@pytest.mark.parametrize(
    ("unit", "to"),
    [("人次", "人"), ("元", "人"), ("户", "人"), ("次", "轮"), ("次", "场次"), ("元", "元/人·月"), ("", "人"),
     ("个", "人"), ("位次", "人"), ("%", "人/万人")],
)  # fmt: skip
def test_convert_refuses_what_counts_other_things(unit, to):
    with pytest.raises(UnitError) as caught:
        convert(Decimal(1), unit, to)

    assert (caught.value.from_unit, caught.value.to_unit) == (unit, to)


@pytest.mark.parametrize(
    ("one", "other"), [("个", "家"), ("所", "处"), ("名", "人"), ("位", "人"), ("位次", "位"), ("场", "场次"),
    ("轮", "轮次"), ("届", "届次"), ("㎡", "平方米"), ("万名", "万人"), ("千米", "公里")],
)  # fmt: skip
def test_same_unit_knows_what_counts_alike(one, other):
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("人", "人次"), ("万元", "元"), ("次", "轮"), ("户", "人"), ("张", "个"), ("%", "‰"), ("位次", "名")],
)
def test_same_unit_keeps_other_things_apart(one, other):
    assert not same_unit(one, other)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("万元", ("万元", "元", "亿元")),
        ("张", ("张", "万张")),
        ("%", ("%",)),
        ("元/人·月", ("元/人·月",)),
    ],
)
def test_figures_of_a_unit_are_mostly_given_in_these(unit: str, expected: tuple[str, ...]) -> None:
    assert multiples(unit) == expected
    assert all(convert(Decimal(1), each, unit) for each in expected)


@pytest.mark.parametrize(
    ("unit", "whole", "expected"),
    [
        ("元/月", "元/人·月", ("元/人·月",)),
        ("元/年", "元/人·月", ("元/人·年",)),
        ("元", "元/人·月", ("元/人·月", "元/人·年")),
        ("元/人", "元/人·月", ("元/人·月", "元/人·年")),
        ("人", "人/万人", ("人/万人",)),
        ("元/户", "元/人·月", ()),
        ("元/人·年", "元/人·月", ()),
        ("人", "人", ()),
    ],
)
def test_a_unit_may_be_short_for_others(unit: str, whole: str, expected: tuple[str, ...]) -> None:
    assert short_for(unit, whole) == expected
