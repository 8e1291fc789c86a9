"""Accounts, with the regions and departments they work for."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from indicators.models import User
from indicators.services import audit
from indicators.views.access import user_of


@admin.register(User)
class UserAdmin(StockUserAdmin):
    list_display = ["username", "is_active", "is_staff", "is_superuser", "last_login"]
    filter_horizontal = ["groups", "user_permissions", "regions", "departments"]
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Work"), {"fields": ("groups", "regions", "departments")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "user_permissions")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser makes another, or gives rights beyond a role's."""
        return () if request.user.is_superuser else ("is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        own = request.user.is_superuser or obj is None or not obj.is_superuser
        return own and super().has_change_permission(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Setting somebody's password is audited; the password itself is not."""
        before = User.objects.filter(pk=id).values_list("password", flat=True).first()
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            user = User.objects.filter(pk=id).first()
            if user and user.password != before:
                audit.record(by=user_of(request), action="set password", target=user)
        return response

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        """Audits with roles, regions and departments, which are kept after the account itself."""
        user: User = form.instance
        before = _rights(user) if change else {}
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            audit.record(
                by=user_of(request),
                action="change" if change else "create",
                target=user,
                before=before,
                after={**_rights(user), "changed": form.changed_data},
            )


def _rights(user: User) -> dict[str, Any]:
    return {
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "regions": sorted(user.regions.values_list("code", flat=True)),
        "departments": sorted(user.departments.values_list("name", flat=True)),
    }
