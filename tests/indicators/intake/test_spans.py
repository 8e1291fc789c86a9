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
