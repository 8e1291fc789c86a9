from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.quantities import Absence, QuantityError, Reason, parse_absence, parse_quantity, plain


def parsed(text):
    quantity = parse_quantity(text)
    return plain(quantity.value), quantity.unit, quantity.qualifier.value, plain(quantity.quantum)


@pytest.mark.parametrize(
    ("text", "value", "unit", "quantum"),
    [
        ("12人", "12", "人", "1"),
        ("35.6%", "35.6", "%", "0.1"),
        ("100%", "100", "%", "1"),
        ("１２．５％", "12.5", "%", "0.1"),
        ("１，２３４", "1234", "", "1"),
        ("1,234,567.80元", "1234567.8", "元", "0.01"),
        (" 2,375 张 ", "2375", "张", "1"),
        ("-5.2%", "-5.2", "%", "0.1"),
        ("－3人", "-3", "人", "1"),
        ("-0", "0", "", "1"),
        ("1878.19万元", "18781900", "元", "100"),
        ("650元/人·月", "650", "元/人·月", "1"),
        ("10.9人/万人", "10.9", "人/万人", "0.1"),
        ("300㎡", "300", "㎡", "1"),
        ("15个方面", "15", "个", "1"),
        ("3大领域", "3", "个", "1"),
    ],
)
def test_parse_reads_an_exact_quantity(text, value, unit, quantum):
    assert parsed(text) == (value, unit, "exact", quantum)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("两轮次", "2", "轮次"),
        ("十二个", "12", "个"),
        ("二十三名", "23", "名"),
        ("一百二十户", "120", "户"),
        ("零", "0", ""),
        ("零伤亡", "0", ""),
        ("第二", "2", "位次"),
        ("全省第二", "2", "位次"),
        ("全市第10名", "10", "位次"),
    ],
)
def test_parse_reads_numbers_in_words(text, value, unit):
    assert parsed(text) == (value, unit, "exact", "1")


@pytest.mark.parametrize(
    ("text", "value", "unit", "quantum"),
    [
        ("2.13万张", "21300", "张", "100"),
        ("30万人次", "300000", "人次", "10000"),
        ("5.38亿元", "538000000", "元", "1000000"),
        ("5百万元", "5000000", "元", "1000000"),
        ("3千人", "3000", "人", "1000"),
        ("两万人次", "20000", "人次", "10000"),
    ],
)
def test_parse_calls_rounded_what_a_multiple_rounds(text, value, unit, quantum):
    assert parsed(text) == (value, unit, "rounded", quantum)


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("约2.2亿元", "220000000", "about"),
        ("40次左右", "40", "about"),
        ("近40万", "400000", "nearly"),
        ("将近40万", "400000", "nearly"),
        ("超1000人", "1000", "over"),
        ("超过1000人", "1000", "over"),
        ("逾1000人", "1000", "over"),
        ("40余次", "40", "over"),
        ("三十余次", "30", "over"),
        ("126万多平方米", "1260000", "over"),
        ("10多万人", "100000", "over"),
        ("100人以上", "100", "over"),
        ("约40次左右", "40", "about"),
    ],
)
def test_parse_reads_what_qualifies_a_number(text, value, qualifier):
    assert parsed(text)[0::2] == (value, qualifier)


@pytest.mark.parametrize(
    ("text", "reason", "character"),
    [
        ("", Reason.EMPTY, ""),
        ("　 ", Reason.EMPTY, ""),
        ("已全面整改到位", Reason.NO_NUMBER, ""),
        ("N/A", Reason.NO_NUMBER, ""),
        ("百余人", Reason.NO_NUMBER, ""),
        ("约", Reason.NO_NUMBER, ""),
        ("23，75O", Reason.CHARACTER, "O"),
        ("l23", Reason.CHARACTER, "l"),
        ("100①", Reason.CHARACTER, "①"),
        ("100*", Reason.CHARACTER, "*"),
        ("1 234", Reason.CHARACTER, " "),
        ("1.2.3", Reason.CHARACTER, "."),
        ("1.5E+05", Reason.CHARACTER, "E"),
        ("3-5个", Reason.CHARACTER, "-"),
        ("38/38", Reason.CHARACTER, "/"),
        ("5+14+N", Reason.CHARACTER, "+"),
        ("90后", Reason.CHARACTER, "后"),
        ("两个确立", Reason.CHARACTER, "确"),
        ("一老一小", Reason.CHARACTER, "老"),
        ("六月", Reason.CHARACTER, "月"),
        ("二十大", Reason.CHARACTER, "大"),
        ("第三届", Reason.CHARACTER, "第"),
        ("近40余次", Reason.CHARACTER, "余"),
        ("1,2345", Reason.GROUPING, ""),
        ("12,34,567", Reason.GROUPING, ""),
        ("1234,567", Reason.GROUPING, ""),
        ("0,123", Reason.GROUPING, ""),
        ("(120)", Reason.PARENTHESES, ""),
        ("（120）", Reason.PARENTHESES, ""),
        ("每年至少2次", Reason.BOUND, ""),
        ("不足10人", Reason.BOUND, ""),
    ],
)
def test_parse_refuses_and_says_why(text, reason, character):
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)

    assert (caught.value.text, caught.value.reason, caught.value.character) == (text, reason, character)


@given(st.integers(-(10**40), 10**40), st.integers(0, 20))
def test_parse_keeps_every_digit(digits, places):
    value = Decimal(f"{digits}E-{places}")

    quantity = parse_quantity(f"{value:f}")

    assert quantity.value == value
    assert quantity.quantum == Decimal(f"1E-{places}")


@given(st.text(alphabet="0123456789，,.．-万亿千百多余约近超两十二第全省个人次%()O ", max_size=12))
def test_parse_gives_a_quantity_or_a_reason(text):
    try:
        value, reason, character = parse_quantity(text).value, None, ""
    except QuantityError as error:
        value, reason, character = None, error.reason, error.character

    assert (value is None) == (reason is not None)
    assert bool(character) == (reason is Reason.CHARACTER)


@pytest.mark.parametrize("mark", ["—", "-", "－", "/", "／", "——", " — "])
def test_absence_mark_is_not_applicable(mark):
    assert parse_absence(mark) is Absence.NOT_APPLICABLE


@pytest.mark.parametrize("mark", ["…", "...", "……", "......"])
def test_absence_mark_is_withheld(mark):
    assert parse_absence(mark) is Absence.WITHHELD


@pytest.mark.parametrize("text", ["", " ", "0", "-5", "无", "//", "."])
def test_absence_is_not_read_into_anything_else(text):
    assert parse_absence(text) is None
