"""When a deed takes effect: now, or, in a demonstration, at an earlier moment that contradicts nothing."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import Release
from indicators.services.errors import NotBackdated


def moment(at: datetime | None, *, is_demo: bool, after: datetime | None = None) -> datetime:
    """Now, or `at`; releases are numbered in the order of their moments, so none comes before the last.

    Raises NotBackdated for real figures, for the future, and before the last release or `after`.
    """
    now = timezone.now()
    if at is None:
        return now
    if not is_demo:
        raise NotBackdated(_("Only demonstration figures can be given an earlier moment."))
    last = Release.objects.order_by("-number").values_list("made_at", flat=True).first()
    floors = [known for known in (last, after) if known is not None]
    if at > now or any(at < known for known in floors):
        raise NotBackdated(
            _("%(moment)s is not possible: it lies before the last release or in the future.")
            % {"moment": timezone.localtime(at).strftime("%Y-%m-%d %H:%M")}
        )
    return at
