"""One indicator: what it counts, its series, its regions, and its earlier values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.messages.figures import show_absence, show_coverage, show_label, show_unit, show_value
from indicators.models import Definition, Indicator, Observation, Region, Target
from indicators.quantities import Shown
from indicators.standing.series import Seen, read_regions, read_series
from reports.pages.by_region import make_regions_chart
from reports.pages.cards import Card, make_card, make_changes
from reports.pages.changes import ShownChange
from reports.pages.charts import Chart
from reports.pages.observation import Version, make_version
from reports.pages.selection import Selection
from reports.pages.trend import make_trend_chart


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in a table."""

    title: str
    shown: Shown | None
    absence: str
    observation: int | None
    origin: str
    coverage: str
    region: str = ""  # the code of the one whose page the row leads to
    changes: tuple[ShownChange, ...] = ()
    remark: str = ""
    reason: str = ""  # 异常变动说明
    is_demo: bool = False
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """A target in words."""

    row: Target
    shown: Shown


@dataclass(frozen=True)
class IndicatorPage:
    indicator: Indicator
    selection: Selection
    unit: str
    card: Card | None
    definitions: tuple[Definition, ...]
    targets: tuple[ShownTarget, ...]
    series: tuple[Line, ...]
    trend: Chart | None
    regions: tuple[Line, ...]
    by_region: Chart | None
    replaced: tuple[Version, ...]


def get_indicator_page(indicator: Indicator, selection: Selection) -> IndicatorPage:
    """All that the page of one indicator shows; the series newest first."""
    wanted = {indicator.pk, indicator.denominator_id or indicator.pk}
    series = read_series(wanted, region=selection.region.pk, release=selection.release, with_reasons=True)
    seen = series.get(indicator.pk, [])
    definitions = tuple(indicator.definitions.all())
    regions = _regions(indicator, definitions, selection)
    targets = list(indicator.targets.filter(region=selection.region).order_by("-year"))
    due = selection.period is None or indicator.is_due(selection.period)
    missing = _("not reported") if due else _("not due")
    return IndicatorPage(
        indicator=indicator,
        selection=selection,
        unit=show_unit(indicator),
        card=_card(indicator, series, targets, selection),
        definitions=definitions,
        targets=tuple(
            ShownTarget(row, show_value(indicator, row.value, "exact", Decimal(0))) for row in targets
        ),
        series=tuple(
            _line(show_label(indicator, one.point.period), indicator, one, seen) for one in reversed(seen)
        ),
        trend=make_trend_chart(indicator, seen, targets, selection),
        regions=tuple(
            replace(
                _line(str(region), indicator, one, (), missing),
                region="" if region == selection.root else region.code,
            )
            for region, one in regions
        ),
        by_region=make_regions_chart(indicator, regions, _uncounted(indicator, regions), selection),
        replaced=get_replaced(indicator, selection),
    )


def get_replaced(indicator: Indicator, selection: Selection) -> tuple[Version, ...]:
    """Reported figures that a later release corrected or took back, newest first."""
    rows = Observation.objects.filter(
        indicator=indicator,
        region=selection.region,
        origin=Observation.Origin.REPORTED,
        superseded_in__isnull=False,
    ).select_related("indicator", "release", "superseded_in")
    if selection.release is not None:
        rows = rows.filter(superseded_in__lte=selection.release)
    return tuple(make_version(row) for row in rows.order_by("-superseded_in_id", "-end"))


def _card(
    indicator: Indicator,
    series: Mapping[int, Sequence[Seen]],
    targets: Sequence[Target],
    selection: Selection,
) -> Card | None:
    """The card at a period, as if nothing later were known."""
    period = selection.period
    if period is None:
        return None
    until = {pk: [one for one in seen if one.row.end <= period.end] for pk, seen in series.items()}
    target = next((target for target in targets if target.year == period.year), None)
    return make_card(indicator, until, target, period, selection)


def _regions(
    indicator: Indicator, definitions: Iterable[Definition], selection: Selection
) -> tuple[tuple[Region, Seen | None], ...]:
    """Every region that reports or has the figure at the period, in the official order."""
    if selection.period is None:
        return ()
    breaks = tuple(one.effective_from for one in definitions if one.effective_from)
    seen = read_regions(indicator.pk, end=selection.period.end, release=selection.release, breaks=breaks)
    kinds = indicator.form.expected_kinds
    return tuple(
        (region, seen[region.pk][-1] if region.pk in seen else None)
        for region in selection.regions
        if region.pk in seen or (region.kind in kinds and region != selection.root)
    )


def _uncounted(indicator: Indicator, regions: Sequence[tuple[Region, Seen | None]]) -> frozenset[int]:
    """The regions that are shown and not added up; none where nothing is added up."""
    if not indicator.additive or len(regions) < 2:
        return frozenset()
    differs = dict(indicator.inclusions.values_list("region", "counts_in_total"))
    return frozenset(
        region.pk for region, _one in regions if not differs.get(region.pk, region.counts_in_total)
    )


def _line(
    title: str, indicator: Indicator, one: Seen | None, seen: list[Seen] | tuple[()], missing: str = ""
) -> Line:
    if one is None:
        return Line(title, None, missing, None, "", "")
    changes, remark = make_changes(indicator, seen, one) if seen else ((), "")
    row = one.row
    return Line(
        title=title,
        shown=show_value(indicator, row.value, row.qualifier, row.margin) if row.value is not None else None,
        absence=show_absence(row.absence),
        observation=row.pk,
        origin=row.get_origin_display(),
        coverage=show_coverage(one),
        changes=changes,
        remark=remark,
        reason=one.reason,
        is_demo=row.is_demo,
        is_corrected=one.is_corrected,
    )
