import pytest

from indicators.intake.findings import Code, Severity
from tests.indicators.intake.corpus import codes, make_grid, read

SPENDING, BEDS = "低保金（万元）", "养老床位（张）"


@pytest.mark.parametrize(
    ("indicator", "columns", "expected"),
    [
        (SPENDING, ["2022年一季度", "2022年二季度"], [Code.SPAN_UNSAID]),
        (SPENDING, ["2022年3月", "2022年6月"], [Code.SPAN_UNSAID]),
        (SPENDING, ["2022年1—3月", "2022年1—6月"], []),
        (SPENDING, ["2022年一季度累计", "2022年二季度累计"], []),
        (SPENDING, ["2021年四季度", "2022年四季度"], []),
        (SPENDING, ["2021年", "2022年"], []),
        (BEDS, ["2022年一季度", "2022年二季度"], []),
    ],
)
def test_quarters_side_by_side_of_a_figure_that_adds_up(indicator, columns, expected):
    rows = [[f"指标：{indicator}"], ["地区", *columns], ["鼓楼区", 3, 5], ["台江区", 4, 6]]

    reading = read(make_grid(rows), period=None, region=None)

    assert codes(reading) == expected
    assert len(reading.figures) == 4
    assert {found.severity for found in reading.findings} <= {Severity.WARNING}


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("低保金（万元）", ["一季度", "二季度"], [Code.SPAN_UNSAID]),
        ("低保金（万元）", ["1—3月", "1—6月"], []),
        ("低保金（万元）", ["3月末", "6月末"], []),
        ("养老床位（张）", ["一季度", "二季度"], []),
    ],
)
def test_quarters_below_each_other_of_a_figure_that_adds_up(header, rows, expected):
    grid = make_grid([["福州市2022年"], ["时间", header], *([row, 3 + at] for at, row in enumerate(rows))])

    reading = read(grid, period=None, region=None)

    assert codes(reading) == expected
    assert len(reading.figures) == 2


MONEY = ["低保金", "万元"]


def sheets(*names, title="福州市2022年", indicator=MONEY, header="数量"):
    rows = [[title], ["指标", "单位", header]]
    return [make_grid([*rows, [*indicator, 3 * number]], sheet=name) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("grids", "expected"),
    [
        (sheets("一季度", "二季度", "三季度"), [Code.SPAN_UNSAID]),
        (sheets("2022年3月", "2022年6月"), [Code.SPAN_UNSAID]),
        (sheets("1-3月", "1-6月"), []),
        (sheets("一季度", "上半年", "前三季度"), []),
        (sheets("一季度", "二季度", header="本年累计"), []),
        (sheets("一季度", "二季度", title="福州市2022年累计"), []),
        (sheets("一季度", "二季度", indicator=["养老床位", "张"]), []),
        (sheets("二季度"), []),
    ],
)
def test_quarters_on_sheets_of_their_own(grids, expected):
    reading = read(*grids, period=None, region=None)

    assert codes(reading) == expected
    assert len({figure.period for figure in reading.figures}) == len(grids)
    assert [(found.sheet, found.cell) for found in reading.findings] == [
        (grids[0].sheet, "C3") for _ in expected
    ]
