"""Which forms were handed in, and when, by what the services wrote down."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.analytics.deadlines import due_on, last_ended
from indicators.analytics.punctuality import Stage
from indicators.intake.typed import NIL
from indicators.management import scale
from indicators.models import CalendarDay, Deadline, Form, Receipt, Region, Release, Role, Submission, User
from indicators.periods import Frequency, Period
from indicators.services import releases, submissions
from indicators.services.punctuality import (
    Reported,
    get_asked,
    get_attested,
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


def attested(submission: Submission) -> tuple[tuple[date, int], tuple[date, int]]:
    """Deadline and days late of its receipt: as it is judged now, and as it said when it was issued."""
    found = get_attested([submission.receipts.get()])
    ((now, then),) = [(one.now.reporting, one.then.reporting) for one in found.values()]
    return (now.due, now.late), (then.due, then.late)


def late_by(catalogue: Catalogue, days: int) -> Submission:
    """Handed in so many days after the deadline that then was; the receipt says so."""
    due = due_on(Q2, catalogue.form.due_day)
    submission = handed_in(catalogue, catalogue.gulou, due + days * DAY)
    Receipt.objects.create(
        submission=submission, at=moment(due + days * DAY), by=submission.created_by, due=due,
        expected=1, values=1, zeros=0, absent=0, blank=0, check_number="",
    )  # fmt: skip
    return submission


@pytest.mark.parametrize("way", ["deadline", "day of the form", "day off"])
def test_deadline_that_is_put_off_later_excuses_and_the_receipt_still_says_what_it_said(
    catalogue: Catalogue, way: str
) -> None:
    due, submission = due_on(Q2, catalogue.form.due_day), late_by(catalogue, 1)
    if way == "deadline":
        Deadline.objects.create(form=catalogue.form, period=str(Q2), due=due + DAY)
    elif way == "day off":
        CalendarDay.objects.create(day=due, kind="off")
    else:
        catalogue.form.due_day += 1
        catalogue.form.save()

    now, then = attested(submission)

    assert now == (due + DAY, 0)
    assert then == (due, 1)
    found = state(catalogue, catalogue.gulou, Q2).reporting
    assert (found.due, found.late) == now


def test_deadline_that_is_brought_forward_later_makes_nobody_late(catalogue: Catalogue) -> None:
    due, submission = due_on(Q2, catalogue.form.due_day), late_by(catalogue, 0)
    handed_in(catalogue, catalogue.fuqing, due - 8 * DAY)  # so that the site was in use by then
    Deadline.objects.create(form=catalogue.form, period=str(Q2), due=due - 5 * DAY)

    assert attested(submission) == ((due, 0), (due, 0))
    assert state(catalogue, catalogue.gulou, Q2).reporting.is_in_time
    assert state(catalogue, catalogue.taijiang, Q2).reporting.due == due - 5 * DAY  # who has not handed it in


def test_what_was_withdrawn_keeps_no_deadline(catalogue: Catalogue, clerk: User) -> None:
    """Handed in, taken back, the deadline brought forward, handed in again: the second is what counts."""
    submission = draft(catalogue)
    submissions.submit(submission=submission, by=clerk, reason="核对")
    submissions.withdraw(submission=submission, by=clerk)
    nearer = NOW.end + DAY
    Deadline.objects.create(form=catalogue.form, period=str(NOW), due=nearer)
    submissions.submit(submission=submission, by=clerk, reason="核对")

    assert [row.due for row in submission.receipts.order_by("pk")][1] == nearer
    assert state(catalogue, catalogue.gulou).reporting.due == nearer


def test_receipt_keeps_the_deadline_of_the_return_before_it(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    submission, until = draft(catalogue), timezone.localdate() + 7 * DAY
    submissions.submit(submission=submission, by=clerk, reason="核对")
    submissions.return_to_clerk(submission=submission, by=reviewer, comment="请核对", due=until)
    submissions.submit(submission=submission, by=clerk, reason="核对")
    submissions.return_to_clerk(submission=submission, by=reviewer, comment="再核对", due=until + 7 * DAY)

    second = submission.receipts.order_by("pk")[1]

    one = get_attested([second])[second.pk]
    assert second.extended_to == until
    assert one.then.reporting.due == max(until, one.then.reporting.due)
    assert one.then.reporting.late == get_attested([second])[second.pk].then.reporting.late


@pytest.mark.parametrize("seed", range(20))
def test_whoever_handed_in_is_judged_by_the_better_of_two_deadlines(catalogue: Catalogue, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - drawn by lot, no secrets
    due, after = due_on(Q2, catalogue.form.due_day), random.randint(-6, 6)
    submission = late_by(catalogue, after)
    changed = due + random.randint(-6, 6) * DAY
    Deadline.objects.create(form=catalogue.form, period=str(Q2), due=changed)

    now, then = attested(submission)

    day = due + after * DAY
    assert then == (due, max(0, (day - due).days))
    assert now == (max(due, changed), min(max(0, (day - due).days), max(0, (day - changed).days)))
    found = state(catalogue, catalogue.gulou, Q2)
    assert (found.reporting.due, found.reporting.late) == now


def test_receipt_says_what_it_said_and_what_holds_now(client: Client, catalogue: Catalogue) -> None:
    due, submission = due_on(Q2, catalogue.form.due_day), late_by(catalogue, 1)
    handed_in(catalogue, catalogue.fuqing, due - 8 * DAY)  # so that the site was in use by then
    client.force_login(factories.make_user("auditor", Role.AUDITOR))
    address = reverse("receipt", args=[submission.receipts.get().pk])
    before = client.get(address).content.decode()
    Deadline.objects.create(form=catalogue.form, period=str(Q2), due=due + DAY)

    page = client.get(address).content.decode()

    assert "开具时" not in before
    assert f"开具时：截止日{due}，迟报1天" in page
    assert "按时" in page


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
