"""The dates of which a region has figures, by leaps through an index: no figure is read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection

from indicators.models.observations import Absence, Observation

# The conditions are spelt as those of the index `observation_ends`.
LAST = """
SELECT MAX(o."end") FROM indicators_observation o
WHERE o.region_id = {region} AND o.superseded_in_id IS NULL AND NOT (o.absence = 'withdrawn')
"""
ENDS = f"""
WITH RECURSIVE ends(region, day) AS (
  SELECT r.id, ({LAST.format(region="r.id")}) FROM indicators_region r WHERE r.id IN (%s, %s)
  UNION ALL
  SELECT ends.region, ({LAST.format(region="ends.region")} AND o."end" < ends.day) FROM ends
  WHERE ends.day IS NOT NULL
) SELECT DISTINCT day FROM ends WHERE day IS NOT NULL ORDER BY day DESC
"""  # noqa: S608 - nothing in it comes from outside


def read_ends(regions: tuple[int, int], release: int | None) -> list[date]:
    """The last days of what was known of two regions right after that release, or is now; newest first."""
    if release is not None:
        return _read_past_ends(regions, release)
    with connection.cursor() as cursor:
        cursor.execute(ENDS, regions)
        days = [day for (day,) in cursor.fetchall()]
    return [date.fromisoformat(day) if isinstance(day, str) else day for day in days]


def _read_past_ends(regions: Collection[int], release: int) -> list[date]:
    rows = Observation.objects.as_of(release).filter(region__in=regions).exclude(absence=Absence.WITHDRAWN)
    return list(rows.order_by("-end").values_list("end", flat=True).distinct())
