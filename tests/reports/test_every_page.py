"""Every page: works, refused without signing in, wrong method, missing; and what it costs."""

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Observation, User
from tests import factories
from tests.indicators.services.publishing import publish

PAGES = {
    "/": 8,
    "/brief/": 8,
    "/figures.csv": 4,
    "/pillars/practical/figures.csv": 5,
    "/topics/eldercare/figures.csv": 5,
    "/pillars/practical/": 4,
    "/topics/eldercare/": 6,
    "/indicators/eldercare.beds/": 8,
    "/indicators/eldercare.beds/?view=regions": 12,
    "/indicators/eldercare.beds/?view=table": 9,
    "/indicators/eldercare.beds/?view=definition": 8,
    "/indicators/eldercare.beds/?view=corrections": 8,
    "/indicators/eldercare.beds/trend.csv": 9,
    "/regions/": 5,
    "/regions/350102/": 17,
    "/compare/": 8,
    "/compare/?view=per_residents": 9,
    "/compare/?view=growth": 8,
    "/compare/?view=standing": 8,
    "/compare/topics/": 4,
    "/observations/{observation}/": 9,
    "/completeness/": 14,
    "/completeness/reminders/": 15,
    "/releases/": 6,
    "/releases/targets/": 5,
    "/releases/1/": 9,
    "/search/?q=yanglao": 5,
}
MISSING = (
    "/pillars/none/",
    "/topics/none/",
    "/indicators/none/",
    "/regions/none/",
    "/observations/999/",
    "/releases/999/",
    "/none/",
)


@pytest.fixture(scope="module")
def made(one_transaction: None) -> None:
    """A first release, then those of all counted districts for three earlier quarters."""
    catalogue = factories.make_catalogue()
    factories.make_user("leader")
    people = {"clerk": factories.make_clerk(), "reviewer": factories.make_reviewer()}
    first = {catalogue.beds: 120, catalogue.institutions: 3, catalogue.visits: 1234}
    publish(catalogue.gulou, "2023-Q2", first, **people)
    for region in catalogue.counted:
        for period in ("2022-Q2", "2022-Q4", "2023-Q1"):
            publish(region, period, {catalogue.beds: 7, catalogue.visits: 9}, **people)


@pytest.fixture
def reader(made: None, db: None, client: Client) -> Client:
    """Somebody without any role, who may read all that is approved; no page is kept."""
    cache.clear()
    client.force_login(User.objects.get(username="leader"))
    return client


def path_of(page: str) -> str:
    observation = Observation.objects.filter(origin="reported").first()
    return page.format(observation=observation.pk if observation else 0)


def scripts_of(page: str) -> set[str]:
    """Where each script is from: `json` for data, never executed; empty for one in the page itself."""
    found = re.findall(r"<script([^>]*)>", page)
    return {
        "json" if 'type="application/json"' in tag else "".join(re.findall(r'src="([^"]*)"', tag))
        for tag in found
    }


@pytest.mark.parametrize("page", PAGES)
def test_page_is_shown(reader: Client, page: str) -> None:
    response = reader.get(path_of(page))

    assert response.status_code == 200
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert b"style=" not in response.content
    ours = {f"/static/js/{name}.js" for name in ("charts", "copy", "once", "search")}
    assert scripts_of(response.content.decode()) <= {"json"} | ours


@pytest.mark.parametrize("page", PAGES)
def test_page_needs_a_user(made: None, db: None, client: Client, page: str) -> None:
    response = client.get(path_of(page))

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", PAGES)
def test_page_takes_no_post(reader: Client, page: str) -> None:
    assert reader.post(path_of(page)).status_code == 405


@pytest.mark.parametrize("page", MISSING)
def test_missing_page_is_told_in_words(reader: Client, page: str) -> None:
    response = reader.get(page)

    assert response.status_code == 404
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(("page", "most"), PAGES.items())
def test_page_asks_the_database_a_constant_number_of_times(
    reader: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    page: str,
    most: int,
) -> None:
    path = path_of(page)
    reader.get(path)  # so that the catalogue is known
    cache.clear()

    with django_assert_max_num_queries(most):
        reader.get(path)


@pytest.mark.parametrize(
    "query",
    [
        "period=2023-Q9",
        "period=2023-Q2-and-much-more",
        "period=0001-Q1",
        "period=%00",
        "region=nowhere",
        "region=%00",
        "as_of=someday",
        "as_of=2023-02-30",
    ],
)
def test_bad_query_is_a_message_not_an_error(reader: Client, query: str) -> None:
    response = reader.get(f"/?{query}")

    assert response.status_code == 200
    assert len(list(response.context["messages"])) == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query", ["as_of=0001-01-01", "as_of=9999-12-31", "period=1900-Q1", "period=2199-12", "page=9e9"]
)
def test_far_query_is_answered(reader: Client, page: str, query: str) -> None:
    assert reader.get(f"{path_of(page)}?{query}").status_code == 200


def test_the_day_goes_along_from_a_figure_and_a_release(reader: Client) -> None:
    for page in ("/observations/{observation}/", "/releases/1/"):
        html = reader.get(path_of(page) + "?as_of=2099-01-01").content.decode()

        assert 'href="/pillars/practical/?as_of=2099-01-01"' in html


def test_every_link_of_a_page_carries_what_was_asked(reader: Client) -> None:
    today = str(timezone.localdate())
    asked = {"period": "2023-Q1", "as_of": today, "portfolio": "养老服务处"}
    own = "/(pillars|topics|indicators|observations|regions|releases|brief)/"

    for page in PAGES:
        query = urlencode(asked if "releases" not in page else {"as_of": asked["as_of"]})
        address = path_of(page)
        if address.endswith("csv") or "completeness" in page or "correction" in page:
            continue
        html = reader.get(f"{address}{'&' if '?' in address else '?'}{query}").content.decode()
        links = re.findall(rf'href="({own}[^"]*|/(?:\?[^"]*)?)"', html)

        assert links
        for link, _kind in links:
            assert f"as_of={today}" in link, (page, link)
            assert "releases" in page or "portfolio=" in link, (page, link)
