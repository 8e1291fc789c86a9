"""Forms of sheets that questions were answered about, as they were last seen, and the answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.intake import questions

LONGEST = 200  # longer texts are asked about each time
AS_NOTED = _("yes: taken as they are")  # figures that a note narrows


class LayoutQuerySet(models.QuerySet["Layout"]):
    def with_answers(self) -> LayoutQuerySet:
        answers = models.Prefetch("answers", Answer.objects.with_people())
        return self.select_related("taken_by").prefetch_related(answers)


class Layout(models.Model):
    """A sheet's form (表样), which is known again; what it looked like when it was last taken."""

    number = models.TextField(_("form number"), blank=True)
    title = models.TextField(_("title"), blank=True, help_text=_("Without period and region."))
    columns = models.JSONField(_("columns"), default=list)
    rows = models.JSONField(_("rows"), default=list)
    places = models.JSONField(default=list, editable=False)  # the number of each row in the sheet
    taken_at = models.DateTimeField(_("last taken"))
    taken_by = models.ForeignKey(
        "indicators.User", models.PROTECT, related_name="+", verbose_name=_("taken by")
    )

    objects = LayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet layout")
        verbose_name_plural = _("sheet layouts")
        ordering = ["-taken_at", "-id"]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.number, self.title))) or "、".join(self.columns)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def with_people(self) -> AnswerQuerySet:
        return self.select_related("layout", "by")


class Answer(models.Model):
    """What one row, column or sheet of a layout means, as a person said."""

    class Ask(models.TextChoices):
        INDICATOR = questions.Ask.INDICATOR.value, _("indicator")
        REGION = questions.Ask.REGION.value, _("region")
        UNIT = questions.Ask.UNIT.value, _("unit")
        COLUMN = questions.Ask.COLUMN.value, _("column of the figures")
        NOTE = questions.Ask.NOTE.value, _("figures that a note narrows")

    layout = models.ForeignKey(Layout, models.PROTECT, related_name="answers", verbose_name=_("sheet layout"))
    ask = models.CharField(_("asked for"), max_length=10, choices=Ask)
    subject = models.CharField(
        _("in the sheet"), max_length=LONGEST, blank=True, help_text=_("Empty for the whole sheet.")
    )
    value = models.CharField(
        _("answer"), max_length=LONGEST, blank=True, help_text=_("Empty where it is left out.")
    )
    called = models.CharField(
        _("called"),
        max_length=LONGEST,
        blank=True,
        help_text=_("What the answer was called when it was given."),
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("indicators.User", models.PROTECT, related_name="+", verbose_name=_("by"))

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["layout", "ask", "subject"], name="answer_once"),
            models.CheckConstraint(
                condition=models.Q(ask__in=[ask.value for ask in questions.LASTING]),
                name="answer_lasts",
            ),
            models.CheckConstraint(
                condition=~models.Q(value="") | models.Q(called=""), name="answer_left_out_has_no_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} = {self.meant}"

    @property
    def meant(self) -> str:
        """The answer as it is shown; empty where it leaves out."""
        if self.value and self.ask == self.Ask.NOTE:
            return str(AS_NOTED)
        return self.called or self.value
