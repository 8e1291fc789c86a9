"""The log of targets that were revised or given up: what each asked for before and after, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.at_mark import kept
from indicators.messages.figures import show_day
from indicators.models import Target
from indicators.models.observations import end_of
from indicators.standing.targets import read_history
from reports.pages.releases import Sought
from reports.pages.selection import Selection
from reports.pages.targets import demand_words


@dataclass(frozen=True, slots=True)
class LoggedRevision:
    """A target that ended, what it asked for, and what took its place: `after` is blank where nothing did.

    `later` is the day on which something did, where it was not the same moment.
    """

    row: Target
    at: datetime
    before: str
    after: str
    later: str
    documents: tuple[str, ...]
    note: str


def get_revisions(day: date | None, sought: Sought) -> QuerySet[Target]:
    """The targets that had ended by the end of a day, by now for None, the last that did first."""
    rows = Target.objects.filter(ended_at__isnull=False)
    if day is not None:
        rows = rows.filter(ended_at__lte=end_of(day))
    if sought.indicator:
        rows = rows.filter(indicator=sought.indicator)
    if sought.region:
        rows = rows.filter(region=sought.region)
    return rows.select_related("indicator", "region", "ended_by").order_by("-ended_at", "-pk")


def count_revisions(selection: Selection, sought: Sought) -> int:
    """How many targets had ended by the selected day."""
    return _count(selection.marks.catalogue, selection.as_of, sought)


@kept(100)
def _count(mark: str, day: date | None, sought: Sought) -> int:
    return get_revisions(day, sought).count()


def make_revisions(rows: Iterable[Target], day: date | None) -> list[LoggedRevision]:
    """Each of these beside what followed it by that day."""
    ended = list(rows)
    history = read_history(
        day,
        indicator__in={row.indicator_id for row in ended},
        region__in={row.region_id for row in ended},
        year__in={row.year for row in ended},
    )
    following = {old.pk: new for versions in history for old, new in pairwise(versions)}
    return [_log(row, following.get(row.pk)) for row in ended]


def _log(old: Target, new: Target | None) -> LoggedRevision:
    if old.ended_at is None:
        raise ValueError("What has not ended was not revised.")
    is_later = new is not None and new.stated_at != old.ended_at
    return LoggedRevision(
        row=old,
        at=old.ended_at,
        before=demand_words(old.indicator, old, new or old),
        after=_after(old, new),
        later=show_day(timezone.localdate(new.stated_at)) if new and is_later else "",
        documents=tuple(dict.fromkeys([old.document, *([new.document] if new else [])])),
        note=new.note if new else "",
    )


def _after(old: Target, new: Target | None) -> str:
    if new is None:
        return ""
    return _("the same") if new.demand == old.demand else demand_words(old.indicator, new, old)
