from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.management import scale
from indicators.models import (
    AuditEntry,
    Finding,
    Observation,
    Region,
    Release,
    Submission,
    User,
    observations,
)
from indicators.models.observations import NEAR
from indicators.services import releases
from indicators.services.errors import (
    LaterChanges,
    NotPermitted,
    OwnSubmission,
    StaleFigures,
    WrongState,
)
from indicators.services.receipts import get_check_number
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import current, hand_in, publish, seen
from tests.reading import count_read


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk()


@pytest.fixture
def reviewer(catalogue: Catalogue) -> User:
    return factories.make_reviewer()


def test_approve_states_figures_with_their_source(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)

    observation = current(catalogue.beds, catalogue.gulou, "2023-Q2")
    assert observation is not None
    assert observation.value == 120
    assert observation.release == release
    assert observation.staged is not None
    assert observation.staged.submission == release.submission
    assert release.submission.state == Submission.State.APPROVED


def test_totals_approved_together_with_their_parts_are_noted_on_what_states_them(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    total = hand_in(catalogue.city, "2023-Q2", {catalogue.beds: 400}, clerk=clerk)
    parts = [
        hand_in(region, "2023-Q2", {catalogue.beds: 100}, clerk=clerk)
        for region in (
            catalogue.taijiang,
            catalogue.fuqing,
            catalogue.minhou,
            catalogue.own_units,
            catalogue.gulou,
        )
    ]

    releases.approve_all(seen={one.pk: "" for one in (total, *parts)}, by=reviewer)

    note = Finding.objects.get(code="differs_from_sum")
    assert note.submission == total
    assert (note.params["given"], note.params["expected"]) == ("400张", "500张")


def test_releases_made_together_share_their_moment_and_the_last_states_the_sum(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    waiting = [
        hand_in(region, "2023-Q2", {catalogue.beds: 100}, clerk=clerk)
        for region in (catalogue.taijiang, catalogue.fuqing)
    ]

    made = releases.approve_all(
        seen={one.pk: get_check_number(one) for one in waiting}, by=reviewer, comment="已核对"
    )

    assert [release.submission for release in made] == waiting
    assert len({release.made_at for release in made}) == 1
    assert [release.observations.filter(origin="computed").count() for release in made] == [0, 1]
    assert {one.comment for one in Submission.objects.filter(state="approved")} == {"已核对"}


def test_where_one_cannot_be_approved_none_is(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    first = hand_in(catalogue.taijiang, "2023-Q2", {catalogue.beds: 100}, clerk=clerk)
    own = hand_in(catalogue.fuqing, "2023-Q2", {catalogue.beds: 100}, clerk=reviewer)
    moved = hand_in(catalogue.minhou, "2023-Q2", {catalogue.beds: 100}, clerk=clerk)

    with pytest.raises(OwnSubmission, match=reviewer.username):
        releases.approve_all(seen={first.pk: "", own.pk: ""}, by=reviewer)
    with pytest.raises(StaleFigures, match=str(moved.pk)):
        releases.approve_all(seen={first.pk: "", moved.pk: "0000-0000"}, by=reviewer)

    assert not Release.objects.exists()
    assert not Submission.objects.filter(state="approved").exists()


def test_approve_by_the_submitter_is_refused(catalogue: Catalogue) -> None:
    both = factories.make_user("both", is_superuser=True)
    submission = factories.make_submission(
        catalogue.gulou, catalogue.form, state="submitted", created_by=both
    )
    factories.make_staged(submission, catalogue.beds, 5)

    with pytest.raises(OwnSubmission, match="both"):
        releases.approve(submission=submission, by=both)

    assert not Observation.objects.exists()
    assert not Release.objects.exists()


def test_approve_twice_names_who_was_first(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)

    with pytest.raises(WrongState, match=reviewer.username):
        releases.approve(submission=release.submission, by=factories.make_reviewer("second"))

    assert Release.objects.count() == 1


def test_approve_needs_a_reviewer_of_the_department(catalogue: Catalogue, clerk: User) -> None:
    submission = factories.make_submission(
        catalogue.gulou, catalogue.form, state="submitted", created_by=clerk
    )
    other = factories.make_reviewer("other", catalogue.study.form.department)

    with pytest.raises(NotPermitted):
        releases.approve(submission=submission, by=other)
    with pytest.raises(NotPermitted):
        releases.approve(submission=submission, by=factories.make_clerk("clerk2"))


def test_approve_refuses_figures_checked_against_older_ones(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    submission = factories.make_submission(
        catalogue.gulou, catalogue.form, "2023-Q2", state="submitted", created_by=clerk
    )
    factories.make_staged(submission, catalogue.beds, 5)
    publish(catalogue.gulou, "2023-Q1", {catalogue.beds: 4}, clerk=clerk, reviewer=reviewer)
    release = Release.objects.get()
    factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q2", 6, release=release)

    with pytest.raises(StaleFigures):
        releases.approve(submission=submission, by=reviewer)

    assert Release.objects.count() == 1


def test_correction_keeps_the_earlier_value(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    first = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)
    second = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 121}, clerk=clerk, reviewer=reviewer)

    now = current(catalogue.beds, catalogue.gulou, "2023-Q2")
    then = current(catalogue.beds, catalogue.gulou, "2023-Q2", release=first.number)
    assert now is not None
    assert then is not None
    assert (now.value, now.release) == (121, second)
    assert (then.value, then.superseded_in) == (120, second)


def test_unchanged_figure_is_not_stated_again(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    first = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)
    publish(
        catalogue.gulou,
        "2023-Q2",
        {catalogue.beds: 120, catalogue.institutions: 3},
        clerk=clerk,
        reviewer=reviewer,
    )

    observation = current(catalogue.beds, catalogue.gulou, "2023-Q2")
    assert observation is not None
    assert observation.release == first


def test_undo_of_a_first_figure_withdraws_it(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)

    undoing = releases.undo(release=release, by=reviewer)

    mark = current(catalogue.beds, catalogue.gulou, "2023-Q2")
    assert mark is not None
    assert (mark.value, mark.absence, mark.release) == (None, "withdrawn", undoing)
    assert seen() == {}
    assert seen(release.number)["eldercare.beds", "350102", "2023-Q2"] == 120


def test_undo_brings_back_what_was_replaced(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)
    before = seen()
    wrong = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 1200}, clerk=clerk, reviewer=reviewer)

    releases.undo(release=wrong, by=reviewer)

    back = current(catalogue.beds, catalogue.gulou, "2023-Q2")
    assert seen() == before
    assert back is not None
    assert back.staged is not None


def test_undo_of_an_undo_restores_it(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)
    before = seen()

    undoing = releases.undo(release=release, by=reviewer)
    releases.undo(release=undoing, by=reviewer)

    assert seen() == before


def test_undo_by_the_submitter_is_refused(catalogue: Catalogue, reviewer: User) -> None:
    boss = factories.make_user("boss", is_superuser=True)
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=boss, reviewer=reviewer)

    with pytest.raises(OwnSubmission):
        releases.undo(release=release, by=boss)

    assert Release.objects.count() == 1


def test_undo_names_what_was_changed_later(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    first = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 121}, clerk=clerk, reviewer=reviewer)

    with pytest.raises(LaterChanges, match="养老床位数"):
        releases.undo(release=first, by=reviewer)

    assert Release.objects.count() == 2


def test_undo_twice_is_refused(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)
    releases.undo(release=release, by=reviewer)

    with pytest.raises(WrongState):
        releases.undo(release=release, by=reviewer)


def test_undo_lets_the_figure_be_submitted_again(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)
    releases.undo(release=release, by=reviewer)

    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)

    assert seen()["eldercare.beds", "350102", "2023-Q2"] == 120


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 50), min_size=1, max_size=4), st.integers(0, 50))
def test_undo_of_publish_is_the_identity(
    catalogue: Catalogue, clerk: User, reviewer: User, earlier: list[int], value: int
) -> None:
    with transaction.atomic():
        for number in earlier:
            publish(catalogue.gulou, "2023-Q2", {catalogue.beds: number}, clerk=clerk, reviewer=reviewer)
        before = seen()

        release = publish(
            catalogue.gulou,
            "2023-Q2",
            {catalogue.beds: value, catalogue.institutions: value},
            clerk=clerk,
            reviewer=reviewer,
        )
        releases.undo(release=release, by=reviewer)

        assert seen() == before
        transaction.set_rollback(True)


def test_as_of_a_day_counts_to_its_end_in_local_time(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 120}, clerk=clerk, reviewer=reviewer)
    today = timezone.localdate(release.made_at)

    assert Release.objects.latest_on(today) == release.number
    assert Release.objects.latest_on(today - timedelta(days=1)) == 0


def test_release_after_a_clock_was_put_back_is_known_all_the_same(db: None) -> None:
    noon = datetime(2023, 7, 5, 12, tzinfo=timezone.get_default_timezone())
    factories.make_release(made_at=noon)
    later = factories.make_release(made_at=noon - timedelta(minutes=5))

    assert Release.objects.latest_on(noon.date()) == later.number


@pytest.mark.postgres
def test_last_release_of_a_day_is_found_without_reading_all_of_them(db: None) -> None:
    scale.fill(indicators=1, regions=300, quarters=6)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    before = count_read() or 0

    assert Release.objects.latest_on(date(2022, 10, 6)) == 3 * 300
    assert (count_read() or 0) - before <= NEAR


def test_last_of_many_releases_of_one_moment_is_the_latest(
    catalogue: Catalogue, clerk: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observations, "NEAR", 1)
    waiting = [
        hand_in(region, "2023-Q2", {catalogue.beds: 1}, clerk=clerk).pk
        for region in (catalogue.gulou, catalogue.taijiang, catalogue.fuqing)
    ]

    made = releases.approve_all(seen=dict.fromkeys(waiting, ""), by=reviewer)

    assert Release.objects.latest_on(timezone.localdate()) == made[-1].number


def test_failed_audit_fails_the_approval(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    submission = factories.make_submission(
        catalogue.gulou, catalogue.form, state="submitted", created_by=clerk
    )
    factories.make_staged(submission, catalogue.beds, 5)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE indicators_auditentry RENAME TO away")

    with pytest.raises(DatabaseError, match="auditentry"), transaction.atomic():
        releases.approve(submission=submission, by=reviewer)

    submission.refresh_from_db()
    assert submission.state == Submission.State.SUBMITTED
    assert not Release.objects.exists()


def test_database_refuses_one_person_on_both_sides(catalogue: Catalogue, clerk: User) -> None:
    submission = factories.make_submission(catalogue.gulou, catalogue.form, state="approved")

    with pytest.raises(IntegrityError, match="release_two_people"), transaction.atomic():
        Release.objects.create(number=1, submission=submission, submitted_by=clerk, approved_by=clerk)
    with pytest.raises(IntegrityError, match="submission_two_people"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(decided_by=submission.submitted_by)


def test_database_refuses_two_current_values(catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou, value=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_observation(catalogue.beds, catalogue.gulou, value=2)


def test_database_refuses_to_change_what_was_released(catalogue: Catalogue) -> None:
    observation = factories.make_observation(catalogue.beds, catalogue.gulou, value=1)
    audited = AuditEntry.objects.create(action="approve", target="release:1")

    for rows, change in (
        (Observation.objects.filter(pk=observation.pk), {"value": 2}),
        (Observation.objects.filter(pk=observation.pk), {"period": "2023-Q3"}),
        (Release.objects.filter(pk=observation.release_id), {"reason": "other"}),
        (AuditEntry.objects.filter(pk=audited.pk), {"action": "nothing"}),
    ):
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            rows.update(**change)


def test_database_refuses_to_reopen_an_observation(catalogue: Catalogue) -> None:
    observation = factories.make_observation(catalogue.beds, catalogue.gulou, value=1)
    second = factories.make_release(
        factories.make_submission(catalogue.taijiang, catalogue.form, state="approved")
    )
    Observation.objects.filter(pk=observation.pk).update(superseded_in=second)

    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        Observation.objects.filter(pk=observation.pk).update(superseded_in=None)


def test_demonstration_is_inherited(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    submission = factories.make_submission(
        catalogue.gulou, catalogue.form, state="submitted", created_by=clerk, is_demo=True
    )
    factories.make_staged(submission, catalogue.beds, Decimal(7))

    releases.approve(submission=submission, by=reviewer)

    city = current(catalogue.beds, catalogue.city, "2023-Q2", origin="computed")
    assert city is not None
    assert city.is_demo
    assert Region.objects.get(pk=catalogue.city.pk).observations.filter(is_demo=False).count() == 0
