"""An indicator by region, as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from indicators.analytics.points import is_whole
from indicators.messages.figures import show_coverage, show_figure, show_label
from indicators.models import Indicator, Region
from indicators.periods import Period
from indicators.standing.places import is_coloured
from indicators.standing.series import Seen
from reports.charts.regions import RegionBar, build_regions
from reports.pages.charts import (
    Chart,
    Scale,
    as_of,
    listed,
    phrases,
    provisional_note,
    sentences,
    source,
    why_absent,
    why_missing,
)
from reports.pages.selection import Selection


def make_regions_chart(
    indicator: Indicator,
    regions: Sequence[tuple[Region, Seen | None]],
    uncounted: frozenset[int],
    selection: Selection,
) -> Chart | None:
    """A figure by region at the selected period; None for fewer than two values.

    Without the whole, in the official order; the best first only where the indicator is judged.
    """
    regions = [(region, one) for region, one in regions if region != selection.whole]
    values = [one.point.value for _region, one in regions if one and one.point.value is not None]
    if selection.period is None or len(values) < 2:
        return None
    scale = Scale.of(indicator, values)
    period = selection.period
    bars = [_bar(indicator, region, one, scale, uncounted, period) for region, one in regions]
    ranked = is_coloured(indicator) and indicator.nature_confirmed
    if ranked:
        first = -1 if indicator.polarity == Indicator.Polarity.MORE else 1
        bars.sort(key=lambda bar: (bar.value is None, first * (bar.value or 0)))
    known = [bar for bar in bars if bar.value is not None]
    title = _title(indicator, bars, period, ranked=ranked)
    notes = (*filter(None, [selection.told_note]), *_notes(bars))
    said = [_("%s.") % title, _("%s.") % listed(f"{bar.name} {bar.text}" for bar in known)]
    if lacking := [f"{bar.name} {bar.text}" for bar in bars if bar.value is None]:
        said.append(_("Without a figure: %s.") % listed(lacking))
    return Chart(
        name="regions",
        title=title,
        summary=sentences([*said, *notes]),
        notes=notes,
        source=source(indicator),
        place=str(selection.region),
        code=indicator.code,
        view="regions",
        query=selection.query,
        as_of=as_of(selection),
        figure=build_regions(bars, unit=_("Unit: %s") % scale.name),
        is_demo=any(one is not None and one.row.is_demo for _region, one in regions),
    )


def _bar(
    indicator: Indicator,
    region: Region,
    one: Seen | None,
    scale: Scale,
    uncounted: frozenset[int],
    period: Period,
) -> RegionBar:
    if one is None or one.point.value is None:
        return RegionBar(
            str(region), None, why_absent(one) if one else why_missing(indicator, region, period)
        )
    own, value = one.point, one.point.value
    shown = show_figure(indicator, own, compact=True)
    counted = region.pk not in uncounted
    notes = [
        "" if is_whole(one.point) else show_coverage(one) or "",
        "" if counted else _("not in the total"),
        _("corrected") if one.is_corrected else "",
    ]
    return RegionBar(
        name=str(region),
        value=scale.place(value),
        text=shown.text,
        is_complete=is_whole(one.point),
        counted=counted,
        is_provisional=own.is_provisional,
        note=phrases(notes),
    )


def _title(indicator: Indicator, bars: Sequence[RegionBar], period: Period, *, ranked: bool) -> str:
    """How many regions have a figure; of those that count whole the ends, only where it is judged."""
    known = [bar for bar in bars if bar.value is not None]
    said = {
        "indicator": indicator,
        "when": show_label(indicator, period),
        "known": len(known),
        "count": len(bars),
    }
    counted = [bar for bar in known if bar.counted and bar.is_complete]
    first, last = (counted or known)[0], (counted or known)[-1]
    if ranked and first.value != last.value:
        ends = {
            end: _("%(region)s %(value)s") % {"region": bar.name, "value": bar.text}
            for end, bar in (("first", first), ("last", last))
        }
        return _(
            "%(when)s, %(indicator)s: %(known)d of %(count)d regions have a figure, "
            "from %(first)s to %(last)s"
        ) % (said | ends)
    return _("%(when)s, %(indicator)s: %(known)d of %(count)d regions have a figure") % said


def _notes(bars: Sequence[RegionBar]) -> tuple[str, ...]:
    notes = {
        _("Pale: not every region has reported."): any(not bar.is_complete for bar in bars),
        provisional_note(): any(bar.is_provisional for bar in bars),
        _("Grey: shown, and not part of the total."): any(not bar.counted for bar in bars),
    }
    return tuple(note for note, holds in notes.items() if holds)
