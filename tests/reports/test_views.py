"""What pages show and tell: of a day, of a language, of first figures, of corrections."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Observation, Release, User
from indicators.services import first_data, releases
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish


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


def test_period_that_is_none_is_told_how_to_write_it(reader: Client, release: Release) -> None:
    told = [str(m) for m in reader.get(f"/?period={'2023' * 100}").context["messages"]]

    assert "2023-Q2" in told[0]
    assert len(told[0]) < 100


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
