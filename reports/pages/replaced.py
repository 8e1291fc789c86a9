"""Figures that a later release corrected or took back, and what was computed from such before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from indicators.models import Indicator, Observation
from indicators.standing.series import Seen
from reports.pages.observation import Version, make_version
from reports.pages.selection import Selection


def get_replaced(
    indicators: Iterable[Indicator], selection: Selection, series: Mapping[int, Sequence[Seen]]
) -> dict[int, list[Version]]:
    """Those of the selected region by indicator, the last replaced first.

    Of computed figures those that the series say to have been corrected.
    """
    before = {pk for seen in series.values() for one in seen for pk in one.earlier}
    rows = Observation.objects.filter(
        Q(origin=Observation.Origin.REPORTED) | Q(pk__in=before),
        indicator__in=list(indicators),
        region=selection.region,
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
    return get_replaced(touched, selection, series) if touched else {}
