"""What is measured, and by whom it is collected."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators import periods, quantities
from indicators.analytics import nature
from indicators.models.geography import Region
from indicators.models.observations import Spot


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[str, ...]:
    """The parts of a list kept as `a|b|c`."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


check_code = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._]*\Z", _("A code is made of letters, digits, dots and underscores.")
)


class Named(models.Model):
    """Something with a stable code, a Chinese and an English name, and a place in the order."""

    code = models.CharField(_("code"), max_length=80, unique=True, validators=[check_code])
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name


class Department(models.Model):
    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Pillar(Named):
    character = models.CharField(_("character"), max_length=1)
    creed = models.CharField(_("creed"), max_length=20)

    class Meta(Named.Meta):
        verbose_name = _("pillar")
        verbose_name_plural = _("pillars")


class Topic(Named):
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="topics", verbose_name=_("pillar"))
    group = models.CharField(_("group"), max_length=30, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Frequency(models.TextChoices):
    MONTH = periods.Frequency.MONTH.value, _("monthly")
    QUARTER = periods.Frequency.QUARTER.value, _("quarterly")
    HALF = periods.Frequency.HALF.value, _("half-yearly")
    YEAR = periods.Frequency.YEAR.value, _("yearly")


class Form(Named):
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="forms", verbose_name=_("department")
    )
    frequency = models.CharField(_("frequency"), max_length=8, choices=Frequency)
    due_day = models.PositiveSmallIntegerField(
        _("due day"), help_text=_("Day of the month after the period's end.")
    )
    region_kinds = models.CharField(
        _("kinds of region"), max_length=100, help_text=_("Who is expected to report it; separated by |")
    )
    number = models.CharField(
        _("official number"),
        max_length=30,
        blank=True,
        help_text=_("Such as JBZH0001, printed on the form to sign; blank where it has none."),
    )

    class Meta(Named.Meta):
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def clean(self) -> None:
        """A month has at most 31 days."""
        if self.due_day is not None and not 1 <= self.due_day <= 31:
            raise ValidationError({"due_day": _("A day of the month is between 1 and 31.")})

    @property
    def expected_kinds(self) -> tuple[str, ...]:
        return split(self.region_kinds)

    def is_reported_by(self, region: Region) -> bool:
        """Regions of its kinds are to report it, and the bureau may report the whole's on any form."""
        return region.parent_id is None or region.kind in self.expected_kinds


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def with_place(self) -> IndicatorQuerySet:
        """Together with topic, pillar, form, department and what a rate is made of."""
        return self.select_related("topic__pillar", "form__department", "numerator")

    def with_codes(self) -> IndicatorQuerySet:
        """Together with what intake needs of its form and of the indicator that it is a part of."""
        own = (column.name for column in Indicator._meta.concrete_fields)
        beside = ("form__code", "form__frequency", "form__region_kinds", "parent__code")
        return self.select_related("form", "parent").only(*own, *beside)

    def collected(self) -> IndicatorQuerySet:
        """Those that forms ask for; rates of two parts are computed."""
        return self.filter(numerator=None)


class Indicator(Named):
    class Nature(models.TextChoices):
        STOCK = nature.Nature.STOCK.value, _("end of period")
        FLOW = nature.Nature.FLOW.value, _("during the period")
        YTD = nature.Nature.YTD.value, _("year to date")
        CUMULATIVE = nature.Nature.CUMULATIVE.value, _("since the start")
        RATE = nature.Nature.RATE.value, _("rate")
        STANDARD = nature.Nature.STANDARD.value, _("standard")
        MEAN = nature.Nature.MEAN.value, _("mean")
        RANK = nature.Nature.RANK.value, _("rank")
        CONSTANT = nature.Nature.CONSTANT.value, _("planned number")

    class Polarity(models.TextChoices):
        MORE = nature.Polarity.MORE.value, _("more is better")
        LESS = nature.Polarity.LESS.value, _("less is better")
        NEUTRAL = nature.Polarity.NEUTRAL.value, _("neutral")

    class Assessment(models.TextChoices):
        FLOOR = nature.Assessment.FLOOR.value, _("required activity")
        PROJECT = nature.Assessment.PROJECT.value, _("project")
        SERVICE = nature.Assessment.SERVICE.value, _("yearly service")
        THRESHOLD = nature.Assessment.THRESHOLD.value, _("threshold")
        SHARE = nature.Assessment.SHARE.value, _("share")
        RED_LINE = nature.Assessment.RED_LINE.value, _("red line")
        NONE = nature.Assessment.NONE.value, _("not judged")

    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name=_("topic")
    )
    form = models.ForeignKey(Form, models.PROTECT, related_name="indicators", verbose_name=_("form"))
    unit = models.CharField(_("unit"), max_length=20)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    nature_confirmed = models.BooleanField(_("nature confirmed"), default=False)
    additive = models.BooleanField(_("additive over regions"), default=False)
    polarity = models.CharField(_("polarity"), max_length=8, choices=Polarity, default=Polarity.NEUTRAL)
    assessment = models.CharField(_("assessment"), max_length=10, choices=Assessment, default=Assessment.NONE)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    frequency = models.CharField(_("frequency"), max_length=8, choices=Frequency)
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("numerator")
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("denominator")
    )
    factor = models.PositiveIntegerField(_("factor"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    aliases = models.TextField(_("aliases"), blank=True, help_text=_("Separated by |"))
    headline = models.BooleanField(_("headline"), default=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decimals__lte=quantities.DECIMALS), name="indicator_decimals"
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=True) | models.Q(denominator__isnull=False),
                name="indicator_numerator_over_denominator",
            ),
        ]

    def clean(self) -> None:
        """A rate has both its parts, and what approved figures mean must not change under them."""
        if self.decimals is not None and self.decimals > quantities.DECIMALS:
            raise ValidationError({"decimals": _("Figures have at most %d decimals.") % quantities.DECIMALS})
        if self.numerator_id and not self.denominator_id:
            raise ValidationError({"denominator": _("A rate with a numerator needs a denominator.")})
        known = Indicator.objects.filter(pk=self.pk).first()
        if known is None:
            return
        waiting = apps.get_model("indicators", "StagedFigure").objects.filter(
            indicator=known, submission__state__in=("draft", "submitted", "returned")
        )
        if not (self.observations.exists() or waiting.exists()):
            return
        if waiting.exists() and (self.form_id, self.frequency) != (known.form_id, known.frequency):
            raise ValidationError(_("Submissions not yet decided on hold figures of this indicator."))
        if self.unit != known.unit:
            raise ValidationError(
                {"unit": _("There are approved figures in %s; make a new indicator instead.") % known.unit}
            )
        settled = known.nature_confirmed or self.Nature.FLOW in (self.nature, known.nature)
        if self.nature != known.nature and settled:
            raise ValidationError(
                {
                    "nature": _("There are approved figures of nature “%s”; make a new indicator instead.")
                    % known.get_nature_display()
                }
            )

    @property
    def alias_list(self) -> tuple[str, ...]:
        return split(self.aliases)

    @property
    def is_level(self) -> bool:
        return self.nature in nature.LEVELS

    def spot(self, period: periods.Period) -> Spot:
        """Where its figure of a period is kept: two periods of one level may share their last day."""
        return self.pk, *period.span(level=self.is_level)

    def is_due(self, period: periods.Period) -> bool:
        """A figure of its frequency is to be reported at the period's end."""
        return period.months % periods.Frequency(self.frequency).months == 0

    def is_asked(self, period: periods.Period) -> bool:
        """A form of that period asks for it: a level at its date, any other figure for just that span."""
        return self.is_due(period) and (self.is_level or self.frequency == period.frequency)

    @property
    def is_rate_of_parts(self) -> bool:
        return self.numerator_id is not None and self.denominator_id is not None


class DefinitionQuerySet(models.QuerySet["Definition"]):
    def in_force(self, day: date) -> DefinitionQuerySet:
        return self.filter(
            models.Q(effective_from__isnull=True) | models.Q(effective_from__lte=day),
            models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=day),
        )


class Definition(models.Model):
    """What an indicator counts, from one day to another; the series breaks where it changes."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="definitions", verbose_name=_("indicator")
    )
    text = models.TextField(_("definition"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    effective_to = models.DateField(_("effective to"), null=True, blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering = [models.F("effective_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "effective_from"], name="definition_once"),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=models.Q(effective_from__isnull=True),
                name="definition_one_from_the_start",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to__gte=models.F("effective_from")),
                name="definition_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.text
