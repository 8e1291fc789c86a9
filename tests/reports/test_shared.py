"""Shared pages: as new as the database, each reader's own where they differ, not sent again if unchanged."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Indicator, Role, Topic, User, Version
from indicators.services import catalogue as writing
from indicators.services import releases, submissions
from indicators.services.versions import TABLES
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish

PAGE = "/pillars/practical/"
DISTRICT = "/regions/350102/"
PAGES = [
    "/",
    "/brief/",
    PAGE,
    "/topics/eldercare/",
    "/indicators/eldercare.beds/",
    "/regions/",
    DISTRICT,
    "/compare/",
    "/compare/topics/",
    "/completeness/",
    "/completeness/reminders/",
]
SAME_WITHOUT = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def leader(client: Client, catalogue: Catalogue) -> Client:
    cache.clear()
    publish(
        catalogue.gulou,
        "2023-Q2",
        {catalogue.beds: 120},
        clerk=factories.make_clerk(),
        reviewer=factories.make_reviewer(),
    )
    client.force_login(factories.make_user("leader"))
    return client


def text(response: HttpResponse) -> str:
    return response.content.decode()


def other(name: str, *roles: Role, **fields: bool) -> Client:
    user = factories.make_user(name, *roles)
    User.objects.filter(pk=user.pk).update(**fields)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_page_again_is_the_same_and_asks_for_reader_and_version_alone(
    leader: Client, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = leader.get(page)

    with django_assert_max_num_queries(3):
        again = leader.get(page)

    assert SAME_WITHOUT.sub(b"", again.content) == SAME_WITHOUT.sub(b"", first.content)


@pytest.mark.parametrize("page", PAGES)
def test_unchanged_page_is_not_sent_again(leader: Client, page: str) -> None:
    first = leader.get(page)

    again = leader.get(page, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert not again.content
    assert first["Cache-Control"] == "private, no-cache"


def test_page_shows_what_the_administrator_changed(leader: Client, catalogue: Catalogue) -> None:
    first = leader.get(PAGE)
    catalogue.beds.name = "改名后的床位"

    writing.save(instance=catalogue.beds, by=None)
    again = leader.get(PAGE, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert "改名后的床位" in text(again)


def test_page_shows_what_was_written_past_every_service(leader: Client, catalogue: Catalogue) -> None:
    leader.get(PAGE)

    Indicator.objects.filter(pk=catalogue.beds.pk).update(name="直接改名的床位")

    assert "直接改名的床位" in text(leader.get(PAGE))


def test_page_shows_what_was_released_and_undone(leader: Client, catalogue: Catalogue) -> None:
    assert ">120<" in text(leader.get("/regions/350102/"))
    clerk, reviewer = User.objects.get(username="clerk"), User.objects.get(username="reviewer")

    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 131}, clerk=clerk, reviewer=reviewer)
    corrected = text(leader.get("/regions/350102/"))
    releases.undo(release=release, by=reviewer)
    undone = text(leader.get("/regions/350102/"))

    assert ">131<" in corrected
    assert ">131<" not in undone
    assert ">120<" in undone


@pytest.mark.parametrize("page", [DISTRICT, "/completeness/", "/completeness/reminders/"])
def test_page_shows_what_was_handed_in_returned_and_withdrawn(
    leader: Client, catalogue: Catalogue, page: str
) -> None:
    form, reviewer = catalogue.beds.form, User.objects.get(username="reviewer")
    pages = [leader.get(page)]

    draft = factories.make_submission(
        catalogue.gulou, form, "2023-Q1", state="draft", created_by=User.objects.get(username="clerk")
    )
    factories.make_staged(draft, catalogue.beds, 5)
    pages.append(leader.get(page))
    submissions.submit(submission=draft, by=draft.created_by)
    pages.append(leader.get(page))
    submissions.return_to_clerk(submission=draft, by=reviewer, comment="请核对")
    pages.append(leader.get(page))

    tags = [each["ETag"] for each in pages]
    assert len(set(tags)) == len(tags)
    assert [each.status_code for each in pages] == [200] * 4


def test_page_of_figures_is_kept_while_others_hand_in(leader: Client, catalogue: Catalogue) -> None:
    first = leader.get(PAGE)

    factories.make_submission(catalogue.gulou, catalogue.beds.form, "2023-Q1", state="submitted")

    assert leader.get(PAGE, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_each_reader_sees_his_own_name_and_ways(leader: Client) -> None:
    own = leader.get(PAGE)
    administrator = other("chief", is_staff=True, is_superuser=True)

    his = administrator.get(PAGE, headers={"If-None-Match": own["ETag"]})

    assert his.status_code == 200
    assert "chief" in text(his)
    assert "leader" not in text(his)
    assert "/admin/" in text(his)
    assert "/admin/" not in text(own)
    assert "/admin/" not in text(leader.get(PAGE))


@pytest.mark.parametrize("page", PAGES)
def test_page_is_refused_to_who_has_signed_out(leader: Client, page: str) -> None:
    etag = leader.get(page)["ETag"]

    response = Client().get(page, headers={"If-None-Match": etag})

    assert response.status_code == 302


def test_each_reader_sends_his_own_token(leader: Client) -> None:
    leader.get(PAGE)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="reviewer"))
    page = text(strict.get(PAGE))
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]

    response = strict.post("/sign-out/", {"csrfmiddlewaretoken": token})

    assert response.status_code == 302


def test_language_region_and_period_have_pages_of_their_own(leader: Client) -> None:
    pages = [text(leader.get(PAGE)), text(leader.get(f"{PAGE}?region=350102"))]
    pages.append(text(leader.get(f"{PAGE}?period=2022-Q4")))
    leader.cookies["django_language"] = "en"
    pages.append(text(leader.get(PAGE)))

    assert len({SAME_WITHOUT.sub(b"", page.encode()) for page in pages}) == 4
    assert '<html lang="en"' in pages[-1]


def test_what_was_done_is_told_once_and_only_to_who_did_it(leader: Client) -> None:
    leader.get(PAGE)
    told = text(leader.get(f"{PAGE}?period=never"))

    assert "never" in told
    assert 'class="message' in told
    assert 'class="message' not in text(leader.get(PAGE))
    assert 'class="message' in text(other("second").get(f"{PAGE}?period=never"))


def test_page_is_not_kept_where_a_table_is_read_that_no_version_tells_of(
    leader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {name: tables - {Topic._meta.db_table} for name, tables in TABLES.items()}
    monkeypatch.setattr("reports.shared.TABLES", told)

    response = leader.get("/topics/eldercare/")

    assert "ETag" not in response
    assert leader.get("/topics/eldercare/").status_code == 200


def test_page_is_not_kept_where_the_version_is_unknown(leader: Client) -> None:
    Version.objects.all().delete()

    assert "ETag" not in leader.get(PAGE)


def test_page_is_sent_compressed(leader: Client) -> None:
    response = leader.get(PAGE, headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 60 * 1024
