import pytest

from indicators.intake.findings import Code
from indicators.intake.questions import Ask
from indicators.periods import Period
from tests.indicators.intake.corpus import codes, make_grid, read, read_rows, values


def places(reading):
    return [(f.indicator, f.region, str(f.period), f.value, f.cell) for f in reading.figures]


def test_regions_in_columns():
    reading = read_rows(
        ["指标", "单位", "合计", "鼓楼区", "台江"],
        ["养老机构", "家", 5, 3, 2],
        ["养老床位", "张", None, 30, "—"],
    )

    assert [place[1:] for place in places(reading)] == [
        ("350100", "2023-Q2", 5, "C2"),
        ("350102", "2023-Q2", 3, "D2"),
        ("350103", "2023-Q2", 2, "E2"),
        ("350102", "2023-Q2", 30, "D3"),
        ("350103", "2023-Q2", None, "E3"),
    ]


def test_unknown_region_column_is_a_question():
    reading = read_rows(["指标", "单位", "鼓楼区", "厦门市"], ["养老机构", "家", 3, 2])

    assert len(reading.figures) == 1
    assert codes(reading) == [Code.UNKNOWN_REGION]
    assert reading.findings[0].cell == "D1"


def test_indicators_in_columns():
    reading = read_rows(
        ["序号", "县（市）区", "养老机构（家）", "低保金（万元）", "低保人数", "同比"],
        [1, "鼓楼区", 3, 4, 5, "1%"],
        ["", "合计", 7, 8, "9人", ""],
        region=None,
    )

    assert [(place[0], place[1], place[3]) for place in places(reading)] == [
        ("eldercare.institutions", "350102", 3),
        ("assistance.spending", "350102", 4),
        ("eldercare.institutions", "350100", 7),
        ("assistance.spending", "350100", 8),
        ("assistance.people", "350100", 9),
    ]
    assert codes(reading) == [Code.IGNORED_COLUMN, Code.NO_UNIT]


def test_unknown_indicator_column_is_asked_once():
    reading = read_rows(["地区", "养老机构（家）", "幼儿园"], ["鼓楼区", 3, 4], ["台江区", 5, 6])

    assert len(reading.figures) == 2
    assert [(found.code, found.cell) for found in reading.findings] == [(Code.UNKNOWN_INDICATOR, "C1")]


def test_header_of_two_rows_is_one_label():
    rows = [["地区", "低保", ""], ["", "低保人数（人）", "户数"], ["鼓楼区", 3, 4]]

    reading = read(make_grid(rows, merges=[(0, 0, 1, 0), (0, 1, 0, 2)]), region=None)

    assert values(reading) == {"assistance.people": 3}
    assert codes(reading) == [Code.UNKNOWN_INDICATOR]


def test_periods_in_columns_are_all_read_unless_one_was_chosen():
    rows = [["指标", "单位", "2023年一季度", "2023年二季度"], ["养老机构", "家", 3, 4]]

    assert [place[2] for place in places(read_rows(*rows, period=None))] == ["2023-Q1", "2023-Q2"]

    chosen = read_rows(*rows)

    assert [place[2:4] for place in places(chosen)] == [("2023-Q2", 4)]
    assert codes(chosen) == [Code.IGNORED_COLUMN]
    assert codes(read_rows(*rows, period=Period.parse("2022-Q2"))) == [Code.PERIOD_CONFLICT]


def test_bare_years_under_a_quarterly_title_are_a_question():
    rows = [["2023年二季度"], ["指标", "单位", "2023年", "2022年"], ["养老机构", "家", 3, 4]]

    assert codes(read_rows(*rows, period=None)) == [Code.PERIOD_CONFLICT]


def test_regions_by_years_take_their_indicator_from_the_title():
    rows = [
        ["数据库：分省年度数据"],
        ["指标：持证社工(人)"],
        ["时间：最近3年"],
        ["地区", "2022年", "2021年", "2020年"],
        ["鼓楼区", "", 3, 4],
        ["台江区", "", 5, ""],
        ["注：2020年为抽样调查数据。"],
    ]

    reading = read_rows(*rows, period=None, region=None)

    assert [place[1:4] for place in places(reading)] == [
        ("350102", "2021", 3),
        ("350102", "2020", 4),
        ("350103", "2021", 5),
    ]
    assert not reading.findings
    assert codes(read_rows(*rows[3:], period=None, region=None)) == [Code.UNKNOWN_INDICATOR, Code.NO_UNIT]


@pytest.mark.parametrize("words", ["第一季度 第二季度 第三季度 第四季度", "1季度 2季度 3季度 4季度"])
@pytest.mark.parametrize("header", [[], [["", "数量"]], [["季度", "数量"]]])
def test_a_list_of_quarters_is_of_what_its_title_names_and_asked_where_no_header_says_so(words, header):
    rows = [[word, place] for place, word in enumerate(words.split(), 1)]
    grid = make_grid([["福州市2022年养老机构数（家）"], *header, *rows, ["注：含民办"]])

    open_, told = (
        read(grid, period=None, region=None, answers=answers)
        for answers in ({}, {(Ask.INDICATOR, "Sheet1", ""): "eldercare.institutions"})
    )

    assert codes(open_) == ([] if header else [Code.UNKNOWN_INDICATOR])
    assert header or [found.question.candidates for found in open_.findings] == [("eldercare.institutions",)]
    assert [(str(each.period), each.value) for each in told.figures] == [
        (f"2022-Q{n}", n) for n in (1, 2, 3, 4)
    ]
