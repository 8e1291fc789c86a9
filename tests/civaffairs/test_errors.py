"""What is shown when a page could not be made."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from civaffairs.errors import server_error


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
