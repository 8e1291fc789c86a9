"""What has happened, to look at only."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from indicators.admin.guarded import GuardedAdmin
from indicators.messages.figures import show_absence, show_figure, show_period
from indicators.models import Answer, AuditEntry, Layout, Observation, Release, Submission, Upload

ACTIONS = {
    "answer": pgettext_lazy("audit", "answer"),
    "approve": pgettext_lazy("audit", "approve"),
    "begin": pgettext_lazy("audit", "begin"),
    "change answer": pgettext_lazy("audit", "change answer"),
    "change": pgettext_lazy("audit", "change"),
    "create": pgettext_lazy("audit", "create"),
    "delete": pgettext_lazy("audit", "delete"),
    "discard": pgettext_lazy("audit", "discard"),
    "drop file": pgettext_lazy("audit", "drop file"),
    "drop": pgettext_lazy("audit", "drop"),
    "explain": pgettext_lazy("audit", "explain"),
    "fill in": pgettext_lazy("audit", "fill in"),
    "forget": pgettext_lazy("audit", "forget"),
    "lock": pgettext_lazy("audit", "lock"),
    "nil": pgettext_lazy("audit", "nil"),
    "read_again": pgettext_lazy("audit", "read again"),
    "receive": pgettext_lazy("audit", "receive"),
    "remember": pgettext_lazy("audit", "remember"),
    "restore": pgettext_lazy("audit", "restore"),
    "return": pgettext_lazy("audit", "return"),
    "revoke": pgettext_lazy("audit", "revoke"),
    "set password": pgettext_lazy("audit", "set password"),
    "sign in": pgettext_lazy("audit", "sign in"),
    "sign off": pgettext_lazy("audit", "sign off"),
    "stage": pgettext_lazy("audit", "stage"),
    "submit": pgettext_lazy("audit", "submit"),
    "take password": pgettext_lazy("audit", "take password"),
    "undo": pgettext_lazy("audit", "undo"),
    "unlock": pgettext_lazy("audit", "unlock"),
    "withdraw": pgettext_lazy("audit", "withdraw"),
}

admin.site.unregister(DBTaskResult)  # the worker's own rows; what matters of them is told on the first page


class ReadOnlyAdmin(GuardedAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DeedFilter(admin.SimpleListFilter):
    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ACTIONS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "deed", "what"]
    list_filter = [DeedFilter]
    list_select_related = ["by"]
    search_fields = ["target"]
    fields = ["at", "by", "deed", "what", "was", "became"]
    readonly_fields = ["deed", "what", "was", "became"]

    @admin.display(description=_("action"), ordering="action")
    def deed(self, entry: AuditEntry) -> str:
        return str(ACTIONS.get(entry.action, entry.action))

    @admin.display(description=_("what"), ordering="target")
    def what(self, entry: AuditEntry) -> str:
        """The kind of row and its number, as the row may be long gone."""
        kind, _colon, number = entry.target.partition(":")
        try:
            return f"{apps.get_model('indicators', kind)._meta.verbose_name} {number}"
        except LookupError:
            return entry.target

    @admin.display(description=_("before"))
    def was(self, entry: AuditEntry) -> str:
        return _lines(entry.before)

    @admin.display(description=_("after"))
    def became(self, entry: AuditEntry) -> str:
        return _lines(entry.after)


def _lines(facts: dict[str, Any]) -> str:
    """Each fact in a line of its own, called as the catalogue calls it where it has a word."""
    said = (
        (gettext(name.removesuffix("_id").replace("_", " ")), "—" if fact in (None, "", []) else fact)
        for name, fact in facts.items()
    )
    return format_html_join("", "<div>{} · {}</div>", said) or "—"


class PeriodMixin:
    """Periods by their names."""

    @admin.display(description=_("period"), ordering="period")
    def named_period(self, row: Any) -> str:
        return show_period(row.period) if row.period else "—"


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = ["number", "made_at", "submission", "undoes", "submitted_by", "approved_by", "is_demo"]
    list_select_related = ["submission", "undoes", "submitted_by", "approved_by"]


@admin.register(Submission)
class SubmissionAdmin(PeriodMixin, ReadOnlyAdmin):
    list_display = [
        "id",
        "region",
        "form",
        "named_period",
        "state",
        "submitted_by",
        "decided_by",
        "is_demo",
    ]
    list_filter = ["state", "form"]
    list_select_related = ["region", "form", "submitted_by", "decided_by"]


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ["name", "state", "received_at", "received_by", "length"]
    list_filter = ["state"]
    list_select_related = ["received_by"]
    fields = ["name", "length", "sha256", "received_by", "received_at", "state"]
    readonly_fields = ["length"]

    @admin.display(description=_("size"), ordering="size")
    def length(self, upload: Upload) -> str:
        return filesizeformat(upload.size)


@admin.register(Observation)
class ObservationAdmin(PeriodMixin, ReadOnlyAdmin):
    list_display = ["indicator", "region", "named_period", "figure", "origin", "release", "superseded_in"]
    list_filter = ["origin"]
    list_select_related = ["indicator", "region", "release", "superseded_in"]
    fields = [
        *("indicator", "region", "named_period", "figure", "origin", "release", "superseded_in"),
        *("is_demo", "source"),
    ]
    readonly_fields = ["named_period", "figure", "source"]

    @admin.display(description=_("value"), ordering="value")
    def figure(self, observation: Observation) -> str:
        if observation.value is None:
            return show_absence(observation.absence)
        return show_figure(observation.indicator, observation).text

    @admin.display(description=_("Source"))
    def source(self, observation: Observation) -> str:
        """Where it came from, told on its page."""
        address = reverse("observation", args=[observation.pk])
        return format_html('<a href="{}">{}</a>', address, _("Source of the figure"))


@admin.register(Layout)
class LayoutAdmin(ReadOnlyAdmin):
    list_display = ["id", "number", "title", "taken_at", "taken_by"]
    list_select_related = ["taken_by"]


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ["id", "layout", "ask", "subject", "value", "called", "by", "at"]
    list_filter = ["ask"]
    list_select_related = ["layout", "by"]
