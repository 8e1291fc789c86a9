"""The wallboard: approved aggregates by token, and nothing else."""

from __future__ import annotations

import json
import logging
import re

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from pytest_django.fixtures import DjangoAssertNumQueries

from civaffairs.logs import JsonFormatter
from indicators.models import AuditEntry, Display, Indicator, Role, User
from indicators.services import displays
from reports.pages.wall import FIGURES, get_wall_page
from tests import factories
from tests.factories import Catalogue


@pytest.fixture
def admin(db: None) -> User:
    return factories.make_user("admin", Role.SYSTEM_ADMIN, is_staff=True)


@pytest.fixture
def token(catalogue: Catalogue, admin: User) -> str:
    """Of a display of a bureau with one headline indicator and another figure."""
    Indicator.objects.filter(pk=catalogue.beds.pk).update(headline=True)
    for region, value in ((catalogue.city, 9_876), (catalogue.gulou, 150), (catalogue.taijiang, 101)):
        factories.make_observation(catalogue.beds, region, "2023-Q2", value)
    factories.make_observation(catalogue.institutions, catalogue.city, "2023-Q2", 33)
    return displays.create(name="大厅", by=admin)[1]


def wall(client: Client, token: str) -> str:
    response = client.get(reverse("wall", args=[token]))
    assert response.status_code == 200
    return response.content.decode()


def test_wall_shows_figures_map_and_dates(client: Client, token: str) -> None:
    page = wall(client, token)

    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    for word in ("9,876 张", "33 张", "数据截至2023-06-30", "核定批次1", "2023年二季度", "鼓楼 150 张"):
        assert word.replace("33 张", "33 家") in words, word


def test_headline_comes_first_and_a_silent_one_says_so(catalogue: Catalogue, token: str) -> None:
    Indicator.objects.filter(pk=catalogue.visits.pk).update(headline=True)

    (scene,) = get_wall_page().scenes

    assert [card.name for card in scene.cards] == ["养老床位数", "探访人次", "养老机构数"]
    assert scene.cards[1].absence == "未报送"


def test_many_headlines_fill_several_scenes(catalogue: Catalogue, token: str) -> None:
    for number in range(FIGURES + 1):
        factories.make_indicator(f"many.{number}", headline=True, order=20 + number)

    scenes = get_wall_page().scenes

    assert [(scene.number, scene.of, len(scene.cards)) for scene in scenes] == [(1, 2, 6), (2, 2, 3)]
    assert scenes[1].map is not None
    assert scenes[1].map.title.startswith("报送进度")


def test_wall_leads_nowhere_and_is_kept_by_nobody(client: Client, token: str) -> None:
    response = client.get(reverse("wall", args=[token]))

    page = response.content.decode()
    assert not re.search(r"<a |<form|<input", page)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"
    assert b"style=" not in response.content


def test_token_opens_nothing_else_and_makes_no_session(client: Client, token: str) -> None:
    wall(client, token)

    assert not client.cookies
    assert not Session.objects.exists()
    assert client.get("/").status_code == 302


def test_drafts_are_not_on_the_wall(client: Client, catalogue: Catalogue, token: str) -> None:
    draft = factories.make_submission(catalogue.city, catalogue.form)
    factories.make_staged(draft, catalogue.beds, 7654)

    assert "7,654" not in wall(client, token)


def test_wall_does_not_keep_a_session_alive(client: Client, token: str, admin: User) -> None:
    client.force_login(admin)
    client.get("/")
    before = dict(client.session)

    wall(client, token)

    assert dict(client.session) == before


def test_demonstration_is_stamped(client: Client, catalogue: Catalogue, token: str) -> None:
    assert "演示数据" not in wall(client, token)

    factories.make_observation(
        catalogue.openings, catalogue.city, "2023-Q2", 5, is_demo=True, release=factories.make_release()
    )

    assert "演示数据" in wall(client, token)


def test_revoked_token_says_so_plainly(client: Client, token: str, admin: User) -> None:
    displays.revoke(display=Display.objects.get(), by=admin)

    response = client.get(reverse("wall", args=[token]))

    assert response.status_code == 403
    assert "此大屏已停用" in response.content.decode()
    assert "9,876" not in response.content.decode()


@pytest.mark.parametrize("other", ["x", "%00", "无"])
def test_unknown_token_is_missing(client: Client, token: str, other: str) -> None:
    assert client.get(f"/wall/{other}/").status_code in (400, 404)


def test_wall_takes_no_post(client: Client, token: str) -> None:
    assert client.post(reverse("wall", args=[token])).status_code == 405


def test_bureau_without_figures_has_a_wall_too(client: Client, catalogue: Catalogue, admin: User) -> None:
    _display, token = displays.create(name="大厅", by=admin)

    assert str(gettext("Nothing has been released yet.")) in wall(client, token)


def test_token_is_not_in_the_log(client: Client, token: str) -> None:
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonFormatter().format(record))

    handler = Keep()
    logging.getLogger().addHandler(handler)
    wall(client, token)
    logging.getLogger().removeHandler(handler)

    assert token not in "".join(lines)
    assert "/wall/…/" in [json.loads(line).get("path") for line in lines]


def test_wall_asks_the_database_a_constant_number_of_times(
    client: Client, token: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    wall(client, token)

    with django_assert_max_num_queries(16):
        wall(client, token)


def test_rates_are_settings(client: Client, token: str, settings: LazySettings) -> None:
    settings.WALL_REFRESH, settings.WALL_TURN = 77, 33

    page = wall(client, token)

    assert 'data-refresh="77"' in page
    assert 'data-turn="33"' in page


def test_admin_makes_a_display_and_is_shown_its_address_once(client: Client, admin: User) -> None:
    client.force_login(admin)

    page = client.post(
        reverse("admin:indicators_display_add"), {"name": "大厅"}, follow=True
    ).content.decode()

    (address,) = set(re.findall(r"http://testserver(/wall/[\w-]+/)", page))
    assert displays.find(token=address.split("/")[2]).name == "大厅"
    assert "/wall/" not in client.get(reverse("admin:indicators_display_changelist")).content.decode()


def test_admin_renames_and_revokes_a_display(client: Client, admin: User) -> None:
    display, _token = displays.create(name="大厅", by=admin)
    client.force_login(admin)

    client.post(reverse("admin:indicators_display_change", args=[display.pk]), {"name": "二楼"})
    for _time in range(2):
        client.post(
            reverse("admin:indicators_display_changelist"),
            {"action": "revoke", "_selected_action": [display.pk]},
        )

    display.refresh_from_db()
    assert (display.name, display.revoked_by) == ("二楼", admin)
    assert AuditEntry.objects.filter(action="revoke").count() == 1
    delete = reverse("admin:indicators_display_delete", args=[display.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_what_one_display_was_shown_is_kept_for_all(
    client: Client, token: str, admin: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    other = displays.create(name="会议室", by=admin)[1]
    first = wall(client, token)

    with django_assert_max_num_queries(3):  # the display, that it was seen, the version
        second = wall(client, other)

    clock = re.compile(r"<p class=\"clock\".*?</p>", re.DOTALL)
    assert clock.sub("", second) == clock.sub("", first)
    assert token not in second


def test_a_new_release_reaches_every_display(client: Client, catalogue: Catalogue, token: str) -> None:
    wall(client, token)
    factories.make_observation(
        catalogue.beds, catalogue.city, "2023-Q3", 1234, release=factories.make_release()
    )

    assert "1,234" in wall(client, token)


def test_provisional_figures_say_so_on_the_wall(client: Client, catalogue: Catalogue, token: str) -> None:
    factories.make_observation(catalogue.beds, catalogue.city, "2023-Q3", 1200, is_provisional=True)

    assert "（初步数）" in wall(client, token)
