"""An indicator over time, as a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from indicators.analytics.assessment import Standing, Target, TargetKind
from indicators.analytics.labels import tick_names
from indicators.analytics.nature import Assessment, Nature, Polarity
from indicators.analytics.pace import Goal, goal
from indicators.analytics.points import Point, is_whole
from indicators.analytics.series import to_periods
from indicators.messages.figures import language, show_coverage, show_figure, show_label, show_value
from indicators.models import Indicator
from indicators.models import Target as TargetRow
from indicators.periods import Frequency, Period
from indicators.standing.series import Seen
from indicators.standing.states import get_base
from reports.charts.points import CORRECTED, EXPLAINED, GoalLine, Tick, Trend, TrendPoint
from reports.charts.theme import Words
from reports.charts.trend import build_trend, starts_at_zero
from reports.pages.charts import (
    Chart,
    Scale,
    as_of,
    listed,
    phrases,
    provisional_note,
    sentences,
    source,
    value_of,
    when,
)
from reports.pages.observation import Version
from reports.pages.selection import Selection
from reports.pages.series import periods_of, run_of
from reports.pages.statements import state
from reports.pages.targets import revision_words

MOST = 40  # points; what is older is in the table


def make_trend_chart(
    indicator: Indicator,
    seen: Sequence[Seen],
    targets: Sequence[TargetRow],
    selection: Selection,
    *,
    name: str = "trend",
    standing: Standing | None = None,
    replaced: Sequence[Version] = (),
) -> Chart | None:
    """A figure over time; None for fewer than two values, and where the nature has no trend.

    The `name` is the chart's own among those of its page, `standing` what its title says of its pace,
    `replaced` what its figures were before they were corrected.
    """
    nature = Nature(indicator.nature)
    own = [one for one in seen if nature.is_level or one.point.period.frequency == indicator.frequency][
        -MOST:
    ]
    known = [one for one in own if one.point.value is not None]
    if not nature.has_trend or len(known) < 2:
        return None
    scale = Scale.of(indicator, [one.point.value for one in known if one.point.value is not None])
    derives = indicator.nature_confirmed and nature is Nature.YTD
    goals = _goal_lines(indicator, nature, targets, own, scale)
    trend = Trend(
        points=_points(indicator, nature, own, scale, _earlier(replaced), derives=derives),
        unit=_("Unit: %s") % scale.name,
        words=_words(indicator),
        step=Frequency(indicator.frequency).months,
        as_bars=nature is Nature.FLOW,
        in_steps=nature is Nature.STANDARD,
        inverted=nature.is_inverted,
        joined=indicator.nature_confirmed,
        whole=indicator.decimals == 0 and scale.power == 0,
        goals=goals,
        later=_later(indicator, nature, own[-1].point.period, goals),
    )
    title = state(indicator, seen, selection.period, standing)
    notes = _trend_notes(trend, derives=derives)
    return Chart(
        name=name,
        title=title,
        summary=sentences(
            [
                _("%(indicator)s, %(region)s.") % {"indicator": indicator, "region": selection.region},
                _("%s.") % title,
                *_what_is_known(indicator, own),
                *(said for point in trend.points if (said := _said_at(point))),
                *notes,
            ]
        ),
        notes=notes,
        source=source(indicator),
        place=str(selection.region),
        code=indicator.code,
        view="trend",
        query=selection.query,
        as_of=as_of(selection),
        figure=build_trend(trend),
        is_demo=any(one.row.is_demo for one in own),
    )


def _month(period: Period) -> int:
    """Months counted from the year 0 to a period's last."""
    return period.year * 12 + period.months - 1


def _points(
    indicator: Indicator,
    nature: Nature,
    seen: Sequence[Seen],
    scale: Scale,
    earlier: Mapping[date, str],
    *,
    derives: bool,
) -> tuple[TrendPoint, ...]:
    """A point for each period of the indicator's frequency, and for each other one that has a figure."""
    given = {one.point.period.end: one for one in seen}
    derived = {p.period.end: p for p in to_periods(one.point for one in seen)} if derives else {}
    return tuple(
        _point(
            indicator,
            nature,
            period,
            given.get(period.end),
            derived.get(period.end),
            scale,
            earlier.get(period.end, ""),
        )
        for period in periods_of(seen, Frequency(indicator.frequency))
    )


def _earlier(replaced: Sequence[Version]) -> dict[date, str]:
    """What was said of a date before, newest first, each with the release that had said it."""
    said: dict[date, list[str]] = {}
    for version in replaced:
        value = version.shown.text if version.shown else version.absence
        words = _("%(value)s (release %(number)d)") % {"value": value, "number": version.row.release_id}
        said.setdefault(version.row.end, []).append(words)
    return {end: listed(texts) for end, texts in said.items()}


def _said_at(point: TrendPoint) -> str:
    """What a point tells beside its figure: what it lacks, that it is provisional, corrected, explained."""
    said = [
        "" if point.is_complete else point.note,
        _("provisional") if point.is_provisional else "",
        point.correction,
        f"{EXPLAINED} {point.reason}" if point.reason else "",
    ]
    return _("%s.") % f"{point.label} {phrases(said)}" if any(said) else ""


def _point(
    indicator: Indicator,
    nature: Nature,
    period: Period,
    one: Seen | None,
    derived: Point | None,
    scale: Scale,
    earlier: str,
) -> TrendPoint:
    tick, group = tick_names(nature, period, language())
    at, label = _month(period), show_label(indicator, period)
    if one is None or one.point.value is None:
        return TrendPoint(at, tick, group, label)
    own, value = one.point, one.point.value
    shown = show_figure(indicator, own, compact=True)
    happened = derived.value if derived else None
    return TrendPoint(
        at=at,
        tick=tick,
        group=group,
        label=label,
        text=replace(shown, status="").text,
        status=shown.remark,
        full=show_figure(indicator, own).text,
        value=scale.place(value),
        in_period=None if happened is None else scale.place(happened),
        in_period_text="" if happened is None or derived is None else show_figure(indicator, derived).text,
        is_complete=is_whole(one.point),
        is_provisional=own.is_provisional,
        is_provisional_in_period=happened is not None and bool(derived and derived.is_provisional),
        correction=_correction(one, earlier),
        note=show_coverage(one),
        reason=one.reason,
        run=run_of(nature, one.point),
        definition=int(one.point.definition or 0),
    )


def _correction(one: Seen, earlier: str) -> str:
    """That a figure was corrected, and what it was; nothing of any other."""
    if not one.is_corrected:
        return ""
    return _("corrected, before: %s") % earlier if earlier else _("corrected")


def _goal_lines(
    indicator: Indicator, nature: Nature, targets: Sequence[TargetRow], seen: Sequence[Seen], scale: Scale
) -> tuple[GoalLine, ...]:
    """The targets of the years that the series covers, oldest first."""
    years = range(seen[0].point.period.year, seen[-1].point.period.year + 1)
    lines = [
        _goal_line(indicator, nature, target, seen, scale)
        for target in sorted(targets, key=lambda row: row.year)
        if target.year in years
    ]
    return tuple(line for line in lines if line is not None)


def _later(indicator: Indicator, nature: Nature, last: Period, goals: Sequence[GoalLine]) -> tuple[Tick, ...]:
    """The rest of the year under a target that reaches beyond the last figure."""
    ticks = []
    period = last
    while any(_month(period) < goal.end for goal in goals) and period.frequency == indicator.frequency:
        period = period.next()
        ticks.append((_month(period), *tick_names(nature, period, language())))
    return tuple(ticks)


def _goal_line(
    indicator: Indicator, nature: Nature, row: TargetRow, seen: Sequence[Seen], scale: Scale
) -> GoalLine | None:
    latest = next((one for one in reversed(seen) if one.point.period.year == row.year), None)
    base = get_base(seen, latest, row.year)
    assessment = Assessment(indicator.assessment)
    found = goal(
        assessment,
        nature,
        Target(TargetKind(row.kind), row.value, row.baseline),
        _shares(indicator, row, in_steps=assessment is Assessment.FLOOR),
        polarity=Polarity(indicator.polarity),
        baseline=base.point.value if base else None,
        confirmed=indicator.nature_confirmed,
    )
    if found is None:
        return None
    start = row.year * 12 - 1
    return GoalLine(
        start=start,
        end=start + 12,
        value=scale.place(found.value),
        text=show_value(indicator, found.value, "exact", Decimal(0), compact=True).text,
        is_ceiling=found.is_ceiling,
        due=_due(found, start, scale),
        in_steps=assessment is Assessment.FLOOR or bool(row.profile),
        revision=revision_words(indicator, row),
    )


def _due(found: Goal, start: int, scale: Scale) -> tuple[tuple[int, Decimal], ...]:
    return tuple((start + int(elapsed * 12), scale.place(value)) for elapsed, value in found.due)


def _shares(indicator: Indicator, row: TargetRow, *, in_steps: bool) -> list[tuple[Fraction, Fraction]]:
    """(elapsed, due) through the year: of the plan's profile, else evenly."""
    nought = (Fraction(0), Fraction(0))
    if shares := row.shares:
        return [nought, *((Fraction(i, len(shares)), share) for i, share in enumerate(shares, 1))]
    count = 12 // Frequency(indicator.frequency).months if in_steps else 1
    return [nought, *((Fraction(i, count), Fraction(i, count)) for i in range(1, count + 1))]


def _words(indicator: Indicator) -> Words:
    return Words(
        as_reported=str(indicator.get_nature_display()),
        in_period=_("in the period"),
        target=_("Target"),
        ceiling=_("Ceiling"),
        due=_("Pro-rata progress"),
        break_=_("new definition"),
    )


def _trend_notes(trend: Trend, *, derives: bool) -> tuple[str, ...]:
    known = [point for point in trend.points if point.value is not None]
    notes = {
        _("The line is the year to date, the bars what happened in each period."): derives,
        _("A dotted line shows what is due of the target by then."): any(goal.due for goal in trend.goals),
        **{_("%s.") % goal.revision: True for goal in trend.goals if goal.revision},
        _("%s: an unusual change that was explained; the reason is read at the point.") % EXPLAINED: any(
            point.reason for point in known
        ),
        _("%s: corrected; what was said before is read at the point and under Corrections.") % CORRECTED: any(
            point.correction for point in known
        ),
        provisional_note(as_points=True): not trend.as_bars and any(p.is_provisional for p in known),
        provisional_note(): any(p.is_provisional_in_period for p in known)
        or (trend.as_bars and any(p.is_provisional for p in known)),
        _("Hollow: not every region has reported."): any(not point.is_complete for point in known)
        and not trend.as_bars,
        _("Pale: not every region has reported."): any(not point.is_complete for point in known)
        and trend.as_bars,
        _("The line is cut where the definition changed."): len({p.definition for p in known}) > 1,
        _("A gap is a period without a figure."): len(known) < len(trend.points),
        _("First place is on top."): trend.inverted,
        _("The axis does not begin at zero."): not starts_at_zero(trend),
        _("The nature is to be confirmed, so the points are not joined."): not trend.joined,
    }
    return tuple(note for note, holds in notes.items() if holds)


def _what_is_known(indicator: Indicator, seen: Sequence[Seen]) -> list[str]:
    """How many figures there are, the lowest and the highest of them, and those that are missing."""
    known = [one for one in seen if one.point.value is not None]
    said = [
        _("%(count)d figures from %(first)s to %(last)s.")
        % {
            "count": len(known),
            "first": when(indicator, known[0]),
            "last": when(indicator, known[-1]),
        }
    ]
    if indicator.nature_confirmed and not Nature(indicator.nature).restarts:
        low = min(known, key=lambda one: one.point.value or Decimal(0))
        high = max(known, key=lambda one: one.point.value or Decimal(0))
        said.append(
            _("Lowest %(low)s (%(low_when)s), highest %(high)s (%(high_when)s).")
            % {
                "low": value_of(indicator, low),
                "low_when": when(indicator, low),
                "high": value_of(indicator, high),
                "high_when": when(indicator, high),
            }
        )
    return said
