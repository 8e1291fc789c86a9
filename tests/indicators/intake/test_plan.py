from dataclasses import replace

import pytest

from indicators.intake.figures import read_figures
from indicators.intake.findings import Code
from indicators.intake.matching import Index
from indicators.intake.questions import SKIP, Ask
from indicators.periods import Frequency, Period
from tests.indicators.intake.corpus import CATALOGUE, INDEX, TODAY, codes, make_grid, read_rows

QUARTERLY = Index(
    replace(
        CATALOGUE,
        indicators=tuple(replace(entry, collected=Frequency.QUARTER) for entry in CATALOGUE.indicators),
    )
)


def read_columns(title, headers, *, told=None, chosen="", index=INDEX):
    """Two figures a column, 养老机构 and 临时救助, under a title; `told` is of the period 2023-Q2."""
    numbers = range(1, len(headers) + 1)
    rows = [[title], ["指标", "单位", *headers], ["养老机构", "家", *numbers], ["临时救助", "人次", *numbers]]
    return read_figures(
        [make_grid(rows)],
        index,
        period=Period.parse(chosen) if chosen else None,
        region="350100",
        today=TODAY,
        answers={} if told is None else {(Ask.COLUMN, "Sheet1", "2023-Q2"): told},
    )


def read_as(reading):
    return [(figure.cell, str(figure.period)) for figure in reading.figures]


def test_a_region_or_an_indicator_may_stand_in_one_header_with_its_period():
    by_region = read_rows(
        ["指标", "单位", "2023年一季度鼓楼区", "2023年一季度台江区"], ["养老机构", "家", 3, 4], period=None
    )
    by_indicator = read_rows(["地区", "2023年一季度养老机构（家）"], ["鼓楼区", 3], period=None)

    assert [(f.region, str(f.period)) for f in by_region.figures] == [
        ("350102", "2023-Q1"),
        ("350103", "2023-Q1"),
    ]
    assert [(f.indicator, str(f.period)) for f in by_indicator.figures] == [
        ("eldercare.institutions", "2023-Q1")
    ]


def test_any_other_word_beside_a_period_is_a_question():
    reading = read_rows(["指标", "单位", "2023年二季度农村"], ["低保人数", "人", 3])

    assert not reading.figures
    assert codes(reading) == [Code.WHICH_VALUE_COLUMN]


def test_figures_that_neither_title_nor_header_names_are_asked_about_once():
    reading = read_rows(["地区", "2022年", "2021年"], ["鼓楼区", 3, 4], ["台江区", 5, 6], period=None)

    assert not reading.figures
    assert [(found.code, found.cell) for found in reading.findings] == [
        (Code.UNKNOWN_INDICATOR, "A1"),
        (Code.NO_UNIT, "A1"),
    ]


@pytest.mark.parametrize(
    ("title", "headers", "chosen", "offered"),
    [
        ("2023年二季度", ["2021年", "2022年", "2023年"], "", ("2023年", SKIP)),
        ("2023年1—6月", ["2022年", "2023年", "2023年6月末"], "", ("2023年", "2023年6月末", SKIP)),
        ("2023年二季度", ["2020年", "2021年", "2022年"], "", (SKIP,)),
        ("福州市", ["2022年", "2023年"], "2023-Q2", ("2023年", SKIP)),
    ],
)
def test_bare_years_under_a_finer_period_are_asked_about(title, headers, chosen, offered):
    reading = read_columns(title, headers, chosen=chosen)

    assert (reading.figures, codes(reading)) == ((), [Code.PERIOD_CONFLICT])
    assert reading.findings[0].question.ask is Ask.COLUMN
    assert reading.findings[0].question.candidates == offered


def test_a_bare_year_is_answered_to_be_of_the_period_and_holds_no_flow_of_it():
    reading = read_columns("2023年二季度", ["2021年", "2022年", "2023年"], told="2023年")

    assert read_as(reading) == [("E3", "2023-Q2")]
    assert codes(reading) == [Code.IGNORED_COLUMN, Code.IGNORED_COLUMN, Code.WRONG_FREQUENCY]
    assert reading.findings[-1].cell == "E4"


def test_columns_of_bare_years_are_answered_to_be_none_of_ours():
    reading = read_columns("2023年二季度", ["2021年", "2022年", "2023年"], told=SKIP)

    assert (reading.figures, codes(reading)) == ((), [Code.LEFT_OUT])


@pytest.mark.parametrize("told", ["2022年", "2023年6月末"])
def test_an_answer_that_is_no_column_of_the_period_leaves_the_question(told):
    reading = read_columns("2023年二季度", ["2021年", "2022年", "2023年"], told=told)

    assert (reading.figures, codes(reading)) == ((), [Code.PERIOD_CONFLICT])


def test_bare_years_chosen_otherwise_are_a_question_of_the_period():
    reading = read_columns("福州市", ["2021年", "2022年"], chosen="2023-Q2")

    assert (reading.figures, codes(reading)) == ((), [Code.PERIOD_CONFLICT])
    assert reading.findings[0].question.candidates == ("2021", "2022")


def test_earlier_years_stand_aside_where_a_column_is_of_the_period():
    reading = read_columns("2023年二季度", ["2021年", "2022年", "2023年6月末"])

    assert read_as(reading) == [("E3", "2023-Q2")]
    assert codes(reading) == [Code.IGNORED_COLUMN, Code.IGNORED_COLUMN, Code.WRONG_FREQUENCY]


def test_the_end_of_a_year_is_a_date_beside_a_quarter():
    reading = read_columns("2023年二季度", ["2022年末", "2023年6月末"])

    assert read_as(reading) == [("C3", "2022-Q4"), ("D3", "2023-Q2")]


def test_quarters_of_the_titles_year_need_not_end_with_it():
    reading = read_columns("2023年度", ["一季度", "二季度"])
    other = read_columns("2022年度", ["2023年一季度", "2023年二季度"])

    assert read_as(reading) == [("C3", "2023-Q1"), ("D3", "2023-Q2"), ("C4", "2023-Q1"), ("D4", "2023-Q2")]
    assert (other.figures, codes(other)) == ((), [Code.PERIOD_CONFLICT])
    assert other.findings[0].question.candidates == ("2023-Q1", "2023-Q2")


def test_months_that_end_no_quarter_stand_aside_for_the_one_that_does():
    reading = read_columns("2023年二季度", ["4月", "5月", "6月"], index=QUARTERLY)

    assert read_as(reading) == [("E3", "2023-Q2")]
    assert [(found.code, found.cell) for found in reading.findings] == [
        (Code.IGNORED_COLUMN, "C2"),
        (Code.IGNORED_COLUMN, "D2"),
        (Code.WRONG_FREQUENCY, "C4"),
        (Code.WRONG_FREQUENCY, "D4"),
        (Code.WRONG_FREQUENCY, "E4"),
    ]


def test_a_stock_is_not_taken_from_the_sum_of_months_that_was_chosen():
    rows = [
        ["指标", "单位", "本月", "本年累计"],
        ["养老机构", "家", 3, 30],
        ["养老床位", "张", 7, 7],
        ["低保金", "万元", 2, 9],
    ]

    reading = read_rows(["福州市2023年二季度"], *rows, answers={(Ask.COLUMN, "Sheet1", ""): "本年累计"})

    assert [(each.cell, each.value) for each in reading.figures] == [("D4", 7), ("D5", 9)]
    assert [(each.code, each.cell) for each in reading.findings if each.blocks] == [
        (Code.NATURE_CONFLICT, "D3")
    ]


def test_each_region_is_asked_of_its_own_sum_of_months():
    rows = [
        ["福州市2023年二季度"],
        ["地区", "指标", "单位", "本月", "本年累计"],
        ["台江区", "养老机构", "家", 7, 7],
        ["鼓楼区", "养老机构", "家", 3, 30],
    ]

    reading = read_rows(*rows, region=None, answers={(Ask.COLUMN, "Sheet1", ""): "本年累计"})

    assert [(each.cell, each.value) for each in reading.figures] == [("E3", 7)]
    assert [(each.code, each.cell) for each in reading.findings if each.blocks] == [
        (Code.NATURE_CONFLICT, "E4")
    ]
