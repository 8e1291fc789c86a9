"""Which forms were handed in, and when, by what the services wrote down."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from indicators.analytics.deadlines import due_on, last_ended
from indicators.analytics.punctuality import Stage
from indicators.intake.typed import NIL
from indicators.management import scale
from indicators.models import CalendarDay, Deadline, Form, Receipt, Region, Release, Submission, User
from indicators.periods import Frequency, Period
from indicators.services import releases, submissions
from indicators.services.punctuality import (
    Reported,
    get_asked,
    get_collected,
    get_expected,
    get_reported,
    place_of,
)
from tests import factories
from tests.factories import Catalogue
from tests.reading import count_read

NOW = last_ended(Frequency.QUARTER, timezone.localdate())
Q2 = Period.parse("2023-Q2")
DAY = timedelta(days=1)


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk()


@pytest.fixture
def reviewer(catalogue: Catalogue) -> User:
    return factories.make_reviewer()


def state(catalogue: Catalogue, region: Region, period: Period = NOW, day: date | None = None) -> Reported:
    wanted = (region, catalogue.form, period)
    return get_reported([wanted], day or timezone.localdate())[place_of(wanted)]


def draft(catalogue: Catalogue, value: int = 5, period: Period = NOW, **fields: str) -> Submission:
    submission = factories.make_submission(catalogue.gulou, catalogue.form, str(period))
    for indicator in (catalogue.beds, catalogue.openings):
        factories.make_staged(submission, indicator, value, **fields)
    return submission


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=timezone.get_default_timezone())


def handed_in(catalogue: Catalogue, region: Region, day: date, **fields: object) -> Submission:
    """Of the second quarter of 2023, approved at once."""
    moments = {"submitted_at": moment(day), "decided_at": moment(day)}
    return factories.make_submission(region, catalogue.form, state="approved", **moments, **fields)


def test_each_step_of_a_submission_is_told(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    submission = draft(catalogue)
    stages = [state(catalogue, catalogue.gulou).reporting.stage]

    submissions.submit(submission=submission, by=clerk, reason="核对")
    stages.append(state(catalogue, catalogue.gulou).reporting.stage)
    submissions.withdraw(submission=submission, by=clerk)
    stages.append(state(catalogue, catalogue.gulou).reporting.stage)
    submissions.submit(submission=submission, by=clerk, reason="核对")
    submissions.return_to_clerk(submission=submission, by=reviewer, comment="请核对")
    stages.append(state(catalogue, catalogue.gulou).reporting.stage)
    submissions.submit(submission=submission, by=clerk, reason="核对")
    release = releases.approve(submission=submission, by=reviewer)
    there = state(catalogue, catalogue.gulou)
    undoing = releases.undo(release=release, by=reviewer, reason="误核")
    taken = state(catalogue, catalogue.gulou).reporting.stage
    releases.undo(release=undoing, by=reviewer, reason="无误")

    assert stages == [Stage.MISSING, Stage.AWAITING, Stage.MISSING, Stage.RETURNED]
    assert (there.reporting.stage, there.release, there.reporting.returns) == (Stage.APPROVED, 1, 1)
    assert taken is Stage.RETURNED
    assert state(catalogue, catalogue.gulou).reporting == there.reporting


def test_day_before_shows_what_was_then(catalogue: Catalogue, clerk: User) -> None:
    submissions.submit(submission=draft(catalogue), by=clerk, reason="核对")

    today = timezone.localdate(Submission.objects.get().submitted_at)
    assert state(catalogue, catalogue.gulou, day=today - DAY).reporting.stage is Stage.MISSING
    assert state(catalogue, catalogue.gulou, day=today).reporting.stage is Stage.AWAITING


def test_new_deadline_of_a_return_holds(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    usual = state(catalogue, catalogue.gulou).reporting.due
    submission, due = draft(catalogue), max(usual, timezone.localdate()) + 7 * DAY
    submissions.submit(submission=submission, by=clerk, reason="核对")
    submissions.return_to_clerk(submission=submission, by=reviewer, comment="请核对", due=due)

    found = state(catalogue, catalogue.gulou).reporting

    assert (found.due, found.is_overdue) == (due, False)


def test_deadline_set_for_a_period_and_days_off_hold(catalogue: Catalogue) -> None:
    handed_in(catalogue, catalogue.gulou, date(2023, 7, 1))
    usual = state(catalogue, catalogue.taijiang, Q2).reporting.due
    CalendarDay.objects.create(day=usual, kind="off")
    moved = state(catalogue, catalogue.taijiang, Q2).reporting.due
    Deadline.objects.create(form=catalogue.form, period="2023-Q2", due=date(2023, 7, 20))

    assert usual == due_on(Q2, catalogue.form.due_day) < moved
    assert state(catalogue, catalogue.taijiang, Q2).reporting.due == date(2023, 7, 20)


def test_day_is_counted_in_local_time(catalogue: Catalogue) -> None:
    factories.make_submission(catalogue.taijiang, catalogue.form, "2023-Q1", state="submitted")
    midnight = datetime(2023, 7, 11, 0, 30, tzinfo=timezone.get_default_timezone())
    Submission.objects.update(submitted_at=moment(date(2023, 4, 1)))
    late = factories.make_submission(
        catalogue.gulou, catalogue.form, state="submitted", submitted_at=midnight
    )

    assert late.submitted_at is not None
    assert late.submitted_at.astimezone(timezone.get_fixed_timezone(0)).date() == date(2023, 7, 10)
    assert state(catalogue, catalogue.gulou, Q2).reporting.late == 1


@pytest.mark.parametrize(("value", "note", "is_nil"), [(0, "", True), (5, NIL, True), (5, "", False)])
def test_nothing_to_report_is_zero_or_said_so(
    catalogue: Catalogue, clerk: User, reviewer: User, value: int, note: str, is_nil: bool
) -> None:
    submission = draft(catalogue, value, note=note)
    submissions.submit(submission=submission, by=clerk, reason="核对")
    waiting = state(catalogue, catalogue.gulou).is_nil
    releases.approve(submission=submission, by=reviewer)

    assert not waiting  # what awaits review is nobody else's business
    assert state(catalogue, catalogue.gulou).is_nil == is_nil


def test_what_was_due_before_the_site_was_in_use_is_entered_later_or_not_missing(
    catalogue: Catalogue,
) -> None:
    handed_in(catalogue, catalogue.gulou, date(2026, 1, 5))

    wanted = [(region, catalogue.form, Q2) for region in (catalogue.gulou, catalogue.taijiang)]
    found = get_reported(wanted, timezone.localdate())

    assert [place[0] for place in found] == [catalogue.gulou.pk]
    assert found[place_of(wanted[0])].is_backfill


def test_demonstration_does_not_make_real_figures_late(catalogue: Catalogue) -> None:
    handed_in(catalogue, catalogue.taijiang, date(2023, 7, 5), is_demo=True)
    handed_in(catalogue, catalogue.gulou, date(2026, 1, 5))

    assert state(catalogue, catalogue.gulou, Q2).is_backfill
    assert not state(catalogue, catalogue.taijiang, Q2).is_backfill


def test_first_receipt_counts_as_the_first_day_of_use(catalogue: Catalogue) -> None:
    again = handed_in(catalogue, catalogue.gulou, date(2023, 7, 20))
    for day in (date(2023, 7, 8), date(2023, 7, 20)):
        Receipt.objects.create(
            submission=again, at=moment(day), by=again.created_by,
            expected=1, values=1, zeros=0, absent=0, blank=0, check_number="",
        )  # fmt: skip

    found = state(catalogue, catalogue.gulou, Q2)

    assert (found.is_backfill, found.reporting.handed_in) == (False, date(2023, 7, 20))


def test_regions_are_expected_by_kind_from_the_first_period_collected(catalogue: Catalogue) -> None:
    form = catalogue.form
    handed_in(catalogue, catalogue.gulou, date(2023, 7, 5))
    periods = {form.pk: [Q2.previous(), Q2, NOW, NOW.next()]}
    regions = list(Region.objects.all())

    found = get_expected(
        regions, [form], periods, asked=get_asked(), collected=get_collected(), day=timezone.localdate()
    )

    expected = [region for region in regions if region.kind in form.region_kinds.split("|")]
    assert found == [(region, form, period) for period in (Q2, NOW) for region in expected]
    assert catalogue.city not in expected


def test_form_that_asks_for_nothing_in_a_period_is_not_expected(catalogue: Catalogue) -> None:
    form = factories.make_form("empty", name="空表")

    assert (
        get_expected(
            [catalogue.gulou],
            [form],
            {form.pk: [NOW]},
            asked=get_asked(),
            collected={},
            day=timezone.localdate(),
        )
        == []
    )


def test_approval_without_a_release_is_still_one(catalogue: Catalogue) -> None:
    handed_in(catalogue, catalogue.gulou, date(2023, 7, 5))

    found = state(catalogue, catalogue.gulou, Q2)

    assert not Release.objects.exists()
    assert (found.reporting.stage, found.release) == (Stage.APPROVED, None)


@pytest.mark.postgres
def test_what_was_collected_and_when_first_is_found_without_reading_every_submission(db: None) -> None:
    scale.fill(indicators=1, regions=300, quarters=20)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    before = count_read(Submission) or 0

    collected = get_collected()
    get_reported([], timezone.localdate())
    settled = count_read(Submission) or 0
    form = Form.objects.get()
    wanted = [(region, form, Q2) for region in Region.objects.all()]
    began = count_read(Submission) or 0
    reported = get_reported(wanted, timezone.localdate())

    assert settled - before < 100
    assert (count_read(Submission) or 0) - began < 4 * 300
    assert len(reported) == 300
    assert [str(period) for period in next(iter(collected.values()))][:2] == ["2018-Q3", "2018-Q4"]


def test_periods_collected_are_those_of_what_is_handed_in(catalogue: Catalogue, clerk: User) -> None:
    for region, period in ((catalogue.gulou, "2023-Q2"), (catalogue.taijiang, "2022-Q4")):
        handed_in(catalogue, region, date(2023, 7, 5), period=period)
    factories.make_submission(catalogue.fuqing, catalogue.form, "2020-Q1", created_by=clerk)

    assert get_collected() == {catalogue.form.pk: [Period.parse("2022-Q4"), Q2]}
