"""Handing submissions in, withdrawing, signing them off and returning them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.intake.examine import Examination
from indicators.models import CellComment, Notice, ReasonKind, Receipt, Submission, User, Version
from indicators.models.observations import Place
from indicators.services import audit, notices, receipts
from indicators.services.checking import Checked, get_ground, read_contents, recheck
from indicators.services.decisions import check_checker, check_decider, decision
from indicators.services.drafts import lock_draft
from indicators.services.errors import Blocked, ReasonNeeded, WrongState
from indicators.services.moments import moment
from indicators.services.originals import all_or_nothing, keep
from indicators.services.reasons import give
from indicators.services.releases import check_fresh
from indicators.services.rights import check_clerk
from indicators.services.staging import fill


def submit(*, submission: Submission, by: User, reason: str = "", at: datetime | None = None) -> Receipt:
    """Hand a draft in for review, a demonstration also `at` an earlier moment; gives the receipt.

    `reason` explains the warnings that have none yet. Raises WrongState, NotPermitted, Blocked where
    something is wrong or nothing is there, ReasonNeeded, StaleFigures or NotBackdated.
    """
    with transaction.atomic():
        submission = lock_draft(submission, by)
        submission.ground = get_ground(submission)
        contents = read_contents(submission)
        check_fresh(contents)
        return _hand_in(recheck(submission, contents), by, reason, at)


def _hand_in(checked: Checked, by: User, reason: str, at: datetime | None) -> Receipt:
    """Submit what has just been checked on its ground, in the same transaction; raises as `submit` does."""
    submission, staged, reason = checked.contents.submission, checked.contents.staged, reason.strip()
    if blocking := len(checked.blocking):
        raise Blocked(
            _("Submission %(number)s has %(count)d errors or open questions: mend those cells first.")
            % {"number": submission.pk, "count": blocking}
        )
    if not staged:
        raise Blocked(_("Submission %s is empty: fill in figures first.") % submission.pk)
    unexplained = checked.unexplained
    if unexplained and not reason:
        raise ReasonNeeded(
            _("Submission %(number)s has %(warnings)d warnings: give the reason for them.")
            % {"number": submission.pk, "warnings": len(unexplained)}
        )
    if unexplained:
        give(submission.findings.unexplained(), ReasonKind.OTHER, reason)
    before = submission.state
    given = [row.reason for row in sorted(checked.findings, key=lambda row: row.pk)]
    submission.reason = "\n".join(dict.fromkeys(filter(None, [*given, reason])))
    submission.state, submission.submitted_by = Submission.State.SUBMITTED, by
    submission.submitted_at = moment(at, is_demo=submission.is_demo)
    submission.checked_by = submission.checked_at = None
    submission.decided_by = submission.decided_at = None
    submission.save(
        update_fields=[
            "ground",
            "reason",
            "state",
            "submitted_by",
            "submitted_at",
            "checked_by",
            "checked_at",
            "decided_by",
            "decided_at",
        ]
    )
    receipt = receipts.issue(submission=submission, staged=staged, by=by, at=submission.submitted_at)
    audit.record(
        by=by,
        action="submit",
        target=submission,
        before={"state": before},
        after={"state": submission.state, "reason": submission.reason, "receipt": receipt.number},
    )
    return receipt


def _lock(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("region", "decided_by")
    return rows.get(pk=submission.pk)


def withdraw(*, submission: Submission, by: User) -> None:
    """Take a submission back before it is decided on. Raises WrongState or NotPermitted."""
    with transaction.atomic():
        submission = _lock(submission)
        check_clerk(by, {submission.region.code})
        if submission.state != Submission.State.SUBMITTED:
            raise WrongState(
                _("Submission %(number)s is %(state)s%(who)s; only one that awaits review can be withdrawn.")
                % {
                    "number": submission.pk,
                    "state": submission.get_state_display(),
                    "who": decision(submission),
                }
            )
        submission.state = Submission.State.DRAFT
        submission.submitted_by = submission.submitted_at = None
        submission.checked_by = submission.checked_at = None
        submission.save()
        audit.record(by=by, action="withdraw", target=submission)


def sign_off(*, submission: Submission, by: User, seen: str = "") -> None:
    """Let it pass from its region on to the bureau. Raises WrongState, NotPermitted or OwnSubmission."""
    with transaction.atomic():
        submission = _lock(submission)
        check_checker(submission, by)
        receipts.check_seen(submission, seen)
        submission.checked_by, submission.checked_at = by, timezone.now()
        submission.save(update_fields=["checked_by", "checked_at"])
        audit.record(by=by, action="sign off", target=submission)


def return_to_clerk(
    *,
    submission: Submission,
    by: User,
    comment: str = "",
    cells: Mapping[Place, str] | None = None,
    due: date | None = None,
    at: datetime | None = None,
) -> None:
    """Send a submission back with a comment, or some at its cells, and perhaps a new deadline.

    A demonstration may be returned `at` an earlier moment. Raises WrongState, NotPermitted, OwnSubmission,
    ReasonNeeded or NotBackdated.
    """
    with transaction.atomic():
        submission = _lock(submission)
        check_decider(submission, by)
        said = {place: text.strip() for place, text in (cells or {}).items() if text.strip()}
        if not comment.strip() and not said:
            raise ReasonNeeded(_("Say in the comment what the clerk should mend."))
        submission.state, submission.comment = Submission.State.RETURNED, comment.strip()
        submission.decided_by = by
        submission.decided_at = moment(at, is_demo=submission.is_demo, after=submission.submitted_at)
        submission.checked_by = submission.checked_at = None
        submission.extended_to = due or submission.extended_to
        submission.save()
        CellComment.objects.bulk_create(
            CellComment(
                submission=submission,
                indicator_id=indicator,
                period=period,
                text=text,
                at=submission.decided_at,
                by=by,
            )
            for (indicator, period), text in said.items()
        )
        notices.tell(Notice.Kind.RETURNED, [submission], at=submission.decided_at)
        audit.record(
            by=by,
            action="return",
            target=submission,
            after={
                "comment": submission.comment,
                "cells": len(said),
                "due": due.isoformat() if due else None,
            },
        )


def submit_file(
    *,
    examination: Examination,
    path: Path,
    by: User,
    reason: str = "",
    is_demo: bool = False,
    at: datetime | None = None,
) -> list[Submission]:
    """Stage a file and submit all it fills, or nothing of it. Raises what `stage` and `submit` raise.

    Real figures are not handed in unseen among a demonstration's: that raises WrongState.
    """
    if examination.is_blocked:
        raise Blocked(_("The file has errors or open questions; nothing was taken."))
    with all_or_nothing():
        catalogue = Version.of_catalogue()
        upload = keep(name=examination.name, sha256=examination.sha256, path=path, by=by, at=at)
        filled = fill(examination=examination, upload=upload, by=by, is_demo=is_demo, at=at)
        for checked in filled:
            submission = checked.contents.submission
            if submission.is_demo and not is_demo:
                raise WrongState(
                    _("Submission %s is a demonstration: begin a real draft in its place first.")
                    % submission.pk
                )
            submission.ground = get_ground(submission, catalogue)
            _hand_in(checked, by, reason, at)
    return [checked.contents.submission for checked in filled]
