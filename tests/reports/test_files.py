"""Files hold just what the page beside them shows."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import Release
from tests import factories
from tests.factories import Catalogue

HOME = "/indicators/eldercare.visits/"


@pytest.fixture(autouse=True)
def release(catalogue: Catalogue) -> Release:
    return factories.make_release()


@pytest.fixture
def reader(client: Client, catalogue: Catalogue) -> Client:
    client.force_login(factories.make_user("leader"))
    for period, value in {"2022-Q2": 40, "2022-Q4": 90, "2023-Q1": 30, "2023-Q2": 50}.items():
        factories.make_observation(catalogue.visits, catalogue.city, period, value)
    factories.make_observation(catalogue.visits, catalogue.gulou, "2023-Q2", 20)
    return client


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    content = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content, newline="")))


def test_csv_holds_the_series_with_its_changes_and_addresses(reader: Client) -> None:
    rows = rows_of(reader, f"{HOME}trend.csv")

    assert [(row["报告期"], row["探访人次"], row["计量单位"]) for row in rows] == [
        ("2022-Q2", "40", "人次"),
        ("2022-Q4", "90", "人次"),
        ("2023-Q1", "30", "人次"),
        ("2023-Q2", "50", "人次"),
    ]
    assert rows[-1]["时间"] == "2023年1—6月"
    assert "同比 ▲ 25.0% 升" in rows[-1]["变动"]
    assert rows[-1]["网址"].startswith("http://testserver/observations/")


def test_file_is_measured_as_the_page_is(reader: Client) -> None:
    rows = rows_of(reader, f"{HOME}trend.csv?measure=period")

    assert [row["探访人次"] for row in rows] == ["", "", "30", "20"]
    assert rows[1]["无数原因"] == "上期无数据"


def test_file_honours_region_period_and_day(reader: Client) -> None:
    before = timezone.localdate() - timedelta(days=1)

    assert [row["探访人次"] for row in rows_of(reader, f"{HOME}trend.csv?region=350102")] == ["20"]
    assert [row["报告期"] for row in rows_of(reader, f"{HOME}trend.csv?period=2022-Q4")][-1] == "2022-Q4"
    assert rows_of(reader, f"{HOME}trend.csv?as_of={before}") == []


def test_regions_and_table_are_files_too(reader: Client) -> None:
    regions = {row["地区"]: row for row in rows_of(reader, f"{HOME}regions.csv")}
    table = {row["地区"]: row for row in rows_of(reader, f"{HOME}table.csv")}

    assert regions["鼓楼区"]["探访人次"] == "20"
    assert regions["台江区"]["无数原因"] == "未报送"
    assert table["福州市"]["2023年1—6月"] == "50"
    assert table["台江区"]["2023年1—6月"] == "未报送"


def test_workbook_holds_the_same_numbers_and_what_qualifies_them(reader: Client) -> None:
    today = timezone.localdate()
    response = reader.get(f"{HOME}trend.xlsx?as_of={today}")
    page = openpyxl.load_workbook(BytesIO(response.content)).active
    assert page is not None
    said = {str(row[0].value): row[1].value for row in page.iter_rows()}
    numbers = [cell.value for row in page.iter_rows() for cell in row if isinstance(cell.value, int)]

    assert said["计量单位"] == "人次"
    assert "养老服务季报表" in str(said["来源"])
    assert "核定批次1" in str(said["核定批次"])
    assert said["查看日期"] == str(today)
    assert said["网址"] == f"http://testserver{HOME}?as_of={today}"
    assert {40, 90, 30, 50} <= set(numbers)


def test_demonstration_is_stamped_in_content_and_name(reader: Client, catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.city, "2023-Q2", 1, is_demo=True)

    response = reader.get("/indicators/eldercare.beds/trend.csv")

    assert "演示数据" in unquote(response["Content-Disposition"])
    assert "含演示数据，非正式数据" in response.content.decode()


def test_derived_figure_is_stamped_where_a_part_of_it_is_invented(
    reader: Client, catalogue: Catalogue
) -> None:
    for period, is_demo in {"2022-Q4": False, "2023-Q1": True, "2023-Q2": False}.items():
        factories.make_observation(catalogue.cremated, catalogue.city, period, 9, is_demo=is_demo)

    rows = rows_of(reader, "/indicators/funeral.cremated/trend.csv?measure=period")

    assert [row["演示数据"] for row in rows] == ["", "是", "是"]


@pytest.mark.parametrize("file", ["definition.csv", "nothing.csv", "trend.pdf", "trend.exe"])
def test_file_that_is_none_is_missing(reader: Client, file: str) -> None:
    assert reader.get(f"{HOME}{file}").status_code == 404


def test_name_that_looks_like_a_formula_stays_a_name(reader: Client, catalogue: Catalogue) -> None:
    catalogue.visits.name = "=cmd|' /C calc'!A0"
    catalogue.visits.save()

    content = reader.get(f"{HOME}trend.csv").content.decode("utf-8-sig")

    assert ",'=cmd|" in content
