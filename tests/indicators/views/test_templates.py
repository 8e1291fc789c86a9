"""Fetching a template, filling it in and handing it in."""

from __future__ import annotations

import io
from datetime import date
from urllib.parse import quote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import Role, Submission
from indicators.periods import Period
from indicators.services.templates import get_offers, get_template
from tests import factories
from tests.factories import Catalogue

ADDRESS = "/forms/eldercare_quarterly/template/"
GULOU = {"region": "350102", "period": "2023-Q2"}


@pytest.fixture
def clerk(client: Client, catalogue: Catalogue) -> Client:
    client.force_login(factories.make_clerk("clerk", catalogue.gulou))
    return client


def fetch(client: Client, **query: str) -> openpyxl.Workbook:
    response = client.get(ADDRESS, {**GULOU, **query})
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(b"".join(response)))  # type: ignore[arg-type]


def column(book: openpyxl.Workbook, letter: str) -> list[object]:
    return [book.worksheets[0][f"{letter}{row}"].value for row in range(8, 15)]


def test_template_holds_what_the_region_reports(clerk: Client, catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q1", 100)
    factories.make_observation(catalogue.beds, catalogue.gulou, "2022-Q2", None, absence="not_applicable")
    factories.make_observation(catalogue.beds, catalogue.taijiang, "2023-Q1", 7)

    response = clerk.get(ADDRESS, GULOU)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))  # type: ignore[arg-type]

    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert quote("养老服务季报表_鼓楼区_2023年二季度.xlsx") in response["Content-Disposition"]
    assert [book.worksheets[0][cell].value for cell in ("C2", "C3", "C4")] == [
        "养老服务季报表",
        "2023年二季度",
        "鼓楼区",
    ]
    assert column(book, "B") == [
        "eldercare.institutions",
        "eldercare.beds",
        "eldercare.visits",
        "eldercare.openings",
        "relief.allowance",
        "funeral.cremated",
        "funeral.deaths",
    ]
    assert column(book, "G")[:3] == ["—", 100, "—"]
    assert column(book, "H")[:3] == ["—", "不适用", "—"]
    assert column(book, "E")[2] == "2023年1—6月累计数"


def test_computed_rates_and_what_is_not_due_are_left_out(catalogue: Catalogue) -> None:
    factories.make_indicator("eldercare.yearly", name="年报指标", frequency="year")

    def codes(period: str) -> set[str]:
        template = get_template(form=catalogue.form, region=catalogue.gulou, period=Period.parse(period))
        return {row.entry.code for row in template.rows}

    assert codes("2023-Q4") - codes("2023-Q2") == {"eldercare.yearly"}
    assert catalogue.cremation_rate.code not in codes("2023-Q4")


def test_yearly_figure_stands_beside_that_of_a_year_before(catalogue: Catalogue) -> None:
    yearly = factories.make_indicator("eldercare.yearly", name="年报指标", frequency="year")
    factories.make_observation(yearly, catalogue.gulou, "2022", 5)

    template = get_template(form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q4"))
    [row] = [row for row in template.rows if row.entry.code == yearly.code]

    assert row.before == row.year_ago
    assert row.before is not None
    assert row.before.value == 5


def test_filled_template_becomes_a_draft(clerk: Client, catalogue: Catalogue) -> None:
    book = fetch(clerk)
    book.worksheets[0]["F9"] = "7.58万"
    book.worksheets[0]["I10"] = "不适用"
    stream = io.BytesIO()
    book.save(stream)

    response = clerk.post(
        "/uploads/new/", {"file": SimpleUploadedFile("填好.xlsx", stream.getvalue())}, follow=True
    )

    draft = Submission.objects.get()
    assert response.status_code == 200
    assert (draft.region, draft.form, draft.period) == (catalogue.gulou, catalogue.form, "2023-Q2")
    assert {(f.indicator, f.value, f.absence) for f in draft.figures.all()} == {
        (catalogue.beds, 75_800, ""),
        (catalogue.visits, None, "not_applicable"),
    }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "地区"),
        ({"region": "350102"}, "报告期"),
        ({"region": "350102", "period": "二季度"}, "二季度"),
        ({"region": "350102", "period": "2023-04"}, "2023-04"),
        ({"region": "350102", "period": "2198-Q1"}, "2198-Q1"),
        ({"region": "\x00", "period": "2023-Q2"}, ""),
    ],
)
def test_bad_query_is_a_message(clerk: Client, query: dict[str, str], said: str) -> None:
    response = clerk.get(ADDRESS, query, follow=True)

    assert response.redirect_chain == [("/uploads/new/", 302)]
    assert said in str(next(iter(response.context["messages"])))


def test_nothing_due_is_a_message(clerk: Client, catalogue: Catalogue) -> None:
    catalogue.form.indicators.update(frequency="year")

    response = clerk.get(ADDRESS, GULOU, follow=True)

    assert "养老服务季报表" in str(next(iter(response.context["messages"])))


@pytest.mark.parametrize(
    ("address", "region"),
    [
        (ADDRESS, "350103"),  # not his
        (ADDRESS, "999999"),
        ("/forms/office_quarterly/template/", "350102"),  # the bureau's own
        ("/forms/unknown/template/", "350102"),
    ],
)
def test_what_is_not_his_is_not_there(clerk: Client, address: str, region: str) -> None:
    assert clerk.get(address, {**GULOU, "region": region}).status_code == 404


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER, Role.AUDITOR])
def test_template_is_for_clerks(client: Client, catalogue: Catalogue, role: Role) -> None:
    client.force_login(factories.make_user("other", role, regions=[catalogue.gulou]))

    assert client.get(ADDRESS, GULOU).status_code == 403


def test_template_is_only_read(clerk: Client) -> None:
    assert clerk.post(ADDRESS, GULOU).status_code == 405


def test_upload_page_offers_the_forms_of_the_clerks_regions(clerk: Client) -> None:
    page = clerk.get("/uploads/new/").content.decode()

    assert f'action="{ADDRESS}"' in page
    assert "office_quarterly" not in page


def test_offers_begin_with_the_last_ended_period(catalogue: Catalogue) -> None:
    city = factories.make_clerk("city")

    offers = get_offers(user=city, today=date(2023, 7, 3))

    by_form = {offer.form.code: offer for offer in offers}
    assert len(by_form["eldercare_quarterly"].regions) == 8
    assert by_form["office_quarterly"].regions == (catalogue.city,)
    assert [str(offer.latest) for offer in offers] == ["2023-Q2", "2023-Q2"]
    assert [str(period) for period in offers[0].periods[:3]] == ["2023-Q3", "2023-Q2", "2023-Q1"]
    assert [chosen for _, _, chosen in offers[0].options][:3] == [False, True, False]


def test_periods_in_which_nothing_is_due_are_not_offered(catalogue: Catalogue) -> None:
    catalogue.form.indicators.update(frequency="year")

    offers = get_offers(user=factories.make_clerk("clerk", catalogue.gulou), today=date(2023, 7, 3))

    assert [str(period) for period in offers[0].periods] == ["2022-Q4", "2021-Q4"]


@pytest.mark.parametrize("path", ["/uploads/new/", ADDRESS])
def test_queries_do_not_grow_with_the_catalogue(clerk: Client, catalogue: Catalogue, path: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(path, GULOU).status_code == 200
        return len(queries)

    few = count()
    for number in range(10):
        indicator = factories.make_indicator(f"eldercare.more{number}")
        factories.make_observation(indicator, catalogue.gulou, "2023-Q1", number)
        factories.make_form(f"more{number}")

    assert count() == few
    assert few <= 16
