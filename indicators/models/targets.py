"""What an indicator should reach."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators import quantities
from indicators.models.catalogue import Indicator
from indicators.models.observations import end_of

SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?|[0-9]{1,3}/[0-9]{1,3}")


def _share(text: str) -> Fraction:
    """The share that is written so; raises ValueError."""
    if not SHARE.fullmatch(text):  # an exponent may stand for more digits than memory holds
        raise ValueError(text)
    return Fraction(text)


class TargetQuerySet(models.QuerySet["Target"]):
    def known_on(self, day: date | None) -> TargetQuerySet:
        """All that had been stated by the end of that day, ended or not; by now for None."""
        return self.all() if day is None else self.filter(stated_at__lte=end_of(day))

    def as_of(self, day: date | None) -> TargetQuerySet:
        """Those in force at the end of that day; now for None."""
        if day is None:
            return self.filter(ended_at__isnull=True)
        still = models.Q(ended_at__isnull=True) | models.Q(ended_at__gt=end_of(day))
        return self.known_on(day).filter(still)


class Revision(NamedTuple):
    """That a target demands something else than before: since when, and what the one before demanded."""

    at: datetime
    old: Target


class Target(models.Model):
    """What an indicator should reach in a year, as it was stated; one that is revised ends, another begins.

    `revision` is set where targets are read with what became of them.
    """

    class Kind(models.TextChoices):
        LEVEL = "level", _("level")
        INCREASE = "increase", _("increase")
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    region = models.ForeignKey(
        "indicators.Region", models.PROTECT, related_name="targets", verbose_name=_("region")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=quantities.DECIMALS)
    baseline = models.DecimalField(
        _("baseline"), max_digits=15, decimal_places=quantities.DECIMALS, null=True, blank=True
    )
    profile = models.CharField(
        _("profile"),
        max_length=200,
        blank=True,
        help_text=_("Share of the target due at each period's end, as 0.2|0.5|0.8|1"),
    )
    document = models.CharField(_("document"), max_length=200)
    note = models.CharField(_("note"), max_length=200, blank=True)
    stated_at = models.DateTimeField(_("stated at"), default=timezone.now, editable=False)
    stated_by = models.ForeignKey(
        "indicators.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("stated by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    ended_by = models.ForeignKey(
        "indicators.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = TargetQuerySet.as_manager()
    revision: Revision | None = None

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "year"],
                condition=models.Q(ended_at__isnull=True),
                name="target_once",
            ),
            models.CheckConstraint(condition=~models.Q(document=""), name="target_has_document"),
            models.CheckConstraint(
                condition=models.Q(ended_at__gte=models.F("stated_at")), name="target_ends_after_it_is_stated"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=False) | models.Q(ended_by__isnull=True),
                name="target_ended_by_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """The share of the target due at the end of each part of the year; none where nothing says so."""
        return tuple(_share(text.strip()) for text in self.profile.split("|")) if self.profile else ()

    @property
    def demand(self) -> tuple[object, ...]:
        """What it asks for; where only its document or note is another, it asks for the same."""
        return self.kind, self.value, self.baseline, self.profile

    def clean(self) -> None:
        """One is in force, the year is one, and the shares rise to the whole through equal parts of it."""
        others = Target.objects.as_of(None).exclude(pk=self.pk)
        same = {"indicator": self.indicator_id, "region": self.region_id, "year": self.year}
        if None not in same.values() and others.filter(**same).exists():
            raise ValidationError(
                _("There is a target for this indicator, region and year; revise that one.")
            )
        if self.year is not None and not 1000 <= self.year <= 9999:
            raise ValidationError({"year": _("A year has four digits.")})
        try:
            shares = self.shares
        except (ValueError, ZeroDivisionError):
            shares = (Fraction(-1),)
        rising = [Fraction(0), *shares] == sorted([Fraction(0), *shares])
        if shares and not (rising and shares[-1] == 1 and 12 % len(shares) == 0):
            raise ValidationError(
                {"profile": _("Shares rise to 1 in steps of equal length, as 0.2|0.5|0.8|1.")}
            )
