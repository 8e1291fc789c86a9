"""Who uses the site, for which regions and departments."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from indicators.models.geography import Region


class Role(models.TextChoices):
    """A role is a group of this name; a superuser has them all."""

    VIEWER = "viewer", _("Viewer")
    CLERK = "clerk", _("Clerk")
    CHECKER = "region checker", _("Region checker")
    REVIEWER = "reviewer", _("Reviewer")
    CATALOGUE_ADMIN = "catalogue admin", _("Catalogue administrator")
    SYSTEM_ADMIN = "system admin", _("System administrator")
    AUDITOR = "auditor", _("Auditor")


class User(AbstractUser):
    regions = models.ManyToManyField(
        "indicators.Region",
        blank=True,
        verbose_name=_("regions"),
        help_text=_("A clerk reports and a region checker signs off for these regions and all below them."),
    )
    departments = models.ManyToManyField(
        "indicators.Department",
        blank=True,
        verbose_name=_("departments"),
        help_text=_("A reviewer decides on the forms of these departments."),
    )

    password_changed_at = models.DateTimeField(
        _("password chosen"),
        null=True,
        editable=False,
        help_text=_("When the owner last chose it; empty where somebody else set it."),
    )
    past_passwords = models.JSONField(default=list, editable=False)  # hashes, the latest first

    # Who is setting a password: services.passwords takes it from here to the audit trail.
    password_set_by: User | None = None

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def set_password(self, raw_password: Any) -> None:
        if self.has_usable_password():
            self.past_passwords = [self.password, *self.past_passwords]
        super().set_password(raw_password)

    def has_role(self, role: Role) -> bool:
        if not self.is_active:
            return False
        return self.is_superuser or role.value in self._role_names

    @cached_property
    def region_ids(self) -> frozenset[int]:
        """The ids of the user's own regions and all below them."""
        return frozenset(Region.objects.within(self.regions.all()).values_list("pk", flat=True))

    @property
    def _role_names(self) -> set[str]:
        if not hasattr(self, "_roles"):
            self._roles = set(self.groups.values_list("name", flat=True))
        return self._roles
