"""Several people at once, each on a connection of their own."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client

from indicators.intake.examine import examine
from indicators.models import Department, Observation, Release, Submission, Upload
from indicators.services import releases, uploads
from indicators.services.errors import Refused
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import current, seen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def catalogue() -> Catalogue:
    return factories.make_catalogue()


def at_once(deeds: Iterable[Callable[[], object]]) -> list[object]:
    """What each deed gave, or the refusal it met; any other error fails the test."""

    def do(deed: Callable[[], object]) -> object:
        try:
            return deed()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    deeds = list(deeds)
    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_one_of_two_reviewers_wins(catalogue: Catalogue) -> None:
    submission = factories.make_submission(catalogue.gulou, catalogue.form, state="submitted")
    factories.make_staged(submission, catalogue.beds, 5)
    reviewers = [factories.make_reviewer(f"reviewer{number}") for number in range(2)]

    outcomes = at_once(
        lambda by=by: releases.approve(submission=submission, by=by)  # type: ignore[misc]
        for by in reviewers
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Release", "WrongState"]
    assert Observation.objects.filter(region=catalogue.gulou).count() == 1


def test_no_approval_is_lost(catalogue: Catalogue) -> None:
    reviewer = factories.make_reviewer()
    waiting: list[Submission] = []
    for number, region in enumerate(catalogue.counted):
        for indicator_number, indicator in enumerate((catalogue.beds, catalogue.institutions)):
            period = f"2023-Q{indicator_number + 1}"
            submission = factories.make_submission(region, catalogue.form, period, state="submitted")
            factories.make_staged(submission, indicator, Decimal(number + 1))
            waiting.append(submission)

    outcomes = at_once(
        lambda submission=submission: releases.approve(submission=submission, by=reviewer)  # type: ignore[misc]
        for submission in waiting
    )

    assert all(isinstance(outcome, Release) for outcome in outcomes)
    assert sorted(Release.objects.values_list("number", flat=True)) == list(range(1, len(waiting) + 1))
    assert seen()["eldercare.beds", "350100", "2023-Q1"] == sum(range(1, len(catalogue.counted) + 1))
    total = current(catalogue.institutions, catalogue.city, "2023-Q2", origin="computed")
    assert total is not None
    assert total.is_complete


def test_release_is_undone_once(catalogue: Catalogue) -> None:
    submission = factories.make_submission(catalogue.gulou, catalogue.form, state="submitted")
    factories.make_staged(submission, catalogue.beds, 5)
    reviewers = [factories.make_reviewer(f"reviewer{number}") for number in range(3)]
    release = releases.approve(submission=submission, by=reviewers[0])

    outcomes = at_once(
        lambda by=by: releases.undo(release=release, by=by)  # type: ignore[misc]
        for by in reviewers
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Release", "WrongState", "WrongState"]
    assert Release.objects.count() == 2


def test_no_failed_sign_in_is_lost(catalogue: Catalogue) -> None:
    factories.make_user("clerk")

    answers = at_once(
        lambda: Client().post("/sign-in/", {"username": "clerk", "password": "wrong"}).status_code
        for _ in range(5)
    )

    assert sum(AccessAttempt.objects.values_list("failures_since_start", flat=True)) == 5
    assert answers.count(429) >= 1


def test_file_that_asks_waits_once(catalogue: Catalogue, tmp_path: Path) -> None:
    clerk = factories.make_clerk("clerk", catalogue.gulou)
    path = tmp_path / "asking.csv"
    path.write_text("指标名称,计量单位,数量\n养老床位数,张,12\n", "utf-8")
    examination = examine(path, name=path.name)

    outcomes = at_once(
        lambda: uploads.receive(examination=examination, path=path, by=clerk) for _tab in range(3)
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["SameFile", "SameFile", "Upload"]
    assert Upload.objects.count() == 1


def test_two_who_add_the_same_in_the_admin_are_told(catalogue: Catalogue) -> None:
    boss = factories.make_user("boss", is_staff=True, is_superuser=True)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(boss)

    outcomes = at_once(
        lambda client=client: client.post("/admin/indicators/department/add/", {"name": "宣传处"})  # type: ignore[misc]
        for client in clients
    )

    assert {response.status_code for response in outcomes} <= {200, 302}  # type: ignore[attr-defined]
    assert Department.objects.filter(name="宣传处").count() == 1
