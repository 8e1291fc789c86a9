"""Where one figure came from: its cell, its people, its parts, and what was said before it."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.messages.figures import show_absence, show_figure, show_label, show_unit
from indicators.models import Finding, Observation, StagedFigure
from indicators.periods import Period
from indicators.quantities import Shown
from indicators.services.differences import differ
from reports.pages.selection import TODAY, Day


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
    day: Day
    other: Version | None  # what now is reported where this is computed, or the reverse, where they differ

    @property
    def is_known(self) -> bool:
        """Whether the figure had been stated by the day that is shown."""
        return self.day.knows(self.observation.release_id)

    @property
    def replaced_in(self) -> int | None:
        """The release that replaced it, where that was known on the day."""
        number = self.observation.superseded_in_id
        return number if self.day.knows(number) else None


def get_observation_page(observation: Observation, day: Day = TODAY) -> ObservationPage:
    """All that leads back from a figure, as known on the day; versions newest first, parts in their order."""
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
    if day.release is not None:
        same = same.filter(release_id__lte=day.release)
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
        day=day,
        other=_other(observation, day),
    )


def _reasons(staged: StagedFigure | None) -> tuple[Finding, ...]:
    if staged is None:
        return ()
    rows = Finding.objects.filter(
        submission=staged.submission_id, indicator=staged.indicator_id, period=staged.period
    )
    return tuple(rows.exclude(reason=""))


def _other(observation: Observation, day: Day) -> Version | None:
    rows = Observation.objects.as_of(day.release).filter(
        indicator=observation.indicator,
        region=observation.region,
        start=observation.start,
        end=observation.end,
        value__isnull=False,
    )
    other = rows.exclude(origin=observation.origin).select_related("indicator", "region").first()
    replaced = day.knows(observation.superseded_in_id)
    is_another = other is not None and not replaced and differ(observation, other)
    return make_version(other) if other and is_another else None


def make_version(row: Observation) -> Version:
    return Version(
        row=row,
        label=show_label(row.indicator, Period.parse(row.period)),
        unit=show_unit(row.indicator),
        shown=show_figure(row.indicator, row) if row.value is not None else None,
        absence=show_absence(row.absence),
    )
