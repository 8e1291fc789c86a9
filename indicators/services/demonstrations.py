"""Giving up a demonstration for the real thing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Notice, Submission, User
from indicators.periods import Period
from indicators.services import audit
from indicators.services.drafts import begin, lock_draft
from indicators.services.errors import WrongState


def begin_real(*, submission: Submission, by: User) -> Submission:
    """Give up a demonstration draft with all that is in it, and begin a real one in its place.

    What was in it stands in the audit trail. Raises as `lock_draft` and `begin` do, and WrongState where it
    is real; nothing is given up then.
    """
    with transaction.atomic():
        submission = lock_draft(submission, by)
        if not submission.is_demo:
            raise WrongState(_("Submission %s holds real figures; it is not given up.") % submission.pk)
        figures = submission.figures.select_related("indicator")
        before = {f"{row.indicator.code} {row.period}": row.printed for row in figures}
        audit.record(by=by, action="discard", target=submission, before=before)
        for rows in (
            submission.figures.all(),
            submission.findings.all(),
            submission.replaced.all(),
            submission.receipts.all(),
            submission.cell_comments.all(),
            Notice.objects.filter(submission=submission),
        ):
            rows.delete()
        submission.delete()
        return begin(
            form=submission.form, region=submission.region, period=Period.parse(submission.period), by=by
        )
