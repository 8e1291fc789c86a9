"""Reported figures that a later release corrected or took back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from indicators.models import Indicator, Observation
from indicators.standing.series import Seen
from reports.pages.observation import Version, make_version
from reports.pages.selection import Selection


def get_replaced(indicators: Iterable[Indicator], selection: Selection) -> dict[int, list[Version]]:
    """Those of the selected region by indicator, the last replaced first."""
    rows = Observation.objects.filter(
        indicator__in=list(indicators),
        region=selection.region,
        origin=Observation.Origin.REPORTED,
        superseded_in__isnull=False,
    ).select_related("indicator", "release", "superseded_in")
    if selection.release is not None:
        rows = rows.filter(superseded_in__lte=selection.release)
    replaced: dict[int, list[Version]] = defaultdict(list)
    for row in rows.order_by("-superseded_in_id", "-end"):
        replaced[row.indicator_id].append(make_version(row))
    return replaced


def get_replaced_in(
    series: Mapping[int, Sequence[Seen]], indicators: Iterable[Indicator], selection: Selection
) -> dict[int, list[Version]]:
    """The same, of those alone in whose series a figure was corrected; mostly there is none to ask for."""
    touched = [one for one in indicators if any(seen.is_corrected for seen in series.get(one.pk, ()))]
    return get_replaced(touched, selection) if touched else {}
