"""Who may decide on a submission now: its region, where the bureau asks for that first, then the bureau."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import AuditEntry, Submission, User
from indicators.services.errors import OwnSubmission, WrongState
from indicators.services.rights import check_checks, check_reviews

TOUCHES = ("stage", "fill in", "nil", "drop file", "explain")


def sign_off_pending() -> Q:
    """The submissions, among those that wait, that their region has yet to sign off (REGION_SIGN_OFF)."""
    pending = Q(region__parent__isnull=False, checked_by__isnull=True)
    return pending if settings.REGION_SIGN_OFF else Q(pk__in=[])


def awaits_sign_off(submission: Submission) -> bool:
    """Whether its region must sign it off before the bureau decides (REGION_SIGN_OFF)."""
    is_below = submission.region.parent_id is not None
    waits = submission.state == Submission.State.SUBMITTED and submission.checked_by_id is None
    return settings.REGION_SIGN_OFF and is_below and waits


def check_reviewer(submission: Submission, by: User) -> None:
    """Raise WrongState, NotPermitted or OwnSubmission where the user cannot decide for the bureau now."""
    _check_waits(submission)
    check_reviews(by, submission.form)
    if awaits_sign_off(submission):
        raise WrongState(
            _("Submission %(number)s awaits the sign-off of %(region)s first.")
            % {"number": submission.pk, "region": submission.region}
        )
    if submission.checked_by_id == by.pk:
        raise OwnSubmission(
            _("Submission %(number)s was signed off by %(user)s: another reviewer must decide on it.")
            % {"number": submission.pk, "user": by.username}
        )
    _check_another(submission, by)


def check_checker(submission: Submission, by: User) -> None:
    """Raise WrongState, NotPermitted or OwnSubmission where the user cannot sign it off now."""
    _check_waits(submission)
    check_checks(by, submission)
    if not awaits_sign_off(submission):
        raise WrongState(_("Submission %s needs no sign-off of its region now.") % submission.pk)
    _check_another(submission, by)


def check_decider(submission: Submission, by: User) -> None:
    """As one of the two, whichever it waits for: both may return it."""
    (check_checker if awaits_sign_off(submission) else check_reviewer)(submission, by)


def decision(submission: Submission) -> str:
    """Who has decided and when, to follow its state; empty where nobody has."""
    if submission.decided_by is None or submission.decided_at is None:
        return ""
    return _(", by %(user)s at %(time)s") % {
        "user": submission.decided_by.username,
        "time": timezone.localtime(submission.decided_at).strftime("%Y-%m-%d %H:%M"),
    }


def _check_waits(submission: Submission) -> None:
    if submission.state != Submission.State.SUBMITTED:
        raise WrongState(
            _("Submission %(number)s is not awaiting review: it is %(state)s%(who)s.")
            % {
                "number": submission.pk,
                "state": submission.get_state_display(),
                "who": decision(submission),
            }
        )


def _check_another(submission: Submission, by: User) -> None:
    """The second person is neither who submitted nor who brought in any of the figures."""
    if submission.submitted_by_id == by.pk:
        raise OwnSubmission(
            _("Submission %(number)s was submitted by %(user)s: another reviewer must decide on it.")
            % {"number": submission.pk, "user": by.username}
        )
    if has_filled_in(submission, by):
        raise OwnSubmission(
            _("Figures of submission %(number)s were filled in by %(user)s: another must decide on it.")
            % {"number": submission.pk, "user": by.username}
        )


def has_filled_in(submission: Submission, user: User) -> bool:
    """Whether this user ever brought figures into it, changed them or took them out."""
    touched = AuditEntry.objects.filter(target=f"submission:{submission.pk}", by=user, action__in=TOUCHES)
    return touched.exists()
