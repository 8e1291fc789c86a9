"""Whether a form was handed in in time, in a word and a tone."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def judged(late: int, *, is_backfill: bool) -> tuple[str, str]:
    """Of what was handed in so many days late; what was due before the site was in use is not judged."""
    if is_backfill:
        return _("entered later"), "none"
    return (late_words(late), "watch") if late else (_("in time"), "good")


def late_words(days: int) -> str:
    return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
