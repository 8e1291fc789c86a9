from dataclasses import replace
from datetime import date

import pytest

from indicators.intake.findings import Code, Severity
from indicators.intake.period_kept import level_period
from indicators.intake.questions import Ask
from indicators.periods import Frequency, Period
from tests.indicators.intake.corpus import codes, indicator, make_grid, read, read_rows, values

HEADER = ["指标", "单位", "数量"]
BEDS = ["养老床位", "张", 3]
FLOW = ["临时救助", "人次", 3]


def period_of(*rows, chosen=None, **options):
    reading = read(make_grid([*rows], **options), period=Period.parse(chosen) if chosen else None)
    return [str(figure.period) for figure in reading.figures] or codes(reading)


def region_of(*rows, chosen=None, **options):
    reading = read(make_grid([*rows], **options), region=chosen)
    return [figure.region for figure in reading.figures] or codes(reading)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2023年二季度民政统计表", "2023-Q2"),
        ("2023年第2季度", "2023-Q2"),
        ("2023年上半年民政统计表", "2023-Q2"),
        ("2023年1—6月", "2023-Q2"),
        ("报告期：2023年二季度", "2023-Q2"),
        ("2019年06月", "2019-Q2"),
        ("截至2023年6月30日", "2023-Q2"),
        ("2023年5月", "2023-05"),
        ("2022年度民政统计年报", "2022-Q4"),
        ("闽民〔2022〕15号 2023年二季度", "2023-Q2"),
        ("2023年二季度 填报日期：2023年7月5日", "2023-Q2"),
    ],
)
def test_title_states_the_period(title, period):
    assert period_of([title], HEADER, BEDS) == [period]


def test_sheet_name_states_the_period_where_nothing_else_does():
    assert period_of(HEADER, BEDS, sheet="2023年二季度") == ["2023-Q2"]
    assert period_of(["2023年二季度"], HEADER, BEDS, sheet="2023年一季度") == [Code.PERIOD_CONFLICT]


@pytest.mark.parametrize(
    "title", ["统计表", "2023年民政统计季报表", "2023年一季度、二季度", "闽民〔2023〕15号"]
)
def test_no_period_is_a_question_and_no_figure(title):
    assert period_of([title], HEADER, BEDS) == [Code.NO_PERIOD]


def test_no_period_is_asked_once_a_sheet():
    assert period_of(HEADER, BEDS, ["养老机构", "家", 3]) == [Code.NO_PERIOD]


@pytest.mark.parametrize(
    "title", ["2023年二季度", "2023年6月", "2023年1-6月", "2023年上半年", "2023年民政统计季报表", "统计表"]
)
def test_choice_stands_where_nothing_contradicts(title):
    assert period_of([title], HEADER, BEDS, chosen="2023-Q2") == ["2023-Q2"]


@pytest.mark.parametrize("title", ["2023年一季度", "2022年二季度", "2023年度", "2022年统计表", "2023年5月"])
def test_choice_that_the_title_contradicts_is_a_question(title):
    assert period_of([title], HEADER, BEDS, chosen="2023-Q2") == [Code.PERIOD_CONFLICT]


def test_period_that_has_not_ended_is_an_error():
    reading = read_rows(HEADER, BEDS, today=date(2023, 6, 29))

    assert not reading.figures
    (found,) = reading.findings
    assert (found.code, found.severity) == (Code.UNKNOWN_PERIOD, Severity.ERROR)
    assert found.params == {"given": "2023-Q2", "expected": "2023-06-29"}


@pytest.mark.parametrize(
    ("label", "unit", "chosen", "expected"),
    [
        ("养老床位", "张", "2023-06", "2023-Q2"),
        ("养老床位", "张", "2023", "2023-Q4"),
        ("养老床位", "张", "2023-05", "2023-05"),
        ("持证社工", "人", "2023-Q2", "2023-Q2"),
        ("持证社工", "人", "2023-Q4", "2023"),
        ("临时救助", "人次", "2023-Q2", "2023-Q2"),
        ("临时救助", "人次", "2023-06", Code.WRONG_FREQUENCY),
        ("临时救助", "人次", "2023-S1", Code.WRONG_FREQUENCY),
        ("当年新增救助点", "个", "2023", "2023"),
        ("当年新增救助点", "个", "2023-Q4", Code.WRONG_FREQUENCY),
    ],
)
def test_figure_is_kept_at_its_own_frequency(label, unit, chosen, expected):
    assert period_of(HEADER, [label, unit, 3], chosen=chosen) == [expected]


@pytest.mark.parametrize(
    ("title", "chosen", "expected"),
    [
        ("2023年二季度", None, "2023-Q2"),
        ("2023年1-3月", None, "2023-Q1"),
        ("2023年1-6月", None, Code.WRONG_FREQUENCY),
        ("2023年1-6月", "2023-Q2", Code.WRONG_FREQUENCY),
        ("2023年上半年", "2023-Q2", Code.WRONG_FREQUENCY),
        ("2023年6月", None, Code.WRONG_FREQUENCY),
        ("2023年6月", "2023-Q2", "2023-Q2"),
    ],
)
def test_flow_belongs_to_its_own_span(title, chosen, expected):
    assert period_of([title], HEADER, FLOW, chosen=chosen) == [expected]


@pytest.mark.parametrize(
    ("label", "unit", "header", "chosen", "code"),
    [
        ("低保金", "万元", "本季度", "2023-Q2", Code.NATURE_CONFLICT),
        ("低保金", "万元", "本季度", "2023-Q1", None),
        ("低保金", "万元", "本年累计", "2023-Q2", None),
        ("临时救助", "人次", "本年累计", "2023-Q2", Code.NATURE_CONFLICT),
        ("临时救助", "人次", "本季度", "2023-Q2", None),
        ("养老床位", "张", "本季度", "2023-Q2", None),
        ("临时救助", "人次", "本季数", "2023-Q4", None),
        ("临时救助", "人次", "本月数", "2023-Q4", Code.WRONG_FREQUENCY),
        ("低保金", "万元", "本月数", "2023-Q1", Code.NATURE_CONFLICT),
        ("低保金", "万元", "本季数", "2023-Q4", Code.NATURE_CONFLICT),
        ("养老床位", "张", "本月数", "2023-Q4", None),
    ],
)
def test_header_must_suit_the_nature(label, unit, header, chosen, code):
    reading = read_rows(["指标", "单位", header], [label, unit, 3], period=Period.parse(chosen))

    assert codes(reading) == ([code] if code else [])


@pytest.mark.parametrize(
    ("rows", "region"),
    [
        ([["编制单位：鼓楼区民政局"]], "350102"),
        ([["地区编码：350102000000"]], "350102"),
        ([["填报单位", "闽侯县"]], "350121"),
        ([["福州市鼓楼区民政统计表"]], "350102"),
        ([["编制单位：福州市"], ["地区编码：350100000000"]], "350100"),
    ],
)
def test_furniture_or_title_states_the_region(rows, region):
    assert region_of(*rows, HEADER, BEDS) == [region]


def test_sheet_name_states_the_region_where_nothing_else_does():
    assert region_of(HEADER, BEDS, sheet="鼓楼") == ["350102"]


def test_sheet_name_of_a_district_under_a_common_title():
    assert region_of(["福州市民政统计表"], HEADER, BEDS, sheet="鼓楼区") == ["350102"]
    assert region_of(["编制单位：福州市"], HEADER, BEDS, sheet="鼓楼区") == [Code.REGION_CONFLICT]
    assert region_of(["台江区统计表"], HEADER, BEDS, sheet="鼓楼区") == [Code.NO_REGION]


def test_second_table_has_the_period_and_region_of_the_first():
    rows = [["编制单位：鼓楼区"], ["2023年二季度"], HEADER, BEDS, ["二、机构"], HEADER, ["养老机构", "家", 2]]

    reading = read(make_grid(rows), period=None, region=None)

    assert {(figure.region, str(figure.period)) for figure in reading.figures} == {("350102", "2023-Q2")}
    assert len(reading.figures) == 2


def test_no_region_is_a_question_asked_once():
    assert region_of(["民政统计表"], HEADER, BEDS, ["养老机构", "家", 3]) == [Code.NO_REGION]
    assert region_of(["鼓楼区、台江区"], HEADER, BEDS) == [Code.NO_REGION]
    assert region_of(["编制单位：养老服务处"], HEADER, BEDS) == [Code.NO_REGION]


@pytest.mark.parametrize(
    ("title", "chosen", "expected"),
    [
        ("福州市民政统计表", "350102", "350102"),
        ("编制单位：养老服务处", "350102", "350102"),
        ("鼓楼区民政统计表", "350102000000", "350102"),
        ("鼓楼区民政统计表", "350100", Code.REGION_CONFLICT),
        ("编制单位：福州市", "350102", Code.REGION_CONFLICT),
        ("编制单位：福建省", "350100", Code.REGION_CONFLICT),
        ("地区编码：350000000000", "350100", Code.REGION_CONFLICT),
        ("民政统计表", "350999", Code.UNKNOWN_REGION),
        ("编制单位：福建省", None, Code.UNKNOWN_REGION),
    ],
)
def test_chosen_region_against_the_text_above(title, chosen, expected):
    assert region_of([title], HEADER, BEDS, chosen=chosen) == [expected]


LONG = ["地区", "报告期", "指标", "单位", "数量"]


def test_long_form_places_each_row():
    reading = read_rows(
        LONG,
        ["鼓楼区", "2023年一季度", "养老床位", "张", 1],
        ["鼓楼", "2023-Q2", "养老床位", "张", 2],
        ["350103", "2023年6月", "养老床位", "张", 3],
        period=None,
        region=None,
    )

    placed = [(figure.region, str(figure.period), figure.value) for figure in reading.figures]
    assert placed == [("350102", "2023-Q1", 1), ("350102", "2023-Q2", 2), ("350103", "2023-Q2", 3)]


def test_blank_place_in_a_filled_column_is_a_question():
    rows = [LONG, ["鼓楼区", "2023-Q2", "养老床位", "张", 1], ["", "", "养老机构", "家", 2]]

    reading = read_rows(*rows)

    assert values(reading) == {"eldercare.beds": 1}
    assert codes(reading) == [Code.BLANK_BELOW, Code.BLANK_BELOW]
    assert [found.cell for found in reading.findings] == ["A3", "B3"]
    assert all(found.blocks for found in reading.findings)


def test_empty_columns_of_region_and_period_leave_the_choice():
    assert values(read_rows(LONG, ["", "", "养老床位", "张", 1])) == {"eldercare.beds": 1}


def test_merged_region_holds_for_all_its_rows():
    rows = [["地区", "指标", "单位", "数量"], ["鼓楼区", "养老床位", "张", 1], ["", "养老机构", "家", 2]]

    reading = read(make_grid(rows, merges=[(1, 0, 2, 0)]), region=None)

    assert [figure.region for figure in reading.figures] == ["350102", "350102"]


def test_rows_against_the_choice_are_questions():
    rows = [LONG, ["鼓楼区", "2023年一季度", "养老床位", "张", 1]]

    assert codes(read_rows(*rows, region="350103")) == [Code.REGION_CONFLICT, Code.PERIOD_CONFLICT]
    assert codes(read_rows(*rows, period=Period.parse("2023-Q1"))) == []


@pytest.mark.parametrize(
    ("region", "period", "code"),
    [("厦门市", "2023-Q2", Code.UNKNOWN_REGION), ("鼓楼区", "第二期", Code.UNKNOWN_PERIOD)],
)
def test_unknown_place_is_an_error_at_its_cell(region, period, code):
    reading = read_rows(LONG, [region, period, "养老床位", "张", 1])

    assert [(found.code, found.severity) for found in reading.findings] == [(code, Severity.ERROR)]
    assert reading.findings[0].cell in ("A2", "B2")


def test_region_code_and_name_must_agree():
    header = ["地区代码", "地区", "指标", "单位", "数量"]

    assert codes(read_rows(header, ["350102", "鼓楼区", *BEDS])) == []
    assert codes(read_rows(header, ["350102", "台江区", *BEDS])) == [Code.REGION_CONFLICT]


@pytest.mark.parametrize(
    ("period", "frequency", "collected", "kept"),
    [
        ("2023-06", Frequency.QUARTER, Frequency.QUARTER, "2023-Q2"),
        ("2023-Q2", Frequency.YEAR, Frequency.QUARTER, "2023-Q2"),
        ("2023-Q4", Frequency.YEAR, Frequency.QUARTER, "2023"),
        ("2023-08", Frequency.QUARTER, Frequency.QUARTER, None),
        ("2023-08", Frequency.QUARTER, Frequency.MONTH, "2023-08"),
    ],
)
def test_level_is_taken_for_the_dates_of_its_form(
    period: str, frequency: Frequency, collected: Frequency, kept: str | None
) -> None:
    entry = replace(indicator("a", "甲", "个", frequency=frequency), collected=collected)

    found = level_period(entry, Period.parse(period))

    assert (str(found) if found else None) == kept


def test_a_year_of_long_ago_is_taken_once_it_is_answered():
    rows = [["福州市"], ["指标", "单位", "1962年"], ["持证社工", "人", 3]]
    asked = (Ask.PERIOD, "Sheet1", "1962年")

    told = read(make_grid(rows), period=None, answers={asked: "1962"})
    chosen = read_rows(*rows, period=Period.parse("1962"))

    assert [str(each.period) for each in (*told.figures, *chosen.figures)] == ["1962", "1962"]
    assert codes(told) == codes(chosen) == []
