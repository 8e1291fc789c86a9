"""Whether what pages show has changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    """A mark that the database itself renews in every transaction that changes catalogue or figures."""

    name = models.CharField(_("name"), max_length=20, primary_key=True)
    mark = models.CharField(_("mark"), max_length=36)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")

    def __str__(self) -> str:
        return self.mark

    @classmethod
    def of_catalogue(cls) -> str:
        """The mark of the catalogue as it stands now; empty where it is not known."""
        return cls.objects.filter(name="catalogue").values_list("mark", flat=True).first() or ""
