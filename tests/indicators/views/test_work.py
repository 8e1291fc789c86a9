"""The page of what waits for whom."""

import html
import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.services.tasks import get_tasks, get_waiting
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish

TODAY = date(2023, 7, 20)


def test_task_counts_what_is_approved_and_what_is_staged(catalogue: Catalogue) -> None:
    clerk, reviewer = factories.make_clerk("gulou", catalogue.gulou), factories.make_reviewer()
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 5}, clerk=clerk, reviewer=reviewer)
    draft = factories.make_submission(catalogue.gulou, catalogue.form)
    factories.make_staged(draft, catalogue.institutions)

    (task,) = get_tasks(clerk, TODAY)

    assert (task.form, task.region, task.due) == (catalogue.form, catalogue.gulou, date(2023, 7, 10))
    assert (task.filled, task.count) == (2, 7)
    assert task.submission == draft
    assert task.is_late


def test_task_is_not_late_before_its_day_or_while_it_waits_for_review(catalogue: Catalogue) -> None:
    clerk = factories.make_clerk("gulou", catalogue.gulou)
    (early,) = get_tasks(clerk, date(2023, 7, 10))
    factories.make_submission(catalogue.gulou, catalogue.form, state="submitted", created_by=clerk)
    (waiting,) = get_tasks(clerk, TODAY)

    assert not early.is_late
    assert not waiting.is_late
    assert waiting.is_done


def test_yearly_figures_are_not_due_in_july(catalogue: Catalogue) -> None:
    form = factories.make_form("yearly_in_quarterly", name="年度", region_kinds="district")
    factories.make_indicator("yearly", frequency="year", form=form)
    clerk = factories.make_clerk("gulou", catalogue.gulou)

    assert form not in {task.form for task in get_tasks(clerk, TODAY)}
    assert form in {task.form for task in get_tasks(clerk, date(2024, 1, 20))}


def test_reviewer_sees_what_others_handed_in_to_his_department(catalogue: Catalogue) -> None:
    reviewer = factories.make_reviewer("reviewer", catalogue.form.department)
    mine = factories.make_submission(catalogue.gulou, catalogue.form, state="submitted")
    factories.make_submission(catalogue.city, catalogue.study.form, state="submitted")
    factories.make_submission(catalogue.taijiang, catalogue.form, state="submitted", created_by=reviewer)

    assert get_waiting(reviewer) == [mine]


@pytest.mark.parametrize("regions", [1, 5])
def test_page_asks_the_database_a_constant_number_of_times(
    client: Client,
    catalogue: Catalogue,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    regions: int,
) -> None:
    clerk = factories.make_clerk("clerk", *catalogue.counted[:regions])
    client.force_login(clerk)

    with django_assert_max_num_queries(24):
        response = client.get("/work/")

    assert response.status_code == 200
    assert len(response.context["tasks"]) == regions


def test_task_leads_to_its_template(client: Client, catalogue: Catalogue) -> None:
    client.force_login(factories.make_clerk("gulou", catalogue.gulou))

    page = client.get("/work/").content.decode()
    address = re.findall(r'href="(/forms/[^"]+)"', page)[0]

    assert client.get(html.unescape(address)).status_code == 200


def test_long_list_of_drafts_shows_its_first_and_says_so(client: Client, catalogue: Catalogue) -> None:
    client.force_login(factories.make_clerk("archivist", catalogue.gulou))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for year in range(1960, 2012):
        client.post("/forms/eldercare_quarterly/begin/", {"region": "350102", "period": f"{year}-Q1"})

    page = client.get("/work/").content.decode()

    assert "The first 50 of 52 are shown." in page
    assert page.count('<th scope="row"><a href="/submissions/') == 50
