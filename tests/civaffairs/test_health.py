"""What watches over the site gets a plain answer."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import factories


def test_alive_asks_no_database(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(factories.make_user("leader"))

    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_ready_needs_every_migration(client: Client, db: None) -> None:
    before = client.get("/readyz")
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id ="
            " (SELECT max(id) FROM django_migrations WHERE app = 'indicators')"
        )

    after = client.get("/readyz")

    assert (before.status_code, before.content) == (200, b"ok")
    assert (after.status_code, after.content) == (503, b"not ready")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_needs_no_https_and_takes_no_post(
    client: Client, db: None, settings: Settings, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405
