"""Published sheets and figures, read with catalogues of their own; skipped where they are not at hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest

from indicators.analytics.nature import Nature
from indicators.intake.entries import Catalogue, IndicatorEntry, RegionEntry
from indicators.intake.figure import FileReading, Measure
from indicators.intake.figures import read_figures
from indicators.intake.findings import Code, Severity
from indicators.intake.matching import Index
from indicators.intake.questions import Ask
from indicators.periods import Frequency, Period
from tests.indicators.intake.corpus import codes, values
from tests.indicators.intake.forms import FORMATS, Item, ministry_form
from tests.indicators.intake.reader import build

pytestmark = pytest.mark.skipif(not build.SAMPLES.exists(), reason="the samples are not here")

TODAY = date(2026, 1, 31)


def names(text: str) -> list[str]:
    return text.split()


PROVINCES = names(
    "北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省 福建省 "
    "江西省 山东省 河南省 湖北省 湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省 云南省 西藏自治区 "
    "陕西省 甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区"
)
CITIES = names(
    "北京 天津 石家庄 太原 呼和浩特 沈阳 大连 长春 哈尔滨 上海 南京 杭州 宁波 合肥 福州 厦门 南昌 济南 青岛 "
    "郑州 武汉 长沙 广州 深圳 南宁 海口 重庆 成都 贵阳 昆明 拉萨 西安 兰州 西宁 银川 乌鲁木齐"
)


def sample(name: str) -> bytes:
    return next(build.SAMPLES.glob(f"{name}_*")).read_bytes()


def listed(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sample(name).decode("utf-8-sig"))))


def indicator(
    name: str, unit: str, nature: Nature = Nature.STOCK, frequency: Frequency = Frequency.QUARTER
) -> IndicatorEntry:
    return IndicatorEntry(name, name, (), unit, nature, frequency, "form", 2)


def region(code: str, name: str, parent: str = "", short: str = "") -> RegionEntry:
    return RegionEntry(code, name, short, (), "province", parent, True)


def make_index(indicators: Iterable[IndicatorEntry], regions: Sequence[RegionEntry]) -> Index:
    return Index(Catalogue(tuple(indicators), tuple(regions)))


NATION = [region("100000", "全国"), *(region(f"p{n:02}", name, "100000") for n, name in enumerate(PROVINCES))]
TOWNS = [region(f"c{n:02}", f"{name}市", "", name) for n, name in enumerate(CITIES)]
FUJIAN = [region("350000", "福建省", short="福建"), region("350100", "福州市", "350000", "福州")]
OVER_65 = indicator("65岁及以上人口数(人口抽样调查)", "人", frequency=Frequency.YEAR)
GDP = indicator("国内生产总值", "万元", Nature.YTD, Frequency.YEAR)


def read(
    data: bytes,
    index: Index,
    *,
    period: str = "",
    region: str | None = None,
    answers: Mapping[tuple[Ask, str], str] | None = None,
) -> FileReading:
    heard = build.read(data)
    assert not [finding for finding in heard.findings if finding.severity is not Severity.NOTE]
    chosen = Period.parse(period) if period else None
    told = {(ask, heard.grids[0].sheet, subject): said for (ask, subject), said in (answers or {}).items()}
    return read_figures(heard.grids, index, period=chosen, region=region, today=TODAY, answers=told)


def test_provinces_by_years_are_all_read() -> None:
    reading = read(sample("R01"), make_index([OVER_65], NATION))

    found = {(figure.region, str(figure.period)): figure.value for figure in reading.figures}
    rows = list(csv.reader(io.StringIO(sample("R01").decode("gb18030"))))[3:]
    expected = {
        (f"p{PROVINCES.index(row[0]):02}", head.removesuffix("年")): Decimal(value)
        for row in rows[1:]
        for head, value in zip(rows[0][1:], row[1:], strict=False)
        if row[0] in PROVINCES and value
    }
    assert found == expected
    assert len(found) == 31 * 17
    assert {figure.unit for figure in reading.figures} == {"人"}
    assert codes(reading) == []


def test_provinces_by_years_of_an_unknown_indicator_are_asked_about() -> None:
    reading = read(sample("R01"), make_index([GDP], NATION))

    assert reading.figures == ()
    assert codes(reading) == [Code.UNKNOWN_INDICATOR]
    assert reading.findings[0].severity is Severity.QUESTION


def test_a_sheet_without_its_titles_asks_for_indicator_and_unit() -> None:
    reading = read(sample("R03"), make_index([GDP, OVER_65], NATION))

    assert reading.figures == ()
    assert [(found.severity, found.code) for found in reading.findings] == [
        (Severity.QUESTION, Code.UNKNOWN_INDICATOR),
        (Severity.QUESTION, Code.NO_UNIT),
    ]


def test_a_sheet_without_its_titles_is_read_once_both_are_answered() -> None:
    index = make_index([GDP, OVER_65], NATION)
    indicator = {(Ask.INDICATOR, ""): GDP.code}

    half = read(sample("R03"), index, answers=indicator)
    reading = read(sample("R03"), index, answers=indicator | {(Ask.UNIT, ""): "亿元"})

    assert half.figures == ()
    assert {found.code for found in half.findings} == {Code.NO_UNIT}
    rows = list(csv.reader(io.StringIO(sample("R03").decode("gb18030"))))
    given = [
        (f"p{PROVINCES.index(row[0]):02}", head.removesuffix("年"), Decimal(value) * 10_000)
        for row in rows[1:]
        for head, value in zip(rows[0][1:], row[1:], strict=False)
        if value
    ]
    found = [(figure.region, str(figure.period), figure.value) for figure in reading.figures]
    assert sorted(found) == sorted(given)
    assert codes(reading) == []


def test_cities_are_found_by_their_short_names() -> None:
    reading = read(sample("R07"), make_index([GDP], TOWNS))

    found = {(figure.region, str(figure.period)): figure.value for figure in reading.figures}
    fuzhou = f"c{CITIES.index('福州'):02}"
    assert found[fuzhou, "2018"] == Decimal("78568100")
    assert (fuzhou, "2019") not in found
    assert len(found) == 36 * 4 + 4
    assert codes(reading) == []


def test_rows_that_name_no_region_are_one_question() -> None:
    for chosen in (None, "100000"):
        reading = read(sample("R18"), make_index([GDP], NATION), region=chosen)

        assert reading.figures == ()
        assert [(found.severity, found.code) for found in reading.findings] == [
            (Severity.QUESTION, Code.NO_REGION)
        ]
        assert reading.findings[0].params["rows"] == "2-32"


def test_rows_that_name_no_region_are_read_once_each_is_answered() -> None:
    asked = read(sample("R18"), make_index([GDP], NATION)).findings[0].question
    assert asked
    assert asked.parts == tuple(f"#{number}" for number in range(2, 33))
    regions = {(Ask.REGION, f"#{number}"): f"p{number - 2:02}" for number in range(2, 33)}

    half = read(sample("R18"), make_index([GDP], NATION), answers=regions)
    whole = regions | {(Ask.INDICATOR, ""): GDP.code, (Ask.UNIT, ""): "亿元"}
    reading = read(sample("R18"), make_index([GDP], NATION), answers=whole)

    assert half.figures == ()
    assert {found.code for found in half.findings} == {Code.UNKNOWN_INDICATOR, Code.NO_UNIT}
    found = {(figure.region, str(figure.period)): figure.value for figure in reading.figures}
    assert found["p00", "2012"] == Decimal("1973442.3")
    assert found["p06", "2012"] == Decimal("604325.7")
    assert len(found) == 31 * 13


def ministry_index() -> Index:
    names = {row["indicator"].removeprefix("其中:"): row["unit"] for row in listed("F01")}
    return make_index(
        [
            indicator(name, unit, Nature.YTD if unit == "万元" else Nature.STOCK)
            for name, unit in names.items()
        ],
        FUJIAN,
    )


def ministry_values() -> dict[str, Decimal]:
    return {row["indicator"].removeprefix("其中:"): Decimal(row["value"]) for row in listed("F01")}


def test_a_plain_list_of_the_form_asks_for_region_and_period() -> None:
    reading = read(sample("F01"), ministry_index())

    assert reading.figures == ()
    asked = {found.code for found in reading.findings if found.severity is Severity.QUESTION}
    assert asked == {Code.NO_REGION, Code.NO_PERIOD}


def test_a_plain_list_of_the_form_is_read_with_them() -> None:
    reading = read(sample("F01"), ministry_index(), region="350000", period="2019-Q2")

    assert values(reading) == ministry_values()
    assert {found.severity for found in reading.findings} == {Severity.NOTE}
    growth = [each for each in reading.comparisons if each.measure is Measure.GROWTH]
    assert (growth[0].indicator, growth[0].value, str(growth[0].against)) == (
        "民政事业费累计支出",
        Decimal("96.09"),
        "2019-Q1",
    )
    levels = {(each.indicator, str(each.against)): each.value for each in reading.comparisons}
    assert levels["民政事业费累计支出", "2019-05"] == Decimal("266887.9")


def starred_index() -> Index:
    entries = [
        indicator(row["indicator"], row["unit"], Nature.YTD if is_accumulated(row) else Nature.STOCK)
        for row in listed("F05")
    ]
    return make_index(entries, FUJIAN)


def is_accumulated(row: dict[str, str]) -> bool:
    return bool(row["star_ytd"]) or "累计" in row["indicator"]


def test_a_column_of_stars_is_year_to_date() -> None:
    asked = read(sample("F05"), starred_index())
    reading = read(sample("F05"), starred_index(), region="350100", period="2024-Q2")

    assert asked.figures == ()
    assert {found.code for found in asked.findings} == {Code.NO_REGION, Code.NO_PERIOD}
    assert values(reading) == {row["indicator"]: Decimal(row["value"]) for row in listed("F05")}
    assert codes(reading) == []


def test_a_star_on_an_indicator_of_another_nature_is_a_question() -> None:
    stocks = [indicator(row["indicator"], row["unit"]) for row in listed("F05")]

    reading = read(sample("F05"), make_index(stocks, FUJIAN), region="350100", period="2024-Q2")

    assert [found.params["indicator"] for found in reading.findings] == ["结婚登记", "离婚登记"]
    assert set(codes(reading)) == {Code.NATURE_CONFLICT}
    assert "结婚登记" not in values(reading)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_form_as_it_is_printed_reads_alike_in_every_format(kind: str) -> None:
    items = [
        Item(
            row["indicator"],
            row["unit"],
            row["value"],
            int(row["level"]),
            (row["last_quarter"], row["pct_vs_last_quarter"], row["last_month"]),
        )
        for row in listed("F01")
    ]
    sheet = ministry_form(
        items, region="福建省", code="350000", period="2019年06月", notes=["注：1. 含2018年结转1200万元。"]
    )

    reading = read(FORMATS[kind](sheet), ministry_index())

    assert values(reading) == ministry_values()
    assert {(figure.region, str(figure.period)) for figure in reading.figures} == {("350000", "2019-Q2")}
    assert set(codes(reading)) == {Code.IGNORED_COLUMN}
    assert reading.form_hint == "JBZH0001"
    assert len(reading.comparisons) == sum(bool(text) for item in items for text in item.others)


@pytest.mark.parametrize("kind", FORMATS)
def test_stars_of_the_form_as_it_is_printed_read_alike_in_every_format(kind: str) -> None:
    items = [Item(row["indicator"] + row["star_ytd"], row["unit"], row["value"], 2) for row in listed("F05")]
    sheet = ministry_form(
        items, region="福州市", code="350100", period="2024年1-6月", notes=["注：带*为本年累计，其他为期末。"]
    )

    reading = read(FORMATS[kind](sheet), starred_index())

    assert values(reading) == {row["indicator"]: Decimal(row["value"]) for row in listed("F05")}
    assert codes(reading) == []
