"""What a series shows, in one sentence made from its data and claiming no more than they carry."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.analytics.assessment import Standing, State
from indicators.analytics.change import Change, period_on_period, since_new_year, year_on_year
from indicators.analytics.formats import change_words, round_half_up
from indicators.analytics.nature import Nature
from indicators.analytics.points import divide, is_whole
from indicators.analytics.refusals import Reason, Refusal
from indicators.messages import explain, name_state
from indicators.messages.figures import language, nature_of_parts, show_coverage, show_label
from indicators.models import Indicator
from indicators.periods import Period
from indicators.standing.series import Seen
from indicators.standing.states import seen_at
from reports.pages.charts import phrases, value_of, when

# Nothing to compare with is no news; any other reason is.
_UNSAID = (Reason.ONLY_ONE_PERIOD, Reason.BASE_MISSING, Reason.NOT_COMPARED, Reason.YTD_LEVEL)
_PACED = (State.AHEAD, State.ON_TRACK, State.BEHIND, State.ATTENTION)
_TOLD_AFTER = (Nature.MEAN, Nature.CONSTANT)  # whose label says what they are, and in brackets of when
_PLAIN = (State.MET, State.NOT_MET, State.HAPPENED, State.NOT_HAPPENED)


def state(
    indicator: Indicator, seen: Sequence[Seen], period: Period | None, standing: Standing | None = None
) -> str:
    """The figure at the period, its change and its pace; where it is missing, the last one with its date.

    「2023年6月末长者食堂数528家，比年初增31家，快于序时6个百分点」
    """
    now = seen_at(seen, period.end) if period else None
    known = [one for one in seen if one.point.value is not None]
    if now is None or now.point.value is None:
        return _missing(indicator, now, known, period)
    said = {"when": when(indicator, now), "indicator": str(indicator), "value": value_of(indicator, now)}
    if Nature(indicator.nature) in _TOLD_AFTER:
        parts = [_("%(indicator)s %(value)s") % said, said["when"]]
    else:
        parts = [_("%(when)s: %(indicator)s %(value)s") % said]
    if coverage := show_coverage(now) if not is_whole(now.point) else "":
        parts.append(_("%s only") % coverage)
    if indicator.nature_confirmed:
        parts.append(_change(indicator, seen, now))
        if is_whole(now.point) and standing is not None:
            parts.append(pace(standing))
    else:
        parts.append(explain(Reason.NATURE_UNCONFIRMED))
    return phrases(parts)


def pace(standing: Standing) -> str:
    """How far the figure is from 序时进度, or whether it has reached its target; else nothing."""
    if standing.state in _PLAIN:
        return name_state(standing.state)
    if standing.state not in _PACED or standing.gap is None:
        return ""
    gap = standing.gap
    points = f"{round_half_up(divide(Decimal(abs(gap.numerator)), Decimal(gap.denominator)), 0):f}"
    said = {"state": name_state(standing.state), "points": points}
    if points == "0":
        return said["state"]
    if standing.state is State.AHEAD:
        return _("ahead of schedule by %(points)s percentage points") % said
    if standing.state is State.BEHIND:
        return _("behind schedule by %(points)s percentage points") % said
    if standing.state is State.ATTENTION:
        return _("behind schedule twice running, by %(points)s percentage points") % said
    if gap > 0:
        return _("on schedule, %(points)s percentage points ahead") % said
    return _("on schedule, %(points)s percentage points behind") % said


def _missing(indicator: Indicator, now: Seen | None, known: Sequence[Seen], period: Period | None) -> str:
    if period is None:
        return str(indicator)
    absent = value_of(indicator, now) if now else _("no figure")
    said = {"when": show_label(indicator, period), "indicator": indicator, "value": absent}
    parts = [_("%(when)s: %(indicator)s %(value)s") % said]
    if known:
        last = known[-1]
        parts.append(
            _("last known %(value)s (%(when)s)")
            % {"value": value_of(indicator, last), "when": when(indicator, last)}
        )
    return phrases(parts)


def _change(indicator: Indicator, seen: Sequence[Seen], now: Seen) -> str:
    """Since New Year where that may be said, else 同比 or 环比; where all are refused, why."""
    nature, points, period = Nature(indicator.nature), [one.point for one in seen], now.point.period
    asked = (
        (_("since New Year"), since_new_year(nature, points, period, indicator.unit)),
        (_("year on year"), year_on_year(nature, points, period, indicator.unit)),
        (
            _("in the period, on the previous one") if nature.restarts else _("on the previous period"),
            period_on_period(nature, points, period, indicator.unit, of=nature_of_parts(indicator)),
        ),
    )
    for name, change in asked:
        if isinstance(change, Change):
            return _("%(change)s %(since)s") % {
                "since": name,
                "change": change_words(change, language()).spoken(language()),
            }
    refused = [change.reason for _name, change in asked if isinstance(change, Refusal)]
    if Reason.ONLY_ONE_PERIOD in refused:
        return ""
    for name, change in asked:
        if isinstance(change, Refusal) and change.reason is Reason.WITHIN_PRECISION:
            return _("%s: a change within the precision of the figures") % name
        if isinstance(change, Refusal) and change.reason not in _UNSAID:
            return _("%(since)s: %(reason)s") % {"since": name, "reason": explain(change.reason)}
    return ""
