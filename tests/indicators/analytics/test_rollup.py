from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.nature import Nature
from indicators.analytics.rollup import Node, TreeError, differs, is_summable, roll_up
from indicators.quantities import Absence, Qualifier
from tests.indicators.analytics.build import figure, numbers

CITY = Node("city", None)
TREE = [
    CITY,
    Node("gulou", "city"),
    Node("minhou", "city"),
    Node("changle", "city"),
    Node("pingtan", "city", counted=False),
    Node("own", "city", expected=False),
    Node("gaoxin", "minhou", counted=False),
]
ALL = {"gulou": figure(10), "minhou": figure(20), "changle": figure(30)}


def city(values, tree=TREE):
    return roll_up(values, tree, additive=True)["city"]


def test_a_sum_adds_the_direct_counted_regions():
    found = city(ALL | {"pingtan": figure(1000), "gaoxin": figure(5)})

    assert (found.value, found.reported, found.expected) == (60, 3, 3)
    assert found.parts == ("gulou", "minhou", "changle")
    assert found.is_complete


def test_a_region_whose_parts_are_not_counted_has_no_sum():
    assert "minhou" not in roll_up(ALL | {"gaoxin": figure(5)}, TREE, additive=True)


def test_a_region_without_a_value_is_a_hole_and_not_zero():
    found = city({"gulou": figure(10), "minhou": figure(20)})

    assert (found.value, found.reported, found.expected) == (30, 2, 3)
    assert found.missing == ("changle",)
    assert not found.is_complete


@pytest.mark.parametrize(
    ("absence", "expected"),
    [
        (Absence.NOT_REPORTED, 3),
        (Absence.WITHHELD, 3),
        (Absence.WITHDRAWN, 3),
        (Absence.NOT_APPLICABLE, 2),
        (Absence.DISCONTINUED, 2),
    ],
)
def test_only_a_region_that_should_have_a_figure_leaves_a_hole(absence, expected):
    found = city(ALL | {"changle": figure(None, absence=absence)})

    assert (found.value, found.reported, found.expected) == (30, 2, expected)
    assert found.is_complete is (expected == 2)


def test_a_counted_unit_that_need_not_report_is_added_and_leaves_the_coverage_alone():
    found = city(ALL | {"own": figure(4)})

    assert (found.value, found.reported, found.expected) == (64, 3, 3)
    assert found.parts == ("gulou", "minhou", "changle", "own")


def test_a_confirmed_zero_is_a_report():
    found = city(ALL | {"changle": figure(0)})

    assert (found.value, found.reported) == (30, 3)


def test_no_figure_at_all_is_no_zero():
    found = city({})

    assert (found.value, found.reported, found.expected) == (None, 0, 3)


def test_where_nobody_has_such_a_figure_there_is_no_sum():
    nobody = {code: figure(None, absence=Absence.NOT_APPLICABLE) for code in ALL}

    assert roll_up(nobody, TREE, additive=True) == {}


def test_what_is_not_additive_has_no_sum():
    assert roll_up(ALL, TREE, additive=False) == {}


def test_only_confirmed_additive_counts_are_summable():
    assert is_summable(Nature.STOCK, additive=True)
    assert not is_summable(Nature.STOCK, additive=False)
    assert not is_summable(Nature.STOCK, additive=True, confirmed=False)
    assert not is_summable(Nature.RATE, additive=True)


DEEP = [
    Node("city", None),
    Node("a", "city"),
    Node("b", "city"),
    Node("a1", "a"),
    Node("a2", "a"),
]


def test_sums_go_from_the_leaves_up():
    sums = roll_up({"a1": figure(1), "a2": figure(2), "b": figure(4)}, DEEP, additive=True)

    assert (sums["a"].value, sums["city"].value) == (3, 7)
    assert sums["city"].is_complete


def test_a_reported_value_goes_before_its_own_sum():
    sums = roll_up({"a": figure(10), "a1": figure(1), "a2": figure(2), "b": figure(4)}, DEEP, additive=True)

    assert (sums["a"].value, sums["city"].value) == (3, 14)


def test_a_sum_of_an_incomplete_sum_is_incomplete():
    found = city({"a1": figure(1), "b": figure(4)}, DEEP)

    assert (found.value, found.reported, found.expected) == (5, 1, 2)
    assert (found.partial, found.missing) == (("a",), ())
    assert not found.is_complete


def test_a_sum_kept_from_before_may_be_incomplete_too():
    found = city(ALL | {"minhou": figure(20, is_complete=False)})

    assert (found.value, found.reported, found.expected, found.partial) == (60, 2, 3, ("minhou",))


def test_rounded_parts_make_a_rounded_sum_with_their_margins():
    rounded = {"qualifier": Qualifier.ROUNDED, "margin": Decimal(50)}

    found = city(ALL | {"gulou": figure(2100, **rounded), "minhou": figure(3400, **rounded)})

    assert (found.qualifier, found.margin) == (Qualifier.ROUNDED, 100)


def test_a_region_under_itself_is_refused():
    with pytest.raises(TreeError) as error:
        roll_up({}, [Node("a", "b"), Node("b", "a")], additive=True)

    assert error.value.code in ("a", "b")


def test_a_reported_total_differs_only_beyond_precision_and_with_a_complete_sum():
    rounded = {"qualifier": Qualifier.ROUNDED, "margin": Decimal(5)}

    assert differs(figure(61), city(ALL))
    assert not differs(figure(60), city(ALL))
    assert not differs(figure(64, **rounded), city(ALL))
    assert not differs(figure(99), city({"gulou": figure(10)}))


@st.composite
def forests(draw):
    """A random tree, its flags and the values that some of its regions report."""
    size = draw(st.integers(min_value=2, max_value=12))
    nodes = [Node("0", None)] + [
        Node(
            str(n),
            str(draw(st.integers(min_value=0, max_value=n - 1))),
            counted=draw(st.booleans()),
            expected=draw(st.booleans()),
        )
        for n in range(1, size)
    ]
    reported = draw(st.dictionaries(st.sampled_from([node.code for node in nodes]), numbers))
    return nodes, {code: figure(value) for code, value in reported.items()}


def naive(code, nodes, values):
    """What is shown for a region: its own value, else the sum of what its counted regions show."""
    if code in values:
        return values[code].value
    return naive_sum(code, nodes, values)


def naive_sum(code, nodes, values):
    shown = [naive(node.code, nodes, values) for node in nodes if node.parent == code and node.counted]
    known = [value for value in shown if value is not None]
    return sum(known) if known else None


@given(forests(), st.randoms(use_true_random=False))
def test_sums_agree_with_a_naive_recomputation_in_any_order(forest, random):
    nodes, values = forest
    shuffled = random.sample(nodes, len(nodes))

    sums = roll_up(values, shuffled, additive=True)

    for node in nodes:
        found = sums.get(node.code)
        assert (found.value if found else None) == naive_sum(node.code, nodes, values)
        if found:
            assert 0 <= found.reported <= found.expected
            assert set(found.parts).isdisjoint(found.missing)
