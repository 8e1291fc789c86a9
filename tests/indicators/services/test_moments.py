"""Only a demonstration has a past, and releases follow each other in it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from indicators.models import Release, Submission, User
from indicators.services import releases, submissions
from indicators.services.errors import NotBackdated
from tests import factories
from tests.factories import Catalogue

MORNING = datetime(2023, 7, 3, 2, tzinfo=UTC)


@pytest.fixture
def reviewer(catalogue: Catalogue) -> User:
    return factories.make_reviewer()


def hand_in(catalogue: Catalogue, *, at: datetime | None, is_demo: bool = True) -> Submission:
    clerk = User.objects.filter(username="clerk").first() or factories.make_clerk()
    submission = factories.make_submission(catalogue.gulou, catalogue.form, created_by=clerk, is_demo=is_demo)
    factories.make_staged(submission, catalogue.beds, 20)
    submissions.submit(submission=submission, by=clerk, at=at)
    submission.refresh_from_db()
    return submission


def test_demonstration_happens_when_it_is_said_to(catalogue: Catalogue, reviewer: User) -> None:
    submission = hand_in(catalogue, at=MORNING)

    release = releases.approve(submission=submission, by=reviewer, at=MORNING + timedelta(hours=2))
    undoing = releases.undo(release=release, by=reviewer, at=MORNING + timedelta(days=1))

    submission.refresh_from_db()
    assert submission.submitted_at == MORNING
    assert submission.decided_at == release.made_at == MORNING + timedelta(hours=2)
    assert undoing.made_at == MORNING + timedelta(days=1)
    assert Release.objects.latest_on(MORNING.date()) == release.number


def test_real_figures_are_never_backdated(catalogue: Catalogue, reviewer: User) -> None:
    with pytest.raises(NotBackdated):
        hand_in(catalogue, at=MORNING, is_demo=False)


def test_release_never_comes_before_the_last(catalogue: Catalogue, reviewer: User) -> None:
    submission = hand_in(catalogue, at=MORNING)
    factories.make_release(made_at=MORNING + timedelta(days=1))

    with pytest.raises(NotBackdated):
        releases.approve(submission=submission, by=reviewer, at=MORNING + timedelta(hours=2))

    assert Release.objects.count() == 1


def test_decision_never_comes_before_the_submission(catalogue: Catalogue, reviewer: User) -> None:
    submission = hand_in(catalogue, at=MORNING)

    with pytest.raises(NotBackdated):
        submissions.return_to_clerk(
            submission=submission, by=reviewer, comment="早了", at=MORNING - timedelta(hours=1)
        )


def test_nothing_happens_in_the_future(catalogue: Catalogue) -> None:
    with pytest.raises(NotBackdated):
        hand_in(catalogue, at=timezone.now() + timedelta(hours=1))
