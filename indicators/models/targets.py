"""What an indicator should reach."""

from __future__ import annotations

import re
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators import quantities
from indicators.models.catalogue import Indicator

SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?|[0-9]{1,3}/[0-9]{1,3}")


def _share(text: str) -> Fraction:
    """The share that is written so; raises ValueError."""
    if not SHARE.fullmatch(text):  # an exponent may stand for more digits than memory holds
        raise ValueError(text)
    return Fraction(text)


class Target(models.Model):
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

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "region", "year"], name="target_once"),
            models.CheckConstraint(condition=~models.Q(document=""), name="target_has_document"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """The share of the target due at the end of each part of the year; none where nothing says so."""
        return tuple(_share(text.strip()) for text in self.profile.split("|")) if self.profile else ()

    def clean(self) -> None:
        """The year is one, and the shares rise to the whole through equal parts of it."""
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
