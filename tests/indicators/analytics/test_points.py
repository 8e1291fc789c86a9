from decimal import Decimal

import pytest

from indicators.analytics.points import combined_margin, combined_qualifier, comparable, divide, same_coverage
from indicators.analytics.refusals import Reason
from indicators.quantities import Qualifier
from tests.indicators.analytics.build import figure, point

E, R, A, N, O = (  # noqa: E741
    Qualifier.EXACT,
    Qualifier.ROUNDED,
    Qualifier.ABOUT,
    Qualifier.NEARLY,
    Qualifier.OVER,
)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([], E), ([E, E], E), ([E, R], R), ([A], R), ([E, O], O), ([R, O], O), ([N, E], N), ([N, O], A)],
)
def test_combined_qualifier(parts, expected):
    assert combined_qualifier(figure(1, qualifier=part) for part in parts) is expected


def test_combined_margin_adds_the_margins():
    parts = [
        figure(1, qualifier=R, margin=Decimal("0.5")),
        figure(2),
        figure(3, qualifier=R, margin=Decimal(5)),
    ]

    assert combined_margin(parts) == Decimal("5.5")


def test_combined_margin_takes_the_whole_place_where_both_directions_occur():
    parts = [figure(40, qualifier=O, margin=Decimal(5)), figure(50, qualifier=N, margin=Decimal(5))]

    assert combined_margin(parts) == 20


def test_divide_ignores_the_surrounding_precision():
    assert str(divide(Decimal(1), Decimal(3))).count("3") == 50


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({}, {}, True),
        ({"coverage": (12, 12)}, {"coverage": (12, 12)}, True),
        ({"coverage": (12, 12)}, {}, True),
        ({"coverage": (11, 12)}, {}, False),
        ({"coverage": (11, 12)}, {"coverage": (12, 12)}, False),
        ({"coverage": (12, 12)}, {"coverage": (13, 13)}, False),
        ({"coverage": (11, 12)}, {"coverage": (11, 12)}, False),  # perhaps not the same eleven
        (
            {"coverage": (2, 3), "parts": frozenset("ab")},
            {"coverage": (2, 3), "parts": frozenset("ab")},
            True,
        ),
        (
            {"coverage": (2, 3), "parts": frozenset("ab")},
            {"coverage": (2, 3), "parts": frozenset("ac")},
            False,
        ),
        (
            {"coverage": (2, 2), "parts": frozenset("ab")},
            {"coverage": (2, 2), "parts": frozenset("abx")},  # x need not report, but did
            False,
        ),
    ],
)
def test_same_coverage(first, second, same):
    assert same_coverage(point("2023-Q1", 1, **first), point("2023-Q2", 1, **second)) is same
    assert same_coverage(point("2023-Q2", 1, **second), point("2023-Q1", 1, **first)) is same


def test_points_of_two_definitions_are_not_comparable():
    now, base = point("2023-Q2", 1, definition=2), point("2023-Q1", 1, definition=1)

    assert comparable(now, base) is Reason.DEFINITION_CHANGED
