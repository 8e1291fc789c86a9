from datetime import date
from decimal import Decimal

import pytest

from indicators.intake.comparisons import check_comparisons, spoken_of
from indicators.intake.figure import Measure
from indicators.intake.findings import Code, Severity
from indicators.intake.history import Known
from indicators.periods import Period
from tests.indicators.intake.corpus import CATALOGUE, Q2, read_rows, values

HEAD = ["指标", "单位", "本期"]
TITLE = ["福州市2023年二季度"]


@pytest.mark.parametrize(
    ("header", "against", "measure"),
    [
        ("上期", "2023-Q1", Measure.LEVEL),
        ("上季度", "2023-Q1", Measure.LEVEL),
        ("上月", "2023-05", Measure.LEVEL),
        ("last_month", "2023-05", Measure.LEVEL),
        ("上年同期", "2022-Q2", Measure.LEVEL),
        ("去年同期数", "2022-Q2", Measure.LEVEL),
        ("同比", "2022-Q2", Measure.GROWTH),
        ("同比增减", "2022-Q2", Measure.CHANGE),
        ("同比增减（%）", "2022-Q2", Measure.GROWTH),
        ("环比", "2023-Q1", Measure.GROWTH),
        ("pct_vs_last_quarter", "2023-Q1", Measure.GROWTH),
        ("比上期增加", "2023-Q1", Measure.CHANGE),
    ],
)
def test_headers_say_what_they_compare_with(header: str, against: str, measure: Measure) -> None:
    assert spoken_of(header, Q2) == (Period.parse(against), measure)


@pytest.mark.parametrize("header", ["占比", "年度计划", "完成率", "排名"])
def test_other_headers_compare_with_no_period(header: str) -> None:
    assert spoken_of(header, Q2) is None


def test_a_half_year_has_no_last_quarter() -> None:
    assert spoken_of("上季度", Period.parse("2023")) == (Period.parse("2023-Q3"), Measure.LEVEL)


def test_only_this_period_is_a_figure_and_the_others_stand_beside_it() -> None:
    reading = read_rows(
        TITLE,
        [*HEAD, "上期", "同比", "备注"],
        ["低保金", "亿元", Decimal("1.5"), Decimal("1.2"), "25%", "略"],
    )

    level, growth = reading.comparisons
    assert values(reading) == {"assistance.spending": 15000}
    assert (level.indicator, level.region, str(level.period), str(level.against)) == (
        "assistance.spending",
        "350100",
        "2023-Q2",
        "2023-Q1",
    )
    assert (level.value, level.margin, level.printed, level.cell) == (12000, 500, "1.2", "D3")
    assert (growth.measure, growth.value, growth.margin, growth.cell) == (
        Measure.GROWTH,
        25,
        Decimal("0.5"),
        "E3",
    )


def test_under_a_merged_header_each_comparison_belongs_to_its_figure() -> None:
    rows = [
        TITLE,
        ["地区", "养老机构", "", "养老床位", ""],
        ["", "本期（家）", "同比", "本期（张）", "同比"],
        ["鼓楼区", "3", "50%", "4", "33%"],
    ]

    reading = read_rows(*rows, region=None)

    assert [(each.indicator, each.printed) for each in reading.comparisons] == [
        ("eldercare.institutions", "50%"),
        ("eldercare.beds", "33%"),
    ]


@pytest.mark.parametrize("given", ["—", "略", ""])
def test_what_is_no_number_is_no_comparison(given: str) -> None:
    assert read_rows(TITLE, [*HEAD, "上期"], ["养老机构", "家", 3, given]).comparisons == ()


def known(value: int, end: date = date(2023, 3, 31)) -> dict[tuple[str, str, date, date], Known]:
    before = Known(Period.ending(end, Q2.frequency), Decimal(value), "", "exact", Decimal(0), 1, 1)
    return {("eldercare.institutions", "350100", end, end): before}


@pytest.mark.parametrize(
    ("header", "given", "agreeing", "differing"),
    [
        ("上期", 160, 160, 161),
        ("环比", "4.4%", 160, 170),
        ("环比", Decimal("4.375"), 160, 170),
        ("环比", Decimal("0.04375"), 160, 170),
        ("环比增减", 7, 160, 170),
    ],
)
def test_a_comparison_that_is_not_what_is_known_is_a_note(
    header: str, given: object, agreeing: int, differing: int
) -> None:
    reading = read_rows(TITLE, [*HEAD, header], ["养老机构", "家", 167, given])  # type: ignore[list-item]

    def check(value: int) -> list[tuple[Severity, Code, str]]:
        found = check_comparisons(reading.comparisons, reading.figures, known(value), CATALOGUE)
        return [(each.severity, each.code, each.cell) for each in found]

    assert check(agreeing) == []
    assert check(differing) == [(Severity.NOTE, Code.COMPARISON_DIFFERS, "D3")]


def test_what_is_not_known_is_not_compared() -> None:
    reading = read_rows(TITLE, [*HEAD, "上期"], ["养老机构", "家", 167, 160])
    withdrawn = {key: old._replace(value=None) for key, old in known(160).items()}

    assert list(check_comparisons(reading.comparisons, reading.figures, {}, CATALOGUE)) == []
    assert list(check_comparisons(reading.comparisons, reading.figures, withdrawn, CATALOGUE)) == []
