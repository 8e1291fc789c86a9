"""What lies beneath in a draft: figures and findings that a file has covered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.observations import Spot


class Replaced(models.Model):
    """A figure or finding of a draft that a file has covered; it comes back when that file is taken out."""

    submission = models.ForeignKey(
        "indicators.Submission", models.PROTECT, related_name="replaced", verbose_name=_("submission")
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    start = models.DateField(_("start"))
    end = models.DateField(_("end"))
    upload = models.ForeignKey(
        "indicators.Upload",
        models.PROTECT,
        null=True,
        related_name="replaced",
        verbose_name=_("upload"),
        help_text=_("The file that it came from; none where it was typed."),
    )
    over = models.ForeignKey(
        "indicators.Upload",
        models.PROTECT,
        related_name="+",
        verbose_name=_("covered by"),
        help_text=_("The file that lies over it."),
    )
    row = models.JSONField(_("row"), help_text=_("As it was, in Django's own writing."))

    class Meta:
        verbose_name = _("replaced figure")
        verbose_name_plural = _("replaced figures")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.end}"

    @property
    def spot(self) -> Spot:
        return self.indicator_id, self.start, self.end

    @property
    def is_figure(self) -> bool:
        return bool(self.row["model"] == "indicators.stagedfigure")
