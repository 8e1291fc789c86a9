"""When forms are due: days off and days worked instead, and deadlines set for one period."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.periods import Period, PeriodError


class CalendarDay(models.Model):
    """A public holiday, or a weekend day that is worked; a deadline never falls on a day off."""

    class Kind(models.TextChoices):
        OFF = "off", _("day off")
        WORKED = "worked", _("worked")

    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    name = models.CharField(_("name"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}".strip()


class Deadline(models.Model):
    """The day by which one form is due for one period, where it is not the usual one."""

    form = models.ForeignKey(
        "indicators.Form", models.PROTECT, related_name="deadlines", verbose_name=_("form")
    )
    period = models.CharField(_("period"), max_length=8, help_text=_("2023-06, 2023-Q2, 2023-S1 or 2023"))
    due = models.DateField(_("due"))

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["-due", "form"]
        constraints = [models.UniqueConstraint(fields=["form", "period"], name="deadline_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.period} {self.due}"

    def clean(self) -> None:
        """The period must be one of the form's, and the day lie behind it."""
        try:
            period = Period.parse(self.period)
        except PeriodError:
            raise ValidationError({"period": _("“%s” is not a period of this form.") % self.period}) from None
        if self.form_id and period.frequency.value != self.form.frequency:
            raise ValidationError({"period": _("“%s” is not a period of this form.") % self.period})
        if self.due and self.due <= period.end:
            raise ValidationError({"due": _("The deadline must lie after the period's end.")})
