"""What comes in: uploaded files, typed cells, submissions, and the figures and findings in them."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import reduce
from operator import or_
from pathlib import PurePath
from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.intake import findings, watch
from indicators.models.observations import Spot, Stated
from indicators.periods import Period


def stored_name(upload: Upload, name: str) -> str:
    """A generated name: what a user calls a file never becomes a path."""
    return f"{uuid.uuid4().hex}{PurePath(name).suffix.lower()[:8]}"


class UploadQuerySet(models.QuerySet["Upload"]):
    def asking(self) -> UploadQuerySet:
        """Those that wait for answers, or to be read."""
        waiting = self.filter(state__in=(Upload.State.ASKING, Upload.State.READING))
        return waiting.select_related("received_by", "region").order_by("pk")


class Upload(models.Model):
    """One file that feeds submissions, or waits for answers until it can; its original is kept."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        ASKING = "asking", _("awaiting answers")
        STAGED = "staged", _("taken into drafts")
        DROPPED = "dropped", _("given up")

    class Step(models.TextChoices):
        CELLS = watch.Step.CELLS.value, _("reading the cells")
        FIGURES = watch.Step.FIGURES.value, _("finding the figures")
        CHECKS = watch.Step.CHECKS.value, _("checking the figures")
        DRAFTS = watch.Step.DRAFTS.value, _("filling the drafts")

    file = models.FileField(_("file"), upload_to=stored_name, max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size"))
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    received_by = models.ForeignKey(
        "indicators.User", models.PROTECT, related_name="+", verbose_name=_("received by")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.STAGED)
    period = models.CharField(
        _("period"), max_length=8, blank=True, help_text=_("As it was chosen; empty: as the sheet says.")
    )
    region = models.ForeignKey(
        "indicators.Region", models.PROTECT, null=True, related_name="+", verbose_name=_("region")
    )
    answers = models.JSONField(_("answers"), default=list, blank=True)  # ask, sheet, subject, answer

    reading_since = models.DateTimeField(_("being read since"), null=True, blank=True)
    leased_until = models.DateTimeField(_("heard of again by"), null=True, blank=True)
    step = models.CharField(_("step of reading"), max_length=8, choices=Step, blank=True)
    percent = models.PositiveSmallIntegerField(_("done of this step, in percent"), null=True, blank=True)
    trouble = models.TextField(_("what went wrong"), blank=True)  # a message id, worded when it is shown
    trouble_params = models.JSONField(_("what its words need"), default=dict, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="dropped", file="")
                | ~models.Q(state="dropped") & ~models.Q(file=""),
                name="upload_kept_until_dropped",
            ),
            models.CheckConstraint(
                condition=models.Q(state="reading", reading_since__isnull=False)
                | ~models.Q(state="reading") & models.Q(reading_since__isnull=True),
                name="upload_reading_since",
            ),
            models.CheckConstraint(
                condition=models.Q(state="reading")
                | models.Q(leased_until__isnull=True, percent__isnull=True, step=""),
                name="upload_leased_while_read",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def set_reading(self, since: datetime | None) -> None:
        """Being read since then, by nobody yet; None: no longer. Saves nothing."""
        self.reading_since, self.leased_until, self.step, self.percent = since, None, "", None

    @property
    def is_asking(self) -> bool:
        return self.state == self.State.ASKING

    @property
    def is_reading(self) -> bool:
        return self.state == self.State.READING

    @property
    def submissions(self) -> SubmissionQuerySet:
        """What it feeds."""
        beneath = self.replaced.order_by().values("submission")
        return Submission.objects.filter(Submission.fed_by(upload=self) | models.Q(pk__in=beneath))


class UploadRecord(models.Model):
    """What was found in a file when it was last read, but for its parts: counts and open questions."""

    upload = models.OneToOneField(Upload, models.PROTECT, related_name="record", verbose_name=_("upload"))
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("record of a file")
        verbose_name_plural = _("records of files")

    def __str__(self) -> str:
        return str(self.upload)


class RecordPart(models.Model):
    """What became of some rows of a sheet, or some of the findings where it is of no sheet."""

    record = models.ForeignKey(
        UploadRecord, models.CASCADE, related_name="parts", verbose_name=_("record of a file")
    )
    sheet = models.PositiveIntegerField(_("sheet"), null=True)
    top = models.PositiveIntegerField(_("first row"))
    bottom = models.PositiveIntegerField(_("last row"))
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("part of a record")
        verbose_name_plural = _("parts of records")
        ordering = ["sheet", "top", "id"]
        indexes = [models.Index(fields=["record", "sheet", "top"], name="record_part_rows")]

    def __str__(self) -> str:
        return f"{self.record} {self.top}–{self.bottom}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def with_place(self) -> SubmissionQuerySet:
        return self.select_related(
            "region__parent", "form__department", "submitted_by", "checked_by", "decided_by"
        )

    def with_counts(self) -> SubmissionQuerySet:
        """Each with how many figures and warnings it has."""
        return self.annotate(
            figure_count=models.Count("figures", distinct=True),
            warning_count=models.Count(
                "findings", filter=models.Q(findings__severity="warning"), distinct=True
            ),
        )

    def open(self) -> SubmissionQuerySet:
        return self.exclude(state=Submission.State.APPROVED)


class Submission(models.Model):
    """What one region reports on one form for one period; a draft that files and typed cells feed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("awaiting review")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    region = models.ForeignKey(
        "indicators.Region", models.PROTECT, related_name="submissions", verbose_name=_("region")
    )
    form = models.ForeignKey(
        "indicators.Form", models.PROTECT, related_name="submissions", verbose_name=_("form")
    )
    period = models.CharField(_("period"), max_length=8)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        "indicators.User", models.PROTECT, related_name="+", verbose_name=_("created by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    submitted_by = models.ForeignKey(
        "indicators.User", models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )
    checked_at = models.DateTimeField(_("signed off at"), null=True)
    checked_by = models.ForeignKey(
        "indicators.User",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("signed off by"),
        help_text=_("Who in the region signed it off, where the bureau asks for that first."),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        "indicators.User", models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True)
    comment = models.TextField(_("review comment"), blank=True)
    extended_to = models.DateField(
        _("extended to"), null=True, help_text=_("The deadline that was set when it was returned.")
    )
    is_demo = models.BooleanField(_("demonstration"), default=False)
    ground = models.CharField(
        _("ground"),
        max_length=60,
        blank=True,
        help_text=_("Stands for the catalogue and the approved figures that it was checked against."),
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["form", "period"], name="submission_collected"),
            models.Index(
                fields=["is_demo", "submitted_at"],
                name="submission_first",
                condition=models.Q(submitted_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "form", "period"],
                condition=~models.Q(state="approved"),
                name="submission_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("submitted_by")) | models.Q(decided_by__isnull=True),
                name="submission_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_by__isnull=True, submitted_at__isnull=True, state="draft")
                | models.Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="submission_submitted",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    decided_by__isnull=True, decided_at__isnull=True, state__in=["draft", "submitted"]
                )
                | models.Q(
                    decided_by__isnull=False, decided_at__isnull=False, state__in=["approved", "returned"]
                ),
                name="submission_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True, checked_at__isnull=True)
                | models.Q(checked_by__isnull=False, checked_at__isnull=False, submitted_by__isnull=False),
                name="submission_checked",
            ),
            models.CheckConstraint(
                condition=~models.Q(checked_by=models.F("submitted_by")) | models.Q(checked_by__isnull=True),
                name="submission_checker_is_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(checked_by=models.F("decided_by"))
                | models.Q(checked_by__isnull=True)
                | models.Q(decided_by__isnull=True),
                name="submission_reviewer_is_a_third",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def uploads(self) -> models.QuerySet[Upload]:
        """The files that something in it is from, or something beneath."""
        parts = (self.figures, self.findings, self.replaced)  # joined, each row would meet every other
        fed = (models.Q(pk__in=rows.order_by().values("upload")) for rows in parts)
        return Upload.objects.filter(reduce(or_, fed))

    @staticmethod
    def fed_by(**upload: object) -> models.Q:
        """Of those that hold figures or findings of such a file; never joined, for there are many of both."""
        parts = (StagedFigure.objects.filter(**upload), Finding.objects.filter(**upload))
        return reduce(or_, (models.Q(pk__in=rows.order_by().values("submission")) for rows in parts))

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class StagedFigure(Stated):
    """A value in a submission, with the cell that it was read from or the person who typed it."""

    submission = models.ForeignKey(
        Submission,
        models.PROTECT,
        related_name="figures",
        verbose_name=_("submission"),
        db_index=False,  # that of its constraint begins with it
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    printed = models.TextField(_("as printed"))
    citation = models.TextField(_("citation"), blank=True)
    note = models.TextField(_("note"), blank=True)
    upload = models.ForeignKey(
        Upload, models.PROTECT, null=True, related_name="figures", verbose_name=_("upload")
    )
    sheet = models.TextField(_("sheet"), blank=True)
    cell = models.CharField(_("cell"), max_length=12, blank=True)
    entered_at = models.DateTimeField(_("entered at"), null=True)
    entered_by = models.ForeignKey(
        "indicators.User", models.PROTECT, null=True, related_name="+", verbose_name=_("entered by")
    )
    replaces = models.ForeignKey(
        "indicators.Observation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("replaces"),
        help_text=_("The approved figure that this one was checked against."),
    )

    class Meta:
        verbose_name = _("staged figure")
        verbose_name_plural = _("staged figures")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "start", "end"], name="staged_figure_once"
            ),
            models.CheckConstraint(
                condition=models.Q(upload__isnull=False, entered_by__isnull=True, entered_at__isnull=True)
                & ~models.Q(cell="")
                | models.Q(
                    upload__isnull=True, entered_by__isnull=False, entered_at__isnull=False, cell="", sheet=""
                ),
                name="staged_figure_from_a_cell_or_a_person",
            ),
            *Stated.Meta.constraints,
        ]
        indexes = [
            models.Index(
                fields=["indicator", "end"],
                name="staged_figure_corrects",
                condition=models.Q(replaces__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.cell}"

    @property
    def spot(self) -> Spot:
        """The place that one figure alone can have in a submission: indicator, first and last day."""
        return self.indicator_id, self.start, self.end

    @property
    def came_at(self) -> datetime:
        """When it came into the draft."""
        return self.upload.received_at if self.upload else cast(datetime, self.entered_at)


class ReasonKind(models.TextChoices):
    """Why a figure is unusual (异常变动说明)."""

    POLICY = "policy", _("change of policy or standard")
    SEASON = "season", _("season or arrangement of work")
    EVENT = "event", _("single event or batch")
    SCOPE = "scope", _("change of scope or of who is counted")
    MENDED = "mended", _("late entry or correction of an earlier figure")
    OTHER = "other", _("other reason")


class FindingQuerySet(models.QuerySet["Finding"]):
    def blocking(self) -> FindingQuerySet:
        return self.filter(severity__in=(Finding.Severity.ERROR, Finding.Severity.QUESTION))

    def unexplained(self) -> FindingQuerySet:
        """Warnings that nobody has given a reason for."""
        return self.filter(severity=Finding.Severity.WARNING, reason="")


class Finding(models.Model):
    """What a check says about a figure of a submission; its words are made when it is shown."""

    class Severity(models.TextChoices):
        ERROR = findings.Severity.ERROR.value, _("error")
        QUESTION = findings.Severity.QUESTION.value, _("question")
        WARNING = findings.Severity.WARNING.value, _("warning")
        NOTE = findings.Severity.NOTE.value, _("note")

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="findings", verbose_name=_("submission")
    )
    upload = models.ForeignKey(
        Upload, models.PROTECT, null=True, related_name="findings", verbose_name=_("upload")
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, null=True, related_name="+", verbose_name=_("indicator")
    )
    period = models.CharField(_("period"), max_length=8, blank=True)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity)
    code = models.CharField(_("code"), max_length=30)
    sheet = models.TextField(_("sheet"), blank=True)
    cell = models.CharField(_("cell"), max_length=12, blank=True)
    params = models.JSONField(_("parameters"), default=dict)
    reason_kind = models.CharField(_("kind of reason"), max_length=10, choices=ReasonKind, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason="", reason_kind="")
                | models.Q(severity="warning") & ~models.Q(reason=""),
                name="finding_reason_of_a_warning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.cell}"

    @property
    def spot(self) -> Spot | None:
        """Where the figure that it speaks of is kept; None where it speaks of no one figure."""
        return self.indicator.spot(Period.parse(self.period)) if self.indicator and self.period else None

    @property
    def blocks(self) -> bool:
        return self.severity in (self.Severity.ERROR, self.Severity.QUESTION)

    @property
    def is_unexplained(self) -> bool:
        return self.severity == self.Severity.WARNING and not self.reason
