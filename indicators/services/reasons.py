"""Explaining warnings (异常变动说明)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Finding, ReasonKind, Submission, User
from indicators.models.submissions import FindingQuerySet
from indicators.services import audit
from indicators.services.drafts import lock_draft
from indicators.services.errors import ReasonNeeded


def explain(*, submission: Submission, warnings: Iterable[int], kind: ReasonKind, text: str, by: User) -> int:
    """Give several warnings of a draft one reason; tells how many.

    Raises ReasonNeeded without a text or a warning, and as `lock_draft` does.
    """
    with transaction.atomic():
        submission = lock_draft(submission, by)
        rows = submission.findings.filter(severity=Finding.Severity.WARNING, pk__in=warnings)
        if not text.strip() or not rows:
            raise ReasonNeeded(_("Choose the warnings that are explained, and write the reason."))
        count = give(rows, kind, text)
        audit.record(
            by=by,
            action="explain",
            target=submission,
            after={"warnings": count, "kind": kind, "reason": text.strip()},
        )
    return count


def give(warnings: FindingQuerySet, kind: ReasonKind, text: str) -> int:
    """Write one reason to these warnings."""
    return warnings.update(reason_kind=kind, reason=text.strip())
