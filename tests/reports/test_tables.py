"""The tables of regions, of reporting and of releases as files: just what the pages beside them show."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Indicator, Region, Release
from indicators.periods import Period
from tests import factories
from tests.factories import Catalogue
from tests.reports.happened import write_down

Q2 = Period.parse("2023-Q2")
FILES = (
    "/compare/figures",
    "/compare/topics/figures",
    "/regions/350102/targets",
    "/topics/eldercare/districts",
    "/completeness/figures",
    "/releases/figures",
)


@pytest.fixture
def reader(client: Client, catalogue: Catalogue) -> Client:
    client.force_login(factories.make_user("leader"))
    factories.make_release()
    factories.make_drawn(catalogue)
    Indicator.objects.filter(pk=catalogue.beds.pk).update(assessment="project", polarity="more")
    for region, value in ((catalogue.gulou, 12), (catalogue.fuqing, 12), (catalogue.minhou, 7)):
        factories.make_observation(catalogue.beds, region, "2023-Q2", value)
        factories.make_target(catalogue.beds, region, 20)
    return client


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    content = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content, newline="")))


def page_of(client: Client, address: str) -> openpyxl.worksheet.worksheet.Worksheet:
    page = openpyxl.load_workbook(BytesIO(client.get(address).content)).active
    assert isinstance(page, openpyxl.worksheet.worksheet.Worksheet)
    return page


def test_comparison_says_place_and_reason_beside_the_number(reader: Client) -> None:
    rows = {
        row["地区"]: row
        for row in rows_of(reader, "/compare/figures.csv?period=2023-Q2&indicator=eldercare.beds")
    }

    assert [rows[name]["养老床位数（2023年6月末，张）"] for name in ("鼓楼区", "台江区", "闽侯县")] == [
        "12",
        "",
        "7",
    ]
    assert [rows[name]["养老床位数：位次"] for name in ("鼓楼区", "福清市", "闽侯县", "台江区")] == [
        "1",
        "1",
        "3",
        "",
    ]
    assert rows["台江区"]["养老床位数：备注"] == "未报送"
    assert [rows[name]["计入合计"] for name in ("福州市", "鼓楼区", "平潭县")] == ["", "是", "否"]


def test_comparison_is_ordered_and_viewed_as_the_page_is(reader: Client) -> None:
    query = "?period=2023-Q2&indicator=eldercare.beds&by=eldercare.beds"
    ordered = [row["地区"] for row in rows_of(reader, f"/compare/figures.csv{query}")]
    standing = {
        row["地区"]: row
        for row in rows_of(reader, f"/compare/figures.csv{query}&view=standing&region=350102")
    }

    assert ordered[:4] == ["福州市", "鼓楼区", "福清市", "闽侯县"]
    assert standing["鼓楼区"]["养老床位数：状态"]
    assert standing["台江区"]["养老床位数：状态"] == "未报送"


def test_workbook_of_the_comparison_says_why_nobody_is_ranked_and_leads_back(
    reader: Client, catalogue: Catalogue
) -> None:
    factories.make_observation(catalogue.institutions, catalogue.gulou, "2023-Q2", 1)
    query = "?period=2023-Q2&indicator=eldercare.beds&indicator=eldercare.institutions"
    page = page_of(reader, f"/compare/figures.xlsx{query}")
    said = {str(row[0].value): row[1].value for row in page.iter_rows()}

    assert said["网址"] == f"http://testserver/compare/{query}"
    assert said["报告期"] == "2023年二季度"
    assert any(key.startswith("养老机构数不排位次：") for key in said)
    assert len(page._charts) == 0  # 张 and 家 have no common axis


def test_chart_of_the_comparison_leaves_out_the_whole(reader: Client) -> None:
    page = page_of(reader, "/compare/figures.xlsx?period=2023-Q2&indicator=eldercare.beds")

    (chart,) = page._charts
    first = int(chart.series[0].val.numRef.f.split(":")[0].rsplit("$", 1)[1])
    assert page.cell(first - 1, 2).value == "福州市"
    assert page.cell(first, 2).value == "鼓楼区"


def test_matrix_counts_what_the_page_counts(reader: Client) -> None:
    page = reader.get("/compare/topics/?period=2023-Q2").context["page"]
    rows = rows_of(reader, "/compare/topics/figures.csv?period=2023-Q2")

    told = {
        (str(row.topic), count.state.word, str(cell.region)): str(count.count)
        for row in page.rows
        for cell in row.cells
        for count in cell.counts
    }
    assert told
    assert {
        (row["专题"], row["状态"], name): count
        for row in rows
        for name, count in row.items()
        if Region.objects.filter(name=name).exists() and count != "0"
    } == told


def test_targets_stand_beside_what_is_reached(reader: Client) -> None:
    (row,) = rows_of(reader, "/regions/350102/targets.csv?period=2023-Q2")

    assert (row["代码"], row["目标"], row["数据"], row["计量单位"]) == ("eldercare.beds", "20", "12", "张")
    assert row["文号"]
    assert reader.get("/regions/350102/targets.csv?region=350103").status_code == 404


def test_small_lines_are_regions_by_periods(reader: Client) -> None:
    rows = {row["地区"]: row for row in rows_of(reader, "/topics/eldercare/districts.csv?period=2023-Q2")}

    assert rows["鼓楼区"]["2022年9月末"] == "1"
    assert rows["鼓楼区"]["2023年6月末"] == "12"
    assert rows["台江区"]["2023年6月末"] == "未报送"


def test_completeness_has_a_row_for_all_that_is_expected(reader: Client, catalogue: Catalogue) -> None:
    write_down(catalogue.taijiang, catalogue.form, Q2.previous(), {"first": date(2023, 4, 3)}, None)
    write_down(catalogue.gulou, catalogue.form, Q2, {"first": date(2023, 7, 13)}, None)
    query = f"?period=2023-Q2&form={catalogue.form.code}&as_of=2023-08-01"

    page = reader.get(f"/completeness/{query}").context["page"]
    rows = rows_of(reader, f"/completeness/figures.csv{query}")

    assert len(rows) == len(page.wanted)
    row = next(row for row in rows if (row["地区"], row["报告期"]) == ("鼓楼区", "2023-Q2"))
    assert (row["截止日期"], row["提交时间"], row["逾期天数"]) == ("2023-07-10", "2023-07-13", "3")


def test_log_holds_all_releases_that_are_sought(reader: Client, catalogue: Catalogue) -> None:
    for _number in range(60):
        factories.make_release()

    rows = rows_of(reader, "/releases/figures.csv?page=2")
    before = timezone.localdate() - timedelta(days=1)

    assert [row["核定批次"] for row in rows] == [
        str(row.number) for row in Release.objects.order_by("-number")
    ]
    assert rows[-1]["网址"].startswith("http://testserver/releases/1/")
    assert rows_of(reader, "/releases/figures.csv?corrections=on") == []
    assert rows_of(reader, f"/releases/figures.csv?as_of={before}") == []


@pytest.mark.parametrize("file", FILES)
def test_text_never_becomes_a_formula(reader: Client, catalogue: Catalogue, file: str) -> None:
    Region.objects.filter(code="350102").update(name="=1+1", short_name="=1+1")
    Indicator.objects.update(name="=cmd|' /C calc'!A0")
    write_down(catalogue.gulou, catalogue.form, Q2, {"first": date(2023, 7, 3)}, None)
    factories.make_release(
        factories.make_submission(catalogue.gulou, catalogue.form, "2023-Q1", state="approved")
    )

    text = reader.get(f"{file}.csv?period=2023-Q2").content.decode("utf-8-sig")
    book = openpyxl.load_workbook(BytesIO(reader.get(f"{file}.xlsx?period=2023-Q2").content))

    assert "=" in text
    assert not any(cell.lstrip(" ").startswith("=") for row in csv.reader(StringIO(text)) for cell in row)
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)  # type: ignore[union-attr]


@pytest.mark.parametrize("file", FILES)
def test_file_costs_the_same_however_much_it_holds(
    reader: Client, catalogue: Catalogue, file: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for region in catalogue.counted:
        for period in ("2022-Q1", "2022-Q2", "2023-Q1"):
            factories.make_observation(catalogue.beds, region, period, 5)
            write_down(region, catalogue.form, Period.parse(period), {"first": date(2023, 7, 3)}, None)

    with django_assert_max_num_queries(24):
        reader.get(f"{file}.xlsx?period=2023-Q2")


@pytest.mark.parametrize("file", FILES)
def test_file_of_another_kind_is_missing(reader: Client, file: str) -> None:
    assert reader.get(f"{file}.exe?period=2023-Q2").status_code == 404


def test_invented_figures_are_stamped_in_content_and_name(reader: Client, catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.taijiang, "2023-Q2", 9, is_demo=True)

    response = reader.get("/compare/figures.csv?period=2023-Q2&indicator=eldercare.beds")

    assert "演示数据" in unquote(response["Content-Disposition"])
    rows = {row["地区"]: row for row in csv.DictReader(StringIO(response.content.decode("utf-8-sig")))}
    assert rows["台江区"]["养老床位数：备注"] == "演示数据"
    assert rows["鼓楼区"]["养老床位数：备注"] == ""
