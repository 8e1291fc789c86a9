"""Search: by name, alias, code and sound, over what the reader may open."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Indicator, Region, Role, User
from reports.pages.findable import get_entries
from reports.pages.search import MOST, get_search_page
from reports.pages.selection import Asked, get_selection
from reports.pages.spelling import Fit, fit_sound, fit_text, fold, spell
from tests import factories
from tests.factories import Catalogue


def reader() -> User:
    return User.objects.filter(username="leader").first() or factories.make_user("leader")


def found(typed: str) -> dict[str, list[str]]:
    """The names found for somebody without a role, by kind."""
    page = get_search_page(typed, get_selection(Asked()), reader())
    return {kind.code: [one.name for one in kind.found] for kind in page.kinds}


@pytest.mark.parametrize(
    ("typed", "fit"),
    [
        ("yanglaofuwu", Fit.EXACT),
        ("ylfw", Fit.EXACT),
        ("yanglao", Fit.START),
        ("yangl", Fit.START),
        ("yanglfw", Fit.EXACT),
        ("fuwu", Fit.INSIDE),
        ("laofw", Fit.INSIDE),
        ("yanglaofuwuu", None),
        ("zz", None),
    ],
)
def test_sound_is_syllables_initials_or_both(typed: str, fit: Fit | None) -> None:
    assert fit_sound(typed, spell("养老服务")) is fit


def test_reading_is_that_of_the_word() -> None:
    assert fit_sound("changle", spell("长乐区")) is Fit.START
    assert fit_sound("zhangzhe", spell("长者食堂")) is Fit.START


def test_spelling_keeps_what_has_no_sound() -> None:
    assert fit_sound("12345rx", spell("12345热线")) is Fit.EXACT


def test_width_case_and_spaces_do_not_count() -> None:
    assert fold("ＹＬ　Ｆｗ １２") == "ylfw12"
    assert fit_text(fold("养老 床位"), fold("养老床位数")) is Fit.START


@pytest.mark.parametrize(
    "typed",
    [
        "养老床位数",
        "床位数",
        "养老床位",
        "eldercare.BEDS",
        "ylcws",
        "yanglaochuangwei",
        "ＹＬＣＷ",
        "床位 养老",
    ],
)
def test_indicator_is_found_by_whatever_it_is_called(catalogue: Catalogue, typed: str) -> None:
    assert "养老床位数" in found(typed)["indicator"]


def test_best_fit_is_first(catalogue: Catalogue) -> None:
    factories.make_indicator("eldercare.beds_at_home", name="家庭养老床位", order=0)
    factories.make_indicator("eldercare.beds_more", name="养老床位", order=99)

    assert found("养老床位")["indicator"] == ["养老床位", "养老床位数", "家庭养老床位"]


def test_kind_that_fits_best_is_first(catalogue: Catalogue) -> None:
    Region.objects.filter(code="350102").update(former_codes="350199")

    assert list(found("养老服务")) == ["topic"]
    assert list(found("鼓楼区")) == ["region"]
    assert found("350199") == {"region": ["鼓楼区"]}
    assert list(found("实干机关")) == ["pillar"]
    assert next(iter(found("yl"))) == "indicator"


def test_pages_are_found_in_both_languages(catalogue: Catalogue) -> None:
    assert found("overview")["page"] == found("zonglan")["page"] == ["总览"]


def test_only_pages_that_the_reader_may_open_are_found(catalogue: Catalogue) -> None:
    people = {
        "viewer": factories.make_user("viewer"),
        "clerk": factories.make_user("clerk", Role.CLERK),
        "auditor": factories.make_user("auditor", Role.AUDITOR, is_staff=True),
    }

    own = {name: {e.code for e in get_entries(user) if e.kind == "page"} for name, user in people.items()}

    assert not own["viewer"] & {"upload", "layouts", "admin:index"}
    assert own["clerk"] >= {"upload", "layouts"}
    assert own["auditor"] >= {"layouts", "admin:index"}


def test_draft_is_not_found(catalogue: Catalogue) -> None:
    submission = factories.make_submission(catalogue.gulou, catalogue.form)
    factories.make_staged(submission, catalogue.beds, 98765)

    assert found("98765") == {}


def test_many_are_cut_and_counted(catalogue: Catalogue) -> None:
    for number in range(MOST + 5):
        factories.make_indicator(f"many.{number}", name=f"许多{number}")

    page = get_search_page("许多", get_selection(Asked()), reader())

    assert [(len(kind.found), kind.more) for kind in page.kinds] == [(MOST, 5)]


def test_changed_name_is_found_at_once(catalogue: Catalogue) -> None:
    assert found("yljgs")["indicator"] == ["养老机构数"]

    Indicator.objects.filter(pk=catalogue.institutions.pk).update(name="托育机构数")
    page = get_search_page("tyjgs", get_selection(Asked()), reader())

    assert [one.name for kind in page.kinds for one in kind.found] == ["托育机构数"]


def test_catalogue_is_read_by_one_statement(
    catalogue: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chief = factories.make_user("chief", is_superuser=True)

    with django_assert_num_queries(1):
        get_entries(chief)


def test_page_carries_along_what_was_asked_for(client: Client, catalogue: Catalogue) -> None:
    client.force_login(reader())

    page = client.get(reverse("search"), {"q": "养老床位", "as_of": "2023-08-01"}).content.decode()

    assert 'href="/indicators/eldercare.beds/?as_of=2023-08-01"' in page
    assert '<input type="hidden" name="as_of" value="2023-08-01">' in page


@pytest.mark.parametrize("typed", ["", "  ", "没有这个东西", "x" * 200, "a\0b", "<b>&"])
def test_page_says_what_to_do(client: Client, catalogue: Catalogue, typed: str) -> None:
    client.force_login(reader())

    response = client.get(reverse("search"), {"q": typed})

    assert response.status_code == 200
    assert reverse("pillar", args=["practical"]) in response.content.decode().split("<main")[1]


def test_pinyin_is_loaded_by_nobody_who_does_not_search() -> None:
    code = "import os, sys, django; django.setup(); import civaffairs.urls; print('pypinyin' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "False"
