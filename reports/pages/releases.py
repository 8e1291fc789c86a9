"""The log of releases, and what each of them changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from indicators.models import Observation, Release
from reports.pages.observation import Version, make_version
from reports.pages.selection import TODAY, Day

REPORTED = Q(observations__origin=Observation.Origin.REPORTED)


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that a release stated, and the one that it replaced."""

    row: Observation
    new: Version
    old: Version | None


@dataclass(frozen=True)
class ReleasePage:
    release: Release
    changes: tuple[Changed, ...]
    computed: int
    undone_by: Release | None  # where that was known on the day
    day: Day

    @property
    def is_known(self) -> bool:
        """Whether it had been made by the day that is shown."""
        return self.day.knows(self.release.number)


def get_releases(until: int | None = None) -> QuerySet[Release]:
    """All releases, newest first, each with how many figures it stated."""
    counted = Release.objects.with_people().annotate(figures=Count("observations", filter=REPORTED))
    rows = counted.order_by("-number")  # counting drops the model's own order
    if until is not None:
        rows = rows.filter(number__lte=until)
    return rows


def get_release_page(release: Release, day: Day = TODAY) -> ReleasePage:
    """What one release stated, each figure beside the one that it replaced."""
    stated = release.observations.select_related("indicator", "region").order_by("indicator__order", "end")
    replaced = {
        (row.indicator_id, row.region_id, row.start, row.end, row.origin): row
        for row in release.superseded.select_related("indicator", "region")
    }
    changes = []
    for row in stated.filter(origin=Observation.Origin.REPORTED):
        old = replaced.get((row.indicator_id, row.region_id, row.start, row.end, row.origin))
        changes.append(Changed(row, make_version(row), make_version(old) if old else None))
    undone_by: Release | None = getattr(release, "undone_by", None)
    return ReleasePage(
        release=release,
        changes=tuple(changes),
        computed=stated.filter(origin=Observation.Origin.COMPUTED).count(),
        undone_by=undone_by if undone_by and day.knows(undone_by.number) else None,
        day=day,
    )
