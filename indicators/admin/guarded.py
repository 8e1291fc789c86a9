"""What lists in the admin have in common."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from indicators.views.access import read_pk


class GuardedAdmin(admin.ModelAdmin):
    """What Django answers with an error page: filters by what no column can hold, and two forms at once."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError, DataError) as error:
            raise IncorrectLookupParameters from error

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Two may enter the same at the same moment: each form is right by itself, the second is told."""
        try:
            return super().changeform_view(request, *args, **options)
        except (IntegrityError, ValidationError):
            said = _("This was not kept: the same was entered at the same moment. Look whether it is there.")
            messages.error(request, said)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **options: Any
    ) -> HttpResponse | None:
        """Deeds are done to rows that can be: Django would ask the database for any text as a key."""
        if all(map(read_pk, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return super().response_action(request, queryset, *args, **options)
        messages.error(request, _("These rows cannot be found: choose them anew."))
        return redirect(request.get_full_path())
