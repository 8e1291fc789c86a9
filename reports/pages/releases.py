"""The log of releases, and what each of them changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from indicators.models import Indicator, Observation, Region, Release
from indicators.models.observations import ObservationQuerySet
from reports.pages.observation import Version, make_version
from reports.pages.selection import Selection

LISTED = 200  # figures on one page of a release
FEW = 3  # changes that the log itself tells of a release


@dataclass(frozen=True, slots=True)
class Sought:
    """Which releases the log is narrowed to; None and False where to none."""

    indicator: Indicator | None = None
    region: Region | None = None
    corrections: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that a release stated, and the one that it replaced."""

    row: Observation
    new: Version
    old: Version | None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A release, how many figures it stated and corrected, and the changes that are told at once."""

    release: Release
    figures: int
    corrected: int
    changes: tuple[Changed, ...]
    undone_by: Release | None


@dataclass(frozen=True)
class ReleasePage:
    """`changes` are a page of all; `is_later` where it was made after the selected day, if one is."""

    release: Release
    selection: Selection | None
    is_later: bool
    changes: Page[Changed]
    corrected: int
    computed: int
    undone_by: Release | None


def get_releases(until: int | None = None, sought: Sought | None = None) -> QuerySet[Release]:
    """Releases, newest first, each with how many figures it stated and how many of them it corrected."""
    sought = sought or Sought()
    stated = _narrow(_stated().filter(release=OuterRef("pk")), sought)
    corrected = _narrow(_corrected().filter(superseded_in=OuterRef("pk")), sought)
    rows = Release.objects.with_people().order_by("-number")
    if until is not None:
        rows = rows.filter(number__lte=until)
    if sought.indicator or sought.region:
        rows = rows.filter(Exists(stated))
    if sought.corrections:
        rows = rows.filter(Exists(corrected))
    return rows.annotate(
        figures=_count(_stated().filter(release=OuterRef("pk")), "release"),
        corrected=_count(_corrected().filter(superseded_in=OuterRef("pk")), "superseded_in"),
        told=_count(corrected, "superseded_in"),
    )


def get_log(releases: Iterable[Release], sought: Sought, until: int | None) -> list[LogEntry]:
    """These releases with what they changed, where that is little enough to be told at once."""
    rows = list(releases)
    brief = [row.number for row in rows if 0 < row.told <= FEW]  # type: ignore[attr-defined]
    old = _narrow(_corrected().filter(superseded_in__in=brief), sought).select_related("indicator", "region")
    changes: dict[int, list[Changed]] = defaultdict(list)
    for change in _pair(list(old), brief):
        changes[change.row.release_id].append(change)
    return [
        LogEntry(
            release=row,
            figures=row.figures,  # type: ignore[attr-defined]
            corrected=row.corrected,  # type: ignore[attr-defined]
            changes=tuple(changes[row.number]),
            undone_by=undone_by(row, until),
        )
        for row in rows
    ]


def get_release_page(
    release: Release, selection: Selection | None = None, number: str | None = None
) -> ReleasePage:
    """What one of `get_releases` stated, each figure beside the one it replaced: the page of that number."""
    until = selection.release if selection else None
    stated = release.observations.select_related("indicator", "region").order_by(
        "indicator__order", "region__order", "end", "pk"
    )
    figures, corrected = release.figures, release.corrected  # type: ignore[attr-defined]
    page: Page[Any] = Paginator(range(figures), LISTED).get_page(number)
    first = (page.number - 1) * LISTED
    rows = list(stated.filter(origin=Observation.Origin.REPORTED)[first : first + LISTED])
    replaced = release.superseded.filter(
        indicator__in={row.indicator_id for row in rows}, region__in={row.region_id for row in rows}
    ).select_related("indicator", "region", "release")
    before = {_spot(row): row for row in replaced}
    page.object_list = [_change(row, before.get(_spot(row))) for row in rows]
    return ReleasePage(
        release=release,
        selection=selection,
        is_later=until is not None and release.number > until,
        changes=page,
        corrected=corrected,
        computed=stated.filter(origin=Observation.Origin.COMPUTED).count(),
        undone_by=undone_by(release, until),
    )


def get_corrections(release: Release) -> list[Changed]:
    """Every value that a release replaced, beside what it states instead."""
    old = _corrected().filter(superseded_in=release).select_related("indicator", "region", "release")
    return list(_pair(list(old), [release.number]))


def undone_by(release: Release, until: int | None) -> Release | None:
    """The release that undid it, if it had by then."""
    undoing = getattr(release, "undone_by", None)
    return undoing if undoing and (until is None or undoing.number <= until) else None


def _stated() -> ObservationQuerySet:
    return Observation.objects.filter(origin=Observation.Origin.REPORTED)


def _corrected() -> ObservationQuerySet:
    """Reported values that a release replaced, by another or by saying that there is none."""
    return _stated().filter(value__isnull=False, superseded_in__isnull=False)


def _narrow(rows: ObservationQuerySet, sought: Sought) -> ObservationQuerySet:
    wanted = Q()
    if sought.indicator:
        wanted &= Q(indicator=sought.indicator)
    if sought.region:
        wanted &= Q(region=sought.region)
    return rows.filter(wanted)


def _count(rows: ObservationQuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _pair(replaced: Sequence[Observation], releases: Collection[int]) -> Iterable[Changed]:
    """Each of these beside what stands in its place."""
    before = {(row.superseded_in_id, _spot(row)): row for row in replaced}
    rows = (
        _stated()
        .filter(release__in=releases, indicator__in={row.indicator_id for row in replaced})
        .select_related("indicator", "region")
        .order_by("indicator__order", "region__order", F("end"))
    )
    for row in rows:
        if old := before.get((row.release_id, _spot(row))):
            yield _change(row, old)


def _change(row: Observation, old: Observation | None) -> Changed:
    return Changed(row, make_version(row), make_version(old) if old else None)


def _spot(row: Observation) -> tuple[object, ...]:
    return row.indicator_id, row.region_id, row.start, row.end, row.origin
