"""Every page: works, refused without signing in, wrong method, missing; and what it costs."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Observation, Release, User
from indicators.services import first_data, releases
from tests import factories
from tests.factories import Catalogue
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


@pytest.fixture
def reader(client: Client, catalogue: Catalogue) -> Client:
    """Somebody without any role, who may read all that is approved."""
    client.force_login(factories.make_user("leader"))
    return client


@pytest.fixture
def release(catalogue: Catalogue) -> Release:
    return publish(
        catalogue.gulou,
        "2023-Q2",
        {catalogue.beds: 120, catalogue.institutions: 3, catalogue.visits: 1234},
        clerk=factories.make_clerk(),
        reviewer=factories.make_reviewer(),
    )


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
def test_page_is_shown(reader: Client, release: Release, page: str) -> None:
    response = reader.get(path_of(page))

    assert response.status_code == 200
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert b"style=" not in response.content
    ours = {f"/static/js/{name}.js" for name in ("charts", "copy", "search")}
    assert scripts_of(response.content.decode()) <= {"json"} | ours


@pytest.mark.parametrize("page", PAGES)
def test_page_needs_a_user(client: Client, release: Release, page: str) -> None:
    response = client.get(path_of(page))

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", PAGES)
def test_page_takes_no_post(reader: Client, release: Release, page: str) -> None:
    assert reader.post(path_of(page)).status_code == 405


@pytest.mark.parametrize("page", MISSING)
def test_missing_page_is_told_in_words(reader: Client, release: Release, page: str) -> None:
    response = reader.get(page)

    assert response.status_code == 404
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(("page", "most"), PAGES.items())
def test_page_asks_the_database_a_constant_number_of_times(
    reader: Client,
    catalogue: Catalogue,
    release: Release,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    page: str,
    most: int,
) -> None:
    clerk, reviewer = User.objects.get(username="clerk"), User.objects.get(username="reviewer")
    for region in catalogue.counted:
        for period in ("2022-Q2", "2022-Q4", "2023-Q1"):
            publish(region, period, {catalogue.beds: 7, catalogue.visits: 9}, clerk=clerk, reviewer=reviewer)

    path = path_of(page)
    reader.get(path)  # so that the catalogue is known
    cache.clear()

    with django_assert_max_num_queries(most):
        reader.get(path)


def test_pillar_page_is_made_of_six_statements_after_a_release(
    reader: Client,
    catalogue: Catalogue,
    release: Release,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    reader.get("/pillars/practical/")
    clerk, reviewer = User.objects.get(username="clerk"), User.objects.get(username="reviewer")
    publish(catalogue.gulou, "2023-Q3", {catalogue.beds: 131}, clerk=clerk, reviewer=reviewer)

    with django_assert_max_num_queries(6):  # session, user, marks, release, periods, figures
        page = reader.get("/pillars/practical/")

    assert page.status_code == 200


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
def test_bad_query_is_a_message_not_an_error(reader: Client, release: Release, query: str) -> None:
    response = reader.get(f"/?{query}")

    assert response.status_code == 200
    assert len(list(response.context["messages"])) == 1


def test_period_that_is_none_is_told_how_to_write_it(reader: Client, release: Release) -> None:
    told = [str(m) for m in reader.get(f"/?period={'2023' * 100}").context["messages"]]

    assert "2023-Q2" in told[0]
    assert len(told[0]) < 100


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query", ["as_of=0001-01-01", "as_of=9999-12-31", "period=1900-Q1", "period=2199-12", "page=9e9"]
)
def test_far_query_is_answered(reader: Client, release: Release, page: str, query: str) -> None:
    assert reader.get(f"{path_of(page)}?{query}").status_code == 200


@pytest.mark.parametrize("page", ["/pillars/practical/", "/topics/eldercare/"])
def test_region_and_period_choose_what_is_shown(reader: Client, release: Release, page: str) -> None:
    shown = reader.get(f"{page}?region=350102&period=2023-Q2").content.decode()
    earlier = reader.get(f"{page}?region=350102&period=2023-Q1").content.decode()

    assert ">120<" in re.sub(r"\s", "", shown)
    assert ">120<" not in re.sub(r"\s", "", earlier)


def test_as_of_turns_every_page_back(reader: Client, release: Release) -> None:
    earlier = timezone.localdate() - timedelta(days=1)

    before = reader.get(f"/indicators/eldercare.beds/?region=350102&as_of={earlier}").content.decode()
    now = reader.get("/indicators/eldercare.beds/?region=350102").content.decode()

    assert ">120<" not in re.sub(r"\s", "", before)
    assert ">120<" in re.sub(r"\s", "", now)
    assert str(earlier.year) in before


def test_correction_is_told_on_the_indicator_page(
    reader: Client, catalogue: Catalogue, release: Release
) -> None:
    clerk, reviewer = User.objects.get(username="clerk"), User.objects.get(username="reviewer")
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 121}, clerk=clerk, reviewer=reviewer)

    page = reader.get("/indicators/eldercare.beds/?region=350102").context["page"]

    assert [version.row.value for version in page.replaced] == [120]


def test_english_is_complete_enough_to_read(reader: Client, release: Release) -> None:
    reader.post("/language/", {"language": "en", "next": "/"})

    content = reader.get("/pillars/practical/").content.decode()

    assert "Practical organ" in content
    assert '<html lang="en"' in content


def test_language_is_chosen_and_never_guessed_from_the_browser(reader: Client, release: Release) -> None:
    content = reader.get("/pillars/practical/", headers={"Accept-Language": "en"}).content.decode()

    assert '<html lang="zh-hans"' in content


@pytest.fixture
def first_figures(fuzhou: object, client: Client) -> Callable[[str], str]:
    first_data.bring_in(path=Path(settings.FIRST_DATA_DIR) / "report_2023.xlsx")
    client.force_login(factories.make_user("leader"))
    return lambda page: client.get(page).content.decode()


def test_the_four_pillars_show_all_first_figures(first_figures: Callable[[str], str]) -> None:
    pages = {
        code: first_figures(f"/pillars/{code}/") for code in ("political", "service", "practical", "clean")
    }
    seen = Observation.objects.filter(origin="reported").select_related("indicator__topic__pillar")

    for observation in seen:
        topic = observation.indicator.topic
        assert topic is not None
        page = pages[topic.pillar.code]
        assert f"/observations/{observation.pk}/" in page, observation.indicator.code
        assert observation.indicator.name in page


def test_figure_leads_back_to_its_cell(first_figures: Callable[[str], str]) -> None:
    observation = Observation.objects.get(indicator__code="eldercare.institutions", origin="reported")
    assert observation.staged is not None

    page = first_figures(f"/observations/{observation.pk}/")

    for words in ("report_2023.xlsx", observation.staged.sheet, observation.staged.cell, "167家", "三（一）"):
        assert words in page


def test_undone_figure_is_gone_from_the_page(reader: Client, catalogue: Catalogue, release: Release) -> None:
    releases.undo(release=release, by=User.objects.get(username="reviewer"))

    page = reader.get("/indicators/eldercare.beds/?region=350102&period=2023-Q2").context["page"]

    assert page.series == ()


def test_what_came_later_stands_first(reader: Client, catalogue: Catalogue, release: Release) -> None:
    clerk, reviewer = User.objects.get(username="clerk"), User.objects.get(username="reviewer")
    for value in (130, 140):
        publish(catalogue.gulou, "2023-Q2", {catalogue.beds: value}, clerk=clerk, reviewer=reviewer)
    last = Observation.objects.get(indicator=catalogue.beds, region=catalogue.gulou, value=140)

    log = reader.get("/releases/").content.decode()
    versions = reader.get(f"/observations/{last.pk}/").content.decode().partition("历次数值")[2]
    replaced = (
        reader.get(f"/indicators/{catalogue.beds.code}/?region={catalogue.gulou.code}&view=corrections")
        .content.decode()
        .partition("<main")[2]
    )

    number = r'<b class="number">(\d+)</b>'
    assert re.findall(r'scope="row"><a href="/releases/(\d+)/', log) == ["3", "2", "1"]
    assert re.findall(number, versions) == ["140", "130", "120"]
    assert re.findall(number, replaced) == ["130", "120"]


def test_the_day_goes_along_from_a_figure_and_a_release(reader: Client, release: Release) -> None:
    for page in ("/observations/{observation}/", "/releases/1/"):
        html = reader.get(path_of(page) + "?as_of=2099-01-01").content.decode()

        assert 'href="/pillars/practical/?as_of=2099-01-01"' in html


def test_releases_come_fifty_to_a_page(reader: Client, catalogue: Catalogue) -> None:
    for _number in range(51):
        factories.make_release(factories.make_submission(catalogue.city, catalogue.form, state="approved"))

    first = reader.get("/releases/?as_of=2099-01-01").content.decode()
    second = reader.get("/releases/?as_of=2099-01-01&page=2").content.decode()

    assert first.count('scope="row"') == 50
    assert "?as_of=2099-01-01&amp;page=2" in first
    assert re.findall(r'scope="row"><a href="/releases/(\d+)/', second) == ["1"]


def test_sum_is_called_so_in_the_readers_language(reader: Client, release: Release) -> None:
    total = Observation.objects.filter(formula="sum").latest("pk")

    page = reader.get(f"/observations/{total.pk}/").content.decode()

    assert "下级地区之和" in page
    assert "<code>sum</code>" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("/", 200),
        ("/regions/", 200),
        ("/releases/", 200),
        ("/work/", 200),
        ("/submissions/", 200),
        ("/uploads/new/", 200),
        ("/pillars/practical/", 404),
    ],
)
def test_site_without_a_catalogue_says_on_every_page_what_to_do(
    client: Client, page: str, status: int
) -> None:
    client.force_login(factories.make_user("admin", is_superuser=True, is_staff=True))

    response = client.get(page)

    assert response.status_code == status
    assert "manage.py load_catalogue" in response.content.decode()


@pytest.mark.django_db
def test_password_is_changed_on_a_site_without_a_catalogue(client: Client) -> None:
    client.force_login(factories.make_user("admin", is_superuser=True, is_staff=True))

    assert 'type="password"' in client.get("/password/").content.decode()


def test_every_link_of_a_page_carries_what_was_asked(
    reader: Client, catalogue: Catalogue, release: Release
) -> None:
    asked = {"period": "2023-Q1", "as_of": "2099-01-01", "portfolio": "养老服务处"}
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
            assert "as_of=2099-01-01" in link, (page, link)
            assert "releases" in page or "portfolio=" in link, (page, link)


def test_page_of_a_figure_is_turned_back_too(reader: Client, catalogue: Catalogue, release: Release) -> None:
    clerk, reviewer = User.objects.get(username="clerk"), User.objects.get(username="reviewer")
    first = Observation.objects.get(indicator=catalogue.beds, region=catalogue.gulou)
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 14_021}, clerk=clerk, reviewer=reviewer)
    before = timezone.localdate() - timedelta(days=1)

    now = reader.get(f"/observations/{first.pk}/").content.decode()
    then = reader.get(f"/observations/{first.pk}/?as_of={before}").content.decode()
    release_then = reader.get(f"/releases/1/?as_of={before}").content.decode()

    assert "14,021" in now
    assert "14,021" not in then.partition("<main")[2]
    for html in (then, release_then):
        assert 'class="band"' in html
        assert 'class="message warning"' in html


@pytest.mark.parametrize("page", ["/", "/releases/"])
def test_day_to_come_is_told_and_not_claimed_to_be_known(reader: Client, release: Release, page: str) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    content = unescape(reader.get(f"{page}?as_of={tomorrow}").content.decode())

    assert f"{tomorrow} is still to come. Today's figures are shown." in content
    assert "This page shows what was known on" not in content
