"""Where one figure came from: its cell, its people, its parts, and what was said before it."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.messages.figures import show_absence, show_label, show_unit, show_value
from indicators.models import Finding, Observation, StagedFigure
from indicators.periods import Period
from indicators.quantities import Shown
from indicators.services.differences import differ


@dataclass(frozen=True, slots=True)
class Version:
    """An observation in words."""

    row: Observation
    label: str
    unit: str
    shown: Shown | None
    absence: str


@dataclass(frozen=True)
class ObservationPage:
    observation: Observation
    current: Version
    staged: StagedFigure | None
    parts: tuple[Version, ...]
    versions: tuple[Version, ...]
    reasons: tuple[Finding, ...]  # 异常变动说明
    other: Version | None  # what now is reported where this is computed, or the reverse, where they differ


def get_observation_page(observation: Observation) -> ObservationPage:
    """All that leads back from a figure; its versions newest first, its parts in the official order."""
    same = (
        Observation.objects.filter(
            indicator=observation.indicator,
            region=observation.region,
            start=observation.start,
            end=observation.end,
            origin=observation.origin,
        )
        .with_source()
        .select_related("indicator", "region")
        .order_by("-release_id")
    )
    parts = (
        Observation.objects.filter(pk__in=observation.parts)
        .with_source()
        .select_related("indicator", "region")
        .order_by("region__order", "indicator__order")
    )
    return ObservationPage(
        observation=observation,
        current=make_version(observation),
        staged=observation.staged,
        parts=tuple(make_version(part) for part in parts),
        versions=tuple(make_version(row) for row in same),
        reasons=_reasons(observation.staged),
        other=_other(observation),
    )


def _reasons(staged: StagedFigure | None) -> tuple[Finding, ...]:
    if staged is None:
        return ()
    rows = Finding.objects.filter(
        submission=staged.submission_id, indicator=staged.indicator_id, period=staged.period
    )
    return tuple(rows.exclude(reason=""))


def _other(observation: Observation) -> Version | None:
    rows = Observation.objects.as_of(None).filter(
        indicator=observation.indicator,
        region=observation.region,
        start=observation.start,
        end=observation.end,
        value__isnull=False,
    )
    other = rows.exclude(origin=observation.origin).select_related("indicator", "region").first()
    is_another = other is not None and not observation.superseded_in_id and differ(observation, other)
    return make_version(other) if other and is_another else None


def make_version(row: Observation) -> Version:
    return Version(
        row=row,
        label=show_label(row.indicator, Period.parse(row.period)),
        unit=show_unit(row.indicator),
        shown=show_value(row.indicator, row.value, row.qualifier, row.margin)
        if row.value is not None
        else None,
        absence=show_absence(row.absence),
    )
