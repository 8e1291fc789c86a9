"""Figures of one indicator as lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.analytics.points import Point
from indicators.messages.figures import show_coverage, show_figure, show_label
from indicators.messages.states import ShownState
from indicators.models import Indicator, Observation, Region
from indicators.quantities import Shown
from indicators.standing.series import Seen
from reports.pages.cards import make_changes
from reports.pages.changes import ShownChange
from reports.pages.charts import why_absent, why_missing
from reports.pages.selection import Selection


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in a table; without a `point` there is none."""

    title: str
    point: Point | None
    shown: Shown | None
    absence: str
    observation: int | None
    release: int | None
    origin: str
    coverage: str
    region: str = ""  # the code of the region that it is of, where lines are of regions
    leads: bool = False  # its region has a page of its own
    changes: tuple[ShownChange, ...] = ()
    remark: str = ""
    reason: str = ""  # 异常变动说明
    state: ShownState | None = None
    is_demo: bool = False
    is_corrected: bool = False


def make_lines(indicator: Indicator, seen: Sequence[Seen], *, derived: bool = False) -> tuple[Line, ...]:
    """A series with its changes, newest first."""
    return tuple(
        _line(show_label(indicator, one.point.period), indicator, one, seen, derived=derived)
        for one in reversed(seen)
    )


def make_region_lines(
    indicator: Indicator,
    regions: Sequence[tuple[Region, Seen | None]],
    selection: Selection,
    *,
    derived: bool = False,
) -> tuple[Line, ...]:
    """A figure of each region at the selected period, in the official order, or why there is none."""
    period = selection.period
    return tuple(
        _line(
            str(region),
            indicator,
            one,
            (),
            why_missing(indicator, region, period) if period else "",
            derived=derived,
            region=region.code,
            leads=region != selection.root,
        )
        for region, one in regions
    )


def _line(
    title: str,
    indicator: Indicator,
    one: Seen | None,
    seen: Sequence[Seen],
    missing: str = "",
    *,
    derived: bool,
    region: str = "",
    leads: bool = False,
) -> Line:
    if one is None:
        return Line(title, None, None, missing, None, None, "", "", region, leads)
    changes, remark = make_changes(indicator, seen, one) if seen else ((), "")
    row, point = one.row, one.point
    return Line(
        title=title,
        point=point,
        shown=None if point.value is None else show_figure(indicator, point),
        absence=why_absent(one),
        observation=row.pk,
        release=row.release_id,
        origin=_("derived") if derived else str(Observation.Origin(row.origin).label),
        coverage=show_coverage(one),
        region=region,
        leads=leads,
        changes=changes,
        remark=remark,
        reason=one.reason,
        is_demo=row.is_demo,
        is_corrected=one.is_corrected,
    )
