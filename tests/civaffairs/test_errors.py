"""What is shown when a page could not be made."""

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django.fixtures import Settings

from civaffairs.errors import server_error
from tests import factories


def answer_to(error: Exception) -> HttpResponse:
    try:
        raise error
    except Exception:
        with override("en"):
            return server_error(RequestFactory().get("/"))


def test_database_that_is_written_to_for_long_is_busy() -> None:
    response = answer_to(OperationalError("database is locked"))

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "The database is busy" in response.content.decode()


def test_any_other_error_is_one_of_the_program() -> None:
    response = answer_to(ValueError("a cell"))

    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "a cell" not in response.content.decode()


@pytest.mark.parametrize("error", [OperationalError(), ValueError()])
def test_page_claims_nothing_about_what_was_kept(error: Exception) -> None:
    page = answer_to(error).content.decode()

    assert "look whether what you did was kept" in page
    assert "nothing was changed" not in page


def test_what_no_form_sends_is_refused_in_words(client: Client, db: None, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    response = client.post("/language/", {"language": "en", "next": "/", "more": "1"})

    assert response.status_code == 400
    assert "This cannot be read" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "page"),
    [("/submissions/7/submit/", "/submissions/7/"), ("/work/seen/", "/work/"), ("/forms/x/begin/", "/")],
)
def test_address_of_a_button_leads_to_its_page(client: Client, db: None, address: str, page: str) -> None:
    client.force_login(factories.make_user("leader"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    response = client.get(address)

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert f'<a href="{page}">Go to that page</a>' in response.content.decode()
