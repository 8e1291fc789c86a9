"""Submitting, withdrawing and returning submissions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.intake.examine import Examination
from indicators.models import Finding, Submission, User
from indicators.services import audit
from indicators.services.drafts import stage
from indicators.services.errors import ReasonNeeded, WrongState
from indicators.services.moments import moment
from indicators.services.originals import all_or_nothing
from indicators.services.releases import check_fresh, check_reviewer
from indicators.services.rights import check_clerk

OPEN = (Submission.State.DRAFT, Submission.State.RETURNED)


def submit(*, submission: Submission, by: User, reason: str = "", at: datetime | None = None) -> None:
    """Hand a draft in for review, a demonstration also `at` an earlier moment.

    Raises WrongState, NotPermitted, ReasonNeeded, StaleFigures or NotBackdated.
    """
    with transaction.atomic():
        locked = Submission.objects.select_for_update(of=("self",)).select_related("region")
        submission = locked.get(pk=submission.pk)
        check_clerk(by, {submission.region.code})
        if submission.state not in OPEN:
            raise WrongState(
                _("Submission %(number)s is %(state)s; only a draft can be submitted.")
                % {"number": submission.pk, "state": submission.get_state_display()}
            )
        reason = reason.strip() or submission.reason
        warnings = submission.findings.filter(severity=Finding.Severity.WARNING).count()
        if warnings and not reason:
            raise ReasonNeeded(
                _("Submission %(number)s has %(warnings)d warnings: give the reason for them.")
                % {"number": submission.pk, "warnings": warnings}
            )
        check_fresh(submission, list(submission.figures.all()))
        before = submission.state
        submission.state, submission.reason = Submission.State.SUBMITTED, reason
        submission.submitted_by = by
        submission.submitted_at = moment(at, is_demo=submission.is_demo)
        submission.decided_by = submission.decided_at = None
        submission.save()
        audit.record(
            by=by,
            action="submit",
            target=submission,
            before={"state": before},
            after={"state": submission.state, "reason": reason},
        )


def withdraw(*, submission: Submission, by: User) -> None:
    """Take a submission back before it is reviewed. Raises WrongState or NotPermitted."""
    with transaction.atomic():
        submission = Submission.objects.select_for_update().get(pk=submission.pk)
        check_clerk(by, {submission.region.code})
        if submission.state != Submission.State.SUBMITTED:
            raise WrongState(
                _("Submission %(number)s is %(state)s; only one that awaits review can be withdrawn.")
                % {"number": submission.pk, "state": submission.get_state_display()}
            )
        submission.state = Submission.State.DRAFT
        submission.submitted_by = submission.submitted_at = None
        submission.save(update_fields=["state", "submitted_by", "submitted_at"])
        audit.record(by=by, action="withdraw", target=submission)


def return_to_clerk(*, submission: Submission, by: User, comment: str, at: datetime | None = None) -> None:
    """Send a submission back, a demonstration also `at` an earlier moment.

    Raises WrongState, NotPermitted, OwnSubmission, ReasonNeeded or NotBackdated.
    """
    with transaction.atomic():
        submission = Submission.objects.select_for_update().get(pk=submission.pk)
        check_reviewer(submission, by)
        if not comment.strip():
            raise ReasonNeeded(_("Say in the comment what the clerk should mend."))
        submission.state, submission.comment = Submission.State.RETURNED, comment.strip()
        submission.decided_by = by
        submission.decided_at = moment(at, is_demo=submission.is_demo, after=submission.submitted_at)
        submission.save(update_fields=["state", "comment", "decided_by", "decided_at"])
        audit.record(by=by, action="return", target=submission, after={"comment": submission.comment})


def submit_file(
    *,
    examination: Examination,
    path: Path,
    by: User,
    reason: str = "",
    is_demo: bool = False,
    at: datetime | None = None,
) -> list[Submission]:
    """Stage a file and submit all it fills, or nothing of it. Raises what `stage` and `submit` raise."""
    with all_or_nothing():
        submissions = stage(examination=examination, path=path, by=by, is_demo=is_demo, at=at)
        for submission in submissions:
            submit(submission=submission, by=by, reason=reason, at=at)
    return submissions
