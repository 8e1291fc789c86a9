from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.repairs import Ruled, find_repairs, name_slip
from indicators.analytics.rules import Holds, check, operands, parse


def ruled(*texts, tolerance=0):
    return [Ruled(parse(text), Decimal(tolerance)) for text in texts]


def repaired(texts, changeable=None, whole=(), **values):
    known = {code: None if value is None else Decimal(value) for code, value in values.items()}
    return find_repairs(
        ruled(*texts), known, changeable=known if changeable is None else changeable, whole=whole
    )


def needed(repairs):
    return [{change.code: change.needed for change in repair} for repair in repairs]


def test_cell_in_every_broken_rule_is_the_only_smallest_repair():
    (repairs,) = repaired(["T=A+B", "A=C+D", "U=A+E"], T=1334, A=1243, B=100, C=1000, D=234, U=1240, E=6)

    assert needed(repairs) == [{"A": 1234}]
    assert repairs[0][0].slip == "transposed"


def test_sum_alone_may_be_repaired_in_any_cell_the_likely_slip_first():
    (repairs,) = repaired(["T=A+B+C"], T=60, A=10, B=200, C=30)

    assert needed(repairs)[0] == {"B": 20}
    assert repairs[0][0].slip == "10"
    assert len(repairs) == 2  # neither A nor C can be negative


def test_rules_that_are_kept_stay_kept():
    (repairs,) = repaired(["T=A+B", "A<=C"], T=30, A=10, B=10, C=12)

    assert needed(repairs) == [{"T": 20}, {"B": 20}]


def test_what_belongs_to_others_is_not_repaired():
    (repairs,) = repaired(["T=A+B"], T=30, A=10, B=10, changeable=["A"])

    assert needed(repairs) == [{"A": 20}]


def test_two_cells_where_no_single_one_will_do():
    (repairs,) = repaired(["T=A+B", "T=C+D", "U=A+C"], T=30, A=10, B=10, C=10, D=10, U=20, changeable="ABCD")

    assert {frozenset(each) for each in needed(repairs)} >= {frozenset("BD")}
    assert {len(repair) for repair in repairs} == {2}


def test_rules_without_a_common_cell_are_repaired_apart():
    assert len(repaired(["A=B", "C=D"], A=1, B=2, C=3, D=4)) == 2


def test_inequality_gives_a_bound():
    (repairs,) = repaired(["A<=B"], A=12, B=10)

    (part,), (total,) = repairs
    assert (part.code, part.low, part.high, part.needed) == ("A", 0, 10, None)
    assert (total.code, total.low, total.high) == ("B", 12, None)


def test_what_must_differ_is_repaired_by_no_certain_value():
    assert repaired(["A!=B", "A=C"], A=1, B=1, C=2) == []


def test_half_of_one_cannot_be_counted():
    assert repaired(["A+A=B"], A=5, B=11, changeable=["A"], whole=["A"]) == []
    assert needed(repaired(["A+A=B"], A=5, B=11, changeable=["A"])[0]) == [{"A": Decimal("5.5")}]


@pytest.mark.parametrize("values", [{"T": 30, "A": 20, "B": 10}, {"T": 30, "A": None, "B": 1}])
def test_nothing_is_repaired_that_holds_or_cannot_be_checked(values):
    assert repaired(["T=A+B"], **values) == []


@pytest.mark.parametrize(
    ("written", "meant", "parts", "slip"),
    [
        (1243, 1234, (), "transposed"),
        (12340, 1234, (), "10"),
        ("123.4", 1234, (), "1/10"),
        (12340000, 1234, (), "10000"),
        (1234, 1284, (), "digit"),
        (100, 130, (30, 50), "missing_part"),
        (130, 100, (30, 50), "counted_twice"),
        (17, 94, (), ""),
        (0, 94, (), ""),
    ],
)
def test_slips_have_names(written, meant, parts, slip):
    assert name_slip(Decimal(written), Decimal(meant), [Decimal(part) for part in parts]) == slip


VALUES = st.integers(0, 40).map(Decimal)
RULES = st.lists(
    st.sampled_from(["T=A+B+C", "A=D+E", "B>=F", "U=T-A", "C<=D", "A+B=U", "E=F"]), min_size=1, unique=True
)


@given(RULES, st.fixed_dictionaries(dict.fromkeys("ABCDEFTU", VALUES)))
def test_repair_keeps_every_rule_of_its_knot_and_none_smaller_does(texts, values):
    rules = ruled(*texts)

    for repairs in find_repairs(rules, values, changeable=values):
        sizes = {len(repair) for repair in repairs}
        assert len(sizes) == 1
        for repair in repairs:
            if sizes == {1} and (value := repair[0].needed) is not None:
                mended = values | {repair[0].code: value}
                knot = [each for each in rules if repair[0].code in operands(each.rule)]
                assert all(isinstance(check(each.rule, mended), Holds) for each in knot)
        if sizes != {1}:
            cells = {code for each in rules for code in operands(each.rule)}
            assert not any(_one_cell_will_do(rules, values, code, repairs) for code in cells)


def _one_cell_will_do(rules, values, code, repairs):
    touched = {each.code for repair in repairs for each in repair}
    knot = [each for each in rules if set(operands(each.rule)) & touched]
    return code in touched and any(
        all(isinstance(check(each.rule, values | {code: Decimal(value)}), Holds) for each in knot)
        for value in range(130)
    )
