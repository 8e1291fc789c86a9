"""Logs lead from the error page to the cause, and hold nothing that people typed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from civaffairs import urls as site
from civaffairs.logs import JsonFormatter
from tests import factories

handler500 = site.handler500


def break_down(request: HttpRequest) -> HttpResponse:
    raise ValueError("张三 350102199001011234")


urlpatterns = [*site.urlpatterns, path("broken/", break_down)]


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """What is logged, as it would be written."""
    found: list[dict[str, Any]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(json.loads(JsonFormatter().format(record)))

    handler = Keep()
    logging.getLogger().addHandler(handler)
    yield found
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def broken(client: Client, db: None, settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    client.force_login(factories.make_user("leader"))
    return client


def test_request_has_a_number_in_header_and_log(
    client: Client, db: None, lines: list[dict[str, Any]]
) -> None:
    user = factories.make_user("leader")
    client.force_login(user)

    response = client.get("/?region=somewhere")

    (line,) = [line for line in lines if line["logger"] == "civaffairs.middleware"]
    assert line["request"] == response["X-Request-ID"]
    assert line | {"method": "GET", "path": "/", "status": 200, "user": user.pk} == line
    assert "somewhere" not in json.dumps(line)
    assert "leader" not in json.dumps(line)


def test_error_page_shows_the_number_of_the_log(broken: Client, lines: list[dict[str, Any]]) -> None:
    response = broken.get("/broken/")

    (line,) = [line for line in lines if "error" in line]
    assert response.status_code == 500
    assert line["request"] in response.content.decode()
    assert line["error"]["kind"] == "builtins.ValueError"
    assert any("break_down" in frame for frame in line["error"]["frames"])
    assert "张三" not in json.dumps(lines, ensure_ascii=False)


def test_error_page_needs_no_static_files(broken: Client, settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    response = broken.get("/broken/")

    assert response.status_code == 500
    assert response["X-Request-ID"] in response.content.decode()


def test_error_page_needs_not_even_its_template(broken: Client, settings: Settings) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]

    response = broken.get("/broken/")

    assert (response.status_code, response["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert response["X-Request-ID"] in response.content.decode()
