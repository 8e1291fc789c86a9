"""Receipts, reasons, sign-off, returns at cells, and notices."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.intake.examine import examine
from indicators.intake.typed import Typed
from indicators.models import (
    CalendarDay,
    Deadline,
    Notice,
    ReasonKind,
    Receipt,
    Release,
    Role,
    Submission,
    User,
)
from indicators.periods import Period
from indicators.quantities import Absence
from indicators.services import (
    cells,
    drafts,
    notices,
    originals,
    reasons,
    receipts,
    releases,
    staging,
    submissions,
)
from indicators.services.deadlines import get_deadlines
from indicators.services.errors import (
    Blocked,
    NotPermitted,
    OwnSubmission,
    ReasonNeeded,
    WrongState,
)
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish

Q2 = Period.parse("2023-Q2")


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def reviewer(catalogue: Catalogue) -> User:
    return factories.make_reviewer()


@pytest.fixture
def draft(catalogue: Catalogue, clerk: User) -> Submission:
    return drafts.begin(form=catalogue.form, region=catalogue.gulou, period=Q2, by=clerk)


def fill(draft: Submission, by: User, **typed: str | Typed) -> None:
    known = {i.code.split(".")[1]: i.pk for i in draft.form.indicators.all()}
    texts = {known[name]: Typed(text) if isinstance(text, str) else text for name, text in typed.items()}
    cells.fill_in(submission=draft, cells={(pk, draft.period): text for pk, text in texts.items()}, by=by)


@pytest.fixture
def waiting(draft: Submission, clerk: User) -> Submission:
    fill(draft, clerk, beds="120", openings="0", institutions=Typed("", Absence.NOT_APPLICABLE))
    submissions.submit(submission=draft, by=clerk)
    draft.refresh_from_db()
    return draft


# Receipts


def test_receipt_counts_what_was_handed_in(waiting: Submission, clerk: User) -> None:
    receipt = Receipt.objects.get()

    assert (receipt.values, receipt.zeros, receipt.absent, receipt.blank) == (1, 1, 1, 4)
    assert (receipt.filled, receipt.expected, receipt.by) == (3, 7, clerk)
    assert receipt.at == waiting.submitted_at
    assert receipt.number == f"R{receipt.pk:06d}"


def test_every_handing_in_has_a_receipt_of_its_own(waiting: Submission, clerk: User) -> None:
    submissions.withdraw(submission=waiting, by=clerk)
    fill(waiting, clerk, beds="121")
    submissions.submit(submission=waiting, by=clerk)

    first, second = Receipt.objects.order_by("pk")
    assert first.check_number != second.check_number


def test_check_number_changes_with_any_figure(waiting: Submission) -> None:
    before = receipts.get_check_number(waiting)

    waiting.figures.filter(value=120).update(value=121)

    assert receipts.get_check_number(waiting) != before
    assert before == Receipt.objects.get().check_number


def test_empty_draft_is_not_handed_in(draft: Submission, clerk: User) -> None:
    with pytest.raises(Blocked, match=str(draft.pk)):
        submissions.submit(submission=draft, by=clerk)


# Deadlines


def test_deadline_on_a_day_off_moves_to_the_next_that_is_worked(catalogue: Catalogue) -> None:
    for day in (9, 10, 11):
        CalendarDay.objects.create(day=date(2023, 10, day), kind="off")

    due = get_deadlines([Q2]).due(catalogue.form, Period.parse("2023-Q3"))

    assert due == date(2023, 10, 12)


def test_deadline_at_a_weekend_stays_where_it_is_worked(catalogue: Catalogue) -> None:
    catalogue.form.due_day = 8
    usual = get_deadlines([Q2]).due(catalogue.form, Q2)
    CalendarDay.objects.create(day=date(2023, 7, 8), kind="worked")

    assert usual == date(2023, 7, 10)
    assert get_deadlines([Q2]).due(catalogue.form, Q2) == date(2023, 7, 8)


def test_deadline_of_one_period_comes_before_the_usual_one(catalogue: Catalogue) -> None:
    Deadline.objects.create(form=catalogue.form, period="2023-Q2", due=date(2023, 7, 3))
    known = get_deadlines([Q2])

    assert known.due(catalogue.form, Q2) == date(2023, 7, 3)
    assert known.due(catalogue.form, Q2, date(2023, 7, 20)) == date(2023, 7, 20)
    assert known.due(catalogue.form, Q2, date(2023, 7, 1)) == date(2023, 7, 3)


# Reasons


@pytest.fixture
def warned(catalogue: Catalogue, draft: Submission, clerk: User, reviewer: User) -> Submission:
    """A draft with two warnings: two years to date that fall."""
    first = {catalogue.visits: 500, catalogue.deaths: 90}
    publish(catalogue.gulou, "2023-Q1", first, clerk=factories.make_clerk("other"), reviewer=reviewer)
    fill(draft, clerk, visits="300", deaths="80")
    return draft


def warnings(submission: Submission) -> list[int]:
    return list(submission.findings.filter(severity="warning").values_list("pk", flat=True))


def test_one_reason_explains_several_warnings(warned: Submission, clerk: User) -> None:
    count = reasons.explain(
        submission=warned, warnings=warnings(warned), kind=ReasonKind.SCOPE, text="剔除外地户籍", by=clerk
    )
    submissions.submit(submission=warned, by=clerk)

    warned.refresh_from_db()
    assert count == 2
    assert warned.reason == "剔除外地户籍"


def test_each_warning_needs_a_reason(warned: Submission, clerk: User) -> None:
    one = warnings(warned)[:1]
    reasons.explain(submission=warned, warnings=one, kind=ReasonKind.OTHER, text="已核对", by=clerk)

    with pytest.raises(ReasonNeeded, match="1"):
        submissions.submit(submission=warned, by=clerk)


def test_reason_stays_until_the_value_moves(warned: Submission, clerk: User) -> None:
    reasons.explain(
        submission=warned, warnings=warnings(warned), kind=ReasonKind.SCOPE, text="剔除外地户籍", by=clerk
    )

    fill(warned, clerk, visits="310", beds="5")

    falls = {row.indicator.code: row.reason for row in warned.findings.filter(code="falls")}
    assert falls == {"eldercare.visits": "", "funeral.deaths": "剔除外地户籍"}


def test_reason_needs_words_and_a_warning(warned: Submission, clerk: User) -> None:
    for text, chosen in (("  ", warnings(warned)), ("已核对", [])):
        with pytest.raises(ReasonNeeded):
            reasons.explain(submission=warned, warnings=chosen, kind=ReasonKind.OTHER, text=text, by=clerk)


def test_only_a_warning_has_a_reason(warned: Submission) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        warned.findings.update(severity="error", reason="说明", reason_kind="other")


# Returns


def test_return_points_at_cells_and_sets_a_deadline(
    catalogue: Catalogue, waiting: Submission, reviewer: User
) -> None:
    submissions.return_to_clerk(
        submission=waiting,
        by=reviewer,
        cells={(catalogue.beds.pk, "2023-Q2"): "与台账不符"},
        due=date(2023, 7, 20),
    )

    waiting.refresh_from_db()
    comment = waiting.cell_comments.get()
    assert (waiting.state, waiting.extended_to) == ("returned", date(2023, 7, 20))
    assert (comment.indicator, comment.text, comment.by) == (catalogue.beds, "与台账不符", reviewer)


def test_return_without_any_comment_is_refused(waiting: Submission, reviewer: User) -> None:
    with pytest.raises(ReasonNeeded):
        submissions.return_to_clerk(submission=waiting, by=reviewer, cells={(1, "2023-Q2"): " "})


def test_other_figures_of_a_returned_form_stay(
    catalogue: Catalogue, waiting: Submission, clerk: User, reviewer: User
) -> None:
    submissions.return_to_clerk(submission=waiting, by=reviewer, comment="核对床位")

    fill(waiting, clerk, beds="121")
    submissions.submit(submission=waiting, by=clerk)
    releases.approve(submission=waiting, by=reviewer)

    assert waiting.figures.count() == 3
    assert Release.objects.get().observations.filter(origin="reported").count() == 3


def test_whoever_typed_a_figure_does_not_decide(catalogue: Catalogue, draft: Submission, clerk: User) -> None:
    both = factories.make_user(
        "both",
        Role.CLERK,
        Role.REVIEWER,
        regions=[catalogue.city],
        departments=[catalogue.form.department],
    )
    fill(draft, both, beds="120")
    submissions.submit(submission=draft, by=clerk)

    with pytest.raises(OwnSubmission, match="both"):
        releases.approve(submission=draft, by=both)


# Sign-off in the region


@pytest.fixture
def checker(catalogue: Catalogue, settings: LazySettings) -> User:
    settings.REGION_SIGN_OFF = True
    return factories.make_user("checker", Role.CHECKER, regions=[catalogue.gulou])


def test_bureau_decides_only_after_the_region(waiting: Submission, checker: User, reviewer: User) -> None:
    with pytest.raises(WrongState, match="鼓楼区"):
        releases.approve(submission=waiting, by=reviewer)

    submissions.sign_off(submission=waiting, by=checker)
    releases.approve(submission=waiting, by=reviewer)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.checked_by) == ("approved", checker)


def test_region_signs_off_once(waiting: Submission, checker: User) -> None:
    submissions.sign_off(submission=waiting, by=checker)

    with pytest.raises(WrongState):
        submissions.sign_off(submission=waiting, by=checker)


def test_region_may_return_and_is_asked_again(waiting: Submission, checker: User, clerk: User) -> None:
    submissions.return_to_clerk(submission=waiting, by=checker, comment="漏填")
    submissions.submit(submission=waiting, by=clerk)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.checked_by) == ("submitted", None)


def test_neighbour_does_not_sign_off(catalogue: Catalogue, waiting: Submission, checker: User) -> None:
    with pytest.raises(NotPermitted, match="鼓楼区"):
        submissions.sign_off(
            submission=waiting,
            by=factories.make_user("neighbour", Role.CHECKER, regions=[catalogue.taijiang]),
        )


def test_clerk_does_not_sign_off_his_own(
    catalogue: Catalogue, waiting: Submission, checker: User, clerk: User
) -> None:
    clerk.groups.add(checker.groups.get())

    with pytest.raises(OwnSubmission):
        submissions.sign_off(submission=waiting, by=User.objects.get(pk=clerk.pk))


def test_database_keeps_the_three_apart(waiting: Submission, clerk: User, reviewer: User) -> None:
    rows = Submission.objects.filter(pk=waiting.pk)
    now = timezone.now()

    for fields in (
        {"checked_by": clerk, "checked_at": now},
        {"checked_by": reviewer},
        {
            "checked_by": reviewer,
            "checked_at": now,
            "decided_by": reviewer,
            "decided_at": now,
            "state": "approved",
        },
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)


def test_bureau_itself_needs_no_sign_off(catalogue: Catalogue, checker: User, reviewer: User) -> None:
    city_clerk = factories.make_clerk("city")
    own = drafts.begin(form=catalogue.form, region=catalogue.city, period=Q2, by=city_clerk)
    fill(own, city_clerk, beds="120")
    submissions.submit(submission=own, by=city_clerk)

    releases.approve(submission=own, by=reviewer)

    assert Release.objects.count() == 1


# Notices


def kinds(user: User) -> list[str]:
    return list(user.notices.filter(seen_at=None).order_by("pk").values_list("kind", flat=True))


def test_clerk_is_told_of_approval_correction_and_undoing(
    catalogue: Catalogue, waiting: Submission, clerk: User, reviewer: User
) -> None:
    first = releases.approve(submission=waiting, by=reviewer)
    city_clerk = factories.make_clerk("city")
    again = drafts.begin(form=catalogue.form, region=catalogue.gulou, period=Q2, by=city_clerk)
    fill(again, city_clerk, beds="125")
    submissions.submit(submission=again, by=city_clerk, reason="复核台账")
    corrected = releases.approve(submission=again, by=reviewer)
    releases.undo(release=corrected, by=reviewer, reason="依据不足")

    assert kinds(clerk) == ["approved", "corrected"]
    assert kinds(city_clerk) == ["approved", "undone"]
    assert Notice.objects.filter(user=clerk, kind="corrected").get().release == corrected
    assert first.observations.filter(superseded_in=corrected, origin="reported").count() == 1


def test_clerk_is_told_of_a_return(waiting: Submission, clerk: User, reviewer: User) -> None:
    submissions.return_to_clerk(submission=waiting, by=reviewer, comment="核对")

    assert kinds(clerk) == ["returned"]


def test_seen_notices_are_not_shown_again(waiting: Submission, clerk: User, reviewer: User) -> None:
    submissions.return_to_clerk(submission=waiting, by=reviewer, comment="核对")

    notices.mark_seen(user=clerk)

    assert kinds(clerk) == []


# Files


def test_file_is_taken_out_of_a_draft_and_may_come_again(
    catalogue: Catalogue, draft: Submission, clerk: User, tmp_path: Path
) -> None:
    path = factories.write_flat_sheet(
        tmp_path / "wrong.xlsx",
        [("养老床位数", 120, "张"), ("探访人次", "很多", "人次")],
        title="2023年二季度 鼓楼区",
    )
    fill(draft, clerk, institutions="12")
    staging.take(examination=examine(path), path=path, by=clerk)

    drafts.drop_file(submission=draft, upload=draft.figures.exclude(upload=None).get().upload, by=clerk)
    left = [row.indicator for row in draft.figures.all()]
    staging.take(examination=examine(path), path=path, by=clerk)

    assert left == [catalogue.institutions]
    assert draft.figures.count() == 2


def test_originals_that_no_row_names_are_swept_after_a_day(uploads: Path, db: None) -> None:
    kept = factories.make_upload()
    (uploads / "lost.xlsx").write_bytes(b"lost")

    early = originals.sweep()
    late = originals.sweep(older_than=timedelta(seconds=-5))

    assert (early, late) == (0, 1)
    assert [path.name for path in uploads.iterdir()] == [kept.file.name]


# Totals


def test_total_that_its_parts_do_not_add_up_to_is_noted(
    catalogue: Catalogue, waiting: Submission, clerk: User, reviewer: User
) -> None:
    city_clerk = factories.make_clerk("city")
    publish(catalogue.city, "2023-Q2", {catalogue.beds: 400}, clerk=city_clerk, reviewer=reviewer)
    for region in (catalogue.taijiang, catalogue.fuqing, catalogue.minhou, catalogue.own_units):
        publish(region, "2023-Q2", {catalogue.beds: 100}, clerk=city_clerk, reviewer=reviewer)

    releases.approve(submission=waiting, by=reviewer)

    note = waiting.findings.get(code="differs_from_sum")
    assert (note.params["given"], note.params["expected"]) == ("400张", "520张")
    assert (note.severity, note.params["region"]) == ("note", "福州市")


def test_correction_of_the_precision_alone_is_something_new(
    catalogue: Catalogue, clerk: User, reviewer: User, draft: Submission
) -> None:
    fill(draft, clerk, beds="20万")
    submissions.submit(submission=draft, by=clerk)
    releases.approve(submission=draft, by=reviewer)
    again = drafts.begin(form=catalogue.form, region=catalogue.gulou, period=Q2, by=clerk)
    fill(again, clerk, beds="20.0万")

    submissions.submit(submission=again, by=clerk, reason="补充精度")
    second = releases.approve(submission=again, by=reviewer)

    assert second.observations.get(origin="reported").margin == 500
