"""Relations between figures that a form's submissions are checked against."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators import quantities
from indicators.analytics import rules
from indicators.models.catalogue import Form, Indicator

LONGEST_FORMULA = 500


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self) -> RuleQuerySet:
        """Those that figures are checked against."""
        return self.filter(is_confirmed=True)


class Rule(models.Model):
    """A relation between figures that a form's submissions are checked against."""

    class Severity(models.TextChoices):
        ERROR = "error", _("error")
        WARNING = "warning", _("warning")

    EXPECTED = {
        rules.Expected.OPERAND: _("an indicator's code"),
        rules.Expected.COMPARISON: _("a sign such as = or >="),
        rules.Expected.OPERATOR: _("+, - or the end"),
    }

    form = models.ForeignKey(Form, models.PROTECT, related_name="rules", verbose_name=_("form"))
    number = models.PositiveSmallIntegerField(_("number"))
    formula = models.CharField(_("formula"), max_length=LONGEST_FORMULA)
    tolerance = models.DecimalField(
        _("tolerance"), max_digits=15, decimal_places=quantities.DECIMALS, default=0
    )
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, default=Severity.WARNING)
    message = models.CharField(_("message"), max_length=200, blank=True)
    is_confirmed = models.BooleanField(
        _("confirmed"), default=True, help_text=_("A proposed rule checks nothing until it is confirmed.")
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["form", "number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="rule_once")]

    def __str__(self) -> str:
        return self.formula

    def clean(self) -> None:
        """The formula must be one, of indicators that exist; it is kept with their codes."""
        try:
            operands = rules.operands(rules.parse(self.formula))
        except rules.RuleError as error:
            raise ValidationError(
                {
                    "formula": _("At character %(place)d of “%(formula)s”: expected %(expected)s.")
                    % {
                        "place": error.position + 1,
                        "formula": self.formula,
                        "expected": self.EXPECTED[error.expected],
                    }
                }
            ) from None
        meant = {written: self._meant(written) for written in operands}
        if unknown := [written for written, codes in meant.items() if not codes]:
            raise ValidationError({"formula": _("Unknown indicators: %s.") % ", ".join(sorted(unknown))})
        for written, codes in meant.items():
            if len(codes) > 1:
                raise ValidationError(
                    {
                        "formula": _("“%(written)s” may be several indicators: %(codes)s.")
                        % {"written": written, "codes": ", ".join(codes)}
                    }
                )
        self.formula = rules.rename(self.formula, {written: code for written, (code,) in meant.items()})
        if len(self.formula) > LONGEST_FORMULA:
            raise ValidationError({"formula": _("The formula is too long.")})

    def _meant(self, written: str) -> list[str]:
        """The codes of the indicators that an operand may be: by code, else by name or alias.

        A form's own code is an alias; those of the rule's own form come before others.
        """
        rows = Indicator.objects.filter(
            models.Q(code=written) | models.Q(name=written) | models.Q(aliases__contains=written)
        )
        found = [row for row in rows if written in (row.code, row.name, *row.alias_list)]
        by_code = [row for row in found if row.code == written]
        own = [row for row in found if row.form_id == self.form_id]
        return [row.code for row in by_code or own or found]
