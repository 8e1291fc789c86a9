import pytest

from indicators.intake.dates import undated


@pytest.mark.parametrize(
    ("header", "rest"),
    [
        ("2023年", ""),
        ("2023年6月末数", ""),
        ("2023年1-6月累计", ""),
        ("2023年二季度完成数", ""),
        ("2023年养老机构（家）", "养老机构"),
        ("2023年二季度鼓楼区", "鼓楼区"),
        ("养老机构2023年", "养老机构"),
        ("2023年农村", "农村"),
        ("202306", ""),
        ("本期(2023年6月)", ""),
        ("本期数（2023年6月）", ""),
        ("低保金（2023年1-6月）", "低保金"),
    ],
)
def test_what_a_header_says_beside_its_period(header, rest):
    assert undated(header) == rest
