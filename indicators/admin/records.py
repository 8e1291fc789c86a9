"""What has happened, to look at only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from indicators.admin.guarded import GuardedAdmin
from indicators.models import Answer, AuditEntry, Layout, Observation, Release, Submission, Upload


class ReadOnlyAdmin(GuardedAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "action", "target"]
    list_filter = ["action"]
    list_select_related = ["by"]
    search_fields = ["target"]


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = ["number", "made_at", "submission", "undoes", "submitted_by", "approved_by", "is_demo"]
    list_select_related = ["submission", "undoes", "submitted_by", "approved_by"]


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ["id", "region", "form", "period", "state", "submitted_by", "decided_by", "is_demo"]
    list_filter = ["state", "form"]
    list_select_related = ["region", "form", "submitted_by", "decided_by"]


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ["name", "state", "received_at", "received_by", "size", "sha256"]
    list_filter = ["state"]
    list_select_related = ["received_by"]
    exclude = ["file"]


@admin.register(Observation)
class ObservationAdmin(ReadOnlyAdmin):
    list_display = [
        "indicator",
        "region",
        "period",
        "origin",
        "value",
        "qualifier",
        "release",
        "superseded_in",
    ]
    list_filter = ["origin"]
    list_select_related = ["indicator", "region", "release", "superseded_in"]
    raw_id_fields = ["staged"]


@admin.register(Layout)
class LayoutAdmin(ReadOnlyAdmin):
    list_display = ["id", "number", "title", "taken_at", "taken_by"]
    list_select_related = ["taken_by"]


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ["id", "layout", "ask", "subject", "value", "called", "by", "at"]
    list_filter = ["ask"]
    list_select_related = ["layout", "by"]
