"""The page of what is remembered of sheets, and changing and forgetting there."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.models import Answer, Layout, Role, User
from tests import factories
from tests.factories import Catalogue


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def answers(clerk: User, catalogue: Catalogue) -> list[Answer]:
    return [
        factories.make_answer("indicator", "护理床位", "eldercare.beds", called="养老床位数"),
        factories.make_answer("indicator", "民政直属", ""),
        factories.make_answer("unit", "护理床位", "张"),
        factories.make_answer("column", "", "数量"),
        factories.make_answer("region", "鼓楼老城", "350102", called="鼓楼区"),
        factories.make_answer("note", "注:不含民办", "asked"),
    ]


def page(client: Client, user: User, path: str = "/layouts/") -> str:
    client.force_login(user)
    return client.get(path).content.decode()


def test_every_answer_is_listed_with_who_gave_it(client: Client, clerk: User, answers: list[Answer]) -> None:
    shown = page(client, clerk)

    for words in (
        "养老服务情况",
        "护理床位",
        "养老床位数",
        "不采用",
        "整张表",
        "鼓楼老城",
        "鼓楼区",
        "注:不含民办",
        "按原数采用",
        "clerk",
    ):
        assert words in shown
    for answer in answers:
        assert f"/answers/{answer.pk}/" in shown
    assert "已改名或不存在" not in shown


def test_an_answer_whose_indicator_is_renamed_is_marked(
    client: Client, clerk: User, answers: list[Answer], catalogue: Catalogue
) -> None:
    catalogue.beds.name = "床位"
    catalogue.beds.save()

    assert page(client, clerk).count("已改名或不存在") == 1


def test_checkers_and_auditors_only_look(client: Client, answers: list[Answer]) -> None:
    for role in (Role.CHECKER, Role.AUDITOR):
        shown = page(client, factories.make_user(f"reads as {role.value}", role))

        assert "护理床位" in shown
        assert "/answers/" not in shown
        assert "forget" not in shown


def test_without_any_layout_the_page_says_so(client: Client, clerk: User) -> None:
    assert "还没有记住" in page(client, clerk)


def test_the_list_costs_no_more_with_more_answers(
    client: Client,
    clerk: User,
    answers: list[Answer],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(5):
        layout = factories.make_layout(f"表{number}")
        factories.make_answer(subject="甲", layout=layout)
    client.force_login(clerk)

    with django_assert_max_num_queries(14):
        client.get("/layouts/")


def test_the_page_of_an_answer_costs_little(
    client: Client,
    clerk: User,
    answers: list[Answer],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(clerk)

    for answer in answers:
        with django_assert_max_num_queries(9):
            client.get(f"/answers/{answer.pk}/")


@pytest.mark.parametrize("path", ["/layouts/", "/answers/1/"])
def test_looking_changes_nothing(client: Client, clerk: User, answers: list[Answer], path: str) -> None:
    client.force_login(clerk)

    assert client.post(path).status_code == 405


def test_the_list_of_submissions_leads_there(client: Client, clerk: User) -> None:
    assert 'href="/layouts/"' in page(client, clerk, "/submissions/")
    assert 'href="/layouts/"' not in page(client, factories.make_user("viewer"), "/submissions/")


@pytest.mark.parametrize(
    ("place", "value", "called"),
    [
        (0, "eldercare.institutions", "养老机构数"),
        (0, "", ""),
        (2, "万张", ""),
        (4, "350103", "台江区"),
        (3, "指标", ""),
        (5, "", ""),
    ],
)
def test_an_answer_is_changed(
    client: Client, clerk: User, answers: list[Answer], place: int, value: str, called: str
) -> None:
    client.force_login(clerk)
    row = answers[place]

    assert client.get(f"/answers/{row.pk}/").status_code == 200
    response = client.post(f"/answers/{row.pk}/change/", {"value": value}, follow=True)

    row.refresh_from_db()
    assert (row.value, row.called) == (value, called)
    assert "答复已修改" in response.content.decode()


@pytest.mark.parametrize(
    ("place", "value"), [(0, "no.such"), (2, "很多"), (4, "鼓楼区"), (3, "没有的列"), (5, "很多")]
)
def test_what_answers_nothing_is_refused(
    client: Client, clerk: User, answers: list[Answer], place: int, value: str
) -> None:
    client.force_login(clerk)
    row = answers[place]

    client.post(f"/answers/{row.pk}/change/", {"value": value})

    assert Answer.objects.get(pk=row.pk).value == row.value


def test_forgetting_asks_for_a_tick(client: Client, clerk: User, answers: list[Answer]) -> None:
    client.force_login(clerk)
    place, layout = f"/answers/{answers[0].pk}/forget/", answers[0].layout

    client.post(place)
    client.post(f"/layouts/{layout.pk}/forget/")
    assert Answer.objects.count() == 6

    client.post(place, {"sure": "on"})
    assert Answer.objects.count() == 5

    client.post(f"/layouts/{layout.pk}/forget/", {"sure": "on"})
    assert not Layout.objects.exists()


@pytest.mark.parametrize(
    "path", ["answers/{}/", "answers/{}/change/", "answers/{}/forget/", "layouts/{}/forget/"]
)
def test_what_is_not_there_is_not_found(client: Client, clerk: User, path: str) -> None:
    client.force_login(clerk)
    path = f"/{path.format(99)}"

    response = client.get(path) if path.endswith("99/") else client.post(path, {"sure": "on"})

    assert response.status_code == 404
