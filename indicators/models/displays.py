"""Screens on the wall, each let in by a token of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Display(models.Model):
    """Shows approved aggregates without anybody signed in; of its token only the hash is kept."""

    name = models.CharField(_("name"), max_length=60, help_text=_("Where it hangs."))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        "indicators.User", models.PROTECT, related_name="+", editable=False, verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    revoked_by = models.ForeignKey(
        "indicators.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    last_seen = models.DateTimeField(_("last seen"), null=True, editable=False)

    class Meta:
        verbose_name = _("display")
        verbose_name_plural = _("displays")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | models.Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="display_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name
