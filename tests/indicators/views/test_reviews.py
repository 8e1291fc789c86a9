"""Deciding on the same form of several regions side by side."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Observation, Release, Submission, User
from indicators.services.receipts import get_check_number
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import hand_in, publish

PAGE = ["eldercare_quarterly", "2023-Q2"]


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk()


@pytest.fixture
def reviewer(catalogue: Catalogue, client: Client) -> User:
    user = factories.make_reviewer()
    client.force_login(user)
    return user


@pytest.fixture
def waiting(catalogue: Catalogue, clerk: User, reviewer: User) -> list[Submission]:
    publish(catalogue.gulou, "2023-Q1", {catalogue.beds: 90}, clerk=clerk, reviewer=reviewer)
    return [
        hand_in(catalogue.gulou, "2023-Q2", {catalogue.beds: 120, catalogue.visits: 7}, clerk=clerk),
        hand_in(catalogue.taijiang, "2023-Q2", {catalogue.beds: 80}, clerk=clerk),
    ]


def ticked(*submissions: Submission) -> dict[str, object]:
    return {
        "chosen": [one.pk for one in submissions],
        **{f"seen-{one.pk}": get_check_number(one) for one in submissions},
    }


def test_regions_stand_side_by_side_with_what_they_reported_before(
    client: Client, catalogue: Catalogue, waiting: list[Submission]
) -> None:
    response = client.get(reverse("review", args=PAGE))

    rows = response.context["rows"]
    assert [row.submission for row in rows] == waiting
    shown = {
        (row.submission.region.name, column.indicator.code): cell and (cell.value, cell.before)
        for row in rows
        for column, cell in row.cells
    }
    assert shown == {
        ("鼓楼区", catalogue.beds.code): ("120", "90"),
        ("鼓楼区", catalogue.visits.code): ("7", ""),
        ("台江区", catalogue.beds.code): ("80", ""),
        ("台江区", catalogue.visits.code): None,
    }


def test_work_leads_to_what_can_be_decided_on_together(client: Client, waiting: list[Submission]) -> None:
    page = client.get(reverse("work")).content.decode()

    assert reverse("review", args=PAGE) in page


def test_what_is_ticked_is_approved_at_once(
    client: Client, catalogue: Catalogue, waiting: list[Submission]
) -> None:
    response = client.post(
        reverse("approve_together", args=PAGE), ticked(*waiting) | {"comment": "已核对"}, follow=True
    )

    assert "已核定发布2份报送" in response.content.decode()
    assert {one.state for one in Submission.objects.filter(pk__in=[one.pk for one in waiting])} == {
        "approved"
    }
    assert (
        Observation.objects.as_of(None)
        .get(origin="computed", indicator=catalogue.beds, period="2023-Q2")
        .value
        == 200
    )


def test_figures_changed_since_the_page_was_drawn_leave_all_as_it_was(
    client: Client, waiting: list[Submission]
) -> None:
    before, said = Release.objects.count(), ticked(*waiting)
    waiting[1].figures.update(value=81)

    response = client.post(reverse("approve_together", args=PAGE), said | {"comment": "看过"})

    page = response.content.decode()
    assert response.status_code == 422
    assert f"第{waiting[1].pk}号报送的数据有变动" in page
    assert page.count(" checked") == 2
    assert "看过</textarea>" in page
    assert Release.objects.count() == before


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"], [f"{10**30}"]])
def test_nothing_ticked_is_said(client: Client, waiting: list[Submission], chosen: list[str]) -> None:
    response = client.post(reverse("approve_together", args=PAGE), {"chosen": chosen})

    assert response.status_code == 422
    assert "请先勾选要核定的报送。" in response.content.decode()


def test_another_form_or_no_period_is_not_found(client: Client, waiting: list[Submission]) -> None:
    assert client.get(reverse("review", args=["nothing", "2023-Q2"])).status_code == 404
    assert client.get(reverse("review", args=["eldercare_quarterly", "someday"])).status_code == 404


def test_many_regions_cost_no_more_statements(
    client: Client,
    catalogue: Catalogue,
    clerk: User,
    waiting: list[Submission],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for region in (catalogue.fuqing, catalogue.minhou, catalogue.own_units):
        hand_in(region, "2023-Q2", {catalogue.beds: 10}, clerk=clerk)

    with django_assert_max_num_queries(20):
        response = client.get(reverse("review", args=PAGE))

    assert len(response.context["rows"]) == 5
