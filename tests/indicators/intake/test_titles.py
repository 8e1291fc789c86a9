import pytest

from indicators.analytics.nature import Nature
from indicators.intake.entries import Catalogue
from indicators.intake.figures import read_figures
from indicators.intake.findings import Code, Severity
from indicators.intake.matching import Index
from indicators.intake.titles import narrowing
from tests.indicators.intake.corpus import CATALOGUE, TODAY, codes, indicator, make_grid, read, read_rows

HEADER = ["地区", "养老机构（家）"]
ROW = ["鼓楼区", 3]


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("2023年6月末养老服务", ""),
        ("2023年长者食堂建设计划", "计划"),
        ("2023年养老服务任务目标完成情况", ""),
        ("2023年6月（预计数）", "预计"),
        ("2023年上半年新增养老服务设施", "新增"),
        ("2023年6月末公办养老服务", "公办"),
        ("2023年1—6月人均水平", "人均"),
        ("各县（市）区占全市比重", "比重"),
        ("2023年6月末农村养老服务", "农村"),
        ("2023年6月末城乡养老服务", ""),
        ("2023年6月末主要城市养老服务", ""),
        ("备注：含农村敬老院 2023年6月", ""),
    ],
)
def test_a_title_that_narrows_its_figures_is_asked_about(title, word):
    reading = read_rows(["2023年6月", title], HEADER, ROW)

    assert codes(reading) == ([Code.AMBIGUOUS_INDICATOR] if word else [])
    assert bool(reading.figures) is not bool(word)
    for found in reading.findings:
        assert found.severity is Severity.QUESTION
        assert found.params["given"].startswith(word)


def test_what_the_name_itself_says_narrows_nothing():
    assert narrowing(["农村公益性公墓"], ["农村公益性公墓数"]) == ""
    assert narrowing(["农村殡葬设施"], ["公墓数"]) == "农村"


@pytest.mark.parametrize(
    "title", ["2023年6月当月情况", "2023年二季度当季情况", "2023年4-6月情况", "2023年单月情况"]
)
def test_a_title_of_one_span_alone_does_not_suit_a_year_to_date_figure(title):
    reading = read_rows([title], ["地区", "低保金（万元）", "养老床位（张）"], ["鼓楼区", 3, 5])

    assert codes(reading) == [Code.NATURE_CONFLICT]
    assert [figure.indicator for figure in reading.figures] == ["eldercare.beds"]


def test_this_year_is_not_the_whole_history():
    waived = indicator("funeral.waived", "免除殡葬费", "万元", Nature.CUMULATIVE)
    index = Index(Catalogue((*CATALOGUE.indicators, waived), CATALOGUE.regions))
    rows = [["2023年6月"], ["地区", "免除殡葬费（万元）", ""], ["", "本年", "历年累计"], ["鼓楼区", 10, 44]]

    grid = make_grid(rows, merges=[(1, 0, 2, 0), (1, 1, 1, 2)])
    reading = read_figures([grid], index, period=None, region=None, today=TODAY)

    assert codes(reading) == [Code.IGNORED_COLUMN]
    assert [(figure.value, figure.cell) for figure in reading.figures] == [(44, "C4")]


def test_a_month_alone_beside_the_year_to_date_is_left_aside():
    rows = [
        ["2023年6月"],
        ["地区", "低保金（万元）", ""],
        ["", "本月", "累计"],
        ["鼓楼区", 10, 44],
        ["台江区", 3, ""],
    ]

    reading = read(make_grid(rows, merges=[(1, 0, 2, 0), (1, 1, 1, 2)]), region=None)

    assert [(figure.region, figure.value) for figure in reading.figures] == [("350102", 44)]
    assert codes(reading) == [Code.IGNORED_COLUMN, Code.NATURE_CONFLICT]
    assert reading.findings[1].cell == "B5"
