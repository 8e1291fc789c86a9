"""One indicator at a glance: value, label, changes, standing, line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.utils.translation import gettext as _

from indicators.analytics.assessment import Bands, Standing, State, Target, TargetKind, assess
from indicators.analytics.change import period_on_period, year_on_year
from indicators.analytics.formats import round_half_up
from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.analytics.points import Value
from indicators.analytics.refusals import Reason, Refusal
from indicators.messages import name_state
from indicators.messages.figures import show_absence, show_label, show_value
from indicators.models import Indicator
from indicators.models import Target as TargetRow
from indicators.periods import Period
from indicators.quantities import Shown
from reports.charts.sparkline import Sparkline, build_sparkline
from reports.pages.changes import ShownChange, is_coloured, show_change
from reports.pages.selection import Selection
from reports.pages.series import Seen, read_series

LINE_YEARS = 2
TONES = {
    State.AHEAD: "good",
    State.ON_TRACK: "good",
    State.MET: "good",
    State.NOT_HAPPENED: "good",
    State.BEHIND: "watch",
    State.ATTENTION: "bad",
    State.NOT_MET: "bad",
    State.HAPPENED: "bad",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Shares of the target in percent; the bar ends at 100."""

    done: str
    due: str
    bar: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownState:
    state: State
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one indicator; `shown` is None where there is no value, `absence` then says why."""

    code: str
    name: str
    observation: int | None
    shown: Shown | None
    absence: str
    label: str
    changes: tuple[ShownChange, ...]
    remark: str
    state: ShownState
    progress: Progress | None
    target: str
    line: Sparkline | None
    coverage: str
    coloured: bool
    confirmed: bool
    is_demo: bool
    is_corrected: bool


def get_cards(indicators: Sequence[Indicator], selection: Selection) -> dict[int, Card]:
    """The card of each indicator, from one reading of their series."""
    if selection.period is None:
        return {}
    period = selection.period
    wholes = {
        i.denominator_id
        for i in indicators
        if i.assessment == Indicator.Assessment.SHARE and i.denominator_id
    }
    series = read_series(
        {*(i.pk for i in indicators), *wholes},
        region=selection.region.pk,
        release=selection.release,
        until=period.end,
        since=date(period.year - LINE_YEARS, 1, 1),
    )
    targets = {
        target.indicator_id: target
        for target in TargetRow.objects.filter(
            indicator__in=indicators, region=selection.region, year=period.year
        )
    }
    return {i.pk: make_card(i, series, targets.get(i.pk), period) for i in indicators}


def make_card(
    indicator: Indicator, series: Mapping[int, Sequence[Seen]], target: TargetRow | None, period: Period
) -> Card:
    seen = series.get(indicator.pk, ())
    now = seen_at(seen, period.end)
    standing = get_standing(indicator, series, target, period)
    value = now.row.value if now else None
    changes, remark = make_changes(indicator, seen, now)
    return Card(
        code=indicator.code,
        name=str(indicator),
        observation=now.row.pk if now else None,
        shown=show_value(indicator, value, now.row.qualifier, now.row.margin, compact=True)
        if now and value is not None
        else None,
        absence=show_absence(now.row.absence) if now else _("not reported"),
        label=show_label(indicator, now.point.period if now else period),
        changes=changes,
        remark=remark,
        state=show_state(standing),
        progress=_progress(standing),
        target=_target_words(indicator, target),
        line=_line(indicator, seen),
        coverage=show_coverage(now),
        coloured=is_coloured(indicator),
        confirmed=indicator.nature_confirmed,
        is_demo=any(one.row.is_demo for one in seen),
        is_corrected=bool(now and now.is_corrected),
    )


def seen_at(seen: Sequence[Seen], end: date) -> Seen | None:
    return next((one for one in reversed(seen) if one.row.end == end), None)


def get_standing(
    indicator: Indicator,
    series: Mapping[int, Sequence[Seen]],
    target: TargetRow | None,
    period: Period,
    *,
    look_back: bool = True,
) -> Standing:
    """How the indicator stands at the period's end, given where it stood the period before."""
    seen = series.get(indicator.pk, ())
    now = seen_at(seen, period.end)
    before = period.previous()
    earlier = (
        get_standing(indicator, series, target, before, look_back=False).state
        if look_back and target is not None and before.year == period.year
        else None
    )
    last_year = seen_at(seen, date(period.year - 1, 12, 31))
    whole = seen_at(series.get(indicator.denominator_id or 0, ()), period.end)
    return assess(
        Assessment(indicator.assessment),
        Nature(indicator.nature),
        _value(now),
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


def make_changes(
    indicator: Indicator, seen: Sequence[Seen], now: Seen | None
) -> tuple[tuple[ShownChange, ...], str]:
    """同比 and 环比, or one remark where both would say the same."""
    nature = Nature(indicator.nature)
    if now is None or now.row.value is None or (nature.yearly is None and nature.successive is None):
        return (), ""
    if not indicator.nature_confirmed:
        return (), _("Nature to be confirmed")
    points = [one.point for one in seen]
    pair = [
        (_("Year on year"), year_on_year(nature, points, now.point.period, indicator.unit)),
        (_("On the period before"), period_on_period(nature, points, now.point.period, indicator.unit)),
    ]
    reasons = [change.reason if isinstance(change, Refusal) else None for _name, change in pair]
    if Reason.ONLY_ONE_PERIOD in reasons and None not in reasons:
        return (), _("No comparable period yet")
    return tuple(
        show_change(name, change)
        for name, change in pair
        if not (isinstance(change, Refusal) and change.reason is Reason.NOT_COMPARED)
    ), ""


def show_state(standing: Standing) -> ShownState:
    return ShownState(standing.state, name_state(standing.state), TONES.get(standing.state, "none"))


def show_coverage(seen: Seen | None) -> str:
    if seen is None or seen.point.coverage is None:
        return ""
    reported, expected = seen.point.coverage
    return _("%(reported)d/%(expected)d reported") % {"reported": reported, "expected": expected}


def _value(seen: Seen | None) -> Value:
    if seen is None:
        return Value(None)
    return Value(seen.row.value, seen.point.qualifier, seen.row.margin, seen.point.absence)


def _profile(target: TargetRow | None, period: Period) -> Fraction | None:
    if target is None or not target.profile:
        return None
    shares = [Fraction(share) for share in target.profile.split("|")]
    number = period.months * len(shares) // 12
    return shares[number - 1] if number and period.months * len(shares) % 12 == 0 else None


def _progress(standing: Standing) -> Progress | None:
    if standing.progress is None or standing.elapsed is None:
        return None
    done, due = _percent(standing.progress), _percent(standing.elapsed)
    return Progress(
        done=f"{done}%",
        due=f"{due}%",
        bar=str(max(Decimal(0), min(done, Decimal(100)))),
        mark=str(due),
    )


def _percent(share: Fraction) -> Decimal:
    return round_half_up(Decimal(share.numerator) / Decimal(share.denominator) * 100, 0)


def _target_words(indicator: Indicator, target: TargetRow | None) -> str:
    if target is None:
        return ""
    shown = show_value(indicator, target.value, "exact", Decimal(0), compact=True)
    return f"{target.get_kind_display()} {shown.text}"


def _line(indicator: Indicator, seen: Sequence[Seen]) -> Sparkline | None:
    nature = Nature(indicator.nature)
    if not nature.has_trend:
        return None
    by_period = {one.point.period: one.row.value for one in seen}
    if len(by_period) < 2:
        return None
    values, period, last = [], min(by_period), max(by_period)
    while period <= last:
        values.append(by_period.get(period))
        period = period.next()
    return build_sparkline(values, inverted=nature.is_inverted)
