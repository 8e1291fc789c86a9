"""One indicator at a glance: value, label, changes, standing, line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.analytics.assessment import Standing
from indicators.analytics.change import RECENT, period_on_period, year_on_year
from indicators.analytics.formats import round_half_up
from indicators.analytics.nature import Nature
from indicators.analytics.points import is_whole
from indicators.analytics.refusals import Reason, Refusal
from indicators.messages import explain
from indicators.messages.figures import (
    nature_of_parts,
    show_absence,
    show_coverage,
    show_figure,
    show_label,
)
from indicators.messages.states import ShownState, show_state
from indicators.models import Indicator
from indicators.models import Target as TargetRow
from indicators.periods import Frequency, Period
from indicators.quantities import Shown
from indicators.standing.places import is_coloured
from indicators.standing.series import Seen, read_series
from indicators.standing.states import get_standing, is_awaited, seen_at
from reports.charts.sparkline import Mark, Sparkline, build_sparkline
from reports.pages.changes import ShownChange, show_change
from reports.pages.charts import why_missing
from reports.pages.progress import Progress, show_progress
from reports.pages.selection import Selection
from reports.pages.series import periods_of, run_of
from reports.pages.targets import revision_words, target_words

LINE_YEARS = RECENT


@dataclass(frozen=True, slots=True)
class Last:
    """What was known last, where the period itself has no figure; never taken for it."""

    label: str
    text: str
    observation: int
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one indicator; `shown` is None where there is no value, `absence` then says why.

    `is_demo` where the value is made up, `beside_demo` where something is that it is compared with.
    """

    code: str
    name: str
    observation: int | None
    shown: Shown | None
    absence: str
    last: Last | None
    label: str
    changes: tuple[ShownChange, ...]
    remark: str
    state: ShownState
    progress: Progress | None
    target: str
    line: Sparkline | None
    share: str
    coverage: str
    coloured: bool
    confirmed: bool
    is_demo: bool
    is_corrected: bool
    beside_demo: bool = False
    revision: str = ""  # of the target


@dataclass(frozen=True, slots=True)
class Known:
    """What cards are made from: the last years' series and this year's targets, by indicator."""

    series: Mapping[int, Sequence[Seen]]
    targets: Mapping[int, TargetRow]


def get_cards(indicators: Sequence[Indicator], selection: Selection) -> dict[int, Card]:
    """The card of each indicator, from one reading of their series."""
    return make_cards(indicators, get_known(indicators, selection), selection)


def make_cards(indicators: Sequence[Indicator], known: Known, selection: Selection) -> dict[int, Card]:
    """The card of each indicator at the selected period."""
    period = selection.period
    if period is None:
        return {}
    return {i.pk: make_card(i, known.series, known.targets.get(i.pk), period, selection) for i in indicators}


def get_known(indicators: Sequence[Indicator], selection: Selection, *, with_reasons: bool = False) -> Known:
    """The series of all these indicators up to the selected period."""
    period = selection.period
    if period is None:
        return Known({}, {})
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
        with_reasons=with_reasons,
        breaks=selection.catalogue.breaks,
    )
    targets = selection.catalogue.targets(selection.region, period.year, selection.as_of)
    return Known(series, targets)


def get_standing_of(indicator: Indicator, known: Known, selection: Selection) -> Standing | None:
    """How an indicator stands at the selected period, as its card says it."""
    period = selection.period
    if period is None:
        return None
    expected = is_awaited(indicator, selection.region, period)
    return get_standing(indicator, known.series, known.targets.get(indicator.pk), period, expected=expected)


def make_card(
    indicator: Indicator,
    series: Mapping[int, Sequence[Seen]],
    target: TargetRow | None,
    period: Period,
    selection: Selection,
) -> Card:
    """The card of an indicator at a period; `series` must end there, and may reach further back."""
    since = date(period.year - LINE_YEARS, 1, 1)
    seen = [one for one in series.get(indicator.pk, ()) if one.row.end >= since]
    now = seen_at(seen, period.end)
    expected = is_awaited(indicator, selection.region, period)
    standing = get_standing(indicator, series, target, period, expected=expected)
    whole = seen_at(series.get(indicator.denominator_id or 0, ()), period.end)
    value = now.row.value if now else None
    changes, remark = make_changes(indicator, seen, now)
    line, share = _line(indicator, seen), show_share(indicator, standing, now, whole)
    beside = [*seen, whole] if whole else seen
    return Card(
        code=indicator.code,
        name=str(indicator),
        observation=now.row.pk if now else None,
        shown=show_figure(indicator, now.row, compact=True) if now and value is not None else None,
        absence=show_absence(now.row.absence) if now else why_missing(indicator, selection.region, period),
        last=None if now else _last(indicator, seen),
        label=show_label(indicator, now.point.period if now else period),
        changes=changes,
        remark=remark,
        state=show_state(standing),
        progress=show_progress(standing),
        target=target_words(indicator, target),
        revision=revision_words(indicator, target),
        line=line,
        share=share,
        coverage=show_coverage(now),
        coloured=is_coloured(indicator),
        confirmed=indicator.nature_confirmed,
        is_demo=any(one.row.is_demo for one in (seen if now is None else [now])),
        beside_demo=bool(changes or line or target or share) and any(one.row.is_demo for one in beside),
        is_corrected=bool(now and now.is_corrected),
    )


def _last(indicator: Indicator, seen: Sequence[Seen]) -> Last | None:
    for one in reversed(seen):
        if one.row.value is not None:
            shown = show_figure(indicator, one.row, compact=True)
            return Last(show_label(indicator, one.point.period), shown.text, one.row.pk, one.is_corrected)
    return None


def make_changes(
    indicator: Indicator, seen: Sequence[Seen], now: Seen | None
) -> tuple[tuple[ShownChange, ...], str]:
    """同比 and 环比, or one remark where both would say the same; the period before a year is a year ago."""
    nature = Nature(indicator.nature)
    if now is None or now.row.value is None or (nature.yearly is None and nature.successive is None):
        return (), ""
    if not indicator.nature_confirmed:
        return (), _("Nature to be confirmed")
    points = [one.point for one in seen]
    pair = [
        (_("Year on year"), year_on_year(nature, points, now.point.period, indicator.unit)),
    ]
    if indicator.frequency != Frequency.YEAR.value:
        successive = period_on_period(
            nature, points, now.point.period, indicator.unit, of=nature_of_parts(indicator)
        )
        pair.append((_successive(nature), successive))
    reasons = [change.reason if isinstance(change, Refusal) else None for _name, change in pair]
    if Reason.ONLY_ONE_PERIOD in reasons and None not in reasons:
        return (), explain(Reason.ONLY_ONE_PERIOD)
    return tuple(
        show_change(name, change)
        for name, change in pair
        if not (isinstance(change, Refusal) and change.reason is Reason.NOT_COMPARED)
    ), ""


def _successive(nature: Nature) -> str:
    """环比; of a year to date it compares what happened in the period alone, and says so."""
    return _("In the period, on the previous one") if nature.restarts else _("On the previous period")


def show_share(indicator: Indicator, standing: Standing, part: Seen | None, whole: Seen | None) -> str:
    """What a share x of y is judged by: both, and x ÷ y, which is 100% only where nothing is left."""
    shares = indicator.assessment == Indicator.Assessment.SHARE
    if not shares or standing.progress is None or part is None or whole is None:
        return ""
    if part.row.value is None or whole.row.value is None:
        return ""
    percent = round_half_up(Decimal(standing.progress.numerator) * 100 / standing.progress.denominator, 1)
    if standing.progress < 1:
        percent = min(percent, Decimal("99.9"))
    return _("%(part)s of %(whole)s (%(percent)s%%)") % {
        "part": show_figure(indicator, part.row).text,
        "whole": show_figure(indicator, whole.row).text,
        "percent": f"{percent.normalize():f}",
    }


def _line(indicator: Indicator, seen: Sequence[Seen]) -> Sparkline | None:
    nature = Nature(indicator.nature)
    if not nature.has_trend or not indicator.nature_confirmed:
        return None
    frequency = Frequency(indicator.frequency)
    own = [one for one in seen if nature.is_level or one.point.period.frequency is frequency]
    marks = {one.point.period.end: _mark(nature, one) for one in own}
    if len(marks) < 2:
        return None
    spread = [marks.get(period.end) for period in periods_of(own, frequency)]
    return build_sparkline(spread, inverted=nature.is_inverted)


def _mark(nature: Nature, one: Seen) -> Mark | None:
    if one.row.value is None:
        return None
    return Mark(one.row.value, run_of(nature, one.point), is_whole(one.point), one.point.is_provisional)
