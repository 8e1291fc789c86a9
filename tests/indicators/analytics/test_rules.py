from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.rules import (
    Broken,
    Comparison,
    Expected,
    Holds,
    Incomplete,
    RuleError,
    check,
    operands,
    parse,
    rename,
    write,
)


def checked(text, tolerance=0, **values):
    known = {code: None if value is None else Decimal(value) for code, value in values.items()}
    return check(parse(text), known, Decimal(tolerance))


@pytest.mark.parametrize(
    ("text", "codes", "comparison"),
    [
        ("A=B+C+D", ("A", "B", "C", "D"), "="),
        ("A>=B+C", ("A", "B", "C"), ">="),
        ("A<=B", ("A", "B"), "<="),
        ("A+B+C=D+E+F", ("A", "B", "C", "D", "E", "F"), "="),
        ("Ａ＝Ｂ＋Ｃ－Ｄ", ("A", "B", "C", "D"), "="),
        ("A≥B", ("A", "B"), ">="),
        ("A ≤ B", ("A", "B"), "<="),
        ("A≠B", ("A", "B"), "!="),
        ("A＞＝B", ("A", "B"), ">="),
        ("A==B", ("A", "B"), "="),
        ("A>B", ("A", "B"), ">"),
        ("A<B", ("A", "B"), "<"),
        (
            " eldercare.institutions = JZH011000000 − 甲\u3000+ 101 ",
            (
                "eldercare.institutions",
                "JZH011000000",
                "甲",
                "101",
            ),
            "=",
        ),
        ("-A+B=C", ("A", "B", "C"), "="),
        ("A=A+B", ("A", "B"), "="),
    ],
)
def test_rules_are_read_as_ministries_write_them(text, codes, comparison):
    rule = parse(text)

    assert operands(rule) == codes
    assert rule.comparison is Comparison(comparison)


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("", 0, Expected.OPERAND),
        ("A", 1, Expected.COMPARISON),
        ("A=", 2, Expected.OPERAND),
        ("=B", 0, Expected.OPERAND),
        ("A=B=C", 3, Expected.OPERATOR),
        ("A B=C", 2, Expected.COMPARISON),
        ("A=B+", 4, Expected.OPERAND),
        ("A=B++C", 4, Expected.OPERAND),
        ("A=B*C", 3, Expected.OPERATOR),
        ("A=(B+C)", 2, Expected.OPERAND),
        ("A.=B", 1, Expected.COMPARISON),
        ("A=__import__('os')", 12, Expected.OPERATOR),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(text, position, expected):
    with pytest.raises(RuleError) as error:
        parse(text)

    assert (error.value.position, error.value.expected) == (position, expected)


def test_a_rule_holds_or_is_broken_with_both_sides():
    assert checked("A=B+C", A=12, B=8, C=4) == Holds()
    assert checked("A=B+C", A=12, B=8, C=3) == Broken(Decimal(12), Decimal(11), Decimal(1))


def test_a_part_may_not_exceed_its_whole():
    assert checked("A>=B+C", A=12, B=5, C=3) == Holds()
    assert checked("A>=B+C", A=7, B=5, C=3) == Broken(Decimal(7), Decimal(8), Decimal(-1))


def test_minus_takes_away():
    assert checked("A-B=C", A=12, B=8, C=4) == Holds()


def test_a_difference_up_to_the_tolerance_is_rounding():
    assert checked("A=B+C", tolerance="0.15", A="10.0", B="5.05", C="5.10") == Holds()
    assert isinstance(checked("A=B+C", tolerance="0.14", A="10.0", B="5.05", C="5.10"), Broken)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("A=B", False), ("A!=B", True), ("A>B", False), ("A>=B", False), ("A<B", True), ("A<=B", True)],
)
def test_every_comparison(text, kept):
    assert isinstance(checked(text, A=1, B=2), Holds) is kept
    if text not in ("A=B", "A!=B"):
        assert isinstance(checked(text, A=2, B=1), Holds) is not kept


def test_strictly_more_is_not_equal():
    assert isinstance(checked("A>B", A=2, B=2), Broken)
    assert isinstance(checked("A<B", A=2, B=2), Broken)


def test_a_missing_value_makes_a_rule_incomplete():
    assert checked("A=B+C+D", A=12, B=None, C=4) == Incomplete(("B", "D"))


codes = st.from_regex(r"[A-Za-z_]{1,4}(\.[a-z_]{1,4}){0,2}", fullmatch=True)
sides = st.lists(st.tuples(st.sampled_from("+-"), codes), min_size=1, max_size=5)


@given(sides, st.sampled_from([str(comparison) for comparison in Comparison]), sides, st.data())
def test_checking_agrees_with_plain_arithmetic(left, comparison, right, data):
    text = f"{''.join(s + c for s, c in left)}{comparison}{''.join(s + c for s, c in right)}"
    rule = parse(text)
    values = {code: data.draw(st.decimals(-1000, 1000, places=2)) for code in operands(rule)}

    a, b = (sum((1 if s == "+" else -1) * values[c] for s, c in side) for side in (left, right))
    kept = {"=": a == b, "!=": a != b, ">": a > b, "<": a < b, ">=": a >= b, "<=": a <= b}[comparison]

    assert isinstance(check(rule, values), Holds) is kept


def test_operands_are_renamed_and_nothing_else():
    assert rename("甲１＝Ｂ + a.b−甲", {"甲1": "x.y", "甲": "z", "a": "no"}) == "x.y=B + a.b-z"


@given(st.text(max_size=30) | st.text(alphabet="AB+-=<>! .", max_size=10))
def test_any_text_is_a_rule_or_is_refused_at_one_of_its_characters(text):
    position = -1

    try:
        parse(text)
    except RuleError as error:
        position = error.position

    assert position <= len(text)


@pytest.mark.parametrize(
    ("formula", "words"),
    [("a=b+c", "甲 = 乙 + c"), ("a-b>=c", "甲 - 乙 ≥ c"), ("a<=b", "甲 ≤ 乙"), ("a!=b", "甲 ≠ 乙")],
)
def test_rule_is_read_by_names(formula, words):
    assert write(parse(formula), {"a": "甲", "b": "乙"}) == words
