"""The unit of a label, a header or a cell itself against the one of the line above or the row."""

import pytest

from indicators.intake.findings import Code, Severity
from indicators.intake.questions import Ask
from tests.indicators.intake.corpus import codes, read_rows

ABOVE = [["福州市2023年二季度"], ["单位：万元"]]
HEAD = ["指标", "数量"]
BOTH = {"元", "万元"}


def placed(reading):
    return [(figure.cell, figure.value) for figure in reading.figures]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ["低保金（元）", 35000]],
        [["指标", "数量（元）"], ["低保金", 35000]],
        [["地区", "低保金（元）"], ["鼓楼区", 35000]],
        [["地区", "低保金"], ["", "元"], ["鼓楼区", 35000]],
    ],
)
def test_a_nearer_unit_that_the_line_contradicts_is_asked_about(rows):
    reading = read_rows(*ABOVE, *rows)

    (found,) = reading.findings
    assert (placed(reading), found.code) == ([], Code.UNIT_CONFLICT)
    assert set(found.question.candidates) == BOTH
    for unit, value in (("元", 3.5), ("万元", 35000)):
        ((_, told),) = placed(read_rows(*ABOVE, *rows, answers={found.question.key: unit}))
        assert told == value


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([HEAD, ["低保金（元）", 35000], ["慈善支出", 3]], "A4"),
        ([["地区", "低保金（元）", "慈善支出"], ["鼓楼区", 35000, 3]], "B3"),
        ([["地区", "低保金（元）", "低保人数（人）"], ["鼓楼区", 35000, 3]], "B3"),
        ([["地区", "低保金", "慈善支出"], ["", "元", "万元"], ["鼓楼区", 35000, 3]], "B4"),
    ],
)
def test_a_nearer_unit_beside_what_the_line_may_speak_of_holds_and_is_told(rows, cell):
    reading = read_rows(*ABOVE, *rows)

    assert [value for _, value in placed(reading)] == [3.5, 3]
    (found,) = reading.findings
    assert (found.code, found.severity, found.cell) == (Code.NEARER_UNIT, Severity.NOTE, cell)
    assert found.params == {"given": "元", "expected": "万元"}


def test_a_nearer_unit_of_another_kind_or_of_the_same_scale_says_nothing():
    rows = [HEAD, ["低保金（万元）", 3], ["低保标准（元/人·月）", 800], ["养老机构（家）", 2]]

    assert codes(read_rows(*ABOVE, *rows)) == []


@pytest.mark.parametrize("unit", ["", "万元"])
def test_a_smaller_unit_in_a_cell_is_asked_about(unit):
    rows = [["指标", "单位", "数量"], ["低保金", unit, "3元"], ["慈善支出", unit, 5]]
    key = (Ask.UNIT, "Sheet1", "低保金 元/万元")

    (found,) = (reading := read_rows(*ABOVE, *rows)).findings

    assert (placed(reading), found.code, found.question.key) == ([("C5", 5)], Code.UNIT_CONFLICT, key)
    assert placed(read_rows(*ABOVE, *rows, answers={key: "万元"})) == [("C4", 3), ("C5", 5)]
    assert [float(each) for _, each in placed(read_rows(*ABOVE, *rows, answers={key: "元"}))] == [0.0003, 5]


def test_a_column_whose_cells_all_say_their_unit_is_read_in_it():
    reading = read_rows(*ABOVE, HEAD, ["低保金", "30000元"], ["慈善支出", "50000元"])

    assert (placed(reading), codes(reading)) == ([("B4", 3), ("B5", 5)], [])


@pytest.mark.parametrize(("shown", "value"), [("3万元", 3), ("20千元", 2), ("2亿元", 20000), ("—", None)])
def test_a_larger_unit_in_a_cell_is_meant(shown, value):
    assert placed(read_rows(*ABOVE, HEAD, ["低保金", shown], ["慈善支出", 5])) == [("B4", value), ("B5", 5)]
