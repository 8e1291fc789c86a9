"""How an indicator stands at a period's end, from its series and its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from django.conf import settings
from django.utils import timezone

from indicators.analytics.assessment import Bands, Standing, State, Target, TargetKind, assess
from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.analytics.points import Value, comparable, is_whole
from indicators.analytics.refusals import Reason, Refusal
from indicators.analytics.series import total
from indicators.models import Indicator, Region
from indicators.models import Target as TargetRow
from indicators.periods import Frequency, Period, PeriodError
from indicators.standing.series import Seen

# States that say how a figure stands to its target.
JUDGED = frozenset({State.AHEAD, State.ON_TRACK, State.BEHIND, State.ATTENTION, State.MET, State.NOT_MET})


def seen_at(seen: Sequence[Seen], end: date) -> Seen | None:
    return next((one for one in reversed(seen) if one.row.end == end), None)


def period_ending(end: date) -> Period:
    """The quarter that ends that day, else the month: the period at which all is judged."""
    try:
        return Period.ending(end, Frequency.QUARTER)
    except PeriodError:
        return Period.ending(end, Frequency.MONTH)


def is_awaited(indicator: Indicator, region: Region, period: Period) -> bool:
    """Whether a figure that is not there is missed: it is due, and the region may report it."""
    return indicator.is_due(period) and indicator.form.is_reported_by(region)


def get_standing(
    indicator: Indicator,
    series: Mapping[int, Sequence[Seen]],
    target: TargetRow | None,
    period: Period,
    *,
    expected: bool = True,
    look_back: bool = True,
) -> Standing:
    """How the indicator stands at the period's end, given where it stood the period before."""
    seen = series.get(indicator.pk, ())
    now = seen_at(seen, period.end)
    if now is None and not expected:
        return Standing(State.NOT_JUDGED, reason=Reason.NOT_APPLICABLE)
    if now is None and indicator.is_rate_of_parts:
        return Standing(State.NOT_JUDGED, reason=Reason.PARTS_MISSING)
    if indicator.assessment == Indicator.Assessment.NONE:
        return Standing(
            State.NOT_JUDGED
        )  # as `assess` says, without looking for what it would be held against
    before = period.previous()
    earlier = (
        get_standing(indicator, series, target, before, look_back=False).state
        if look_back and target is not None and before.year == period.year
        else None
    )
    last_year = get_base(seen, now, period.year)
    whole = _whole(seen_at(series.get(indicator.denominator_id or 0, ()), period.end))
    standing = assess(
        Assessment(indicator.assessment),
        Nature(indicator.nature),
        _reached(indicator, seen, now),
        elapsed=period.elapsed,
        target=Target(TargetKind(target.kind), target.value, target.baseline) if target else None,
        polarity=Polarity(indicator.polarity),
        baseline=last_year.row.value if last_year else None,
        whole=whole.row.value if whole else None,
        before=earlier,
        bands=Bands(**settings.BANDS),
        profile=_profile(target, period),
        confirmed=indicator.nature_confirmed,
    )
    revision = target.revision if target and standing.state in JUDGED else None
    return replace(standing, revised=timezone.localdate(revision.at)) if revision else standing


def get_base(seen: Sequence[Seen], now: Seen | None, year: int) -> Seen | None:
    """The figure of last year's end that progress is counted from; None where the two cannot be compared.

    Of another definition, or a sum of other regions, it would count as progress what was only counted anew.
    """
    base = _whole(seen_at(seen, date(year - 1, 12, 31)))
    if base is None or now is None or comparable(now.point, base.point) is not None:
        return None
    return base


def _reached(indicator: Indicator, seen: Sequence[Seen], now: Seen | None) -> Value:
    """What is held against the target: the figure itself, of a flow the year so far."""
    if now is None or indicator.is_level:
        return _value(now)
    end = now.point.period
    year = [Period(end.year, end.frequency, number) for number in range(1, end.number + 1)]
    so_far = total([one.point for one in seen], year)
    if isinstance(so_far, Refusal) or so_far.missing:
        return Value(None)
    return Value(so_far.value, so_far.qualifier, so_far.margin, is_complete=so_far.is_complete)


def _whole(one: Seen | None) -> Seen | None:
    """A figure that others may be held against: one that lacks no region."""
    return one if one is not None and is_whole(one.point) else None


def _value(seen: Seen | None) -> Value:
    if seen is None:
        return Value(None)
    point = seen.point
    return Value(seen.row.value, point.qualifier, seen.row.margin, point.absence, is_complete=is_whole(point))


def _profile(target: TargetRow | None, period: Period) -> Fraction | None:
    shares = target.shares if target else ()
    number = period.months * len(shares) // 12
    return shares[number - 1] if number and period.months * len(shares) % 12 == 0 else None
