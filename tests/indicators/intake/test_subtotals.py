import pytest

from indicators.intake.findings import Code, Severity
from indicators.intake.subtotals import is_subtotal
from tests.indicators.intake.corpus import codes, read_rows

HEADER = ["地区", "养老机构（家）"]


def places(reading):
    return {figure.region: figure.value for figure in reading.figures}


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["鼓楼区", 3],
            ["台江区", 4],
            ["城区小计", 7],
            ["长乐区", 2],
            ["闽侯县", 5],
            ["县市小计", 7],
            ["合计", 14],
        ],
        [["合计", 14], ["小计", 7], ["鼓楼区", 3], ["台江区", 4], ["小计", 7], ["长乐区", 2], ["闽侯县", 5]],
    ],
)
def test_subtotals_are_compared_and_not_taken(rows):
    reading = read_rows(["2023年6月末"], HEADER, *rows)

    assert places(reading) == {"350102": 3, "350103": 4, "350112": 2, "350121": 5, "350100": 14}
    assert codes(reading) == [Code.SUBTOTAL]
    assert reading.findings[0].params["count"] == "2"


def test_a_subtotal_that_disagrees_is_asked_about():
    reading = read_rows(["2023年6月末"], HEADER, ["鼓楼区", 3], ["台江区", 4], ["小计", 8], ["闽侯县", 5])

    assert codes(reading) == [Code.TOTAL_DISAGREES, Code.SUBTOTAL]
    assert reading.findings[0].severity is Severity.QUESTION
    assert reading.findings[0].cell == "B5"
    assert "350100" not in places(reading)


def test_what_is_no_sum_is_not_compared_as_one():
    reading = read_rows(
        ["2023年6月末"], ["地区", "设施覆盖率（%）"], ["鼓楼区", 90], ["台江区", 80], ["小计", 85]
    )

    assert codes(reading) == [Code.SUBTOTAL]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小计", True),
        ("城区小计", True),
        ("六城区合计", True),
        ("合计", False),
        ("总计", False),
        ("各县市区合计", False),
    ],
)
def test_which_words_say_a_subtotal(text, expected):
    assert is_subtotal(text) is expected
