"""Targets are never changed in place: one that is revised ends, and is stated anew."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import Target, User


def restate(*, target: Target, by: User | None) -> None:
    """Make a target ready to be saved as a new row; the one that it was read from ends.

    Raises ValidationError where that one does not hold any more.
    """
    target.stated_by = by
    if target.pk is None:
        return
    target.stated_at = timezone.now()
    end(target=target, by=by, at=target.stated_at)
    target.pk, target._state.adding = None, True


def end(*, target: Target, by: User | None, at: datetime | None = None) -> None:
    """Let a target hold no longer. Raises ValidationError where it does not hold any more."""
    row = Target.objects.as_of(None).filter(pk=target.pk)
    if not row.update(ended_at=at or timezone.now(), ended_by=by):
        raise ValidationError(_("This target was revised in the meantime; look at it again."))
