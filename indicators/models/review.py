"""What passes between those who hand in and those who decide: receipts, comments at cells, notices."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.observations import Spot
from indicators.periods import Period


class Receipt(models.Model):
    """That a submission was handed in: when, by whom, and how much was in it."""

    submission = models.ForeignKey(
        "indicators.Submission", models.PROTECT, related_name="receipts", verbose_name=_("submission")
    )
    at = models.DateTimeField(_("handed in at"))
    by = models.ForeignKey(
        "indicators.User", models.PROTECT, related_name="+", verbose_name=_("handed in by")
    )
    expected = models.PositiveIntegerField(_("figures due"))
    values = models.PositiveIntegerField(_("values"), help_text=_("Other than zero."))
    zeros = models.PositiveIntegerField(_("zeros"))
    absent = models.PositiveIntegerField(_("absent with a reason"))
    blank = models.PositiveIntegerField(_("left blank"), help_text=_("Due, and not in this submission."))
    check_number = models.CharField(_("check number"), max_length=12)
    due = models.DateField(_("due"), null=True, help_text=_("As it was known at that moment."))
    extended_to = models.DateField(
        _("extended to"), null=True, help_text=_("As it was known at that moment.")
    )

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-id"]
        indexes = [models.Index(fields=["at"], name="receipt_at")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How it is quoted, as `R000123`."""
        return f"R{self.pk:06d}"

    @property
    def filled(self) -> int:
        return self.values + self.zeros + self.absent


class CellComment(models.Model):
    """What a reviewer says about one figure when returning a submission."""

    submission = models.ForeignKey(
        "indicators.Submission", models.PROTECT, related_name="cell_comments", verbose_name=_("submission")
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    period = models.CharField(_("period"), max_length=8)
    text = models.CharField(_("review comment"), max_length=500)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("indicators.User", models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("comment at a cell")
        verbose_name_plural = _("comments at cells")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="cell_comment_says_something")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def spot(self) -> Spot:
        """Where the figure that it speaks of is kept."""
        return self.indicator.spot(Period.parse(self.period))


class Notice(models.Model):
    """Word to one user of what has become of his figures."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        CORRECTED = "corrected", _("corrected later")
        UNDONE = "undone", _("taken back")

    user = models.ForeignKey(
        "indicators.User", models.PROTECT, related_name="notices", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    submission = models.ForeignKey(
        "indicators.Submission",
        models.PROTECT,
        related_name="+",
        verbose_name=_("submission"),
        help_text=_("The user's own."),
    )
    release = models.ForeignKey(
        "indicators.Release", models.PROTECT, null=True, related_name="+", verbose_name=_("release")
    )
    at = models.DateTimeField(_("at"))
    seen_at = models.DateTimeField(_("seen at"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user"], condition=models.Q(seen_at__isnull=True), name="notice_unseen"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.submission_id}"
