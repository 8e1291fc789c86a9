"""How a form was reported, in words; and how many were in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.analytics.punctuality import Reporting, Stage
from indicators.messages.punctuality import judged
from indicators.services.punctuality import Reported


@dataclass(frozen=True, slots=True)
class ShownReporting:
    """A word, what is said beside it, and the release that approved it."""

    word: str
    tone: str
    note: str
    release: int | None
    period: str = ""  # where a cell holds several


@dataclass(frozen=True, slots=True)
class Punctual:
    """Of what is expected: in time, late, overdue, what still has time, and what nobody can be late with."""

    in_time: int
    late: int
    overdue: int
    open: int
    backfill: int

    @classmethod
    def of(cls, reported: Iterable[Reported]) -> Punctual:
        every = Counter(_kind_of(one) for one in reported)
        return cls(**{kind: every[kind] for kind in ("in_time", "late", "overdue", "open", "backfill")})

    @property
    def judged(self) -> int:
        """Those that are there, or whose deadline has passed."""
        return self.in_time + self.late + self.overdue

    @property
    def expected(self) -> int:
        return self.judged + self.open + self.backfill

    @property
    def is_whole(self) -> bool:
        return 0 < self.in_time == self.judged


def _kind_of(one: Reported) -> str:
    reporting = one.reporting
    if one.is_backfill:
        return "backfill"
    if reporting.is_in_time:
        return "in_time"
    if reporting.is_late:
        return "late"
    return "overdue" if reporting.is_overdue else "open"


def show_reporting(one: Reported, period: str = "") -> ShownReporting:
    word, tone = _word(one)
    return ShownReporting(word, tone, _note(one), one.release, period)


def _word(one: Reported) -> tuple[str, str]:
    reporting = one.reporting
    match reporting.stage:
        case Stage.AWAITING:
            return _("awaiting review"), "none"
        case Stage.RETURNED:
            return _("returned to be mended"), "watch"
        case Stage.MISSING:
            return (_("not handed in"), "bad") if reporting.late else (_("still open"), "none")
    word, tone = judged(reporting.late, is_backfill=one.is_backfill)
    return (_("nothing to report") if one.is_nil else word), tone


def _note(one: Reported) -> str:
    reporting = one.reporting
    if not reporting.is_there:
        return overdue_words(reporting) if reporting.late else _("by %s") % f"{reporting.due:%m-%d}"
    day = reporting.handed_in
    handed_in = f"{day:%m-%d}" if day and day.year == reporting.due.year else str(day or "")
    if (reporting.stage is Stage.AWAITING or one.is_nil) and not one.is_backfill:
        return f"{handed_in} {judged(reporting.late, is_backfill=False)[0]}"
    return handed_in


def overdue_words(reporting: Reporting) -> str:
    days = reporting.late
    return ngettext("overdue by %(days)d day", "overdue by %(days)d days", days) % {"days": days}
