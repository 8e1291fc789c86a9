from indicators.intake.findings import Code
from tests.indicators.intake.corpus import codes, read_rows


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
