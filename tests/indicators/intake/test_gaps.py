"""Blank cells below a filled one: asked once, then read as if merged, or left out."""

import pytest

from indicators.intake.figures import read_figures
from indicators.intake.findings import Code
from indicators.intake.questions import AS_ABOVE, SKIP, Ask
from tests.indicators.intake.corpus import INDEX, TODAY, codes, make_grid

TITLE = ["福州市2023年二季度"]
BY_REGION = [
    TITLE,
    ["地区", "指标", "单位", "数量"],
    ["鼓楼区", "养老机构", "家", 9],
    ["", "养老床位", "张", 60],
    ["台江区", "养老机构", "家", 7],
    ["", "养老床位", "张", 50],
]
BY_PERIOD = [
    ["福州市"],
    ["指标", "地区", "报告期", "数量（家）"],
    ["养老机构", "鼓楼区", "2023年一季度", 1],
    ["", "", "2023年二季度", 2],
    ["", "台江区", "2023年一季度", 3],
    ["", "", "2023年二季度", 4],
]
BY_YEAR = [
    ["福州市"],
    ["年份", "季度", "养老机构（家）"],
    ["2022年", "四季度", 1],
    ["2023年", "一季度", 2],
    ["", "二季度", 3],
]
BY_PART = [
    TITLE,
    ["指标", "分类", "单位", "数量"],
    ["低保人数", "", "人", 9],
    ["", "农村", "人", 4],
    ["养老机构", "", "家", 3],
]


def read(rows, told=None, merges=()):
    answers = {} if told is None else {(Ask.ABOVE, "Sheet1", name): told for name in rows[1]}
    grid = make_grid(rows, merges=merges)
    return read_figures([grid], INDEX, period=None, region=None, today=TODAY, answers=answers)


def places(reading):
    return [(figure.cell, figure.region, str(figure.period)) for figure in reading.figures]


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        (BY_REGION, [("地区", "A4", "4、6")]),
        (BY_PERIOD, [("指标", "A4", "4-6"), ("地区", "B4", "4、6")]),
        (BY_YEAR, [("年份", "A5", "5")]),
        (BY_PART, [("指标", "A4", "4")]),
    ],
)
def test_gaps_are_asked_about_once_for_each_column(rows, asked):
    reading = read(rows)

    assert set(codes(reading)) == {Code.BLANK_BELOW}
    assert [(each.question.subject, each.cell, each.params["rows"]) for each in reading.findings] == asked


def test_gaps_answered_to_mean_what_stands_above_are_read_as_if_merged():
    answered = read(BY_REGION, AS_ABOVE)

    assert places(answered) == places(read(BY_REGION, merges=[(2, 0, 3, 0), (4, 0, 5, 0)]))
    assert [region for _cell, region, _period in places(answered)] == ["350102"] * 2 + ["350103"] * 2
    assert not answered.findings


def test_gaps_of_two_columns_are_closed_together():
    assert places(read(BY_PERIOD, AS_ABOVE)) == [
        ("D3", "350102", "2023-Q1"),
        ("D4", "350102", "2023-Q2"),
        ("D5", "350103", "2023-Q1"),
        ("D6", "350103", "2023-Q2"),
    ]


def test_a_year_holds_for_the_quarters_below_it():
    assert [period for _cell, _region, period in places(read(BY_YEAR, AS_ABOVE))] == [
        "2022-Q4",
        "2023-Q1",
        "2023-Q2",
    ]


def test_a_part_below_its_whole_is_the_indicator_that_both_spell():
    reading = read(BY_PART, AS_ABOVE)

    assert {figure.cell: figure.indicator for figure in reading.figures}["D4"] == "assistance.rural_people"


def test_gaps_answered_to_be_none_of_ours_are_left_out():
    reading = read(BY_REGION, SKIP)

    assert [cell for cell, _region, _period in places(reading)] == ["D3", "D5"]
    assert [(found.code, found.params["given"]) for found in reading.findings] == [
        (Code.LEFT_OUT, "地区 4、6")
    ]


def test_an_answer_that_is_neither_leaves_the_question():
    assert codes(read(BY_REGION, "350102")) == [Code.BLANK_BELOW]


def test_blanks_beside_merged_cells_are_no_gaps():
    reading = read(BY_REGION, merges=[(2, 0, 3, 0)])

    assert [cell for cell, _region, _period in places(reading)] == ["D3", "D4", "D5"]
    assert codes(reading) == [Code.NO_REGION]


def test_a_row_that_its_code_names_is_no_gap():
    rows = [
        TITLE,
        ["指标", "代码", "类别", "数量（张）"],
        ["养老床位", "", "养老", 3],
        ["", "eldercare.beds", "养老", 4],
    ]

    assert Code.BLANK_BELOW not in codes(read(rows))
