"""Areas and units that report, in a tree."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

TILES = 40  # columns and rows of a tile map
TILE = [MinValueValidator(1), MaxValueValidator(TILES)]
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


class RegionQuerySet(models.QuerySet["Region"]):
    def roots(self) -> RegionQuerySet:
        """Those at the top: one, once the catalogue is whole."""
        return self.filter(parent=None)

    def within(self, roots: models.QuerySet[Region]) -> RegionQuerySet:
        """These regions and all below them."""
        parents = dict(Region.objects.values_list("pk", "parent_id"))
        wanted = set(roots.values_list("pk", flat=True))
        grown = True
        while grown:
            below = {pk for pk, parent in parents.items() if parent in wanted} - wanted
            wanted |= below
            grown = bool(below)
        return self.filter(pk__in=wanted)


class Region(models.Model):
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    short_name = models.CharField(_("short name"), max_length=30)
    aliases = models.CharField(_("aliases"), max_length=300, blank=True, help_text=_("Separated by |"))
    kind = models.CharField(_("kind"), max_length=20)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    counts_in_total = models.BooleanField(_("counts in the total"), default=True)
    former_codes = models.CharField(
        _("former codes"), max_length=100, blank=True, help_text=_("Separated by |")
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    tile_column = models.PositiveSmallIntegerField(
        _("column on the tile map"),
        null=True,
        blank=True,
        validators=TILE,
        help_text=_("Counted from the west; without one, or at a taken place, it stands below the map."),
    )
    tile_row = models.PositiveSmallIntegerField(
        _("row on the tile map"),
        null=True,
        blank=True,
        validators=TILE,
        help_text=_("Counted from the north."),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="region_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(tile_column__isnull=True, tile_row__isnull=True)
                | models.Q(
                    tile_column__isnull=False,
                    tile_row__isnull=False,
                    tile_column__range=(1, TILES),
                    tile_row__range=(1, TILES),
                ),
                name="region_tile_whole",
                violation_error_message=_("A place on the tile map is a column and a row."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tile(self) -> tuple[int, int] | None:
        """Its column and row on the tile map."""
        return (
            None if self.tile_column is None or self.tile_row is None else (self.tile_column, self.tile_row)
        )

    def clean(self) -> None:
        """Its code can stand in an address, and no region lies inside itself, however far up."""
        if self.code and not CODE.match(self.code):
            raise ValidationError(
                {"code": _("A code is made of letters, digits, dots, hyphens and underscores.")}
            )
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError(
                    {"parent": _("%(region)s would lie inside itself.") % {"region": self.name}}
                )
            seen.add(above.pk)
            above = above.parent

    def check_top(self) -> None:
        """Raise ValidationError where another is at the top; files may say so on the way, not in the end."""
        if self.parent_id is None and Region.objects.filter(parent=None).exclude(pk=self.pk).exists():
            raise ValidationError(
                {"parent": _("Only one region is at the top; choose the one that this lies in.")}
            )


class Inclusion(models.Model):
    """Whether a region counts in the total of one indicator, where that differs from its own setting."""

    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="inclusions", verbose_name=_("indicator")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="inclusions", verbose_name=_("region"))
    counts_in_total = models.BooleanField(_("counts in the total"))

    class Meta:
        verbose_name = _("inclusion")
        verbose_name_plural = _("inclusions")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "region"], name="inclusion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} / {self.region}"
