from decimal import Decimal

import pytest
from hypothesis import given

from indicators.analytics.change import Basis, Change, Kind
from indicators.analytics.formats import change_words, round_half_up
from indicators.quantities import Qualifier
from tests.indicators.analytics.build import numbers, point


def change(kind, value, unit="家"):
    return Change(kind, Decimal(value), unit, point("2022-Q2", 1), point("2023-Q2", 1), Basis.LEVEL)


@pytest.mark.parametrize(
    ("kind", "value", "unit", "zh", "en"),
    [
        (Kind.RELATIVE, "4.35", "家", "▲ 4.4% 升", "▲ 4.4% up"),
        (Kind.RELATIVE, "-3.906", "对", "▼ 3.9% 降", "▼ 3.9% down"),
        (Kind.RELATIVE, "4", "家", "▲ 4.0% 升", "▲ 4.0% up"),
        (Kind.RELATIVE, "-0.04", "家", "▼ 0.04% 降", "▼ 0.04% down"),
        (Kind.POINTS, "0.3", "%", "▲ 0.3个百分点 升", "▲ 0.3 percentage points up"),
        (Kind.POINTS, "-0.2", "‰", "▼ 0.2个千分点 降", "▼ 0.2 per mille points down"),
        (Kind.COUNT, "1", "次", "▲ 增1次", "▲ 1 more"),
        (Kind.COUNT, "-2", "次", "▼ 减2次", "▼ 2 fewer"),
        (Kind.ABSOLUTE, "226", "例", "▲ 增226例", "▲ 226 more"),
        (Kind.PLACES, "2", "位", "▲ 前移2位", "▲ 2 places up"),
        (Kind.PLACES, "-1", "位", "▼ 后移1位", "▼ 1 place down"),
        (Kind.FLAT, "0", "家", "持平", "unchanged"),
    ],
)
def test_a_change_in_words(kind, value, unit, zh, en):
    assert change_words(change(kind, value, unit)).text == zh
    assert change_words(change(kind, value, unit), "en").text == en


def test_the_parts_can_be_shown_each_for_itself():
    words = change_words(change(Kind.RELATIVE, "-1.24"))

    assert (words.arrow, words.sign, words.number, words.unit, words.word) == ("▼", "−", "1.2", "%", "降")


def test_halves_are_rounded_up():
    assert round_half_up(Decimal("0.25"), 1) == Decimal("0.3")


@given(numbers.filter(bool))
def test_no_change_is_shown_as_zero(value):
    assert Decimal(change_words(change(Kind.RELATIVE, value / 10**6)).number) > 0


@pytest.mark.parametrize(
    ("kind", "value", "margin", "zh"),
    [
        (Kind.ABSOLUTE, "1080.79", 500, "▲ 增约1,000万元"),
        (Kind.ABSOLUTE, "1080.79", 5, "▲ 增约1,080万元"),
        (Kind.RELATIVE, "5.166", 500, "▲ 约5% 升"),
        (Kind.RELATIVE, "-25.166", 3000, "▼ 约30% 降"),
        (Kind.RELATIVE, "5.166", "0.5", "▲ 5.2% 升"),
    ],
)
def test_a_change_is_no_finer_than_its_figures(kind, value, margin, zh):
    now = point("2023-Q2", 22000, margin=Decimal(margin), qualifier=Qualifier.ABOUT)

    words = change_words(Change(kind, Decimal(value), "万元", point("2023-Q1", "20919.21"), now, Basis.LEVEL))

    assert words.text == zh
