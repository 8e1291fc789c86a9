"""What is known: releases, and the observations that each of them states."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators import periods, quantities
from indicators.analytics import nature

if TYPE_CHECKING:
    from indicators.models.submissions import Submission


NEAR = 100  # releases among which a clock may have been put back


class Qualifier(models.TextChoices):
    EXACT = quantities.Qualifier.EXACT.value, _("exact")
    ROUNDED = quantities.Qualifier.ROUNDED.value, _("rounded")
    ABOUT = quantities.Qualifier.ABOUT.value, _("about")
    NEARLY = quantities.Qualifier.NEARLY.value, _("nearly")
    OVER = quantities.Qualifier.OVER.value, _("over")


class Absence(models.TextChoices):
    NOT_REPORTED = quantities.Absence.NOT_REPORTED.value, _("not reported")
    NOT_APPLICABLE = quantities.Absence.NOT_APPLICABLE.value, _("not applicable")
    WITHHELD = quantities.Absence.WITHHELD.value, _("withheld")
    DISCONTINUED = quantities.Absence.DISCONTINUED.value, _("discontinued")
    WITHDRAWN = quantities.Absence.WITHDRAWN.value, _("withdrawn")


class Stated(models.Model):
    """A value at a period, or why there is none."""

    period = models.CharField(_("period"), max_length=8)
    start = models.DateField(_("start"), help_text=_("Of a level: the date itself."))
    end = models.DateField(_("end"))
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=quantities.DECIMALS, null=True)
    absence = models.CharField(_("absence"), max_length=15, choices=Absence, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    margin = models.DecimalField(
        _("margin"),
        max_digits=15,
        decimal_places=quantities.DECIMALS,
        default=0,
        help_text=_("Half of the last printed place; zero for an exact figure."),
    )
    is_provisional = models.BooleanField(
        _("provisional"), default=False, help_text=_("A later release is to give the final figure.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, absence="")
                | (models.Q(value__isnull=True) & ~models.Q(absence="")),
                name="%(class)s_value_or_absence",
            ),
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="%(class)s_span"),
        ]


def end_of(day: date) -> datetime:
    """The last moment of a day, local time."""
    return datetime.combine(day, time.max, timezone.get_default_timezone())


class ReleaseQuerySet(models.QuerySet["Release"]):
    def known_on(self, day: date) -> ReleaseQuerySet:
        """Releases made by the end of that day, local time."""
        return self.filter(made_at__lte=end_of(day))

    def latest_on(self, day: date) -> int:
        """The number of the last release made by the end of that day; 0 where there was none.

        They are numbered in the order of their moments, but for a clock that was put back.
        """
        near = self.known_on(day).order_by("-made_at", "-number").values_list("number", flat=True)[:NEAR]
        return max(near, default=0)

    def with_people(self) -> ReleaseQuerySet:
        return self.select_related(
            "submitted_by",
            "approved_by",
            "undone_by",
            "submission__form",
            "submission__region",
            "undoes__submission__form",
            "undoes__submission__region",
        )


class Release(models.Model):
    """One act of approval, or its undoing: a numbered, dated, immutable set of observations."""

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    submission = models.OneToOneField(
        "indicators.Submission",
        models.PROTECT,
        null=True,
        related_name="release",
        verbose_name=_("submission"),
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name=_("undoes")
    )
    submitted_by = models.ForeignKey(
        "indicators.User",
        models.PROTECT,
        related_name="+",
        verbose_name=_("submitted by"),
        help_text=_("Who submitted the figures that this release states or takes back."),
    )
    approved_by = models.ForeignKey(
        "indicators.User", models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    reason = models.TextField(_("reason"), blank=True)
    is_demo = models.BooleanField(_("demonstration"), default=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        indexes = [models.Index(fields=["made_at", "number"], name="release_made_at")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("submitted_by")), name="release_two_people"
            ),
            models.CheckConstraint(
                condition=models.Q(submission__isnull=False, undoes__isnull=True)
                | models.Q(submission__isnull=True, undoes__isnull=False),
                name="release_approves_or_undoes",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def origin(self) -> Submission:
        """The submission whose figures this release states, takes back or brings back."""
        release = self
        while release.undoes is not None:
            release = release.undoes
        if release.submission is None:
            raise ValueError("A release without a submission undoes another; the database sees to it.")
        return release.submission


class ObservationQuerySet(models.QuerySet["Observation"]):
    def as_of(self, release: int | None) -> ObservationQuerySet:
        """What was known right after that release; what is known now for None."""
        if release is None:
            return self.filter(superseded_in__isnull=True)
        return self.filter(release_id__lte=release).exclude(superseded_in_id__lte=release)

    def ending(self, period: periods.Period) -> ObservationQuerySet:
        """Levels of the period's last day, and figures of just its span."""
        return self.filter(models.Q(start=models.F("end")) | models.Q(start=period.start), end=period.end)

    def with_source(self) -> ObservationQuerySet:
        return self.select_related(
            "staged__upload",
            "staged__entered_by",
            "staged__submission",
            "release__submitted_by",
            "release__approved_by",
        )


class Observation(Stated):
    """The value of an indicator for a region at a period, as one release states it."""

    class Origin(models.TextChoices):
        REPORTED = nature.Origin.REPORTED.value, _("reported")
        COMPUTED = nature.Origin.COMPUTED.value, _("computed")

    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="observations", verbose_name=_("indicator")
    )
    region = models.ForeignKey(
        "indicators.Region",
        models.PROTECT,
        related_name="observations",
        verbose_name=_("region"),
        db_index=False,  # others begin with it
    )
    origin = models.CharField(_("origin"), max_length=8, choices=Origin)
    reported_parts = models.PositiveIntegerField(_("parts reported"), null=True)
    expected_parts = models.PositiveIntegerField(_("parts expected"), null=True)
    formula = models.CharField(_("formula"), max_length=200, blank=True)
    basis = models.CharField(  # null, for SQLite then adds the column in place and keeps the triggers
        _("basis"),
        max_length=12,
        null=True,
        help_text=_("Of a sum: stands for the regions that it was made of; another one makes it anew."),
    )
    parts = models.JSONField(_("parts"), default=list)
    staged = models.ForeignKey(
        "indicators.StagedFigure",
        models.PROTECT,
        null=True,
        related_name="observations",
        verbose_name=_("staged figure"),
    )
    release = models.ForeignKey(
        Release, models.PROTECT, related_name="observations", verbose_name=_("release")
    )
    superseded_in = models.ForeignKey(
        Release,
        models.PROTECT,
        null=True,
        related_name="superseded",
        verbose_name=_("superseded in"),
        db_index=False,  # what is current is no selection
    )
    is_demo = models.BooleanField(_("demonstration"), default=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "indicator", "end", "start", "origin"],
                condition=models.Q(superseded_in__isnull=True),
                name="observation_one_current",
            ),
            *Stated.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(superseded_in__gt=models.F("release")),
                name="observation_superseded_later",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "indicator", "end"], name="observation_series"),
            models.Index(
                fields=["superseded_in"],
                name="observation_superseded",
                condition=models.Q(superseded_in__isnull=False),
            ),
            models.Index(
                fields=["region", "end"],
                name="observation_ends",
                condition=models.Q(superseded_in__isnull=True) & ~models.Q(absence=Absence.WITHDRAWN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.region} {self.period}"

    @property
    def is_complete(self) -> bool:
        return self.expected_parts is None or self.reported_parts == self.expected_parts


class Placed(Protocol):
    """What tells one figure from another, and the one that is shown of several."""

    @property
    def indicator_id(self) -> int: ...
    @property
    def region_id(self) -> int: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...
    @property
    def absence(self) -> str: ...
    @property
    def origin(self) -> str: ...


Row = TypeVar("Row", bound=Placed)
Spot = tuple[int, date, date]  # id of the indicator, first and last day
Place = tuple[int, str]  # id of the indicator, period


def shown(observations: Iterable[Row]) -> list[Row]:
    """Of each figure the reported observation where there is one, else the computed one, in order."""
    chosen: dict[tuple[int, int, date, date], Row] = {}
    for observation in observations:
        if observation.absence == Absence.WITHDRAWN:
            continue
        key = (observation.indicator_id, observation.region_id, observation.start, observation.end)
        if key not in chosen or observation.origin == Observation.Origin.REPORTED:
            chosen[key] = observation
    return list(chosen.values())
